"""Bringing people into a class and keeping their details right."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.actions.bulk import uncollected
from desktop.desk import Desk, Edit
from desktop.models.badges import DIGITS as BADGE_DIGITS
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment, groups
from desktop.models.people import Person
from desktop.models.refusal import Refused
from desktop.models.thai import clean
from desktop.store import roster as shelf


def enrol(desk: Desk, of: Class, people: Sequence[Person]) -> int:
    """Enrol people in the order given, as one step; seats go on from the last one.

    Never deletes or changes anybody. Gives how many were enrolled.
    """
    if of.status in ("closed", "archived"):
        raise Refused("class-closed", given=of.code)
    if not people:
        return 0
    begin = shelf.last_seat(desk.store, of.id) + 1
    with uncollected():
        edits = [
            Edit(of.scope, "enrolment", row, groups(person, seat), new=True)
            for row, (seat, person) in zip(
                desk.new_ids(len(people)), enumerate(people, begin), strict=True
            )
        ]
        desk.commit("step.import", edits, n=len(edits))
    return len(edits)


def add_walk_in(desk: Desk, of: Class, name: Person) -> str:
    """Enrol somebody who came unannounced, flagged until an admin confirms; gives the row."""
    if of.status in ("closed", "archived"):
        raise Refused("class-closed", given=of.code)
    if not clean(name.first):
        raise Refused("name_missing")
    row, seat = desk.new_id(), shelf.last_seat(desk.store, of.id) + 1
    edit = Edit(of.scope, "enrolment", row, groups(name, seat, "walk-in"), new=True)
    desk.commit("step.walk-in", [edit], name=f"{name.first} {name.last}".strip())
    return row


def confirm_walk_in(desk: Desk, enrolment: Enrolment) -> None:
    """Say that a walk-in belongs to the class."""
    place = {"seat": enrolment.seat, "source": enrolment.source, "confirmed": True}
    _change(desk, enrolment, "step.walk-in-confirm", {"place": place})


def change_person(desk: Desk, enrolment: Enrolment, person: Person) -> None:
    """Correct a person's details as they stand in this class."""
    if not clean(person.first):
        raise Refused("name_missing")
    before = groups(enrolment.person, enrolment.seat, enrolment.source)
    after = groups(person, enrolment.seat, enrolment.source)
    empty: dict[str, object] = dict.fromkeys(before.keys() - after.keys())
    changed = {g: v for g, v in after.items() if before.get(g) != v and g != "place"}
    if changed or empty:
        _change(desk, enrolment, "step.person", {**empty, **changed})


def withdraw(desk: Desk, enrolment: Enrolment) -> None:
    """Take a person out of the class's reckoning; their marks and history stay."""
    _change(desk, enrolment, "step.withdraw", {"status": "withdrawn"})


def readmit(desk: Desk, enrolment: Enrolment) -> None:
    """Take a withdrawn person back in."""
    _change(desk, enrolment, "step.readmit", {"status": "enrolled"})


def _change(desk: Desk, enrolment: Enrolment, name: str, fields: dict[str, object]) -> None:
    scope = f"class:{enrolment.class_id}"
    desk.commit(name, [Edit(scope, "enrolment", enrolment.id, fields)], name=enrolment.name)


def find_person(people: Sequence[Enrolment], given: str) -> Enrolment:
    """Give the person of a seat number or a badge code, or refuse."""
    wanted = given.strip()
    seat = int(wanted) if wanted.isdecimal() and len(wanted) < BADGE_DIGITS else None
    for enrolment in people:
        if wanted == enrolment.badge or seat == enrolment.seat:
            return enrolment
    raise Refused("no-such-person", given=given)
