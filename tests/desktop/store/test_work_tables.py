"""What another program wrote in another shape is kept and passed on, and hurts nothing here."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.actions import class_summary, minutes, panel, projects, reviews, submissions, teams
from desktop.actions import work_exports as exports
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.store import roster, scores
from desktop.store import submissions as shelf
from protocol.change import Change
from tests.desktop.exercise import opened, sent
from tests.desktop.panel_room import project, score, set_up


@pytest.fixture
def room(desk: Desk) -> Class:
    """Six people, two groups with their projects, one work sent, one project scored."""
    of = set_up(desk)
    sent(desk, of, 1)
    score(desk, of, "judge-a")
    return of


def write(desk: Desk, of: Class, entity: str, row: str, groups: dict[str, Any]) -> None:
    desk.commit("step.x", [Edit(of.scope, entity, row, groups)])


def written(desk: Desk, of: Class, entity: str, row: str) -> Change:
    """The last change of a row."""
    return desk.store.histories([(of.scope, row)])[entity][row][-1]


def ask_everything(desk: Desk, of: Class) -> None:
    """Ask all that a class shows of work and scores."""
    projects.projects(desk, of)
    panel.results(desk, of)
    panel.progress(desk, of)
    teams.propose(desk, of, 2)
    reviews.overview(desk, of, "workflow")
    class_summary.summarise(desk, of)
    minutes.minutes_of(desk, of, desk.words)
    exports.work_tables(desk, of)
    for seat in (1, 2):
        opened(desk, of, seat)


@pytest.mark.parametrize(
    ("entity", "groups"),
    [
        ("project", {"who": {"team": "t", "number": "x"}}),
        ("project", {"who": {"team": "t"}, "title": {"title": 5}}),
        ("project", {"who": {"team": "t"}, "order": {"at": "first"}}),
        ("project", {"who": {"team": "t"}, "show": 7}),
        ("team", {"name": {"number": "one", "name": "ฟ้า"}}),
        ("team", {"name": {"number": 1, "name": ["ฟ้า"]}}),
        ("member", {"in": {"enrolment": 5, "team": []}}),
        ("score", {"who": {"project": "p", "scorer": 5, "rubric": {}}}),
        ("waiver", {"grant": {"project": "p", "scorer": 4, "reason": [1]}}),
        ("attachment", {"file": {"work": "w", "enrolment": "e", "name": 5, "sha256": "0"}}),
        ("form", {"definition": {"code": "zz", "version": "new"}, "use": {"given": True}}),
        ("rubric", {"definition": {"version": "new"}}),
        ("version", {"sent": {"work": "w", "enrolment": "e", "form": "workflow", "number": "n"}}),
        ("version", {"sent": {"work": "w", "enrolment": "e", "form": "workflow", "document": [1]}}),
        (
            "version",
            {
                "sent": {
                    "work": "w", "enrolment": "e", "form": "workflow",
                    "document": {"answers": {"define": 5}},
                }
            },
        ),
    ],
)  # fmt: skip
def test_a_row_of_another_shape_is_no_row_here(
    desk: Desk, room: Class, entity: str, groups: dict[str, Any]
) -> None:
    write(desk, room, entity, "odd", groups)

    ask_everything(desk, room)

    assert desk.store.rows(f"SELECT id FROM {entity} WHERE id = 'odd'") == []
    assert desk.store.rows("SELECT count(*) FROM changes WHERE row = 'odd'") == [(1,)]


def test_odd_parts_of_a_project_are_left_out_and_the_others_show(desk: Desk, room: Class) -> None:
    story = {"problem": "รอนาน", "served": "", "innovation": ""}
    odd: dict[str, Any] = {
        "s.processes": [1], "s.measures": {"before": 4}, "s.data": {"x": 1}, "s.plan": [[]],
        "s.tests": "x", "s.from_the_future": 1, "s.story": story,
    }  # fmt: skip
    write(desk, room, "project", project(desk, room).id, odd)

    ask_everything(desk, room)

    assert project(desk, room).content == {"story": story}
    assert project(desk, room).works == []


def test_a_time_that_is_none_is_when_it_was_written(desk: Desk, room: Class) -> None:
    (version,) = shelf.versions(desk.store, room.id)
    said = written(desk, room, "version", version.id).set["sent"]
    write(desk, room, "version", version.id, {"sent": {**said, "at": "tomorrow"}})
    row = project(desk, room).id
    write(desk, room, "project", row, {"show": {"at": 5, "seconds": 60}})

    ask_everything(desk, room)

    (shown,) = shelf.versions(desk.store, room.id)
    assert shown.at == written(desk, room, "version", version.id).at
    assert project(desk, room).presented_at == written(desk, room, "project", row).at


def test_odd_sections_and_points_are_left_out(desk: Desk, room: Class) -> None:
    person = next(e for e in roster.enrolments(desk.store, room.id) if e.seat == 2)
    work = opened(desk, room, 2).work_id
    (version,) = shelf.versions(desk.store, room.id)
    who = {"enrolment": person.id, "form": "workflow"}
    hmw = {"hmw": "ทำอย่างไรให้เร็วขึ้น"}
    odd = {"who": who, "s.as_is": [3], "s.to_be": "x", "s.review": 4, "s.define": hmw}
    write(desk, room, "work", work, odd)
    write(desk, room, "version", version.id, {"review": {"verdict": "returned", "checklist": [1]}})

    ask_everything(desk, room)

    assert opened(desk, room, 2).answers == {"define": hmw}
    assert submissions.open_work(desk, room, person, "workflow").state == "draft"
    (shown,) = shelf.versions(desk.store, room.id)
    assert (shown.verdict, shown.checklist) == ("returned", {})


def test_a_sheet_with_a_rubric_nobody_can_score_with_is_left_out(desk: Desk, room: Class) -> None:
    target = project(desk, room).id
    for row, rubric in (("odd", {"criteria": []}), ("odder", {"criteria": [1], "levels": 3})):
        who = {"project": target, "scorer": row, "agency": "", "number": 1, "reason": ""}
        write(desk, room, "score", row, {"who": {**who, "rubric": rubric}})

    found = scores.sheets(desk.store, room.id)

    assert [sheet.scorer for sheet in found] == ["judge-a"]
    assert scores.sheet(desk.store, "odd") is None
