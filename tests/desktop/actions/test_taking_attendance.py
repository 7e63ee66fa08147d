from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.actions import attendance, classes, roster
from desktop.actions.attendance import Cell, copy_previous, mark, mark_cells, mark_remaining
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.models.timetable import Session
from desktop.store import attendance as shelf
from desktop.store import driver, history
from desktop.store import roster as people_shelf

PRESENT, LATE, ABSENT = Mark(Status.PRESENT), Mark(Status.LATE, 15), Mark(Status.ABSENT)


def session(desk: Desk, of: Class, code: str = "S01") -> Session:
    return classes.find_session(desk, of, code)


def marks(desk: Desk, of: Class, code: str = "S01") -> list[Mark]:
    return [line.mark_in(code) for line in shelf.register(desk.store, of.id)]


def test_a_mark_is_on_the_disk_when_it_is_given_back(
    desk: Desk, of: Class, people: list[str], folder: Path
) -> None:
    set_to = mark(desk, session(desk, of), people[0], LATE)

    other = driver.connect(folder / "desk.db")
    seen = other.conn.execute("SELECT status, minutes FROM attendance").fetchall()
    other.conn.close()
    assert (set_to, seen) == (LATE, [("late", 15)])


def test_a_block_is_one_step_with_a_name_and_comes_back_whole(
    desk: Desk, of: Class, people: list[str]
) -> None:
    mark(desk, session(desk, of), people[0], ABSENT)
    mark_remaining(desk, session(desk, of), PRESENT)

    done = desk.undoable[-1]
    undone = desk.undo()
    after = marks(desk, of)
    redone = desk.redo()

    assert (done.name, done.details["n"], done.details["session"]) == ("step.mark-many", 3, "S01")
    assert undone is done
    assert after == [ABSENT, Mark(), Mark(), Mark()]
    assert redone is not None
    assert (redone.name, marks(desk, of)) == ("step.mark-many", [ABSENT, PRESENT, PRESENT, PRESENT])


def test_undo_says_whose_mark_it_was(desk: Desk, of: Class, people: list[str]) -> None:
    mark(desk, session(desk, of), people[1], LATE)

    step = desk.undo()

    assert step is not None
    assert desk.words(step.name, **step.details) == "นางสาวปิ่นแก้ว น้ำทิพย์ · S01"


def test_going_back_and_forth_ends_where_it_began(desk: Desk, of: Class, people: list[str]) -> None:
    wanted = [PRESENT, LATE, ABSENT, Mark(Status.EXCUSED, reason="ประชุม"), Mark()]
    seen = [marks(desk, of)]
    for one in wanted:
        mark(desk, session(desk, of), people[0], one)
        seen.append(marks(desk, of))

    back = [marks(desk, of) for _ in wanted if desk.undo()]
    forth = [marks(desk, of) for _ in wanted if desk.redo()]

    assert back == seen[-2::-1]
    assert forth == seen[1:]
    assert desk.redo() is None


def test_a_new_deed_ends_the_way_forward(desk: Desk, of: Class, people: list[str]) -> None:
    mark(desk, session(desk, of), people[0], PRESENT)
    desk.undo()

    mark(desk, session(desk, of), people[0], ABSENT)

    assert desk.redo() is None
    assert marks(desk, of)[0] == ABSENT


def test_with_nothing_done_there_is_nothing_to_undo(desk: Desk) -> None:
    assert desk.undo() is None


def test_one_refusal_in_a_block_refuses_the_block(desk: Desk, of: Class, people: list[str]) -> None:
    lines = shelf.register(desk.store, of.id)
    cells = [Cell(line, session(desk, of), PRESENT) for line in lines]
    cells[-1] = Cell(lines[-1], session(desk, of), Mark(Status.PRESENT, 5))

    with pytest.raises(Refused, match="minutes-only-for-late"):
        mark_cells(desk, of.id, cells)

    assert marks(desk, of) == [Mark()] * 4
    assert people


def test_a_full_disk_leaves_the_block_undone_and_the_marks_before_it_there(
    desk: Desk, of: Class, people: list[str]
) -> None:
    mark(desk, session(desk, of), people[0], PRESENT)
    pages = desk.store.rows("PRAGMA page_count")[0][0]
    desk.store.rows(f"PRAGMA max_page_count = {pages}")
    long = Mark(Status.EXCUSED, reason="x" * 9000)

    with pytest.raises(Fault, match="disk-full"):
        mark_remaining(desk, session(desk, of), long)

    assert marks(desk, of) == [PRESENT, Mark(), Mark(), Mark()]
    assert [step.name for step in desk.undoable][-1] == "step.mark"


def test_the_same_cell_twice_in_a_block_is_the_last_word_and_no_quarrel(
    desk: Desk, of: Class, people: list[str]
) -> None:
    line = shelf.register(desk.store, of.id)[0]
    where = session(desk, of)

    mark_cells(desk, of.id, [Cell(line, where, PRESENT), Cell(line, where, ABSENT)])

    assert shelf.disputed(desk.store, of.id) == {}
    assert marks(desk, of)[0] == ABSENT
    desk.undo()
    assert marks(desk, of)[0] == Mark()
    assert people


def test_what_is_so_already_is_not_written_again(desk: Desk, of: Class, people: list[str]) -> None:
    mark(desk, session(desk, of), people[0], PRESENT)
    before = len(history.history(desk.store, of.id))

    mark(desk, session(desk, of), people[0], PRESENT)

    assert len(history.history(desk.store, of.id)) == before


def test_all_remaining_leaves_the_marked_and_the_withdrawn_alone(
    desk: Desk, of: Class, people: list[str]
) -> None:
    mark(desk, session(desk, of), people[0], ABSENT)
    gone = people_shelf.enrolment(desk.store, people[1])
    assert gone is not None
    roster.withdraw(desk, gone)

    number = mark_remaining(desk, session(desk, of), PRESENT)

    assert number == 2
    assert marks(desk, of) == [ABSENT, Mark(), PRESENT, PRESENT]


def test_copying_the_session_before_carries_who_was_there(
    desk: Desk, of: Class, people: list[str]
) -> None:
    leave = Mark(Status.EXCUSED, reason="ลาป่วย")
    for who, one in zip(people, (LATE, leave, Mark(Status.MAKEUP), PRESENT), strict=True):
        mark(desk, session(desk, of), who, one)
    mark(desk, session(desk, of, "S02"), people[3], ABSENT)

    number = copy_previous(desk, session(desk, of, "S02"))

    assert number == 2
    assert marks(desk, of, "S02") == [PRESENT, leave, Mark(), ABSENT]


def test_the_session_before_passes_over_cancelled_ones(
    desk: Desk, of: Class, people: list[str]
) -> None:
    mark_remaining(desk, session(desk, of), PRESENT)
    classes.cancel_session(desk, of, session(desk, of, "S02"))

    number = copy_previous(desk, session(desk, of, "S03"))

    assert number == len(people)


def test_before_the_first_session_there_is_nothing_to_copy(desk: Desk, of: Class) -> None:
    with pytest.raises(Refused, match="no-previous-session"):
        copy_previous(desk, session(desk, of))


def test_nobody_is_marked_in_a_closed_class(desk: Desk, of: Class, people: list[str]) -> None:
    classes.close_class(desk, of)

    with pytest.raises(Refused, match="class-closed"):
        mark(desk, session(desk, of), people[0], PRESENT)

    classes.reopen_class(desk, of)
    mark(desk, session(desk, of), people[0], PRESENT)


def test_nobody_is_marked_in_a_cancelled_session(desk: Desk, of: Class, people: list[str]) -> None:
    classes.cancel_session(desk, of, session(desk, of), "ไฟดับ")

    with pytest.raises(Refused, match="session-cancelled"):
        mark(desk, session(desk, of), people[0], PRESENT)

    classes.reinstate_session(desk, of, session(desk, of))
    mark(desk, session(desk, of), people[0], PRESENT)


def test_who_and_what_must_exist(desk: Desk, of: Class, people: list[str]) -> None:
    line = shelf.register(desk.store, of.id)[0]

    with pytest.raises(Refused, match="no-such-person"):
        mark(desk, session(desk, of), "nobody", PRESENT)
    with pytest.raises(Refused, match="no-such-class"):
        mark_cells(desk, "no class", [Cell(line, session(desk, of), PRESENT)])
    with pytest.raises(Refused, match="no-such-session"):
        classes.find_session(desk, of, "S13")
    assert people


def test_every_state_is_counted(desk: Desk, of: Class, people: list[str]) -> None:
    mark(desk, session(desk, of), people[0], LATE)
    mark(desk, session(desk, of), people[1], PRESENT)

    tally = attendance.counts(shelf.register(desk.store, of.id), session(desk, of))

    assert tally == {
        Status.PRESENT: 1, Status.LATE: 1, Status.EXCUSED: 0, Status.ABSENT: 0,
        Status.MAKEUP: 0, Status.UNMARKED: 2,
    }  # fmt: skip


def test_the_history_says_who_when_where_and_from_what_to_what(
    desk: Desk, of: Class, people: list[str]
) -> None:
    mark(desk, session(desk, of), people[1], PRESENT)
    mark(desk, session(desk, of), people[1], LATE)

    first, second = [
        e for e in history.history(desk.store, of.id, people[1]) if e.entity == "attendance"
    ]

    assert (first.old, first.new, second.old) == (None, {"status": "present"}, first.new)
    assert second.new == {"status": "late", "minutes": 15}
    assert (second.seat, second.session, second.group) == (2, "S01", "mark")
    assert (second.author, second.device) == ("author of desk", desk.device)
    assert first.at < second.at <= history.newest_change_at(desk.store)


def test_a_session_moved_to_another_time_keeps_its_marks_and_its_place(
    desk: Desk, of: Class, people: list[str]
) -> None:
    mark(desk, session(desk, of), people[0], PRESENT)

    classes.move_session(desk, of, session(desk, of), date(2026, 12, 1), "8:00", "9:30")

    assert marks(desk, of)[0] == PRESENT
    assert (session(desk, of).start, session(desk, of).state) == ("08:00", "moved")
    assert timedelta(minutes=session(desk, of).minutes) == timedelta(minutes=90)
