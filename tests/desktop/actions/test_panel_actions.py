from __future__ import annotations

from fractions import Fraction

import pytest

from desktop.actions import classes, panel, projects, scoring, teams
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from tests.desktop.panel_room import EXAMPLE, project, score, set_up
from tests.desktop.refusals import refused


@pytest.fixture
def room(desk: Desk) -> Class:
    return set_up(desk, groups=3)


def test_results_have_totals_bands_ranks_and_flags(desk: Desk, room: Class) -> None:
    score(desk, room, "judge-a")
    score(desk, room, "judge-b")
    score(desk, room, "judge-a", (2,) * 6, "P02")

    found = panel.results(desk, room)

    assert [
        (s.project.code, s.result.exact, s.band and s.band.name.en, s.rank, s.result.flags)
        for s in found
    ] == [
        ("P01", Fraction(7875, 100), "Very good", 1, ()),
        ("P02", Fraction(50), "Needs work", 2, ("few-sheets",)),
        ("P03", None, None, None, ()),
    ]  # fmt: skip


def test_equal_totals_share_a_rank(desk: Desk, room: Class) -> None:
    for code in ("P01", "P03"):
        score(desk, room, "judge-a", code=code)
    score(desk, room, "judge-a", (1,) * 6, "P02")

    assert [s.rank for s in panel.results(desk, room)] == [1, 3, 1]


def test_members_get_the_groups_score_and_their_adjustment(desk: Desk, room: Class) -> None:
    score(desk, room, "judge-a")
    one, two = teams.teams(desk, room)[0].members

    panel.adjust(desk, room, two.enrolment, -4, " มาเพียงวันเดียว ")

    members = panel.results(desk, room)[0].members
    assert [m.exact for m in members] == [Fraction(7875, 100), Fraction(7475, 100)]
    assert (members[1].member.points, members[1].member.reason) == (-4, "มาเพียงวันเดียว")
    desk.undo()
    assert panel.results(desk, room)[0].members[1].exact == Fraction(7875, 100)
    panel.adjust(desk, room, one.enrolment, 0, "")
    assert teams.teams(desk, room)[0].members[0].reason == ""


def test_a_note_of_several_paragraphs_keeps_its_lines(desk: Desk, room: Class) -> None:
    project = panel.results(desk, room)[0].project

    panel.consensus(desk, room, project, " คุยกันแล้ว  \r\n\nเห็นตรงกัน ")

    assert panel.results(desk, room)[0].project.note == "คุยกันแล้ว\n\nเห็นตรงกัน"


def test_an_adjustment_needs_bounds_a_reason_and_a_group(desk: Desk, room: Class) -> None:
    somebody = teams.teams(desk, room)[0].members[0].enrolment

    codes = [
        refused(lambda: panel.adjust(desk, room, somebody, 11, "ดี")),
        refused(lambda: panel.adjust(desk, room, somebody, 2, "")),
        refused(lambda: panel.adjust(desk, room, "nobody", 2, "ดี")),
    ]
    teams.place(desk, room, somebody, "")
    codes.append(refused(lambda: panel.adjust(desk, room, somebody, 2, "ดี")))

    assert codes == [
        "adjustment-unfit", "adjustment-without-reason", "no-such-person", "not-in-a-team",
    ]  # fmt: skip


def test_progress_names_who_has_begun_and_who_has_locked(desk: Desk, room: Class) -> None:
    score(desk, room, "judge-a")
    scoring.open_sheet(desk, room, project(desk, room), "judge-b")
    sample = projects.new_sample(desk, room, "ตัวอย่าง")
    ids = [p.id for p in projects.projects(desk, room)]

    found = panel.progress(desk, room)

    assert found[ids[0]] == {"judge-a": "locked", "judge-b": "open"}
    assert found[ids[1]] == {"judge-a": "none", "judge-b": "none"}
    assert set(found) == {*ids, sample.id}


def test_samples_calibrate_the_panel_and_count_nowhere_else(desk: Desk, room: Class) -> None:
    sample = projects.new_sample(desk, room, "ตัวอย่าง")
    score(desk, room, "judge-a", EXAMPLE, "EX1")
    score(desk, room, "judge-b", (2, 3, 3, 2, 3, 4), "EX1")
    scoring.open_sheet(desk, room, sample, "judge-c")

    (found,) = panel.calibration(desk, room)

    assert [(s.criterion, s.levels, s.gap) for s in found.spreads][:2] == [
        ("C1", {"judge-a": 4, "judge-b": 2}, 2), ("C2", {"judge-a": 3, "judge-b": 3}, 0),
    ]  # fmt: skip
    assert found.result.flags == ("criterion-gap:C1",)
    assert [s.result.exact for s in panel.results(desk, room)] == [None] * 3


def test_code_names_hide_names_while_they_are_on(desk: Desk, room: Class) -> None:
    score(desk, room, "judge-a")
    score(desk, room, "judge-b")
    before = panel.shown_names(desk, room)

    panel.set_blind(desk, room, on=True)
    panel.set_blind(desk, room, on=True)
    hidden = panel.shown_names(desk, room)

    assert (before("judge-a"), before(" JUDGE-B")) == ("judge-a", "judge-b")
    assert panel.blind(desk, room)
    assert hidden("judge-a") != hidden("judge-b")
    assert all(hidden(n).startswith("Scorer ") for n in ("judge-a", "judge-b"))
    desk.undo()
    assert not panel.blind(desk, room)


def test_what_the_panel_agreed_on_is_kept(desk: Desk, room: Class) -> None:
    panel.consensus(desk, room, project(desk, room), " ให้เสนอผู้บริหาร ")
    before = len(desk.undoable)
    panel.consensus(desk, room, project(desk, room), "ให้เสนอผู้บริหาร")

    assert project(desk, room).note == "ให้เสนอผู้บริหาร"
    assert len(desk.undoable) == before


def test_a_project_whose_group_is_gone_has_no_members(desk: Desk, room: Class) -> None:
    first = teams.teams(desk, room)[0]
    desk.commit("s", [Edit(room.scope, "team", first.id, {"life": "removed"})])

    assert panel.results(desk, room)[0].members == ()
    assert projects.team_of(desk, room, project(desk, room)) is None


def test_a_closed_class_keeps_its_results(desk: Desk, room: Class) -> None:
    score(desk, room, "judge-a")
    classes.close_class(desk, room)

    assert refused(lambda: panel.set_blind(desk, room, on=True)) == "class-closed"
    assert refused(lambda: panel.consensus(desk, room, project(desk, room), "ก")) == "class-closed"
    assert panel.results(desk, room)[0].result.exact == Fraction(7875, 100)


def test_once_scored_the_groups_are_not_made_anew_but_people_still_move(
    desk: Desk, room: Class
) -> None:
    proposal = teams.propose(desk, room, 2, seed=7)
    somebody = teams.teams(desk, room)[0].members[0].enrolment
    score(desk, room, "judge-a")

    code = refused(lambda: teams.accept(desk, room, proposal))
    teams.place(desk, room, somebody, "")

    assert code == "teams-scored"
    assert [m.enrolment for m in teams.unplaced(desk, room)] == [somebody]
