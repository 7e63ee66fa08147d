"""Groups and projects of a class: who works together, on what, and how it was judged."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.models.classes import Class
from desktop.store import classes as shelf
from desktop.views.commands import Command
from desktop.views.place import Place
from desktop.views.teams.groups_page import GroupsPage
from desktop.views.teams.present_window import PresentWindow
from desktop.views.teams.projects_page import ProjectsPage
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.part_chips import PartChips

PARTS = ("groups", "projects", "scoring")
REMEMBERED = "projects.part"


def _scoring(ui: Ui) -> View:
    from desktop.views.scoring.scoring_view import ScoringView

    return ScoringView(ui)


class ProjectsView(View):
    """Three parts under one line of chips; each is made at its first visit.

    The window of presentations and the scoring outlive a change of dress: a timer runs on.
    """

    shows: ClassVar[frozenset[str]] = frozenset(
        {"class", "team", "member", "project", "enrolment", "score", "work", "version"}
    )

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._of: Class | None = None
        self._scoring: View | None = None
        self._window: PresentWindow | None = None
        self._opened = ""
        self._projects: ProjectsPage | None = None
        self._part = str(ui.settings.get(REMEMBERED, PARTS[0]))
        for name, run in (("propose", self._propose), ("add", self._add_group)):
            ui.commands.add(Command(f"teams.{name}", f"teams.{name}", run), self)

    def build(self, page: QVBoxLayout) -> None:
        """Make the line of parts and the pages below it."""
        ui, words = self.ui, self.ui.words
        self.top = PartChips(ui, {part: words(f"teams.part.{part}") for part in PARTS})
        self.top.chosen.connect(self.turn)
        self.chips = self.top.chips
        page.setSpacing(ui.theme.px(12))
        page.addWidget(self.top)
        self.pages = QStackedWidget()
        page.addWidget(self.pages, 1)
        if self._projects is not None:
            self._opened = self._projects.opened
        self._groups: GroupsPage | None = None
        self._projects = None
        if self._scoring is not None:
            self.pages.addWidget(self._scoring)

    def open(self, place: Place) -> None:
        """Go to a class; another one begins at its list of projects again."""
        if place.class_id != self.place.class_id:
            self._opened = ""
            if self._projects is not None:
                self._projects.close_project()
            if self._window is not None:
                self._window.close()
        super().open(place)
        if self._scoring is not None:
            self._scoring.open(place)

    def refresh(self) -> None:
        """Ask again for the part on screen."""
        self._of = shelf.class_by_id(self.ui.desk.store, self.place.class_id)
        part = self._part if self._part in PARTS else PARTS[0]
        for name, chip in self.chips.items():
            chip.setChecked(name == part)
        if self._of is None:
            return
        if part == "groups":
            self.pages.setCurrentWidget(self.groups)
            self.groups.show_class(self._of)
        elif part == "projects":
            self.pages.setCurrentWidget(self.projects)
            self.projects.show_class(self._of)
        else:
            self.pages.setCurrentWidget(self.scoring)
        self.top.setHidden(part == "projects" and bool(self.projects.opened))

    @property
    def groups(self) -> GroupsPage:
        """Who works with whom."""
        if self._groups is None:
            self._groups = GroupsPage(self.ui)
            self.pages.addWidget(self._groups)
        return self._groups

    @property
    def projects(self) -> ProjectsPage:
        """What the groups work on."""
        if self._projects is None:
            page = self._projects = ProjectsPage(self.ui)
            page.opened, self._opened = self._opened, ""
            page.deepened.connect(self.top.setHidden)
            page.presenting.connect(self.present)
            page.groups_asked.connect(partial(self.turn, "groups"))
            self.pages.addWidget(page)
        return self._projects

    @property
    def scoring(self) -> View:
        """How the projects are judged."""
        if self._scoring is None:
            self._scoring = _scoring(self.ui)
            self._scoring.open(self.place)
            self.pages.addWidget(self._scoring)
        return self._scoring

    @property
    def window_of_presentations(self) -> PresentWindow:
        """The big timer, made for the first presentation."""
        if self._window is None:
            self._window = PresentWindow(self.ui, self)
        return self._window

    def present(self, project: str) -> None:
        """Show the big timer at a project."""
        if self._of is not None:
            self.window_of_presentations.present(self._of, project)

    def _propose(self) -> None:
        self.turn("groups")
        self.groups.propose()

    def _add_group(self) -> None:
        self.turn("groups")
        self.groups.add_team()

    def turn(self, part: str) -> None:
        """Show another part."""
        if self._projects is not None and not self._projects.put_by():
            self.chips[part].setChecked(False)
            return
        self._part = part
        self.ui.settings[REMEMBERED] = part
        self.outdated()
