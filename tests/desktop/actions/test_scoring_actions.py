from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from desktop.actions import classes, panel, scoring, teams
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.scoring import Cell, sheet_score
from desktop.store import scores as shelf
from tests.desktop.exercise import carry
from tests.desktop.panel_room import EXAMPLE, begin, fill_in, join, project, score, set_up
from tests.desktop.refusals import refusal


@pytest.fixture
def room(desk: Desk) -> Class:
    return set_up(desk)


def changes_of(desk: Desk, row: str) -> list[tuple[str, ...]]:
    rows = desk.store.rows("SELECT body FROM changes WHERE row = ? ORDER BY seq", (row,))
    return [tuple(r[0] for r in rows)]


def test_a_sheet_is_filled_in_locked_and_scored(desk: Desk, room: Class) -> None:
    sheet = fill_in(desk, begin(desk, room))

    locked = scoring.lock(desk, room, sheet)

    assert sheet.complete
    assert locked.levels == list(EXAMPLE)
    assert locked.locked_at
    assert sheet_score(locked) == Fraction(7875, 100)


def test_what_is_filled_in_is_durable_but_no_change_before_it_is_locked(
    desk: Desk, room: Class, open_desk: Callable[..., Desk]
) -> None:
    sheet = begin(desk, room)
    before = changes_of(desk, sheet.id)

    scoring.set_level(desk, sheet, "C1", 4, "ผังครบ")
    scoring.set_level(desk, sheet, "C2", 3)
    beside = open_desk()  # the same folder, as after a pulled plug

    found = scoring.open_sheet(beside, room, project(beside, room), "judge-a")
    assert found.cells == {"C1": Cell(4, "ผังครบ"), "C2": Cell(3)}
    assert changes_of(desk, sheet.id) == before
    assert len(before[0]) == 1


def test_a_level_keeps_its_note_and_can_be_taken_back(desk: Desk, room: Class) -> None:
    sheet = scoring.set_level(desk, begin(desk, room), "C1", 4, "ผังครบ")

    sheet = scoring.set_level(desk, sheet, "C1", 2)
    kept = sheet.cells["C1"]
    sheet = scoring.set_level(desk, sheet, "C1", None, "")

    assert (kept, sheet.cells["C1"]) == (Cell(2, "ผังครบ"), Cell(None, ""))


def test_opening_again_begins_no_other_sheet(desk: Desk, room: Class) -> None:
    first = begin(desk, room)

    assert begin(desk, room, " Judge-A ").id == first.id
    assert len(shelf.sheets(desk.store, room.id)) == 1
    assert desk.undoable[-1].name != "step.score"


def test_an_incomplete_sheet_is_not_locked_and_says_what_is_missing(
    desk: Desk, room: Class
) -> None:
    sheet = scoring.set_level(desk, begin(desk, room), "C1", 4)

    no = refusal(lambda: scoring.lock(desk, room, sheet))

    assert (no.code, no.details["n"]) == ("sheet-incomplete", 5)
    assert "C6 Presentation" in str(no.details["criteria"])
    assert shelf.sheets(desk.store, room.id)[0].locked_at == ""


def test_a_locked_sheet_never_changes(desk: Desk, room: Class) -> None:
    locked = score(desk, room, "judge-a")
    before = changes_of(desk, locked.id)

    codes = [
        refusal(lambda: scoring.set_level(desk, locked, "C1", 0)).code,
        refusal(lambda: scoring.lock(desk, room, locked)).code,
        refusal(lambda: score(desk, room, "judge-a", (0,) * 6)).code,
    ]
    while desk.undo():
        pass

    assert codes == ["sheet-locked"] * 3
    assert changes_of(desk, locked.id) == before


def test_a_correction_is_a_new_sheet_with_a_reason(desk: Desk, room: Class) -> None:
    locked = score(desk, room, "judge-a")

    new = scoring.correct(desk, room, locked, " ดูผังใหม่แล้ว ")
    while_open = panel.results(desk, room)[0].result.exact
    new = scoring.set_level(desk, new, "C1", 0)
    again = scoring.lock(desk, room, new)

    assert (new.number, new.reason, new.levels[1:]) == (2, "ดูผังใหม่แล้ว", list(EXAMPLE[1:]))
    assert while_open == Fraction(7875, 100)
    assert panel.results(desk, room)[0].result.exact == Fraction(5875, 100)
    assert refusal(lambda: scoring.correct(desk, room, again, " ")).code == (
        "correction-without-reason"
    )


def test_there_is_nothing_to_correct_before_it_is_locked(desk: Desk, room: Class) -> None:
    sheet = begin(desk, room)

    assert refusal(lambda: scoring.correct(desk, room, sheet, "ผิด")).code == "sheet-open"


def test_a_whole_sheet_is_all_or_nothing(desk: Desk, room: Class) -> None:
    few = refusal(lambda: score(desk, room, "judge-a", (4, 3, 3, 2)))
    many = refusal(lambda: score(desk, room, "judge-a", (4,) * 7))
    wrong = refusal(lambda: score(desk, room, "judge-a", (4, 3, 5, 2, 3, 4)))

    assert [no.code for no in (few, many, wrong)] == ["levels-count", "levels-count", "level-unfit"]
    assert "C5" in str(few.details["criteria"])
    assert "C3 " in str(wrong.details["criterion"])
    assert shelf.sheets(desk.store, room.id) == []


def test_a_whole_sheet_takes_the_place_of_a_locked_one_with_a_reason(
    desk: Desk, room: Class
) -> None:
    score(desk, room, "judge-a")

    new = score(desk, room, "judge-a", (0,) * 6, reason="กรอกสลับแถว")

    assert (new.number, new.reason) == (2, "กรอกสลับแถว")
    assert panel.results(desk, room)[0].result.exact == 0


def test_a_whole_sheet_finishes_an_open_one_and_keeps_its_notes(desk: Desk, room: Class) -> None:
    scoring.set_level(desk, begin(desk, room), "C1", 1, "เขียนไว้แล้ว")

    locked = score(desk, room, "judge-a")

    assert (locked.number, locked.cells["C1"]) == (1, Cell(4, "เขียนไว้แล้ว"))


def test_an_unknown_criterion_or_level_is_refused(desk: Desk, room: Class) -> None:
    sheet = begin(desk, room)

    codes = [
        refusal(lambda: scoring.set_level(desk, sheet, "C9", 1)).code,
        refusal(lambda: scoring.set_level(desk, sheet, "C1", 5)).code,
        refusal(lambda: scoring.set_level(desk, sheet, "C1", 4, "ก" * 2001)).code,
        refusal(lambda: begin(desk, room, "  ")).code,
        refusal(lambda: scoring.set_level(desk, replace(sheet, id="gone"), "C1", 1)).code,
    ]

    assert codes == [
        "no-such-criterion", "level-unfit", "note-long", "scorer-unfit", "no-such-sheet",
    ]  # fmt: skip


def test_nobody_writes_a_sheet_begun_at_another_desk(
    desk: Desk, room: Class, open_desk: Callable[..., Desk]
) -> None:
    sheet, other = begin(desk, room), open_desk("other")
    carry(desk, other)

    codes = [
        refusal(lambda: begin(other, room)).code,
        refusal(lambda: scoring.set_level(other, sheet, "C1", 4)).code,
        refusal(lambda: scoring.lock(other, room, sheet)).code,
        refusal(lambda: score(other, room, "judge-a")).code,
    ]
    locked = score(desk, room, "judge-a")
    carry(desk, other)
    codes += [
        refusal(lambda: scoring.correct(other, room, locked, "แก้")).code,
        refusal(lambda: score(other, room, "judge-a", reason="แก้")).code,
        refusal(lambda: scoring.check_may_settle(other, locked.id)).code,
    ]

    assert codes == ["not-your-sheet"] * 7
    assert scoring.my_sheets(other, room) == []
    assert [s.id for s in scoring.my_sheets(desk, room)] == [locked.id]
    scoring.check_may_settle(desk, locked.id)
    scoring.check_may_settle(other, "no sheet")


def test_who_joined_as_a_scorer_scores_as_nobody_else(desk: Desk, room: Class) -> None:
    join(desk, "scorer")

    code = refusal(lambda: begin(desk, room, "judge-b")).code
    sheet = begin(desk, room, scoring.scorer_name(desk))

    assert (code, sheet.scorer, sheet.author) == ("not-your-sheet", "กรรมการ ก", "กรรมการ ก")


def test_a_scorer_goes_on_at_another_device_of_theirs(
    desk: Desk, room: Class, open_desk: Callable[..., Desk]
) -> None:
    other = open_desk("other")
    join(desk, "scorer")
    join(other, "scorer")
    locked = score(desk, room, "กรรมการ ก")
    carry(desk, other)

    new = scoring.correct(other, room, locked, "ฟังคำตอบแล้ว")

    assert (new.number, new.levels) == (2, list(EXAMPLE))


def test_a_viewer_scores_nothing(desk: Desk, room: Class) -> None:
    join(desk, "viewer")

    assert refusal(lambda: begin(desk, room)).code == "not-for-role"


def test_a_scorer_writes_sheets_and_nothing_else(desk: Desk) -> None:
    of = set_up(desk, groups=0)
    team = teams.new_team(desk, of)
    who = {"team": team.id, "number": 1, "sample": False}
    desk.commit("s", [Edit(of.scope, "project", "p", {"who": who})])
    join(desk, "scorer")
    before = desk.store.rows("SELECT max(seq) FROM changes")[0][0]

    score(desk, of, "กรรมการ ก")

    new = desk.store.rows("SELECT DISTINCT entity FROM changes WHERE seq > ?", (before,))
    assert new == [("score",)]


def test_a_closed_class_takes_no_scores(desk: Desk, room: Class) -> None:
    sheet = fill_in(desk, begin(desk, room))
    classes.close_class(desk, room)

    assert refusal(lambda: scoring.lock(desk, room, sheet)).code == "class-closed"
    assert refusal(lambda: score(desk, room, "judge-b")).code == "class-closed"


def test_odd_sheets_of_other_programs_hurt_nothing(desk: Desk, room: Class) -> None:
    one = score(desk, room, "judge-a")
    odd = {"project": one.project, "scorer": 7, "number": "two", "rubric": None}
    desk.commit("s", [Edit(room.scope, "score", "odd", {"who": odd})])
    desk.commit("s", [Edit(room.scope, "score", one.id, {"c.C1": {"level": True}, "c.X": "?"})])

    found = shelf.sheets(desk.store, room.id)

    assert [(s.id, s.levels[0]) for s in found] == [(one.id, None)]
    assert panel.results(desk, room)[0].result.exact is None
