from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.actions import classes, conflicts, projects, rubrics, teams
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.ids import met_row, work_row
from desktop.models.projects import Project
from desktop.store import rubrics as rubric_shelf
from tests.desktop.exercise import carry
from tests.desktop.panel_room import project, score, set_up
from tests.desktop.refusals import refused


@pytest.fixture
def room(desk: Desk) -> Class:
    return set_up(desk)


def codes(desk: Desk, of: Class) -> list[str]:
    return [p.code for p in projects.projects(desk, of)]


def test_a_group_has_one_project(desk: Desk, room: Class) -> None:
    team = teams.teams(desk, room)[1]
    before = len(desk.undoable)

    again = projects.ensure(desk, room, team)

    assert (again.code, again.team, codes(desk, room)) == ("P02", team.id, ["P01", "P02"])
    assert len(desk.undoable) == before


def test_the_first_project_keeps_the_rubric_for_the_class(desk: Desk, room: Class) -> None:
    kept = rubric_shelf.of_class(desk.store, room.id)

    assert kept == rubrics.shipped()


def test_beginning_a_project_can_be_undone_and_done_again(desk: Desk) -> None:
    of = set_up(desk, groups=0)
    team = teams.new_team(desk, of)
    projects.ensure(desk, of, team)

    desk.undo()
    gone = codes(desk, of)
    desk.redo()
    back = codes(desk, of)
    projects.remove(desk, of, project(desk, of))
    projects.ensure(desk, of, team)

    assert (gone, back, codes(desk, of)) == ([], ["P01"], ["P01"])


@pytest.mark.parametrize("given", ["P01", "p1", "1", "๑", " P๐๑ "])
def test_a_project_is_found_as_people_write_it(desk: Desk, room: Class, given: str) -> None:
    assert project(desk, room, given).number == 1


def test_a_project_that_is_not_there_is_refused(desk: Desk, room: Class) -> None:
    for given in ("P09", "", "EX1", "x"):
        assert refused(lambda g=given: project(desk, room, g)) == "no-such-project"  # type: ignore[misc]


def test_projects_made_apart_under_one_number_are_named_apart(desk: Desk, room: Class) -> None:
    who = {"team": "elsewhere", "number": 1, "sample": False}
    desk.commit("s", [Edit(room.scope, "project", "01234567-89", {"who": who})])

    assert refused(lambda: project(desk, room, "P01")) == "project-code-twice"
    assert project(desk, room, "p01@01234567").id == "01234567-89"


def test_every_part_is_stored_cleaned_and_one_step_back(desk: Desk, room: Class) -> None:
    parts = {
        "title": " ลดเวลา  ออกใบอนุญาต ",
        "story": {"problem": "รอนาน", "served": "ผู้ขอ", "innovation": "ยื่นออนไลน์"},
        "measures": {"before": "5 วัน", "after": "1 วัน"},
        "data": [{"dataset": "ทะเบียนบ้าน", "owner": "กรมการปกครอง", "user": "สนข.บางรัก"}],
        "plan": [{"activity": "ทดลอง", "start": "2026-12-10", "end": "2027-01-31"}],
        "tests": [{"tester": "เจ้าหน้าที่ ๒ คน", "on": "2026-12-02", "change": "ปุ่มใหญ่ขึ้น"}],
    }

    for part, value in parts.items():
        now = projects.change(desk, room, project(desk, room), part, value)
    unchanged = len(desk.undoable)
    projects.change(desk, room, now, "title", parts["title"])

    assert now.title == "ลดเวลา ออกใบอนุญาต"
    assert set(now.content) == {"story", "measures", "data", "plan", "tests"}
    assert now.content["data"][0]["method"] == ""
    assert len(desk.undoable) == unchanged
    desk.undo()
    assert "tests" not in project(desk, room).content


def test_data_connects_two_agencies_however_they_are_written(desk: Desk, room: Class) -> None:
    rows = [{"dataset": "ทะเบียน", "owner": "สำนักงานเขตบางรัก", "user": "สนข.บางรัก"}]

    code = refused(lambda: projects.change(desk, room, project(desk, room), "data", rows))

    assert code == "owner-is-user"
    assert "data" not in project(desk, room).content


def test_a_project_rests_on_submissions_of_its_class(desk: Desk, room: Class) -> None:
    member = teams.teams(desk, room)[0].members[0].enrolment
    row = work_row(member, "workflow")
    who = {"enrolment": member, "form": "workflow"}
    desk.commit("s", [Edit(room.scope, "work", row, {"who": who})])

    linked = projects.link(desk, room, project(desk, room), [row])

    assert linked.works == [row]
    assert refused(lambda: projects.link(desk, room, linked, [row, "elsewhere"])) == "no-such-work"


def test_the_order_of_presentation_is_one_step(desk: Desk) -> None:
    of = set_up(desk, groups=3)
    ids = [p.id for p in projects.projects(desk, of)]
    before = len(desk.undoable)

    projects.reorder(desk, of, [ids[2], ids[0]])
    moved = codes(desk, of)
    projects.reorder(desk, of, [ids[2], ids[0], "unknown", ids[1]])

    assert moved == ["P03", "P01", "P02"]
    assert len(desk.undoable) == before + 1
    desk.undo()
    assert codes(desk, of) == ["P01", "P02", "P03"]


def test_presenting_notes_the_time_and_can_be_taken_back(desk: Desk, room: Class) -> None:
    shown = projects.present(desk, room, project(desk, room), 540)

    taken_back = projects.unpresent(desk, room, shown)
    projects.unpresent(desk, room, taken_back)

    assert (shown.presented, shown.seconds, shown.presented_at[:10]) == (True, 540, "2026-12-01")
    assert (taken_back.presented, taken_back.seconds) == (False, 0)
    desk.undo()
    assert project(desk, room).seconds == 540


def test_samples_stand_apart(desk: Desk, room: Class) -> None:
    one, two = (projects.new_sample(desk, room, title) for title in ("ตัวอย่าง ก", "ตัวอย่าง ข"))

    assert [(p.code, p.title) for p in projects.samples(desk, room)] == [
        ("EX1", "ตัวอย่าง ก"), ("EX2", "ตัวอย่าง ข"),
    ]  # fmt: skip
    assert (one.sample, project(desk, room, "ex2").id) == (True, two.id)
    assert codes(desk, room) == ["P01", "P02"]
    assert refused(lambda: projects.present(desk, room, one)) == "sample-not-presented"
    assert projects.team_of(desk, room, one) is None


def test_what_cannot_be_is_refused(desk: Desk, room: Class) -> None:
    one = project(desk, room)

    assert refused(lambda: projects.present(desk, room, one, -1)) == "seconds-unfit"
    assert refused(lambda: projects.change(desk, room, one, "colour", "")) == "project-part-unknown"
    score(desk, room, "judge-a")
    assert refused(lambda: projects.remove(desk, room, one)) == "project-has-sheets"
    projects.remove(desk, room, project(desk, room, "P02"))
    assert codes(desk, room) == ["P01"]
    assert (
        refused(lambda: projects.change(desk, room, _gone(desk, room), "title", "ก"))
        == "no-such-project"
    )
    classes.close_class(desk, room)
    assert refused(lambda: projects.present(desk, room, one)) == "class-closed"
    assert refused(lambda: projects.new_sample(desk, room, "ก")) == "class-closed"


def _gone(desk: Desk, of: Class) -> Project:
    return replace(project(desk, of), id=met_row("project", "gone"))


def test_what_another_desk_wrote_while_one_was_typing_stands_beside_it(
    desk: Desk, room: Class, open_desk: Callable[..., Desk]
) -> None:
    other = open_desk("other")
    carry(desk, other)
    seen = projects.shown(desk, room, project(desk, room))
    story = {"problem": "คิวยาว", "served": "", "innovation": ""}
    projects.change(other, room, project(other, room), "story", story)
    carry(other, desk)

    projects.change(desk, room, project(desk, room), "title", "จองคิว", seen=seen.get("title", ()))
    for typed in ("เอกสารซ้ำ", "เอกสารซ้ำมาก"):
        told = {**story, "problem": typed}
        projects.change(desk, room, project(desk, room), "story", told, seen=seen.get("story", ()))

    (found,) = conflicts.conflicts(desk, room)
    assert (found.entity, found.group) == ("project", "s.story")
    assert len(found.choices) == 2
    assert project(desk, room).title == "จองคิว"
