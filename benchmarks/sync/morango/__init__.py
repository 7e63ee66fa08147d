"""Morango, two Django instances."""

from __future__ import annotations
