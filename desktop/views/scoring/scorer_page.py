"""What a scorer works with: the list of projects, and the sheet of the one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import panel, projects, rubrics, waivers
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.refusal import Refused
from desktop.models.rubric import Rubric
from desktop.views.scoring.my_projects import Mine, locked, next_unscored
from desktop.views.scoring.project_list import ProjectList
from desktop.views.scoring.reason_dialog import WaiveDialog
from desktop.views.scoring.scorer import Scorer, mine
from desktop.views.scoring.sheet_page import SheetPage
from desktop.views.scoring.telling import group_names, tell
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.empty_state import EmptyState


class ScorerPage(QWidget):
    """Opens at the list; a sheet that is open stays so until somebody goes back."""

    deepened = Signal(bool)
    """Whether a sheet is open now: it takes all the room there is."""
    table = "scoring_mine"

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self._of: Class | None = None
        self._scorer: Scorer | None = None
        self._rubric: Rubric | None = None
        self._blind = False
        self.opened = ""
        self.made: SheetPage | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(8))
        self.above(rows)
        self.list = ProjectList(ui, self.table, self.empty())
        self.list.opened.connect(self.open_project)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        rows.addWidget(self.pages, 1)

    @property
    def sheet(self) -> SheetPage:
        """The page of one project, made when the first is opened."""
        if self.made is None:
            self.made = SheetPage(self.ui)
            self.made.changed.connect(self._changed)
            self.made.waived.connect(self._ask_waiver)
            head = self.made.head
            head.left.connect(self.close_project)
            head.stepped.connect(self.step)
            head.next_asked.connect(self.open_next)
            self.pages.addWidget(self.made)
        return self.made

    def above(self, rows: QVBoxLayout) -> None:
        """Put something above the list and the sheet."""

    def empty(self) -> EmptyState:
        """Say what this place is for while there is nothing to score."""
        words = self.ui.words
        return EmptyState(
            self.ui, "clipboard-list", words("panel.no_projects"), words("panel.no_projects_more")
        )

    def projects(self, of: Class) -> Sequence[Project]:
        """Give what is to be scored."""
        return projects.projects(self.ui.desk, of)

    def show_class(self, of: Class, scorer: Scorer) -> None:
        """Ask what there is to score, and what this scorer has of it."""
        self._of, self._scorer = of, scorer
        desk, words = self.ui.desk, self.ui.words
        self._blind = panel.blind(desk, of)
        groups = {} if self._blind else group_names(desk, of, words)
        found = mine(self.ui, of, scorer, self.projects(of), groups)
        self._rubric = rubrics.rubric(desk, of)
        self.list.mine = found
        self._list_again()
        if self.opened and (one := self._one(self.opened)) is not None:
            self.pages.setCurrentWidget(self.sheet)
            self._fill(one)
        elif self.opened:
            self.close_project()

    def open_project(self, project: str) -> None:
        """Open a project with the scorer's sheet beside it."""
        one = self._one(project)
        if one is not None:
            self.opened = project
            self.deepened.emit(True)
            self.pages.setCurrentWidget(self.sheet)
            self._fill(one)

    def take_focus(self) -> None:
        """Put the cursor where one goes on: into the sheet that is open, or into the list."""
        if self.made is not None and self.opened:
            self.made.pane.go(self.made.pane.at)
        else:
            self.list.table.setFocus()

    def close_project(self) -> None:
        """Go back to the list, with the cursor on the project one comes from."""
        opened, self.opened = self.opened, ""
        self.deepened.emit(False)
        if self.made is not None:
            self.made.close_project()
        self.pages.setCurrentWidget(self.list)
        self._list_again()
        rows = [m.project.id for m in self.list.table.rows_model.rows()]
        if opened in rows and self.isVisible():
            self.list.table.select_row(rows.index(opened))
            self.list.table.setFocus()

    def _list_again(self) -> None:
        found = self.list.mine
        if self._rubric is not None:
            self.list.show_projects(found, self._rubric, any(m.group for m in found))

    def _one(self, project: str) -> Mine | None:
        return next((m for m in self.list.mine if m.project.id == project), None)

    def _fill(self, one: Mine) -> None:
        of, scorer, ui = self._of, self._scorer, self.ui
        if of is None or scorer is None or self._rubric is None:
            return
        self._say_place(one)
        told = partial(tell, ui.desk, of, one.project, ui.words, self._blind)
        self.sheet.blind = self._blind
        self.sheet.show_project(of, scorer, one, self._rubric, told)
        if one.sheet is None:
            self._warn(of, one, scorer)

    def _say_place(self, one: Mine) -> None:
        project, everything = one.project, self.list.mine
        coming = next_unscored(everything, project.id)
        self.sheet.head.show_place(
            project.code, project.title or self.ui.words("panel.untitled"), locked(everything),
            len(everything), coming.project.code if coming is not None else "",
        )  # fmt: skip

    def _changed(self) -> None:
        """Take over what was given just now, without asking for everything again."""
        now = [
            replace(m, sheet=self.sheet.sheet) if m.project.id == self.opened else m
            for m in self.list.mine
        ]
        self.list.mine = now
        if (one := self._one(self.opened)) is not None:
            self._say_place(one)

    def _warn(self, of: Class, one: Mine, scorer: Scorer) -> None:
        """Say before the first level that somebody of the scorer's agency is in the group."""
        desk = self.ui.desk
        agency = scorer.agency or waivers.agency_before(desk, of, scorer.name)
        try:
            waivers.check_agency(desk, of, one.project, scorer.name, agency)
            self.sheet.stop.hide()
        except Refused as no:
            self.sheet.stop.show_no(no, one.project.code, self._blind)

    def step(self, by: int) -> None:
        """Go to the project before or after, round and round."""
        ids = [m.project.id for m in self.list.mine]
        if self.opened in ids:
            self.open_project(ids[(ids.index(self.opened) + by) % len(ids)])

    def open_next(self) -> None:
        """Open the next project that is not locked."""
        coming = next_unscored(self.list.mine, self.opened)
        if coming is not None:
            self.open_project(coming.project.id)

    def _ask_waiver(self, project: str) -> None:
        one, of, scorer = self._one(project), self._of, self._scorer
        if one is None or of is None or scorer is None:
            return

        def waive(name: str, reason: str) -> None:
            waivers.waive(self.ui.desk, of, one.project, name, reason)
            said = self.ui.words("panel.waived", scorer=name, code=one.project.code)
            self.ui.say(said, undo=lambda: undo(self.ui))
            self.show_class(of, scorer)
            self.sheet.pane.go(self.sheet.pane.at)

        WaiveDialog(self.ui, one.project.code, [scorer.name], waive, self.window()).open()
