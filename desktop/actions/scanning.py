"""Somebody comes to the door: their card is read, or their name is picked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from desktop.actions.attendance import mark
from desktop.desk import Desk
from desktop.models.attendance import UNMARKED, Mark, Status, read_mark
from desktop.models.citizen import keyed_hash
from desktop.models.classes import scope_of
from desktop.models.enrolment import Enrolment
from desktop.models.ids import attendance_row
from desktop.models.refusal import Refused
from desktop.models.scan import Code, arrival, read_code
from desktop.models.timetable import Session
from desktop.store import attendance as shelf
from desktop.store import roster

HERE = (Status.PRESENT, Status.LATE, Status.MAKEUP)
"""The states of somebody who was seen."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of one reading.

    ``marked`` changed the register from ``before`` to ``after``; ``already`` found the person
    seen at ``seen`` (ISO 8601, aware); the others found nobody to mark.
    """

    outcome: Literal["marked", "already", "withdrawn", "stranger", "unreadable"]
    session: Session
    person: Enrolment | None = None
    before: Mark = UNMARKED
    after: Mark = UNMARKED
    seen: str = ""


def scan(desk: Desk, session: Session, text: str) -> Arrival:
    """Mark whose card was read as arriving now, or say why nobody was."""
    code = read_code(text)
    if code.kind == "unreadable":
        return Arrival("unreadable", session)
    person = whose(desk, roster.enrolments(desk.store, session.class_id), code)
    if person is None:
        return Arrival("stranger", session)
    return arrive(desk, session, person)


def whose(desk: Desk, people: Iterable[Enrolment], code: Code) -> Enrolment | None:
    """Find the person a code belongs to; citizen numbers meet only as keyed hashes."""
    if code.kind == "badge":
        return next((e for e in people if e.badge == code.digits), None)
    key = bytes.fromhex(desk.store.key("citizen") or "")
    wanted = keyed_hash(key, code.digits)
    return next((e for e in people if e.person.citizen_hash == wanted), None)


def arrive(desk: Desk, session: Session, person: Enrolment) -> Arrival:
    """Mark a person as arriving now; who was seen before stays as they were."""
    if person.status != "enrolled":
        return Arrival("withdrawn", session, person)
    line = shelf.line(desk.store, person.id)
    if line is None:
        raise Refused("no-such-person", given=person.name)
    before = line.mark_in(session.code)
    if before.status in HERE:
        seen = first_seen(desk, session, person.id)
        return Arrival("already", session, person, before, before, seen)
    after = mark(desk, session, person.id, arrival(session, desk.now()))
    return Arrival("marked", session, person, before, after, desk.now().isoformat())


def first_seen(desk: Desk, session: Session, enrolment: str) -> str:
    """Say since when a person stands as seen in a session (UTC, ISO 8601); later edits apart."""
    row = attendance_row(session.id, enrolment)
    changes = (
        desk.store.histories([(scope_of(session.class_id), row)]).get("attendance", {}).get(row, [])
    )
    seen = ""
    for change in (c for c in changes if "mark" in c.set):
        here = read_mark(change.set["mark"]).status in HERE
        seen = (seen or change.at) if here else ""
    return seen


def take_back(desk: Desk, done: Arrival) -> None:
    """Undo one arrival; refused when the mark was changed since, so that nothing is lost."""
    if done.person is None or done.outcome != "marked":
        return
    line = shelf.line(desk.store, done.person.id)
    if line is None or line.mark_in(done.session.code) != done.after:
        raise Refused("mark-changed-since", name=done.person.name)
    mark(desk, done.session, done.person.id, done.before)
