"""What a command gives back: one value for machines, lines for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON value of a command, the lines that say the same to a person, the exit status.

    ``complaint`` is one sentence for standard error, where something is not as it should be.
    """

    value: Any
    lines: Sequence[str] = field(default_factory=tuple)
    status: int = 0
    complaint: str = ""


def columns(rows: Iterable[Sequence[str]]) -> list[str]:
    """Set rows in columns as wide as their widest cell; Thai marks take no room."""
    known = [[str(cell) for cell in row] for row in rows]
    if not known:
        return []
    widths = [max(map(room, column)) for column in zip(*known, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - room(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in known
    ]


_NO_SIGN = {"Cc", "Cs", "Zl", "Zp"}


def in_one_line(text: str) -> str:
    """Put a sentence in one line, without what a terminal would obey or no file can hold."""
    signs = (" " if unicodedata.category(sign) in _NO_SIGN else sign for sign in text)
    return " ".join("".join(signs).split())


def room(text: str) -> int:
    """Count the columns a text takes on a terminal."""
    return sum(unicodedata.category(c) not in ("Mn", "Me", "Cf") for c in text)
