from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from desktop.actions import attendance, classes, roster, today
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.store import roster as shelf
from desktop.store import timetable
from desktop.store.change_cells import change_from
from protocol.change import Change


class Clock:
    now: datetime


@pytest.fixture
def at(clock: Clock) -> Callable[[int, int, int], None]:
    """Sets the clock to a local day of December 2026 and a time."""

    def set_to(day: int, hour: int, minute: int) -> None:
        clock.now = datetime(2026, 12, day, hour, minute).astimezone(UTC)

    return set_to


def codes(desk: Desk, of: Class) -> list[str]:
    return [todo.code for todo in today.todos(desk, of)]


def sent(source: Desk) -> list[Change]:
    columns = "id, scope, entity, row, n, author, device, at, schema, prev, body"
    return [change_from(r) for r in source.store.rows(f"SELECT {columns} FROM changes")]


def mark_day(desk: Desk, of: Class, day: int) -> None:
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        if session.day == day:
            attendance.mark_remaining(desk, session, Mark(Status.PRESENT))


def test_the_class_of_the_day_is_found_by_its_sessions(desk: Desk, of: Class) -> None:
    assert today.classes_on(desk, date(2026, 12, 2)) == [of]
    assert today.classes_on(desk, date(2026, 12, 5)) == []


def test_the_next_class_is_the_first_to_begin_after_the_day(desk: Desk, of: Class) -> None:
    assert today.next_class(desk, date(2026, 11, 30)) == of
    assert today.next_class(desk, date(2026, 12, 1)) is None


def test_who_came_last_stands_first(desk: Desk, of: Class, people: list[str]) -> None:
    first = classes.find_session(desk, of, "S01")
    attendance.mark(desk, first, people[2], Mark(Status.PRESENT))
    attendance.mark(desk, first, people[0], Mark(Status.ABSENT))
    attendance.mark(desk, first, people[1], Mark(Status.LATE, 5))

    came = today.arrivals(desk, of, first)

    assert [arrival.enrolment.id for arrival in came] == [people[1], people[2]]
    assert came[0].mark.minutes == 5
    assert came[0].at > came[1].at


def test_who_cannot_pass_stands_before_who_may_miss_nothing(
    desk: Desk, of: Class, people: list[str]
) -> None:
    for n in (1, 2, 3):
        session = classes.find_session(desk, of, f"S{n:02d}")
        attendance.mark(desk, session, people[3], Mark(Status.ABSENT))
        if n < 3:
            attendance.mark(desk, session, people[0], Mark(Status.ABSENT))

    assert [who.enrolment.id for who in today.at_risk(desk, of)] == [people[3], people[0]]


def test_an_empty_class_first_needs_its_roster(desk: Desk, of: Class) -> None:
    assert [(todo.code, todo.tab) for todo in today.todos(desk, of)] == [("roster-empty", "roster")]


def test_before_the_first_session_nothing_is_left_to_do(
    desk: Desk, of: Class, people: list[str], at: Callable[[int, int, int], None]
) -> None:
    at(1, 8, 30)

    assert codes(desk, of) == []


def test_sessions_that_have_begun_ask_for_their_marks(
    desk: Desk, of: Class, people: list[str], at: Callable[[int, int, int], None]
) -> None:
    at(1, 11, 0)
    attendance.mark(desk, classes.find_session(desk, of, "S01"), people[0], Mark(Status.PRESENT))

    left = today.todos(desk, of)

    assert [(todo.code, todo.details) for todo in left] == [
        ("some-unmarked", {"session": "S01", "n": 3}),
        ("session-unmarked", {"session": "S02", "n": 4}),
    ]


def test_gaps_of_earlier_days_are_said_once(
    desk: Desk, of: Class, people: list[str], at: Callable[[int, int, int], None]
) -> None:
    at(2, 8, 0)

    (left,) = today.todos(desk, of)

    assert left.code == "earlier-unmarked"
    assert left.details == {"n": 16, "sessions": "S01, S02, S03, S04"}


def test_walk_ins_wait_to_be_confirmed(
    desk: Desk, of: Class, people: list[str], at: Callable[[int, int, int], None]
) -> None:
    at(1, 8, 0)
    roster.add_walk_in(desk, of, Person("", "สมหญิง", "มาหน้างาน"))

    assert [(t.code, t.tab, t.details) for t in today.todos(desk, of)] == [
        ("walk-ins", "roster", {"n": 1})
    ]


def test_on_the_last_day_certificates_can_be_issued(
    desk: Desk, of: Class, people: list[str], at: Callable[[int, int, int], None]
) -> None:
    at(3, 8, 0)
    for day in (1, 2, 3):
        mark_day(desk, of, day)

    (left,) = today.todos(desk, of)

    assert (left.code, left.tab, left.details) == ("certificates", "certificates", {"n": 4})


def test_what_two_devices_disagree_about_has_to_be_settled(
    open_desk: Callable[..., Desk], of: Class, people: list[str], desk: Desk,
    at: Callable[[int, int, int], None],
) -> None:  # fmt: skip
    other = open_desk("other")
    at(1, 8, 0)
    other.store.commit(sent(desk))
    first = classes.find_session(desk, of, "S01")
    attendance.mark(desk, first, people[0], Mark(Status.PRESENT))
    attendance.mark(other, first, people[0], Mark(Status.ABSENT))
    for which, name in ((desk, "ใจดีมาก"), (other, "ใจเย็น")):
        enrolment = shelf.enrolment(which.store, people[1])
        assert enrolment is not None
        roster.change_person(which, enrolment, Person("นาย", "สมชาย", name))
    desk.store.commit(sent(other))

    assert codes(desk, of) == ["conflicts", "name-conflicts"]


def test_on_the_last_day_nobody_ready_leaves_no_certificates_to_issue(
    desk: Desk, of: Class, people: list[str], at: Callable[[int, int, int], None]
) -> None:
    at(3, 8, 0)

    assert "certificates" not in codes(desk, of)
