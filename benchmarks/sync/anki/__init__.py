"""Anki and its own sync server."""

from __future__ import annotations
