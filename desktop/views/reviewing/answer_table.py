"""A table to be read: what fits stands in columns, the rest of a row on a line below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.menu import Menu
from desktop.views.widgets.wrapped import Wrapped, wrap

SIDE, ABOVE = 8, 4
LEAST_TEXT, LEAST_NUMBER, MOST = 132, 76, 340
"""Pixels at scale 1: no column is narrower, and none asks for more."""
KEPT = 4
"""So many widths are remembered: a layout asks for the same few again and again."""
MEASURED = 60
"""So many rows are measured to know how wide a column wants to be."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its words, and whether it holds numbers."""

    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row laid out: its cells, and what stands below them."""

    cells: tuple[Wrapped, ...]
    below: Wrapped | None
    height: float


@dataclass(frozen=True, slots=True)
class _Laid:
    lefts: tuple[float, ...]
    rows: tuple[_Row, ...]
    height: float


class AnswerTable(QWidget):
    """Paints itself: hundreds of cells cost no widgets. Read it out by its accessible name."""

    def __init__(self, ui: Ui, name: str) -> None:
        super().__init__()
        self._ui = ui
        self._name = name
        self._headings: tuple[Heading, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._known: dict[int, _Laid] = {}
        self._asked: list[float] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer_copy)
        ui.theme.changed.connect(self._forget)

    def set_table(self, headings: Sequence[Heading], rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self._headings = tuple(headings)
        self._rows = tuple(tuple(row) for row in rows)
        self.setAccessibleName(". ".join([self._name, *map(self._sentence, self._rows)]))
        self._forget()

    def text(self) -> str:
        """Give it as a spreadsheet takes it."""
        rows = [[h.text for h in self._headings], *self._rows]
        return "\n".join("\t".join(c.replace("\n", " ") for c in row) for row in rows)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        theme = self._ui.theme
        return QSize(theme.px(640), theme.row * (len(self._rows) + 1))

    def minimumSizeHint(self) -> QSize:
        """Room for two columns; the rest goes below them."""
        return QSize(self._ui.theme.px(240), self._ui.theme.row)

    def heightForWidth(self, width: int) -> int:
        """Measure with every cell broken."""
        return round(self._laid(width).height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are in view."""
        theme, laid, seen = self._ui.theme, self._laid(self.width()), event.rect()
        side, above = theme.px(SIDE), theme.px(ABOVE)
        painter = QPainter(self)
        top = 0.0
        for at, row in enumerate(laid.rows):
            low = top + row.height
            if low >= seen.top() and top <= seen.bottom():
                painter.setPen(theme.token("ink" if at else "muted"))
                for left, cell in zip(laid.lefts, row.cells, strict=True):
                    cell.draw(painter, left + side, top + above)
                if row.below is not None:
                    painter.setPen(theme.token("muted"))
                    left, down = self._indent(laid) + side, low - above - row.below.height
                    row.below.draw(painter, left, down)
                painter.setPen(QPen(theme.token("line" if at else "thumb"), 1))
                painter.drawLine(QPointF(0, low), QPointF(self.width(), low))
            top = low
        painter.end()

    def _forget(self) -> None:
        self._known.clear()
        self._asked = []
        self.updateGeometry()
        self.update()

    def _laid(self, width: int) -> _Laid:
        if width not in self._known:
            if len(self._known) == KEPT:
                self._known.clear()
            self._known[width] = self._lay(width)
        return self._known[width]

    def _lay(self, width: int) -> _Laid:
        widths = self._widths(width)
        lefts = tuple(sum(widths[:at]) for at in range(len(widths)))
        heads = tuple(heading.text for heading in self._headings)
        rows = [self._row(heads, widths, 0, head=True)]
        indent = lefts[1] if len(lefts) > 1 and self._headings[0].number else 0.0
        rows += [self._row(row, widths, width - indent, head=False) for row in self._rows]
        return _Laid(lefts, tuple(rows), sum(row.height for row in rows) + 1)

    def _indent(self, laid: _Laid) -> float:
        """Begin what stands below a row under its first words, not under its number."""
        return laid.lefts[1] if len(laid.lefts) > 1 and self._headings[0].number else 0.0

    def _row(self, row: Sequence[str], widths: Sequence[float], room: float, *, head: bool) -> _Row:
        theme = self._ui.theme
        side, above = theme.px(SIDE), theme.px(ABOVE)
        small, font = theme.font("small"), theme.font("small" if head else "body")
        shown = len(widths)
        cells = tuple(
            wrap(text, font, wide - 2 * side, heading.number)
            for text, wide, heading in zip(row[:shown], widths, self._headings, strict=False)
        )
        rest = [
            f"{heading.text}: {text}".replace("\n", ", ")
            for heading, text in zip(self._headings[shown:], row[shown:], strict=True)
            if text and not head
        ]
        below = wrap(" · ".join(rest), small, room - 2 * side) if rest else None
        height = max((cell.height for cell in cells), default=0) + 2 * above
        return _Row(cells, below, height + (below.height if below else 0))

    def _widths(self, room: float) -> list[float]:
        """Give the columns that have room, and share it; the others go below their rows."""
        theme = self._ui.theme
        least = [theme.px(LEAST_NUMBER if h.number else LEAST_TEXT) for h in self._headings]
        self._asked = self._asked or [self._wanted(at, floor) for at, floor in enumerate(least)]
        wanted = self._asked
        if least and self._headings[0].number:
            least[0] = round(wanted[0])  # the number of a row is as wide as it is
        shown = len(least)
        while shown > 2 and sum(least[:shown]) > room:
            shown -= 1
        return shared(wanted[:shown], least[:shown], room)

    def _wanted(self, at: int, floor: float) -> float:
        """Measure what a column would take to break no line."""
        theme, heading = self._ui.theme, self._headings[at]
        body, small = QFontMetricsF(theme.font("body")), QFontMetricsF(theme.font("small"))
        longest = max((body.horizontalAdvance(r[at]) for r in self._rows[:MEASURED]), default=0)
        wide = max(longest, small.horizontalAdvance(heading.text)) + 2 * theme.px(SIDE) + 2
        return min(wide, theme.px(MOST)) if at == 0 else min(max(wide, floor), theme.px(MOST))

    def _sentence(self, row: Sequence[str]) -> str:
        cells = zip(self._headings, row, strict=True)
        return ", ".join(f"{heading.text} {text}".strip() for heading, text in cells if text)

    def _offer_copy(self, where: QPoint) -> None:
        menu = Menu(self)
        menu.addAction(self._ui.words("common.copy")).triggered.connect(
            lambda: QGuiApplication.clipboard().setText(self.text())
        )
        menu.popup(self.mapToGlobal(where))


def shared(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Give widths that fill the room: the widest gain what is left, and give way first."""
    if not wanted:
        return []
    spare = room - sum(wanted)
    if spare >= 0:
        widest = max(wanted)
        gains = [wide >= widest * 0.6 for wide in wanted]
        return [wide + spare / sum(gains) * gain for wide, gain in zip(wanted, gains, strict=True)]
    low, high = 0.0, max(wanted)
    for _ in range(30):  # lower the ceiling until everything fits
        cap = (low + high) / 2
        total = sum(max(f, min(w, cap)) for w, f in zip(wanted, least, strict=True))
        low, high = (low, cap) if total > room else (cap, high)
    return [max(f, min(w, low)) for w, f in zip(wanted, least, strict=True)]
