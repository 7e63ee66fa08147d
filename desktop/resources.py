"""Where the files that ship with the program stand."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "resources"


def path(*parts: str) -> Path:
    """Give the path of a shipped file, for example ``path("fonts", "Sarabun-Regular.ttf")``."""
    return ROOT.joinpath(*parts)


def read(*parts: str) -> bytes:
    """Read a shipped file whole."""
    return path(*parts).read_bytes()
