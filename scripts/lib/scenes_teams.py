"""Groups and projects: made by hand and proposed, written, and presented against the clock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.views.teams.projects_view import ProjectsView
from scripts.lib.stage import HEIGHT, WIDTH, Stage

Scene = Callable[[Stage], object]


def scenes() -> dict[str, Scene]:
    """Give the scenes in order."""
    return {
        "groups": lambda s: _view(s, "groups", "T34"),
        "groups-carried": _carried,
        "groups-proposed": lambda s: _view(s, "groups", "T34").groups.propose(),
        "projects": lambda s: _view(s, "projects", "T33"),
        "project-story": partial(_project, 0),
        "project-processes": partial(_project, 1),
        "project-plan": partial(_project, 4),
        "present-calm": partial(_present, 90.0),
        "present-soon": partial(_present, 330.0),
        "present-over": partial(_present, 455.0),
    }


def _view(s: Stage, part: str, code: str) -> ProjectsView:
    s.go("classes", code, "projects")
    view = s.find(ProjectsView)
    view.turn(part)
    s.settle()
    return view


def _carried(s: Stage) -> None:
    people = _view(s, "groups", "T34").groups.board.cards[1].list
    people.setFocus()
    s.settle()
    QTest.keyClick(people, Qt.Key.Key_Space)
    QTest.keyClick(people, Qt.Key.Key_Right)


def _project(part: int, s: Stage) -> None:
    view = _view(s, "projects", "T33")
    view.projects.close_project()
    view.projects.open_line(view.projects.lines[0])
    s.settle()
    view.projects.page.go(part)


def _present(spent: float, s: Stage) -> None:
    view = _view(s, "projects", "T33")
    view.projects.close_project()
    window = view.window_of_presentations
    window.now = lambda: 0.0
    view.present(view.projects.lines[-1].key)
    window.resize(WIDTH, HEIGHT)
    window.move(0, 0)
    window.watch.reset()
    window.toggle()
    window.now = lambda: spent
    window.tick()
