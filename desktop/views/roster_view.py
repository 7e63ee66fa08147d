"""The people of a class: who they are, and every way of bringing more in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import exports, roster
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.refusal import Refused
from desktop.store import classes as class_shelf
from desktop.store import roster as shelf
from desktop.views.commands import Command
from desktop.views.files import dropped_bundle
from desktop.views.import_view import ImportDialog
from desktop.views.opening_table import OpeningTable
from desktop.views.person_dialog import PersonDialog
from desktop.views.place import Place
from desktop.views.roster_bars import ChosenBar, WaysIn
from desktop.views.roster_columns import WISHES, Wish, chosen, columns, flag
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.walk_in_dialog import WalkInDialog
from desktop.views.widgets.button import Button, Kind
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.flow import Flow


class RosterView(View):
    """The class's tab รายชื่อ; a file dropped anywhere on it opens the preview of an import."""

    shows: ClassVar[frozenset[str]] = frozenset({"class", "enrolment"})

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._people: list[Enrolment] = []
        self._wish: Wish = "all"
        self._sought = ""
        self.setAcceptDrops(True)
        for command in (
            Command("roster.import", "people.command.import", self.ask_file, "Ctrl+O", "upload"),
            Command("roster.paste", "people.command.paste", self.paste, "Ctrl+V", "table-2"),
            Command("roster.walk-in", "people.command.walk_in", self.walk_in, "F4", "user-plus"),
            Command("roster.export", "people.command.export", self.export, "Ctrl+E", "download"),
        ):
            ui.commands.add(command, self)

    def build(self, page: QVBoxLayout) -> None:
        """Make the buttons, the chips and the table."""
        ui, gap = self.ui, self.ui.theme.px(12)
        self.ways = WaysIn(ui, self.export, self.paste, self.walk_in, self.ask_file)
        self.bar = ChosenBar(ui, self._edit_current, self.confirm, self.withdraw, self.readmit)
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(gap)
        above.addWidget(self.ways)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(16))
        across.addLayout(self._filters(), 1)
        across.addWidget(self.bar)
        above.addLayout(across)
        self.table = OpeningTable(ui, "roster", columns(ui), frozen=2)
        self.table.setAccessibleName(ui.words("people.roster.name"))
        self.table.setAccessibleDescription(ui.words("people.roster.keys"))
        self.table.opened.connect(self.edit)
        self.table.selected.connect(self._offer)
        self._bare: bool | None = None
        page.setSpacing(gap)
        page.addWidget(self._above)
        page.addWidget(self.table, 1)

    def open(self, place: Place) -> None:
        """Show a class, with the cursor on a person where one is named."""
        self._sought = place.person
        self._wish = "all"
        super().open(place)

    def refresh(self) -> None:
        """Ask for the people and count them."""
        of = self._class()
        self._people = shelf.enrolments(self.ui.desk.store, of.id) if of else []
        here = sum(e.status == "enrolled" for e in self._people)
        capacity = of.capacity if of else 0
        self.ways.count.setText(self.ui.words("people.roster.count", n=here, capacity=capacity))
        for wish, chip in self.chips.items():
            number = len(chosen(self._people, wish))
            chip.set_count(number)
            chip.setVisible(wish == "all" or number > 0)
        if not chosen(self._people, self._wish):
            self._wish = "all"
        self._above.setVisible(bool(self._people))
        self._explain()
        self._show(self._wish)
        self._seek()

    def ask_file(self) -> None:
        """Choose a file and open its preview."""
        words = self.ui.words
        kinds = f"{words('import.kinds')} (*.xlsx *.xls *.xlsb *.ods *.csv *.tsv *.txt)"
        file, _ = QFileDialog.getOpenFileName(self, words("import.choose"), "", kinds)
        if file:
            self.import_file(Path(file))

    def import_file(self, path: Path) -> None:
        """Open the preview of a file."""
        if dialog := self._preview():
            dialog.read(path)

    def paste(self) -> None:
        """Open the preview of what was copied from a spreadsheet."""
        if dialog := self._preview():
            dialog.read_text(QGuiApplication.clipboard().text())

    def walk_in(self) -> None:
        """Add somebody who is not on the list."""
        if of := self._open_class():
            WalkInDialog(self.ui, of, self).open()

    def export(self) -> None:
        """Write the class to a spreadsheet."""
        of, words = self._class(), self.ui.words
        if of is None:
            return
        kinds = f"{words('people.export.xlsx')} (*.xlsx);;{words('people.export.csv')} (*.csv)"
        file, kind = QFileDialog.getSaveFileName(
            self,
            words("people.command.export"),
            f"{words('export.roster', code=of.code)}.xlsx",
            kinds,
        )
        if not file:
            return
        path = Path(file)
        if not path.suffix:
            path = path.with_suffix(".csv" if "csv" in kind else ".xlsx")
        with self.ui.trying():
            number = exports.write_class(self.ui.desk, of, path, "roster")
            self.ui.say(words("people.export.done", n=number, file=path.name))

    def edit(self, enrolment: Enrolment) -> None:
        """Correct somebody's details."""
        PersonDialog(self.ui, enrolment, self).open()

    def confirm(self) -> None:
        """Say that the selected walk-ins belong to the class."""
        with self.ui.trying():
            for enrolment in self.table.selected_rows():
                if flag(enrolment) == "walk-in":
                    roster.confirm_walk_in(self.ui.desk, enrolment)

    def withdraw(self) -> None:
        """Take the selected people out of the class's reckoning."""
        with self.ui.trying():
            for enrolment in self.table.selected_rows():
                if enrolment.status == "enrolled":
                    roster.withdraw(self.ui.desk, enrolment)

    def readmit(self) -> None:
        """Take the selected people back in."""
        with self.ui.trying():
            for enrolment in self.table.selected_rows():
                if enrolment.status != "enrolled":
                    roster.readmit(self.ui.desk, enrolment)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if _dropped(event.mimeData().urls()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the preview of the file that was dropped."""
        path = _dropped(event.mimeData().urls())
        if path is not None:
            event.acceptProposedAction()
            self.import_file(path)

    def _class(self) -> Class | None:
        return class_shelf.class_by_id(self.ui.desk.store, self.place.class_id)

    def _open_class(self) -> Class | None:
        """Give the class if people may still be added to it, else say why not."""
        of = self._class()
        if of is not None and of.status in ("closed", "archived"):
            self.ui.refuse(Refused("class-closed", given=of.code))
            return None
        return of

    def _preview(self) -> ImportDialog | None:
        of = self._open_class()
        if of is None:
            return None
        dialog = ImportDialog(self.ui, of, self)
        dialog.open()
        return dialog

    def _filters(self) -> Flow:
        chips = Flow(self.ui.theme.px(8))
        self.chips: dict[Wish, Chip] = {}
        for wish in WISHES:
            chip = Chip(self.ui, self.ui.words(f"people.chip.{wish}"))
            chip.clicked.connect(lambda _=False, wish=wish: self._show(wish))
            self.chips[wish] = chip
            chips.addWidget(chip)
        return chips

    def _show(self, wish: Wish) -> None:
        self._wish = wish
        for name, chip in self.chips.items():
            chip.setChecked(name == wish)
        self.table.set_rows(chosen(self._people, wish))
        self._offer()

    def _offer(self, _count: int = 0) -> None:
        self.bar.offer(self.table.selected_rows())

    def _edit_current(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self.edit(rows[0])

    def _seek(self) -> None:
        at = next(
            (n for n, e in enumerate(self.table.rows_model.rows()) if e.id == self._sought), -1
        )
        if at >= 0:
            self.table.select_row(at)
        self._sought = ""

    def _explain(self) -> None:
        """Say why there are no rows, whenever that is the case."""
        bare = not self._people
        if self._bare == bare:
            return
        self._bare = bare
        self.table.set_empty(self._nobody_yet() if bare else self._nothing_left())

    def _nobody_yet(self) -> QWidget:
        words = self.ui.words
        empty = EmptyState(
            self.ui, "users", words("people.empty.title"), words("people.empty.text")
        )
        across = QHBoxLayout()
        across.setSpacing(self.ui.theme.px(8))
        across.addStretch(1)
        ways: tuple[tuple[str, Kind, str, Callable[[], object]], ...] = (
            ("people.command.import", "primary", "upload", self.ask_file),
            ("people.command.paste", "plain", "table-2", self.paste),
            ("people.command.walk_in", "plain", "user-plus", self.walk_in),
        )
        for key, kind, icon, run in ways:
            across.addWidget(Button(self.ui, words(key), kind, icon, run))
        across.addStretch(1)
        rows = empty.layout()
        assert isinstance(rows, QVBoxLayout)
        rows.insertSpacing(rows.count() - 1, self.ui.theme.px(8))
        rows.insertLayout(rows.count() - 1, across)
        return empty

    def _nothing_left(self) -> QWidget:
        return EmptyState(self.ui, "list-filter", self.ui.words("table.nothing_left"))


def _dropped(urls: list[QUrl]) -> Path | None:
    if dropped_bundle(urls) is not None:
        return None  # for the window, which takes in what another computer saved
    return next((Path(url.toLocalFile()) for url in urls if url.isLocalFile()), None)
