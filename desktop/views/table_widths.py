"""How a table shares its width: names in full where there is room, no column cut to a sliver."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtGui import QFontMetrics

from desktop.views.table_model import Column, Row
from desktop.views.theme import Theme

_MEASURED = 300  # rows looked at: enough to know how long names are here
_AROUND = 26  # what a cell keeps free beside its words
_MOST = 1.5  # a growing column never takes more than this times its own width
_SLIVER = 110  # a column of which less than this is in view is left for scrolling


def fitted(
    columns: Sequence[Column],
    widths: Sequence[int],
    rows: Sequence[Row],
    room: int,
    theme: Theme,
) -> list[int]:
    """Give the widths, with the growing column as wide as its words and the room allow.

    ``widths`` are those of the visible columns, 0 for a hidden one.
    """
    fresh = list(widths)
    at = next((n for n, column in enumerate(columns) if column.grows and widths[n]), None)
    if at is None:
        return fresh
    metrics = QFontMetrics(theme.font("body"))
    said = (columns[at].say(row) for row in rows[:_MEASURED])
    longest = max((metrics.horizontalAdvance(text) for text in said), default=0)
    wanted = longest + theme.px(_AROUND)
    fresh[at] = max(fresh[at], min(wanted, round(fresh[at] * _MOST)))
    cut = next((edge for edge in accumulate(fresh) if edge > room), None)
    if cut is not None:
        fresh[at] += _sliver(fresh, room, theme.px(_SLIVER))
    return fresh


def _sliver(widths: Sequence[int], room: int, least: int) -> int:
    """Give what is left beside the last column that fits, where it is too little to be read."""
    whole = max((edge for edge in accumulate(widths) if edge <= room), default=room)
    left = room - whole
    return left if left < least else 0
