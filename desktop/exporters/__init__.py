"""Plain data in, file out."""

from __future__ import annotations
