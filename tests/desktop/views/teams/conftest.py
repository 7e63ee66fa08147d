"""A class of twelve in a view of its own, with groups and projects where a test asks for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions import projects, roster, teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.projects import Project
from desktop.models.teams import Team
from desktop.store import roster as shelf
from desktop.views.place import Place
from desktop.views.teams.projects_view import ProjectsView
from desktop.views.ui import Message, Ui

MakeUi = Callable[..., Ui]
Show = Callable[[str], ProjectsView]
AGENCIES = ("สำนักงานเขตบางรัก", "สำนักการโยธา", "สำนักการศึกษา", "สำนักเทศกิจ")


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk, language="en")
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def said(ui: Ui) -> list[Message]:
    """What was told at the foot of the window."""
    heard: list[Message] = []
    ui.said.connect(heard.append)
    return heard


@pytest.fixture
def twelve(desk: Desk, of: Class) -> list[str]:
    """Twelve people of four agencies, as ids of their enrolments in seat order."""
    people = [Person("นาย", f"ก{n}", "ตัวอย่าง", agency=AGENCIES[n % 4]) for n in range(12)]
    roster.enrol(desk, of, people)
    return [e.id for e in shelf.enrolments(desk.store, of.id)]


@pytest.fixture
def three(desk: Desk, of: Class, twelve: list[str]) -> list[Team]:
    """Three groups: seats 1 to 4, seats 5 to 7, nobody; seats 8 to 12 are in none."""
    made = [teams.new_team(desk, of) for _ in range(3)]
    for at, who in enumerate(twelve[:7]):
        teams.place(desk, of, who, made[at // 4].id)
    return teams.teams(desk, of)


@pytest.fixture
def two(desk: Desk, of: Class, three: list[Team]) -> list[Project]:
    """The first two groups have a project each: P01 and P02."""
    for team, title in zip(three[:2], ("Permits online", "Flood map"), strict=True):
        projects.change(desk, of, projects.ensure(desk, of, team), "title", title)
    return projects.projects(desk, of)


@pytest.fixture
def show(ui: Ui, of: Class, qtbot: QtBot) -> Show:
    """Opens the tab at a part, in a window of its own."""

    def open_at(part: str) -> ProjectsView:
        view = ProjectsView(ui)
        qtbot.addWidget(view)
        view.resize(1200, 640)
        view.open(Place("classes", class_id=of.id, tab="projects"))
        view.show()
        qtbot.waitUntil(view.isActiveWindow)
        view.turn(part)
        return view

    return open_at
