"""The same actions without a window: for office automation and for checks."""

from __future__ import annotations

from desktop.cli.main import main

__all__ = ["main"]
