"""Scoring by rubric: the scorer's sheet, the chair's overview, and the rubric itself."""

from __future__ import annotations
