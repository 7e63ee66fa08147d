"""Decisions: pure functions over frozen data."""

from __future__ import annotations
