"""An invented office: classes past, present and to come, with people who are late now and then."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop import resources
from desktop.actions import attendance, certificates, classes, demo_panel, demo_work, roster
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.refusal import Refused
from desktop.models.timetable import Session, current, working_days
from desktop.store import attendance as marks
from desktop.store import classes as shelf
from desktop.store import roster as people_shelf
from desktop.store import timetable as plan

_LIVELY = 3
"""How many past classes get marks and certificates; more would only make the demo slow."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was filled in."""

    classes: int
    people: int


def fill(desk: Desk, count: int, people: int) -> Made:
    """Fill an empty store: one class runs today on its second day, others were or will be.

    Always the same people for the same numbers. Refused where there is anything already.
    """
    if shelf.classes(desk.store):
        raise Refused("demo-not-empty")
    if not (1 <= count <= 5_000 and 1 <= people <= 5_000 and count * people <= 500_000):
        raise Refused("demo-numbers-unfit")
    cast: Mapping[str, Any] = json.loads(resources.read("demo", "people.json"))
    agencies = [a["th"] for a in json.loads(resources.read("agencies", "bangkok.json"))]
    chance, today = Random(34), desk.now().date()
    with desk.store.atomic():
        for index in range(count):
            made = _class(desk, index, cast, today)
            roster.enrol(desk, made, [_person(chance, cast, agencies) for _ in range(people)])
            if index <= _LIVELY and made.first <= today:
                _attend(desk, made, chance, cast)
                _work(desk, made, Random(62 + index))
            if index <= _LIVELY and made.last < today:
                certificates.issue(desk, made)
    desk.undoable.clear()
    return Made(count, count * people)


def _work(desk: Desk, of: Class, chance: Random) -> None:
    """Let people hand things in, make groups and present; of its own chance, so that it is apart.

    The marks and names of a demo are the same whatever is handed in.
    """
    people = people_shelf.enrolments(desk.store, of.id)
    handed = demo_work.hand_in(desk, of, people, chance)
    everything = [*handed, *demo_panel.present(desk, of, people, chance)]
    desk.commit_for_good([edit for edit in everything if not edit.new])
    desk.commit_for_good([edit for edit in everything if edit.new])  # rows begun need no look-up


def _class(desk: Desk, index: int, cast: Mapping[str, Any], today: date) -> Class:
    number = 34 if index == 0 else 33 - index // 2 if index % 2 else 34 + index // 2
    return classes.create_class(
        desk,
        classes.NewClass(
            code=f"T{number}" if number > 0 else f"T{1000 + index}",
            number=number if number > 0 else 1000 + index,
            days=_days(index, today),
            venue=cast["venues"][index % len(cast["venues"])],
            facilitators=", ".join(cast["facilitators"]),
        ),
    )


def _days(index: int, today: date) -> tuple[date, ...]:
    """Day two of the first class is today, be it a Sunday; odd ones were, even ones will be."""
    if index == 0:
        return tuple(today + timedelta(days=d) for d in (-1, 0, 1))
    weeks = (index + 1) // 2
    monday = today - timedelta(days=today.weekday())
    shift = -7 * weeks if index % 2 else 7 * weeks
    return working_days(monday + timedelta(days=shift), 3)


def _person(chance: Random, cast: Mapping[str, Any], agencies: Sequence[str]) -> Person:
    woman = chance.random() < 0.6
    title = chance.choice(["นางสาว", "นางสาว", "นาง"]) if woman else "นาย"
    return Person(
        title=title,
        first=chance.choice(cast["women" if woman else "men"]),
        last=chance.choice(cast["surnames"]),
        position=chance.choice(cast["positions"]),
        level=chance.choice(cast["levels"]),
        agency=chance.choice(agencies),
        phone=f"0{chance.choice('689')}{chance.randrange(10**8):08d}",
        email=f"person{chance.randrange(10**5):05d}@example.go.th",
    )


def _attend(desk: Desk, of: Class, chance: Random, cast: Mapping[str, Any]) -> None:
    """Mark what has happened so far: everybody up to now, most in the session that runs."""
    sessions = plan.sessions(desk.store, of.id)
    now = desk.now()
    running = current(sessions, now)
    habits = [chance.choice([0.02, 0.02, 0.05, 0.05, 0.12, 0.4]) for _ in range(5_000)]
    for session in (s for s in sessions if s.counts and _is_begun(s, now.date(), running)):
        live = running is not None and session.id == running.id
        cells = [
            attendance.Cell(line, session, _mark(chance, habits[line.seat - 1], cast))
            for line in marks.register(desk.store, of.id)
            if not (live and line.seat % 11 == 4)
        ]
        attendance.mark_cells(desk, of.id, cells)


def _is_begun(session: Session, today: date, running: Session | None) -> bool:
    if session.on != today or running is None:
        return session.on < today
    return session.start <= running.start


def _mark(chance: Random, absence: float, cast: Mapping[str, Any]) -> Mark:
    drawn = chance.random()
    if drawn < absence:
        if chance.random() < 0.3:
            return Mark(Status.EXCUSED, reason=chance.choice(cast["reasons"]))
        return Mark(Status.ABSENT)
    if drawn < absence + 0.06:
        return Mark(Status.LATE, minutes=chance.choice([5, 10, 15, 20]))
    return Mark(Status.PRESENT)
