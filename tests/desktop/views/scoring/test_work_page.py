from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import projects, submissions
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.views.scoring.beside import Beside
from desktop.views.scoring.telling import tell
from desktop.views.scoring.work_page import Told, WorkPage, missing_of, parts_of
from desktop.views.ui import Ui
from tests.desktop.exercise import answers, fill

WHOLE = {
    "story": {"problem": "Three journeys", "served": "House owners", "innovation": "One form"},
    "measures": {"before": "240 minutes", "after": "120 minutes", "benefit": ""},
    "data": [
        {"dataset": "Buildings", "owner": "Public Works", "user": "Bang Rak", "method": "API"}
    ],
    "plan": [{"activity": "Build it", "owner": "Works", "start": "2026-12-01", "end": ""}],
    "tests": [{"tester": "Two clerks", "on": "2026-12-02", "result": "fine", "change": "words"}],
}


def test_a_whole_project_is_told_part_by_part(ui: Ui) -> None:
    told = Told("Permits", "", ("Building permit",), WHOLE)

    parts = dict(parts_of(told, ui.words))

    assert parts["Processes it rests on"] == ("Building permit",)
    assert parts["Before and after"] == ["Before: 240 minutes", "After: 120 minutes"]
    assert parts["Data to connect"] == [
        "Buildings · owner: Public Works · user: Bang Rak · method: API"
    ]
    assert parts["Action plan"] == ["Build it · owner: Works · starts: 1 Dec 2026"]
    assert parts["Prototype tests"] == [
        "Two clerks · on: 2 Dec 2026 · result: fine · what changed: words"
    ]
    assert missing_of(told, ui.words) == []


def test_what_nobody_wrote_is_named_once(ui: Ui) -> None:
    told = Told("Permits", "", (), {"story": {"problem": "Three journeys"}})

    missing = missing_of(told, ui.words)

    assert missing[0] == "Who is served"
    assert len(missing) == 7


@pytest.mark.parametrize(
    "content",
    [
        {"story": ["no mapping"], "data": "no list", "plan": [1, None]},
        {"plan": [{"start": "someday"}], "measures": {"before": None}},
        {},
    ],
)
def test_content_of_another_program_is_read_as_far_as_it_goes(
    ui: Ui, content: dict[str, object], qtbot: QtBot
) -> None:
    page = WorkPage(ui)
    qtbot.addWidget(page)

    page.show_project(Told("Permits", "", (), content))

    assert page.widget() is not None


def test_the_processes_a_project_rests_on_are_named_by_their_process(
    ui: Ui, desk: Desk, of: Class, people: list[str], two: list[Project]
) -> None:
    work = fill(desk, of, 1)
    submissions.put_by(desk, work)
    project = projects.link(desk, of, two[0], [work.work_id])

    told = tell(desk, of, project, ui.words, blind=True)

    assert told.works == (answers()["process"]["process_name"],)
    assert told.makers == ""


def test_where_there_is_little_room_work_and_sheet_take_turns(ui: Ui, qtbot: QtBot) -> None:
    left, right, page = QWidget(), QWidget(), QWidget()
    beside = Beside(ui, left, right)
    for widget in (page, beside):
        qtbot.addWidget(widget)
    beside.toggle.setParent(page)
    page.show()
    beside.resize(600, 300)
    beside.show()
    before = (left.isVisible(), right.isVisible(), beside.toggle.accessibleName())

    qtbot.mouseClick(beside.toggle, Qt.MouseButton.LeftButton)
    turned = (left.isVisible(), right.isVisible(), beside.toggle.accessibleName())
    beside.show_sheet()

    assert before == (False, True, "Read the work")
    assert turned == (True, False, "Back to the sheet")
    assert right.isVisible()
    beside.resize(1200, 300)
    assert left.isVisible()
    assert not beside.toggle.isVisible()
