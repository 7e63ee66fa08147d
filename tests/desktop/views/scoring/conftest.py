from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.actions import panel, projects, scoring, teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.scoring import Sheet
from desktop.store import scores
from desktop.views.ui import Message, Ui

MakeUi = Callable[..., Ui]
SCORER = "Judge Anong"
OTHER = "Judge Boon"


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk, language="en")
    desk.store.on_commit = ui.live.announce
    ui.settings.update({"scoring.scorer": SCORER, "scoring.agency": ""})
    return ui


@pytest.fixture
def said(ui: Ui) -> list[Message]:
    """What was told at the foot of the window."""
    heard: list[Message] = []
    ui.said.connect(heard.append)
    return heard


@pytest.fixture
def two(desk: Desk, of: Class, people: list[str]) -> list[Project]:
    """Two groups of two people with a project each: P01 and P02."""
    for at in range(2):
        team = teams.new_team(desk, of)
        for who in people[2 * at : 2 * at + 2]:
            teams.place(desk, of, who, team.id)
        project = projects.ensure(desk, of, team)
        projects.change(desk, of, project, "title", ("Building permits online", "Flood map")[at])
    first = projects.projects(desk, of)[0]
    story = {"problem": "Three journeys for one permit", "served": "", "innovation": ""}
    projects.change(desk, of, first, "story", story)
    return projects.projects(desk, of)


def sheet_of(desk: Desk, project: Project, scorer: str, number: int = 1) -> Sheet:
    """Give a scorer's sheet as it stands on this device."""
    found = [
        scoring.with_typed(desk, s)
        for s in scores.sheets_on(desk.store, project.id)
        if s.scorer == scorer and s.number == number
    ]
    return found[0]


@pytest.fixture
def scored(desk: Desk, of: Class, two: list[Project]) -> list[Project]:
    """The first project scored by two who see C1 and C4 differently, the second by one."""
    scoring.score_whole(desk, of, two[0], SCORER, [4, 3, 3, 4, 3, 3])
    scoring.score_whole(desk, of, two[0], OTHER, [1, 3, 3, 1, 3, 3])
    scoring.score_whole(desk, of, two[1], OTHER, [4, 3, 3, 2, 3, 4])
    assert panel.results(desk, of)[0].result.flags
    return two
