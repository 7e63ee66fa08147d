from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import resources
from desktop.actions import forms, projects, submissions, teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.submissions import Version
from desktop.models.teams import Team
from desktop.store import roster
from desktop.views.teams.process_picker import ProcessPicker
from desktop.views.teams.projects_view import ProjectsView

Show = Callable[[str], ProjectsView]


@pytest.fixture
def sent(desk: Desk, of: Class, twelve: list[str]) -> list[Version]:
    """Seats 1 (of the first group) and 8 (of none) have sent the exercise."""
    forms.give(desk, of, "workflow")
    people = roster.enrolments(desk.store, of.id)
    made = []
    for at in (0, 7):
        document: dict[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))
        document["answers"]["process"]["process_name"] = f"Process of seat {at + 1}"
        version = submissions.import_document(desk, of, people[at], document)
        assert version is not None
        made.append(version)
    return made


def picker(view: ProjectsView) -> ProcessPicker:
    view.projects.open_line(view.projects.lines[0])
    view.projects.page.go(1)
    assert view.projects.page.picker is not None
    return view.projects.page.picker


def test_members_exercises_are_offered_and_linked_with_a_press(
    desk: Desk, of: Class, two: list[Project], sent: list[Version], show: Show, qtbot: QtBot
) -> None:
    view = show("projects")
    picked = picker(view)
    offered = [tick.accessibleName() for tick in picked.ticks]

    qtbot.keyClick(picked.ticks[0], Qt.Key.Key_Space)
    view.projects.page.leave()

    assert offered == ["Process of seat 1 · นายก0 ตัวอย่าง · Submitted"]
    assert projects.find_project(desk, of, "P01").works == [sent[0].work]


def test_one_linked_by_its_version_stays_so(
    desk: Desk, of: Class, two: list[Project], sent: list[Version], show: Show
) -> None:
    projects.link(desk, of, two[0], [sent[0].id])
    picked = picker(show("projects"))

    assert picked.ticks[0].isChecked()
    assert picked.works() == [sent[0].id]


def test_a_link_to_somebody_who_left_the_group_stays_visible(
    desk: Desk, of: Class, two: list[Project], sent: list[Version], three: list[Team], show: Show
) -> None:
    projects.link(desk, of, two[0], [sent[0].work])
    teams.place(desk, of, sent[0].enrolment, three[2].id)

    picked = picker(show("projects"))

    assert ["another group" in tick.accessibleName() for tick in picked.ticks] == [True]
    assert picked.works() == [sent[0].work]


def test_nobody_has_begun_the_exercise_is_said(two: list[Project], show: Show) -> None:
    picked = picker(show("projects"))

    assert picked.ticks == []
    assert picked.works() == []
