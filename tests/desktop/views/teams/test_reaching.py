"""Everything here has a name, and Tab comes to all of it in reading order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.teams import Team
from desktop.views.teams.group_menus import RenameDialog
from desktop.views.teams.projects_view import ProjectsView
from desktop.views.teams.propose_dialog import ProposeDialog
from desktop.views.ui import Ui

Show = Callable[[str], ProjectsView]
Open = Callable[[str], QWidget]
PLACES = ["groups", "projects", *(f"part {n}" for n in range(6)), "timer", "propose", "rename"]


@pytest.fixture
def opened(
    ui: Ui,
    desk: Desk,
    of: Class,
    three: list[Team],
    two: list[Project],
    show: Show,
    qtbot: QtBot,
) -> Open:
    """Opens a place and gives the window to walk through."""

    def open_place(where: str) -> QWidget:
        view = show("groups" if where in ("groups", "propose", "rename") else "projects")
        window: QWidget = view
        if where.startswith("part"):
            view.projects.open_line(view.projects.lines[0])
            view.projects.page.go(int(where[-1]))
        elif where == "timer":
            view.present(two[0].id)
            window = view.window_of_presentations
        elif where == "propose":
            window = ProposeDialog(ui, of, 12, teams.teams(desk, of), view)
            window.show()
        elif where == "rename":
            window = RenameDialog(ui, of, three[0], view)
            window.show()
        qtbot.waitUntil(window.isActiveWindow)
        for _ in range(5):
            QApplication.processEvents()
        return window

    return open_place


def controls(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.window() is root
    ]


def told(widget: QWidget) -> str:
    said = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or said


def place_of(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def goes_back(before: QWidget, after: QWidget) -> bool:
    here, there = place_of(before), place_of(after)
    return there.bottom() < here.top() and there.left() <= here.left()


@pytest.mark.parametrize("where", PLACES)
def test_every_control_has_a_name(opened: Open, where: str) -> None:
    found = controls(opened(where))

    assert found
    assert [type(w).__name__ for w in found if not told(w)] == []


@pytest.mark.parametrize("where", PLACES)
def test_tab_comes_to_every_control_in_reading_order(
    opened: Open, where: str, qtbot: QtBot
) -> None:
    window = opened(where)
    controls(window)[0].setFocus()
    reached: list[QWidget] = []

    while (focus := QApplication.focusWidget()) is not None and focus not in reached:
        reached.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)

    ordered = reached[:]
    first = min(ordered, key=lambda w: (place_of(w).top(), place_of(w).left()))
    turned = ordered[ordered.index(first) :] + ordered[: ordered.index(first)]
    back = [f"{told(a)} -> {told(b)}" for a, b in pairwise(turned) if goes_back(a, b)]
    assert [told(w) for w in controls(window) if w not in reached] == []
    assert back == []
