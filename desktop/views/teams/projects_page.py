"""The projects of a class in the order they are presented, and the one that lies open."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import projects as actions
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.views.teams.order_table import OrderTable
from desktop.views.teams.project_page import ProjectPage
from desktop.views.teams.project_rows import Line, columns, project_lines, sentence
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.label import Label


class ProjectsPage(QWidget):
    """Enter opens a project, begun at that moment; ``presenting`` asks for the big timer."""

    presenting = Signal(str)
    groups_asked = Signal()
    deepened = Signal(bool)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self._of: Class | None = None
        self.lines: list[Line] = []
        self.opened = ""
        self._page: ProjectPage | None = None
        self._offered = False
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        rows.addWidget(self.pages)
        self.pages.addWidget(self._list())

    @property
    def page(self) -> ProjectPage:
        """The page of one project, made when the first is opened."""
        if self._page is None:
            page = self._page = ProjectPage(self.ui)
            page.left.connect(self.close_project)
            page.presenting.connect(self.presenting)
            page.stepped.connect(self._step)
            self.pages.addWidget(page)
        return self._page

    def show_class(self, of: Class) -> None:
        """Ask for the projects; the one that lies open stays open while it is there."""
        self._of = of
        self.lines = project_lines(self.ui, of)
        self._fill()
        one = self._line(self.opened)
        if one is not None and one.project is not None:
            self.pages.setCurrentWidget(self.page)
            self.page.show_project(of, one.project, one.team)
        elif self.opened:
            self.close_project()

    def open_line(self, line: Line) -> None:
        """Open a project; a group that has none begins one now."""
        of, ui = self._of, self.ui
        if of is None:
            return
        project = line.project
        if project is None and line.team is not None:
            with ui.trying():
                project = actions.ensure(ui.desk, of, line.team)
                ui.say(ui.words("teams.begun", code=project.code), undo=partial(undo, ui))
        if project is not None:
            self.opened = project.id
            self.show_class(of)
            self.deepened.emit(True)
            self.page.begin()

    def close_project(self) -> None:
        """Go back to the list, with the cursor on the project one comes from."""
        opened, self.opened = self.opened, ""
        if self._page is not None:
            self._page.forget()
        self.pages.setCurrentIndex(0)
        self.deepened.emit(False)
        if self._of is not None and opened:
            self.lines = project_lines(self.ui, self._of)
            self._fill()
            self._select(opened)
            if self.isVisible():
                self.table.setFocus()

    def put_by(self) -> bool:
        """Make changes of what was typed in the project that lies open; false where refused."""
        return self._page is None or not self.opened or self._page.put_by()

    def bring(self, at: int, before: int) -> None:
        """Present one earlier or later: the row ``at`` comes to stand before another."""
        of, shown = self._of, self.table.rows_model.rows()
        lines = [line for line in shown if line.project is not None]
        if of is None or not (0 <= at < len(lines) and 0 <= before <= len(lines)):
            return
        ids = [line.key for line in lines]
        moved = ids[at]
        ids.insert(before, moved)
        ids.pop(at + (before <= at))
        if ids == [line.key for line in lines]:
            return
        ui = self.ui
        with ui.trying():
            actions.reorder(ui.desk, of, ids)
            self._select(moved)
            place = ids.index(moved) + 1
            said = ui.words("teams.reordered", code=lines[at].project.code, n=place)
            ui.say(said, undo=partial(undo, ui))

    def _list(self) -> QWidget:
        ui, words = self.ui, self.ui.words
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(8))
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        self.counts = Label("", "section")
        across.addWidget(self.counts)
        across.addStretch(1)
        self.up = Button(ui, "", "quiet", "arrow-up", partial(self._nudge, -1), words("teams.up"))
        self.down = Button(
            ui, "", "quiet", "arrow-down", partial(self._nudge, 2), words("teams.down")
        )
        self.show_it = Button(ui, "", "primary", "play", self._present)
        for button in (self.up, self.down, self.show_it):
            across.addWidget(button)
        rows.addLayout(across)
        self.table = OrderTable(ui, "projects", columns(ui), sentence=sentence(ui))
        self.table.setAccessibleName(words("teams.part.projects"))
        self.table.horizontalHeader().setSectionsClickable(False)  # the order is what it shows
        self.table.listen_for_drops()
        self.table.opened.connect(self.open_line)
        self.table.moved.connect(self.bring)
        self.table.current_changed.connect(lambda _: self._name_coming())
        rows.addWidget(self.table, 1)
        self.hint = Label(words("teams.order_keys"), "muted")
        rows.addWidget(self.hint)
        return page

    def _fill(self) -> None:
        words = self.ui.words
        if not self.lines and not self._offered:
            self._offered = True
            self.table.set_empty(self._empty())
        self.table.set_rows(self.lines)
        if self.lines and not self.table.selectedIndexes():
            self.table.select_row(0)
        made = [line.project for line in self.lines if line.project]
        done = sum(project.presented for project in made)
        self.counts.setText(words("teams.project_counts", n=len(made), done=done))
        self._name_coming()
        for widget in (self.counts, self.hint, self.up, self.down, self.show_it):
            widget.setVisible(bool(made))

    def _empty(self) -> EmptyState:
        words = self.ui.words
        return EmptyState(
            self.ui, "layers", words("teams.no_projects"), words("teams.no_projects_more"),
            words("teams.to_groups"), self.groups_asked.emit,
        )  # fmt: skip

    def _nudge(self, by: int) -> None:
        at = self.table.currentIndex().row()
        if at >= 0:
            self.bring(at, at + by)

    def _present(self) -> None:
        """Show the big timer."""
        if (coming := self._coming()) is not None:
            self.presenting.emit(coming.id)

    def _coming(self) -> Project | None:
        """Give the project that presents next: the one chosen, else the first still waiting."""
        chosen: Line | None = self.table.current_row()
        if chosen is not None and chosen.project and not chosen.project.presented:
            return chosen.project
        made = [line.project for line in self.lines if line.project]
        waiting = [project for project in made if not project.presented]
        return next(iter(waiting or made), None)

    def _name_coming(self) -> None:
        """Say on the button who would present."""
        if (coming := self._coming()) is not None:
            self.show_it.set_text(self.ui.words("teams.present", code=coming.code))

    def _step(self, by: int) -> None:
        made = [line for line in self.lines if line.project]
        ids = [line.key for line in made]
        if self.opened in ids:
            self.open_line(made[(ids.index(self.opened) + by) % len(made)])

    def _line(self, key: str) -> Line | None:
        return next((line for line in self.lines if key and line.key == key), None)

    def _select(self, key: str) -> None:
        keys = [line.key for line in self.table.rows_model.rows()]
        if key in keys:
            self.table.select_row(keys.index(key))
