from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.actions import attendance, classes, safety
from desktop.actions.conflicts import conflicts, resolve
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.history import Event, history, newest_change_at
from tests.desktop.conftest import Clock


def carry(source: Desk, target: Desk) -> None:
    rows = source.store.rows(f"SELECT {CHANGE_COLUMNS} FROM changes ORDER BY seq")
    target.store.commit([change_from(r) for r in rows])


def mark(desk: Desk, of: Class, who: str, status: Status) -> None:
    attendance.mark(desk, classes.find_session(desk, of, "S01"), who, Mark(status))


def told(desk: Desk, of: Class, who: str) -> list[tuple[str, str, str]]:
    def status(value: object) -> str:
        return str(value["status"]) if isinstance(value, dict) else ""

    events: list[Event] = [e for e in history(desk.store, of.id, who) if e.group == "mark"]
    return [(e.author.removeprefix("author of "), status(e.old), status(e.new)) for e in events]


@pytest.fixture
def other(open_desk: Callable[..., Desk], desk: Desk, of: Class, people: list[str]) -> Desk:
    found = open_desk("other")
    carry(desk, found)
    return found


def test_what_was_before_is_what_the_author_saw_on_every_device_alike(
    desk: Desk, other: Desk, of: Class, people: list[str]
) -> None:
    mark(other, of, people[0], Status.ABSENT)
    mark(desk, of, people[0], Status.PRESENT)
    mark(desk, of, people[0], Status.LATE)
    carry(other, desk)
    carry(desk, other)

    here, there = told(desk, of, people[0]), told(other, of, people[0])

    assert here == there
    assert here == [
        ("other", "", "absent"),
        ("desk", "", "present"),
        ("desk", "present", "late"),
    ]


def test_a_settled_question_says_what_was_shown_and_what_was_chosen(
    desk: Desk, other: Desk, of: Class, people: list[str]
) -> None:
    mark(desk, of, people[0], Status.PRESENT)
    mark(desk, of, people[0], Status.LATE)
    mark(other, of, people[0], Status.ABSENT)
    carry(other, desk)

    resolve(desk, conflicts(desk, of)[0].id, "absent")

    assert told(desk, of, people[0])[-1] == ("desk", "late", "absent")


def test_what_others_wrote_with_a_wrong_clock_says_nothing_about_this_one(
    desk: Desk, other: Desk, clock: Clock, of: Class, people: list[str]
) -> None:
    mine = newest_change_at(desk.store)
    clock.now += timedelta(days=400)
    mark(other, of, people[0], Status.ABSENT)
    clock.now -= timedelta(days=400)
    carry(other, desk)

    assert newest_change_at(desk.store) == mine
    assert safety.check_clock(desk) is None
    assert newest_change_at(other.store) > mine
