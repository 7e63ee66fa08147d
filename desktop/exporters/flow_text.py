"""Text set in lines for documents that flow: paragraphs kept apart, long ones cut with a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.exporters.thai_text import Shaped, break_lines, shape
from desktop.exporters.thai_words import clusters

if TYPE_CHECKING:
    from desktop.exporters.thai_fonts import Weight

CUT = "…"
PER_EM = 8  # characters: narrow ones, each under two marks


def set_lines(
    text: str, width: float, size: float, weight: Weight = "Regular", most: int = 0
) -> tuple[Shaped, ...]:
    """Set a text in lines no wider than ``width``; each of its own lines begins a new one.

    With ``most``, what goes beyond that many lines is cut, and the last line says so with "…".
    """
    lines: list[str] = []
    shown = text[: _enough(width, size, most)] if most else text
    for part in shown.splitlines():
        lines += break_lines(part, width, weight, size)
    if most and (len(lines) > most or len(shown) < len(text)):
        kept = lines[:most] or [""]
        lines = [*kept[:-1], _cut(kept[-1], width, weight, size)]
    return tuple(shape(line, weight) for line in lines)


def _enough(width: float, size: float, most: int) -> int:
    """Give how many characters are surely more than some lines hold, so that no more are set."""
    return int(most * (width / size + 1) * PER_EM)


def _cut(line: str, width: float, weight: Weight, size: float) -> str:
    """Make room for the sign at the end of a line."""
    parts = clusters(line)
    while parts and shape("".join(parts) + CUT, weight).width(size) > width:
        parts.pop()
    return "".join(parts).rstrip() + CUT
