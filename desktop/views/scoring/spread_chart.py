"""The spread of the scorers to look at, to walk through, and to take along."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout

from desktop.views.figure import EDGE, TITLE, Figure
from desktop.views.scoring.spread_data import SpreadData, row_sentence
from desktop.views.scoring.spread_paint import ground, height_of, paint_spread
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.elided_label import ElidedLabel

WIDTH = 1100
_NOTHING = SpreadData("", (), ())


class SpreadChart(Figure):
    """One row a criterion; the arrows walk them, Ctrl+C copies the table."""

    keys = (Qt.Key.Key_Up, Qt.Key.Key_Down)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.data = _NOTHING

    def set_data(self, data: SpreadData) -> None:
        """Show something else."""
        self.data = data
        self.updateGeometry()
        self.shown(data.sentence(self._ui.words))

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(self._ui.theme.px(480), height_of(self.data, self._ui.theme))

    def count(self) -> int:
        """How many criteria there are."""
        return len(self.data.rows)

    def part_at(self, point: QPointF) -> int:
        """The row a point lies on."""
        where = ground(self.box(), self._ui.theme)
        return int((point.y() - where.bars.top()) // max(where.row, 1))

    def place(self, at: int) -> QRectF:
        """The line of a row."""
        return ground(self.box(), self._ui.theme).line(at)

    def sentence(self, at: int) -> str:
        """What a row says."""
        return row_sentence(self.data.rows[at], self._ui.words)

    def title(self) -> str:
        """The title of the data."""
        return self.data.title

    def table(self) -> str:
        """The levels, tabs between them."""
        return self.data.table(self._ui.words)

    def box(self) -> QRectF:
        """All of the widget but its ring."""
        return QRectF(self.rect()).adjusted(6, 2, -6, -2)

    def size_of_picture(self) -> QSize:
        """As wide as a page of the minutes, as high as its rows."""
        theme = self._ui.theme
        high = height_of(self.data, theme) + 2 * theme.px(EDGE) + theme.px(TITLE)
        return QSize(theme.px(WIDTH), high)

    def draw(self, painter: QPainter, box: QRectF, lit: int = -1) -> None:
        """Draw the rows."""
        paint_spread(painter, box, self.data, self._ui.theme, self._ui.words, lit)


class SpreadCard(Card):
    """The chart with its title and the two ways to take it along."""

    def __init__(self, ui: Ui, title: str) -> None:
        super().__init__(ui)
        words = ui.words
        self.chart = SpreadChart(ui)
        self.setAccessibleName(title)
        heading = QHBoxLayout()
        heading.setSpacing(ui.theme.px(4))
        heading.addWidget(ElidedLabel(title, "section"), 1)
        self.picture = Button(
            ui, words("results.copy_picture"), "quiet", "copy", self.chart.copy_picture
        )
        self.table = Button(
            ui, words("results.copy_table"), "quiet", "table-2", self.chart.copy_table
        )
        heading.addWidget(self.picture)
        heading.addWidget(self.table)
        self.rows.addLayout(heading)
        self.rows.addWidget(self.chart)
