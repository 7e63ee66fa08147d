from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.actions import attendance, classes, opening, roster, scanning
from desktop.actions.classes import NewClass, create_class
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.citizen import keyed_hash
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.people import Person
from desktop.models.refusal import Refused
from desktop.models.timetable import Session
from desktop.store import roster as people
from desktop.store import timetable

CITIZEN = "0107541352739"
DAYS = (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23))


class Clock:
    """A clock the test sets, in the machine's own zone."""

    def __init__(self) -> None:
        self.set("08:40")

    def set(self, clock: str) -> None:
        hour, minute = clock.split(":")
        self.now = datetime(2026, 11, 20, int(hour), int(minute)).astimezone()

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = opening.open_desk(tmp_path, clock=clock)
    yield desk
    desk.store.close()


@pytest.fixture
def of(desk: Desk) -> Class:
    made = create_class(desk, NewClass("T34", 34, DAYS))
    key = bytes.fromhex(desk.store.key("citizen") or "")
    hashed = keyed_hash(key, CITIZEN)
    cast = [Person("นาง", "ปิ่นแก้ว", "แสงทอง"), Person("นาย", "มานพ", "ใจดี", citizen_hash=hashed)]
    roster.enrol(desk, made, cast)
    return made


@pytest.fixture
def session(desk: Desk, of: Class) -> Session:
    return next(s for s in timetable.sessions(desk.store, of.id) if s.code == "S05")


def somebody(desk: Desk, of: Class, seat: int = 1) -> Enrolment:
    return people.enrolments(desk.store, of.id)[seat - 1]


def test_a_badge_marks_its_person_present(desk: Desk, of: Class, session: Session) -> None:
    person = somebody(desk, of)

    arrival = scanning.scan(desk, session, person.badge)

    assert (arrival.outcome, arrival.after) == ("marked", Mark(Status.PRESENT))
    assert arrival.person == person


def test_who_comes_after_the_grace_is_late_with_minutes(
    desk: Desk, of: Class, session: Session, clock: Clock
) -> None:
    clock.set("09:25")

    arrival = scanning.scan(desk, session, somebody(desk, of).badge)

    assert arrival.after == Mark(Status.LATE, minutes=25)


def test_a_second_scan_says_when_the_person_was_first_seen(
    desk: Desk, of: Class, session: Session, clock: Clock
) -> None:
    first = scanning.scan(desk, session, somebody(desk, of).badge)
    attendance.mark(desk, session, somebody(desk, of).id, Mark(Status.LATE, minutes=3))
    clock.set("09:40")

    again = scanning.scan(desk, session, somebody(desk, of).badge)

    assert again.outcome == "already"
    assert datetime.fromisoformat(again.seen) == datetime.fromisoformat(first.seen)


def test_first_seen_begins_anew_after_the_mark_was_cleared(
    desk: Desk, of: Class, session: Session, clock: Clock
) -> None:
    person = somebody(desk, of)
    scanning.arrive(desk, session, person)
    attendance.mark(desk, session, person.id, Mark())
    clock.set("09:05")
    scanning.arrive(desk, session, person)

    seen = scanning.first_seen(desk, session, person.id)

    assert datetime.fromisoformat(seen) == clock.now


def test_who_was_absent_and_comes_after_all_is_marked(
    desk: Desk, of: Class, session: Session
) -> None:
    attendance.mark(desk, session, somebody(desk, of).id, Mark(Status.ABSENT))

    arrival = scanning.arrive(desk, session, somebody(desk, of))

    assert (arrival.before.status, arrival.after.status) == (Status.ABSENT, Status.PRESENT)


def test_a_citizen_number_is_matched_by_its_hash(desk: Desk, of: Class, session: Session) -> None:
    arrival = scanning.scan(desk, session, CITIZEN)

    assert arrival.person == somebody(desk, of, 2)


def test_an_unknown_card_marks_nobody(desk: Desk, of: Class, session: Session) -> None:
    other = create_class(desk, NewClass("T35", 35, DAYS))
    roster.enrol(desk, other, [Person("นาย", "คนอื่น", "ที่อื่น")])

    stranger = scanning.scan(desk, session, somebody(desk, other).badge)
    unreadable = scanning.scan(desk, session, "123456789012345")

    assert (stranger.outcome, unreadable.outcome) == ("stranger", "unreadable")


def test_who_withdrew_is_not_marked(desk: Desk, of: Class, session: Session) -> None:
    roster.withdraw(desk, somebody(desk, of))

    arrival = scanning.scan(desk, session, somebody(desk, of).badge)

    assert arrival.outcome == "withdrawn"


def test_an_arrival_can_be_taken_back(desk: Desk, of: Class, session: Session) -> None:
    attendance.mark(desk, session, somebody(desk, of).id, Mark(Status.ABSENT))
    arrival = scanning.arrive(desk, session, somebody(desk, of))

    scanning.take_back(desk, arrival)

    line = next(iter(scanning.shelf.register(desk.store, of.id)))
    assert line.mark_in("S05") == Mark(Status.ABSENT)


def test_what_was_changed_since_is_not_taken_back(desk: Desk, of: Class, session: Session) -> None:
    arrival = scanning.arrive(desk, session, somebody(desk, of))
    attendance.mark(desk, session, somebody(desk, of).id, Mark(Status.ABSENT))

    with pytest.raises(Refused, match="mark-changed-since"):
        scanning.take_back(desk, arrival)


def test_what_marked_nobody_has_nothing_to_take_back(
    desk: Desk, of: Class, session: Session
) -> None:
    arrival = scanning.scan(desk, session, "123456789012345")

    scanning.take_back(desk, arrival)

    assert desk.undoable[-1].name == "step.import"


def test_a_closed_class_refuses_at_the_door(desk: Desk, of: Class, session: Session) -> None:
    classes.close_class(desk, of)

    with pytest.raises(Refused, match="class-closed"):
        scanning.scan(desk, session, somebody(desk, of).badge)


def test_a_person_erased_meanwhile_is_refused(desk: Desk, of: Class, session: Session) -> None:
    person = somebody(desk, of)
    desk.undo()

    with pytest.raises(Refused, match="no-such-person"):
        scanning.arrive(desk, session, person)


def test_without_a_key_no_citizen_number_is_matched(desk: Desk, of: Class) -> None:
    code = scanning.read_code(CITIZEN)
    desk.store.keep_key("citizen", "00" * 32)

    assert scanning.whose(desk, people.enrolments(desk.store, of.id), code) is None
