"""The class on one page, on screen: the same parts and figures as on paper, and two charts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.models.class_summary import ClassSummary, ProjectLine, Saving
from desktop.models.summary_words import Block, blocks
from desktop.models.wording import Words
from desktop.views.chart import ChartCard
from desktop.views.chart_data import Bar, ChartData, Series
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label, Look
from desktop.views.widgets.wrap_label import WrapLabel

LARGE = 1.2
"""From this scale of type on no two parts stand beside each other."""

AGENCIES = 12
"""How many agencies a chart shows; the table has them all."""

_WIDE = frozenset({"savings", "projects", "exercises"})
"""Parts that take the whole width; the others stand in pairs."""


class SummaryPage(QScrollArea):
    """Call ``show_summary``; what has nothing to say is not there."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(ui.words("course.page"))
        self.parts: list[Block] = []
        inside = QWidget()
        self.saved = ChartCard(ui, ui.words("course.chart.saved"))
        self.scores = ChartCard(ui, ui.words("course.chart.scores"))
        for card in (self.saved, self.scores):
            card.setParent(inside)
            card.hide()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, ui.theme.px(8), 0)
        rows.setSpacing(ui.theme.px(16))
        self._grid = QGridLayout()
        self._grid.setSpacing(ui.theme.px(16))
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        rows.addLayout(self._grid)
        rows.addStretch(1)
        self._charts = {"savings": self.saved, "projects": self.scores}
        self.setWidget(inside)

    def show_summary(self, summary: ClassSummary) -> None:
        """Show a class's figures."""
        words = self._ui.words
        self.saved.chart.set_data(savings_chart(summary.savings, words))
        self.scores.chart.set_data(scores_chart(summary.projects, words))
        told = blocks(words, summary)
        if told != self.parts:
            self.parts = told
            self._lay_out(told)
        for card in self._charts.values():
            card.setVisible(bool(card.chart.data.bars))

    def _lay_out(self, told: Sequence[Block]) -> None:
        """Set the parts anew; a chart stands below the table it shows."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old not in self._charts.values():
                old.hide()
                old.deleteLater()
        row = column = 0
        pairs = self._ui.theme.scale <= LARGE
        for block in told:
            wide = block.code in _WIDE or not pairs
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(_card(self._ui, block), row, column, 1, 2 if wide else 1)
            column = 0 if wide else (column + 1) % 2
            row += wide or column == 0
            if (chart := self._charts.get(block.code)) is not None:
                self._grid.addWidget(chart, row, 0, 1, 2)
                row += 1


def _card(ui: Ui, block: Block) -> Card:
    """Set one part as a small table; a reader hears it row by row."""
    card = Card(ui, block.title)
    if block.rows:
        grid = QGridLayout()
        grid.setHorizontalSpacing(ui.theme.px(16))
        grid.setVerticalSpacing(ui.theme.px(4))
        grid.setColumnStretch(0, 1)
        for column, name in enumerate(block.columns[1:], 1):
            grid.addWidget(Label(name, "muted"), 0, column, _side(block, column))
        for at, cells in enumerate(block.rows, 1):
            last = block.total and at == len(block.rows)
            for column, text in enumerate(cells):
                grid.addWidget(_cell(ui, text, column, last), at, column, _side(block, column))
        card.rows.addLayout(grid)
    if block.note:
        card.rows.addWidget(WrapLabel(ui, block.note, "muted"))
    said = [", ".join(filter(None, cells)) for cells in block.rows]
    card.setAccessibleDescription("; ".join([*said, block.note]).strip("; "))
    return card


def _cell(ui: Ui, text: str, column: int, last: bool) -> QWidget:
    look: Look = "strong" if last else "body"
    return WrapLabel(ui, text, look) if column == 0 else Label(text, look)


def _side(block: Block, column: int) -> Qt.AlignmentFlag:
    if column == 0:
        return Qt.AlignmentFlag(0)
    left = column in block.texts
    side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignTop


def savings_chart(savings: Sequence[Saving], words: Words) -> ChartData:
    """Show the hours of work saved in a year by the agencies that save the most."""
    most = [s for s in savings if s.minutes > 0][:AGENCIES]
    return ChartData(
        title=words("course.chart.saved"),
        first=words("column.agency"),
        series=(Series("hours", words("course.chart.hours"), "present", "solid"),),
        bars=tuple(
            Bar(_short(name), (saved.minutes // 60,), said=name)
            for saved in most
            if (name := saved.agency or words("course.no-agency"))
        ),
    )


def _short(agency: str) -> str:
    """Leave out what most names begin with, so that the rest has room under its bar."""
    return agency.removeprefix("สำนักงาน").removeprefix("สำนัก") or agency


def scores_chart(projects: Sequence[ProjectLine], words: Words) -> ChartData:
    """Show what the projects scored, whole points, the best first."""
    scored = [p for p in projects if p.exact is not None]
    scored.sort(key=lambda p: (p.rank or 0, p.group))
    return ChartData(
        title=words("course.chart.scores"),
        first=words("course.projects"),
        series=(Series("score", words("course.column.score"), "present", "solid"),),
        bars=tuple(
            Bar(p.code, (int(p.exact or 0),), said=f"{p.code} {p.title}".strip()) for p in scored
        ),
    )
