"""The line above a project: the way back, what it is called, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.actions import projects as actions
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.team_words import team_name
from desktop.models.teams import Team
from desktop.views.teams.project_words import presented, state_words
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label
from desktop.views.widgets.menu import Menu


class ProjectHead(QWidget):
    """``left`` leads back, ``presenting`` to the timer, ``stepped`` to a neighbour."""

    left = Signal()
    presenting = Signal()
    stepped = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._of: Class | None = None
        self._project: Project | None = None
        words = ui.words
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        back = words("teams.all_projects")
        self.leaving = Button(ui, back, "quiet", "chevron-left", self.left.emit)
        self.title = ElidedLabel("", "section")
        self.group = ElidedLabel("", "muted")
        self.state = Label("", "body")
        show = words("teams.present_this")
        self.showing = Button(ui, show, "plain", "play", self.presenting.emit)
        self.more = Button(ui, "", "quiet", "ellipsis", self.open_menu, words("teams.more"))
        across.addWidget(self.leaving)
        across.addWidget(self.title)
        across.addWidget(self.group)
        across.addStretch(1)
        for widget in (self.state, self.showing, self.more):
            across.addWidget(widget)

    def show_project(self, of: Class, project: Project, team: Team | None) -> None:
        """Show another project, or the same further on."""
        self._of, self._project = of, project
        words = self._ui.words
        title = project.title or words("teams.untitled")
        self.title.setText(words("teams.coded", code=project.code, title=title))
        self.group.setText(team_name(words, team) if team else "")
        self.state.setText(state_words(words, project))
        self.state.setToolTip(presented(words, project, self._ui.desk.now()))
        self.state.set_tone("ok" if project.presented else None)

    def open_menu(self) -> None:
        """Offer what else can be done."""
        project = self._project
        if project is None:
            return
        words, menu = self._ui.words, Menu(self)
        key = "teams.mark_unpresented" if project.presented else "teams.mark_presented"
        menu.addAction(words(key)).triggered.connect(lambda: self.mark(project))
        for key, by in (("teams.previous_project", -1), ("teams.next_project", 1)):
            menu.addAction(words(key)).triggered.connect(partial(self._step, by))
        menu.addSeparator()
        remove = menu.addAction(words("teams.remove_project"))
        remove.triggered.connect(lambda: self.remove(project))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def mark(self, project: Project) -> None:
        """Say that it was presented, or that it was not after all."""
        of, ui = self._of, self._ui
        if of is None:
            return
        with ui.trying():
            if project.presented:
                actions.unpresent(ui.desk, of, project)
                said = ui.words("teams.unpresented", code=project.code)
            else:
                actions.present(ui.desk, of, project)
                said = ui.words("scoring.presented", project=project.code)
            ui.say(said, undo=partial(undo, ui))

    def remove(self, project: Project) -> None:
        """Take the project away; refused once somebody scores it."""
        of, ui = self._of, self._ui
        if of is None:
            return
        with ui.trying():
            actions.remove(ui.desk, of, project)
            said = ui.words("teams.project_removed", code=project.code)
            ui.say(said, undo=partial(undo, ui))

    def _step(self, by: int, _: bool = False) -> None:
        self.stepped.emit(by)
