"""Where the files that ship with the program stand."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "resources"


def path(*parts: str) -> Path:
    """Give the path of a shipped file, for example ``path("fonts", "Sarabun-Regular.ttf")``."""
    return ROOT.joinpath(*parts)


def read(*parts: str) -> bytes:
    """Read a shipped file whole."""
    return path(*parts).read_bytes()


def catalogue(language: str) -> dict[str, str]:
    """Read the wording of a language: the union of the parts in its folder.

    Raises ValueError when two parts claim the same key.
    """
    words: dict[str, str] = {}
    for part in sorted(path("i18n", language).glob("*.json")):
        new: dict[str, str] = json.loads(part.read_bytes())
        if twice := words.keys() & new.keys():
            raise ValueError(f"{part.name} repeats {sorted(twice)}")
        words.update(new)
    return words
