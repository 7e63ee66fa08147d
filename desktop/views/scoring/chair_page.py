"""The chair's overview: results, who has scored what, and the way into each project."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import panel
from desktop.models.classes import Class
from desktop.views.opening_table import OpeningTable
from desktop.views.place import Place
from desktop.views.scoring.chair_rows import ChairRow, chair_rows, columns, table_text
from desktop.views.scoring.flag_words import talks
from desktop.views.scoring.minutes import save_minutes
from desktop.views.scoring.newer_rubric import NewerRubric
from desktop.views.scoring.standing_page import StandingPage
from desktop.views.scoring.telling import group_names
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.empty_state import EmptyState

LARGE = 1.2


class ChairPage(QWidget):
    """One register of results and scorers; Enter opens a project with its spread and its talk."""

    deepened = Signal(bool)
    """Whether a project is open now: it takes all the room there is."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._of: Class | None = None
        self.opened = ""
        self._headings: list[str] = []
        self.rows: list[ChairRow] = []
        words, px = ui.words, ui.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        self.overview = QWidget()
        rows = QVBoxLayout(self.overview)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        tools = QHBoxLayout()
        tools.setSpacing(px(8))
        self.told = ElidedLabel("", "strong")
        self.blind = QCheckBox(words("panel.blind"))
        self.blind.setToolTip(words("panel.blind_help"))
        self.blind.clicked.connect(self._set_blind)
        self.copy = self._button(words("panel.copy_results"), "copy", self.copy_results)
        self.minutes = self._button(words("panel.minutes"), "printer", self._minutes)
        self.honours = self._button(words("panel.honours"), "award", self._honours)
        tools.addWidget(self.told, 1)
        for widget in (self.blind, self.copy, self.minutes, self.honours):
            tools.addWidget(widget)
        rows.addLayout(tools)
        self.newer = NewerRubric(ui)
        rows.addWidget(self.newer)
        self._place = QVBoxLayout()
        rows.addLayout(self._place, 1)
        self.table: OpeningTable | None = None
        self.made: StandingPage | None = None
        self.pages.addWidget(self.overview)
        outer.addWidget(self.pages)

    def _button(self, said: str, icon: str, run: Callable[[], object]) -> Button:
        """Make a button; in large type its icon speaks alone, and the word is its tip."""
        brief = self._ui.theme.scale > LARGE
        button = Button(self._ui, "" if brief else said, "plain", icon, run, said)
        button.setAccessibleName(said)
        return button

    @property
    def project(self) -> StandingPage:
        """The page of one project, made when the first is opened."""
        if self.made is None:
            self.made = StandingPage(self._ui)
            self.made.left.connect(self.close_project)
            self.made.stepped.connect(self.step)
            self.pages.addWidget(self.made)
        return self.made

    def show_class(self, of: Class) -> None:
        """Ask how everything stands."""
        self._of = of
        desk, words = self._ui.desk, self._ui.words
        standings = panel.results(desk, of)
        stages, self._scorers = panel.progress(desk, of), panel.scorers(desk, of)
        self._shown = panel.shown_names(desk, of)
        self._scorers.sort(key=self._shown)  # else the order of code names would tell the names
        self.rows = chair_rows(standings, stages, group_names(desk, of, words))
        blind = panel.blind(desk, of)
        self.blind.setChecked(blind)
        self.newer.show_class(of)
        table = self._fitting_table()
        table.set_rows(self.rows)
        if self.rows and not table.selectedIndexes():
            table.select_row(0)
        self._tell()
        for button in (self.copy, self.minutes, self.honours):
            button.setEnabled(bool(self.rows))
        if self.opened:
            self._fill()

    def open_project(self, row: ChairRow) -> None:
        """Open a project."""
        self.opened = row.standing.project.id
        self.deepened.emit(True)
        self._fill()
        self.project.head.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Put the cursor where one goes on."""
        if self.made is not None and self.opened:
            self.made.head.back.setFocus()
        elif self.table is not None:
            self.table.setFocus()

    def close_project(self) -> None:
        """Go back to the overview, with the cursor on the project one comes from."""
        if self.made is not None:
            self.made.keep()
        opened, self.opened = self.opened, ""
        self.deepened.emit(False)
        self.pages.setCurrentWidget(self.overview)
        if self.table is None or not self.isVisible():
            return
        rows = [r.standing.project.id for r in self.table.rows_model.rows()]
        if opened in rows:
            self.table.select_row(rows.index(opened))
            self.table.setFocus()

    def copy_results(self) -> None:
        """Put the results on the clipboard, as a spreadsheet takes them."""
        said = table_text(self.rows, self._ui.words, self._scorers, self._shown)
        QGuiApplication.clipboard().setText(said)
        self._ui.say(self._ui.words("results.table_copied"))

    def _fitting_table(self) -> OpeningTable:
        """Give the table with a column for each scorer; made anew only for other scorers."""
        ui, words = self._ui, self._ui.words
        made = columns(words, self._scorers, self._shown)
        headings = [column.heading for column in made]
        if self.table is not None and headings == self._headings:
            return self.table
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        table = OpeningTable(ui, "scoring_chair", made, frozen=3)
        table.setAccessibleName(words("panel.results"))
        table.opened.connect(self.open_project)
        table.set_empty(
            EmptyState(
                ui, "clipboard-list", words("panel.no_projects"), words("panel.no_projects_more")
            )
        )
        self._headings, self.table = headings, table
        self._place.addWidget(table, 1)
        return table

    def _tell(self) -> None:
        """Say how far the panel is, and about how many projects it should talk."""
        words, rows = self._ui.words, self.rows
        many = len(rows) * len(self._scorers)
        done = sum(stage == "locked" for r in rows for stage in r.stages.values())
        wide = sum(talks(r.standing.result.flags) for r in rows)
        said = [words("panel.sheets_locked", done=done, n=many)] if many else []
        if not many and rows:
            said.append(words("panel.nobody_scores"))
        if wide:
            said.append(words("panel.to_talk", n=wide))
        self.told.setText(" · ".join(said))

    def _fill(self) -> None:
        of = self._of
        row = next((r for r in self.rows if r.standing.project.id == self.opened), None)
        if of is None or row is None:
            self.close_project()
            return
        self.pages.setCurrentWidget(self.project)
        self.project.show_standing(of, row.standing, row.group, self._shown, self._scorers)

    def step(self, by: int) -> None:
        """Go to the project before or after, round and round."""
        ids = [r.standing.project.id for r in self.rows]
        if self.opened in ids:
            self.project.keep()
            self.opened = ids[(ids.index(self.opened) + by) % len(ids)]
            self._fill()

    def _set_blind(self, on: bool) -> None:
        of, ui = self._of, self._ui
        if of is None:
            return
        with ui.trying():
            panel.set_blind(ui.desk, of, on=on)
            key = "panel.blind_on" if on else "panel.blind_off"
            ui.say(ui.words(key), undo=lambda: undo(ui))
        self.show_class(of)

    def _minutes(self) -> None:
        if self._of is not None:
            save_minutes(self._ui, self._of, self)

    def _honours(self) -> None:
        if self._of is not None:
            self._ui.go(Place("classes", class_id=self._of.id, tab="certificates"))
