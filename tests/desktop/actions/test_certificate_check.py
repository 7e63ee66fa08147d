from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from desktop.actions import attendance, certificates, classes, roster
from desktop.actions.certificate_check import Check, check, letters, span
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.certificates import Numbering
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.store import timetable


def attend(desk: Desk, of: Class) -> None:
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))


def looked_over(desk: Desk, of: Class) -> Check:
    return check(desk, of, certificates.candidates(desk, of))


def test_marks_above_and_below_take_no_room() -> None:
    assert letters("ปี่") == 1
    assert letters("นายสมชาย ใจดี") == 12


def test_before_anybody_passes_the_longest_names_are_of_all(
    desk: Desk, of: Class, people: list[str]
) -> None:
    found = looked_over(desk, of)

    assert (found.ready, found.issued, found.waiting) == (0, 0, 4)
    assert found.longest[0] == "นางสาวปิ่นแก้ว น้ำทิพย์"
    assert len(found.longest) == 3
    assert found.unfinished


def test_the_longest_names_are_of_those_to_be_issued(
    desk: Desk, of: Class, people: list[str]
) -> None:
    roster.enrol(desk, of, [Person("", "ยาวมาก" * 9, "ยาวกว่า" * 9)])
    session = classes.find_session(desk, of, "S01")
    attend(desk, of)
    found = looked_over(desk, of)
    assert found.untitled == (f"{'ยาวมาก' * 9} {'ยาวกว่า' * 9}",)
    for code in ("S01", "S02", "S03"):
        session = classes.find_session(desk, of, code)
        last = certificates.candidates(desk, of)[-1].judged.enrolment.id
        attendance.mark(desk, session, last, Mark(Status.ABSENT))

    found = looked_over(desk, of)

    assert found.ready == 4
    assert found.longest[0] == "นางสาวปิ่นแก้ว น้ำทิพย์"
    assert found.untitled == ()


def test_walk_ins_to_confirm_are_named(desk: Desk, of: Class, people: list[str]) -> None:
    roster.add_walk_in(desk, of, Person("นาง", "สมหญิง", "มาหน้างาน"))
    attend(desk, of)

    found = looked_over(desk, of)

    assert found.walk_ins == ("นางสมหญิง มาหน้างาน",)
    assert (found.ready, found.waiting, found.disputed) == (4, 1, ())


def test_a_class_is_finished_when_its_last_session_has_ended(
    desk: Desk, of: Class, people: list[str], clock: object
) -> None:
    clock.now = datetime(2026, 12, 3, 16, 31).astimezone(UTC)  # type: ignore[attr-defined]

    assert not looked_over(desk, of).unfinished


def test_the_numbers_to_come_are_said_as_a_span(desk: Desk, of: Class, people: list[str]) -> None:
    day = date(2026, 12, 3)

    assert span(desk, 40, day) == "กทม. 0001–0040/2569"
    assert span(desk, 1, day) == "กทม. 0001/2569"

    attend(desk, of)
    certificates.issue(desk, of)

    assert span(desk, 2, day) == "กทม. 0005–0006/2569"
    assert looked_over(desk, of).issued == 4


def test_the_span_follows_the_numbering(desk: Desk, of: Class) -> None:
    certificates.change_numbering(desk, replace(Numbering(), prefix="สฝ.", year="fiscal", width=3))

    assert span(desk, 9, date(2026, 12, 3)) == "สฝ. 001–009/2570"
