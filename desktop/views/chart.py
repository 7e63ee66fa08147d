"""A chart to look at, to point at, and to take along as a picture or a table."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout

from desktop.views.chart_data import ChartData, bar_sentence
from desktop.views.chart_paint import Frame, frame, paint_chart
from desktop.views.figure import Figure
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label

PICTURE = QSize(1200, 480)
_NOTHING = ChartData("", "", ())


class Chart(Figure):
    """Shows one :class:`ChartData`; arrows walk the bars, Ctrl+C copies the table."""

    keys = (Qt.Key.Key_Left, Qt.Key.Key_Right)

    def __init__(self, ui: Ui, height: int = 240) -> None:
        super().__init__(ui)
        self._height = height
        self.data = _NOTHING

    def set_data(self, data: ChartData) -> None:
        """Show something else."""
        self.data = data
        self.shown(data.sentence(self._ui.words))

    def sizeHint(self) -> QSize:
        """As high as asked, as wide as there is room."""
        return QSize(self._ui.theme.px(480), self._ui.theme.px(self._height))

    def count(self) -> int:
        """How many bars there are."""
        return len(self.data.bars)

    def part_at(self, point: QPointF) -> int:
        """The bar a point lies above or below."""
        where = self._frame()
        return int((point.x() - where.ground.left()) // max(where.slot, 1))

    def place(self, at: int) -> QRectF:
        """The place of a bar."""
        return self._frame().place(at)

    def sentence(self, at: int) -> str:
        """What a bar says."""
        return bar_sentence(self.data, self.data.bars[at], self._ui.words)

    def title(self) -> str:
        """The title of the data."""
        return self.data.title

    def table(self) -> str:
        """The numbers, tabs between them."""
        return self.data.table()

    def box(self) -> QRectF:
        """All of the widget but its ring."""
        return QRectF(self.rect()).adjusted(4, 2, -4, -2)

    def size_of_picture(self) -> QSize:
        """Always the same, whatever the size on the screen."""
        theme = self._ui.theme
        return QSize(theme.px(PICTURE.width()), theme.px(PICTURE.height()))

    def draw(self, painter: QPainter, box: QRectF, lit: int = -1) -> None:
        """Draw the bars."""
        paint_chart(painter, box, self.data, self._ui.theme, self._ui.words, lit)

    def _frame(self) -> Frame:
        return frame(self.data, QRectF(self.rect()), self._ui.theme)


class ChartCard(Card):
    """A chart with its title and the two ways to take it along."""

    def __init__(self, ui: Ui, title: str, height: int = 240) -> None:
        super().__init__(ui)
        words = ui.words
        self.chart = Chart(ui, height)
        self.setAccessibleName(title)
        heading = QHBoxLayout()
        heading.setSpacing(ui.theme.px(4))
        self.title = Label(title, "section")
        heading.addWidget(self.title)
        heading.addStretch(1)
        picture = Button(ui, words("results.copy_picture"), "quiet", "copy")
        picture.clicked.connect(self.chart.copy_picture)
        table = Button(ui, words("results.copy_table"), "quiet", "table-2")
        table.clicked.connect(self.chart.copy_table)
        heading.addWidget(picture)
        heading.addWidget(table)
        self.rows.addLayout(heading)
        self.rows.addWidget(self.chart)
