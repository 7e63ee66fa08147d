"""The class in results: everybody's standing, why, and how to take it out of the program."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar, Literal

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop.actions import exports, listing
from desktop.actions.eligibility import Judged, judge_class, reasons, share
from desktop.actions.figures import session_figures
from desktop.exporters.list_pdf import OfficialList
from desktop.models.classes import Class
from desktop.models.dates import show_date
from desktop.models.outlook import Outlook, outlook
from desktop.store import classes as shelf
from desktop.store import timetable as plan
from desktop.views.attendance_chart import attendance_chart
from desktop.views.chart import ChartCard
from desktop.views.commands import Command
from desktop.views.files import ask_save, open_file
from desktop.views.outlook_state import STATE_OF
from desktop.views.policy_dialog import PolicyDialog
from desktop.views.result_kinds import COUNTED
from desktop.views.side_panel import SidePanel
from desktop.views.summary_page import SummaryPage
from desktop.views.table import TableView
from desktop.views.table_model import Column
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.why_panel import WhyPanel
from desktop.views.widgets.button import Button
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.menu import Menu

LARGE = 1.2
Mode = Literal["list", "chart", "page"]
MODES: tuple[Mode, ...] = ("list", "chart", "page")
_SHOW = {"chart": "results.show_chart", "page": "course.show_page"}
CHIPS: tuple[Outlook, ...] = ("passed", "edge", "out", "held", "open")


class SummaryView(View):
    """One row a person; the panel beside explains the row the cursor is in."""

    shows: ClassVar[frozenset[str]] = COUNTED

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._wanted: set[Outlook] = set()
        self._mode: Mode = "list"
        self._people: list[Judged] = []
        for command in (
            Command(
                "summary.export", "results.export_xlsx", self.export_xlsx, "Ctrl+E", "download"
            ),
            Command("summary.chart", "results.show_chart", self.turn, "", "chart-column"),
            Command("summary.page", "course.show_page", self.turn_page, "", "clipboard-list"),
        ):
            ui.commands.add(command, self)

    def build(self, page: QVBoxLayout) -> None:
        """Chips and exports above, the table with its panel below, the chart in its place."""
        self.table = self._table()
        self.panel = WhyPanel(self.ui)
        self.panel.asked_policy.connect(self._open_policy)
        why = self.ui.words("why.title")
        self.side = SidePanel(self.ui, self.table, self.panel, "info", why)
        self.side.want(False)
        page.addLayout(self._tools())
        self.card = ChartCard(self.ui, self.ui.words("results.attendance_chart"), 380)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.side)
        self.stack.addWidget(self.card)
        self.page = SummaryPage(self.ui)
        self.stack.addWidget(self.page)
        self.stack.setCurrentIndex(MODES.index(self._mode))
        page.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Judge the class again; whoever was looked at stays looked at."""
        of = self._class()
        kept = self.table.current_row()
        self._people = [] if of is None else judge_class(self.ui.desk, of)
        for kind, chip in self._chips.items():
            n = sum(outlook(who.verdict) == kind for who in self._people)
            chip.set_count(n)
            chip.setVisible(bool(n) or kind in self._wanted)
        self._switch.setEnabled(bool(self._people))
        self._whole.setEnabled(bool(self._people))
        self._put_mode()
        self._export.setEnabled(bool(self._people))
        self._more.setEnabled(bool(self._people))
        if of is not None:
            self.card.chart.set_data(
                attendance_chart(session_figures(self.ui.desk, of), self.ui.words)
            )
            if self._mode == "page":
                self._count(of)
        self._show_rows(kept.enrolment.id if kept else self.place.person)

    def _class(self) -> Class | None:
        return shelf.class_by_id(self.ui.desk.store, self.place.class_id)

    def _tools(self) -> QHBoxLayout:
        ui, words = self.ui, self.ui.words
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        chips = Flow(ui.theme.px(8))
        self._chips: dict[Outlook, Chip] = {}
        for kind in CHIPS:
            chip = Chip(ui, words(f"results.outlook.{kind}"), 0, STATE_OF[kind])
            chip.setChecked(kind in self._wanted)
            chip.toggled.connect(partial(self._filter, kind))
            self._chips[kind] = chip
            chips.addWidget(chip)
        across.addLayout(chips, 1)
        # In large type the chips need the room; icons keep their names as tips.
        self._brief = ui.theme.scale > LARGE
        self._switch = Button(ui, "", "quiet", "chart-column", run=self.turn)
        self._whole = Button(ui, "", "quiet", "clipboard-list", run=self.turn_page)
        self._name_switches()
        self._more = self._button("results.more", "printer", self._offer)
        self._export = self._button("results.export_xlsx", "file-spreadsheet", self.export_xlsx)
        switches = (self.side.toggle, self._switch, self._whole)
        for button in (*switches, self._more, self._export):
            across.addWidget(button)
        return across

    def _button(self, key: str, icon: str, run: Callable[[], object]) -> Button:
        said = self.ui.words(key)
        return Button(self.ui, "" if self._brief else said, "plain", icon, run, said)

    def _table(self) -> TableView:
        words = self.ui.words
        columns = (
            Column("seat", "column.seat", 56, "right", lambda j: words.number(j.enrolment.seat),
                   lambda j: j.enrolment.seat),
            Column("name", "results.name", 196, text=lambda j: j.enrolment.name,
                   sort=lambda j: j.enrolment.sort, grows=True),
            Column("done", "column.done", 92, "right", self._done, lambda j: j.verdict.done),
            Column("share", "column.share", 72, "right", self._share, lambda j: j.verdict.done),
            Column("result", "column.result", 146, text=self._result,
                   state=lambda j: STATE_OF[outlook(j.verdict)]),
            Column("spare", "results.can_miss", 96, "right",
                   lambda j: words.number(j.verdict.can_miss), lambda j: j.verdict.can_miss),
            Column("agency", "column.agency", 200, text=lambda j: j.enrolment.person.agency,
                   quiet=True),
            Column("reasons", "column.reasons", 420, quiet=True,
                   text=lambda j: " ".join(reasons(words, j.verdict))),
        )  # fmt: skip
        table = TableView(self.ui, "summary", columns, frozen=2)
        table.setAccessibleName(words("results.people"))
        table.current_changed.connect(self._explain)
        table.set_empty(
            EmptyState(self.ui, "users", words("results.nobody"), words("results.nobody_more"))
        )
        return table

    def _done(self, judged: Judged) -> str:
        verdict = judged.verdict
        return self.ui.words("results.of", done=verdict.done, planned=verdict.planned)

    def _share(self, judged: Judged) -> str:
        return self.ui.words.number(share(judged.verdict.done, judged.verdict.planned))

    def _result(self, judged: Judged) -> str:
        return self.ui.words(f"results.outlook.{outlook(judged.verdict)}")

    def _filter(self, kind: Outlook, wanted: bool) -> None:
        (self._wanted.add if wanted else self._wanted.discard)(kind)
        kept = self.table.current_row()
        self._show_rows(kept.enrolment.id if kept else "")

    def _show_rows(self, kept: str) -> None:
        rows = [
            who for who in self._people if not self._wanted or outlook(who.verdict) in self._wanted
        ]
        self.table.set_rows(rows)
        shown = self.table.rows_model.rows()
        at = next((n for n, who in enumerate(shown) if who.enrolment.id == kept), 0)
        if shown:
            self.table.select_row(at)
            self._explain(shown[at])
        else:
            self.side.want(False)

    def _explain(self, judged: Judged | None) -> None:
        if judged is not None:
            self.panel.explain(judged)
            self.side.want(True)

    def _open_policy(self) -> None:
        if (of := self._class()) is not None:
            PolicyDialog(self.ui, of, self.window()).open()

    def turn(self) -> None:
        """Show the chart in place of the list, or the list again."""
        self._turn_to("list" if self._mode == "chart" else "chart")

    def turn_page(self) -> None:
        """Show the class on one page in place of the list, or the list again."""
        self._turn_to("list" if self._mode == "page" else "page")

    def _turn_to(self, mode: Mode) -> None:
        self._mode = mode
        if mode == "page" and (of := self._class()) is not None:
            self._count(of)
        self._put_mode()
        self._name_switches()

    def _put_mode(self) -> None:
        """Put the list, the chart or the page in front; a class of nobody has the list alone."""
        self.stack.setCurrentIndex(MODES.index(self._mode) if self._people else 0)

    def _count(self, of: Class) -> None:
        from desktop.actions.class_summary import summarise  # counted only when it is looked at

        self.page.show_summary(summarise(self.ui.desk, of))

    def _name_switches(self) -> None:
        for button, mode, icon in (
            (self._switch, "chart", "chart-column"),
            (self._whole, "page", "clipboard-list"),
        ):
            on = self._mode == mode
            said = self.ui.words("results.show_list" if on else _SHOW[mode])
            button.set_icon("users" if on else icon)
            button.setToolTip(said)
            button.set_text("" if self._brief else said)

    def _offer(self) -> None:
        """List the other ways out: on paper, and as plain text for other programs."""
        of = self._class()
        if of is None:
            return
        words, menu = self.ui.words, Menu(self)
        summary = partial(listing.summary_list, self.ui.desk, of, words)
        menu.addAction(words("results.print_summary")).triggered.connect(
            partial(self._print, summary, f"{words('results.file_summary')} {of.code}")
        )
        days = dict.fromkeys(s.on for s in plan.sessions(self.ui.desk.store, of.id) if s.counts)
        for day in days:
            said = show_date(day, words.language, words.digits, "weekday")
            sheet = partial(listing.sign_in_list, self.ui.desk, of, day, words)
            name = f"{words('results.file_sign_in')} {of.code} {day.isoformat()}"
            menu.addAction(words("results.print_sign_in", day=said)).triggered.connect(
                partial(self._print, sheet, name)
            )
        menu.addAction(words("course.print")).triggered.connect(self.print_page)
        menu.addSeparator()
        menu.addAction(words("results.export_csv")).triggered.connect(self.export_csv)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def export_xlsx(self) -> None:
        """Write the class as a workbook: summary, attendance and roster."""
        self._export_as("xlsx")

    def export_csv(self) -> None:
        """Write the summary as text that Excel opens in Thai."""
        self._export_as("csv")

    def _export_as(self, kind: str) -> None:
        of, words = self._class(), self.ui.words
        if of is None:
            return
        name = f"{words('results.file_summary')} {of.code}"
        path = ask_save(self.ui, self, words("results.export_title"), name, kind)
        if path is None:
            return
        with self.ui.trying():
            n = exports.write_class(self.ui.desk, of, path)
            self.ui.say(words("results.exported", n=n, file=path.name))

    def print_page(self) -> None:
        """Write the class on one page as PDF, and open it."""
        from desktop.actions.papers import write_class_summary

        if (of := self._class()) is not None:
            name = f"{self.ui.words('course.file')} {of.code}"
            self._save(partial(write_class_summary, self.ui.desk, of), name)

    def _print(self, make: partial[OfficialList], name: str, *_: object) -> None:
        self._save(lambda path: listing.write_list(make(), path), name)

    def _save(self, write: Callable[[Path], object], name: str) -> None:
        words = self.ui.words
        path = ask_save(self.ui, self, words("results.print_title"), name, "pdf")
        if path is None:
            return
        with self.ui.trying():
            write(path)
            self.ui.say(words("results.saved", file=path.name))
            open_file(path)
