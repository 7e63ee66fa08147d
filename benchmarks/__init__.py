"""Yardsticks: each side of a comparison is measured in the same run."""

from __future__ import annotations
