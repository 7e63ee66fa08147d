"""A spreadsheet's page as plain text cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of text, with nothing left out: row ``n`` of the spreadsheet is ``rows[n - 1]``.

    Rows may differ in length. Numbers are written as people would (``847380575``, not
    ``847380575.0``), dates as ISO text.
    """

    name: str
    rows: Sequence[Sequence[str]]
    repaired: bool = False  # garbled Thai was put right: worth telling
    merged: Sequence[tuple[int, int, int]] = ()  # first row, last row, column of cells made one
