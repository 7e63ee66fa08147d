"""Keeps changes; every row is the fold of its changes."""

from __future__ import annotations
