"""All classes of a year in numbers, as a table and as a chart, the same on screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.actions.figures import ClassFigures, class_figures
from desktop.exporters.sheet import Column as SheetColumn
from desktop.exporters.sheet import Table, write_xlsx
from desktop.models.classes import Class
from desktop.models.dates import show_range
from desktop.models.outlook import Outlook
from desktop.models.wording import Words
from desktop.store import classes as shelf
from desktop.views.chart import ChartCard
from desktop.views.chart_data import Bar, ChartData, Pattern, Series
from desktop.views.commands import Command
from desktop.views.files import ask_save
from desktop.views.outlook_state import STATE_OF
from desktop.views.place import Place
from desktop.views.result_kinds import COUNTED
from desktop.views.table import TableView
from desktop.views.table_model import Column
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card, Section
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.counter import Counter
from desktop.views.widgets.empty_state import EmptyState

BREATH = 30  # milliseconds of counting before the window gets its turn
BARS = 16
ROWS = 9
STANDINGS: tuple[Outlook, ...] = ("passed", "held", "open", "edge", "out")
_PATTERNS: dict[Outlook, Pattern] = {
    "passed": "solid",
    "held": "flat",
    "open": "hollow",
    "edge": "slant",
    "out": "cross",
}
NUMBERS = ("people", "marked", "passed", "way", "out", "certificates")


class ReportsView(View):
    """Counts class after class without holding the window up; a change counts again."""

    shows: ClassVar[frozenset[str]] = COUNTED
    scrolls: ClassVar[bool] = True

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._year = 0
        self._waiting: list[Class] = []
        self._figures: list[ClassFigures] = []
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._count)
        export = self.export_xlsx
        ui.commands.add(
            Command("reports.export", "results.export_xlsx", export, "Ctrl+E", "download"), self
        )

    def build(self, page: QVBoxLayout) -> None:
        """Totals, the table, the chart."""
        ui, words = self.ui, self.ui.words
        head = self.head = Section(ui, words("frame.reports"), " ", page=True)
        self.copy = Button(ui, words("reports.copy"), "quiet", "copy", run=self._copy)
        self.export = Button(
            ui, words("results.export_xlsx"), "plain", "file-spreadsheet", run=self.export_xlsx
        )
        head.buttons.addWidget(self.copy)
        head.buttons.addWidget(self.export)
        page.addWidget(head)
        self._years = QHBoxLayout()
        self._years.setSpacing(ui.theme.px(8))
        page.addLayout(self._years)
        totals = Card(ui)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(40))
        self.totals = {
            key: Counter(ui, words(f"reports.{key}"))
            for key in ("classes", "people", "passed", "out", "certificates")
        }
        for counter in self.totals.values():
            across.addWidget(counter)
        across.addStretch(1)
        totals.rows.addLayout(across)
        page.addWidget(totals)
        self.table = self._table()
        page.addWidget(self.table)
        self.chart = ChartCard(ui, words("reports.chart"), 270)
        page.addWidget(self.chart)
        page.addStretch(1)

    def refresh(self) -> None:
        """Begin to count the year anew."""
        found = shelf.classes(self.ui.desk.store)
        years = sorted({c.fiscal_year for c in found}, reverse=True)
        if self._year not in years:
            self._year = years[0] if years else 0
        self._fill_years(years)
        self._waiting = [c for c in found if c.fiscal_year == self._year]
        self._figures = []
        if self._waiting:
            self._turn.start()
        else:
            self._tell()

    @property
    def counting(self) -> bool:
        """Whether there are classes still to be counted."""
        return bool(self._waiting)

    def _count(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._waiting and clock.elapsed() < BREATH:
            self._figures.append(class_figures(self.ui.desk, self._waiting.pop(0)))
        if not self._waiting:
            self._turn.stop()
            self._tell()

    def _fill_years(self, years: Sequence[int]) -> None:
        while (item := self._years.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for year in years if len(years) > 1 else ():
            chip = Chip(self.ui, self.ui.words("reports.year", year=year))
            chip.setChecked(year == self._year)
            chip.clicked.connect(partial(self._choose, year))
            self._years.addWidget(chip)
        self._years.addStretch(1)

    def _choose(self, year: int, _: bool = True) -> None:
        self._year = year
        self.outdated()

    def _tell(self) -> None:
        shown = self._figures
        self.table.set_rows(shown)
        rows = min(len(shown), ROWS) + 1 if shown else ROWS
        self.table.setFixedHeight(rows * self.ui.theme.row + self.ui.theme.px(16))
        self.head.set_under(self.ui.words("reports.title", year=self._year) if shown else "")
        self.totals["classes"].set_count(len(shown))
        for key in ("people", "passed", "out", "certificates"):
            self.totals[key].set_count(sum(number_of(f, key) for f in shown))
        for button in (self.copy, self.export):
            button.setEnabled(bool(shown))
        self.chart.setVisible(bool(shown))
        self.chart.chart.set_data(report_chart(shown, self.ui.words))

    def _table(self) -> TableView:
        words = self.ui.words
        numbers = tuple(
            Column(key, f"reports.{key}", 116, "right", partial(self._said, key),
                   partial(_ordered, key))
            for key in NUMBERS
        )  # fmt: skip
        columns = (
            Column("class", "register.class", 100, text=self._class_said,
                   sort=lambda f: f.of.number),
            Column("days", "reports.days", 230, text=self._days, sort=lambda f: f.of.first),
            *numbers,
        )  # fmt: skip
        table = TableView(self.ui, "reports", columns, frozen=1)
        table.setAccessibleName(words("reports.under"))
        table.opened.connect(self._open)
        table.set_empty(
            EmptyState(self.ui, "chart-column", words("reports.none"), words("reports.none_more"))
        )
        return table

    def _said(self, key: str, figures: ClassFigures) -> str:
        words = self.ui.words
        return words.number(number_of(figures, key))

    def _class_said(self, figures: ClassFigures) -> str:
        return self.ui.words("frame.class_title", number=figures.of.number)

    def _days(self, figures: ClassFigures) -> str:
        words = self.ui.words
        return show_range(figures.of.first, figures.of.last, words.language, words.digits, "short")

    def _open(self, figures: ClassFigures) -> None:
        self.ui.go(Place("classes", class_id=figures.of.id, tab="summary"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self.sheet()))
        self.ui.say(self.ui.words("results.table_copied"))

    def sheet(self) -> Table:
        """Give the table as it is exported: the rows in view, with numbers as numbers."""
        words = self.ui.words
        columns = (
            SheetColumn("class", words("register.class"), 12),
            SheetColumn("days", words("reports.days"), 26),
            *(SheetColumn(key, words(f"reports.{key}"), 16, "number") for key in NUMBERS),
        )
        rows = [
            {"class": self._class_said(f), "days": self._days(f)}
            | {key: number_of(f, key) for key in NUMBERS}
            for f in self.table.rows_model.rows()
        ]
        return Table(words("reports.title", year=self._year), columns, rows, 1)

    def export_xlsx(self) -> None:
        """Write the table as a workbook."""
        words = self.ui.words
        title = words("reports.title", year=self._year)
        path = ask_save(self.ui, self, words("results.export_title"), title, "xlsx")
        if path is None:
            return
        with self.ui.trying():
            write_xlsx([self.sheet()], path)
            self.ui.say(words("results.saved", file=path.name))


def number_of(figures: ClassFigures, key: str) -> int:
    """Give one number of a class; ``way`` counts who may still pass, ``marked`` is in per cent."""
    match key:
        case "people":
            return figures.people
        case "marked":
            return figures.marked * 100 // max(figures.cells, 1)
        case "certificates":
            return figures.certificates
        case "way":
            return sum(figures.outlooks[kind] for kind in ("held", "open", "edge"))
        case _:
            return figures.outlooks["passed" if key == "passed" else "out"]


def _ordered(key: str, figures: ClassFigures) -> int:
    return number_of(figures, key)


def as_text(sheet: Table) -> str:
    """Write a table as a spreadsheet takes it from the clipboard."""
    rows = ["\t".join(column.heading for column in sheet.columns)]
    rows += ["\t".join(str(row[column.key]) for column in sheet.columns) for row in sheet.rows]
    return "\n".join(rows)


def report_chart(figures: Sequence[ClassFigures], words: Words) -> ChartData:
    """Stack the standings of the newest classes, from the oldest of them to the newest."""
    return ChartData(
        title=words("reports.chart"),
        first=words("register.class"),
        series=tuple(
            Series(kind, words(f"results.outlook.{kind}"), STATE_OF[kind], _PATTERNS[kind])
            for kind in STANDINGS
        ),
        bars=tuple(
            Bar(
                words("frame.class_title", number=f.of.number),
                tuple(f.outlooks[kind] for kind in STANDINGS),
            )
            for f in reversed(figures[:BARS])
        ),
    )
