"""What a facilitator needs to know in the morning: which class, who came, what is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.actions.attendance import counts
from desktop.actions.eligibility import Judged, judge_class
from desktop.desk import Desk
from desktop.models.attendance import Line, Mark, Status
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.outlook import outlook
from desktop.models.timetable import Session, minute_of_day
from desktop.store import attendance as marks
from desktop.store import classes as shelf
from desktop.store import conflicts, roster
from desktop.store import timetable as plan


@dataclass(frozen=True, slots=True)
class Todo:
    """Something left to do: ``code`` finds the sentence, ``tab`` is where it is done."""

    code: str
    tab: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who came, and when they were marked."""

    enrolment: Enrolment
    mark: Mark
    at: datetime


def classes_on(desk: Desk, day: date) -> list[Class]:
    """Give the classes with a counted session on a day, in the order they begin."""
    ids = dict.fromkeys(s.class_id for s in plan.sessions_on(desk.store, day) if s.counts)
    return [found for i in ids if (found := shelf.class_by_id(desk.store, i)) is not None]


def next_class(desk: Desk, day: date) -> Class | None:
    """Give the class that begins next after a day."""
    coming = [c for c in shelf.classes(desk.store) if c.first > day]
    return min(coming, key=lambda c: (c.first, c.number)) if coming else None


def arrivals(desk: Desk, of: Class, session: Session) -> list[Arrival]:
    """Give who came to a session, the latest first; who was marked together stays in seat order."""
    people = {e.id: e for e in roster.enrolments(desk.store, of.id)}
    came = [
        Arrival(people[who], stamp.mark, datetime.fromisoformat(stamp.at))
        for (who, where), stamp in marks.stamps(desk.store, of.id).items()
        if where == session.id and who in people
        if stamp.mark.status in (Status.PRESENT, Status.LATE)
    ]
    came.sort(key=lambda arrival: arrival.enrolment.seat)
    return sorted(came, key=lambda arrival: arrival.at, reverse=True)


def at_risk(desk: Desk, of: Class) -> list[Judged]:
    """Give who cannot pass any more and then who may miss nothing more, in seat order."""
    judged = judge_class(desk, of)
    return [who for kind in ("out", "edge") for who in judged if outlook(who.verdict) == kind]


def todos(desk: Desk, of: Class) -> list[Todo]:
    """List what should be done before the day ends, the most pressing first."""
    now = desk.now()
    sessions = [s for s in plan.sessions(desk.store, of.id) if s.counts]
    lines = marks.attending(desk.store, of.id)
    if not lines:
        return [Todo("roster-empty", "roster")]
    return [
        *_unmarked(sessions, lines, now),
        *_earlier(sessions, lines, now.date()),
        *_people(desk, of),
        *_certificates(desk, of, now.date()),
    ]


def _unmarked(sessions: Sequence[Session], lines: Sequence[Line], now: datetime) -> Iterator[Todo]:
    minute = now.hour * 60 + now.minute
    for session in sessions:
        if session.on != now.date() or minute_of_day(session.start) > minute:
            continue
        if n := counts(lines, session)[Status.UNMARKED]:
            code = "session-unmarked" if n == len(lines) else "some-unmarked"
            yield Todo(code, "attendance", {"session": session.code, "n": n})


def _earlier(sessions: Sequence[Session], lines: Sequence[Line], day: date) -> Iterator[Todo]:
    empty = {s.code: counts(lines, s)[Status.UNMARKED] for s in sessions if s.on < day}
    missing = [code for code, n in empty.items() if n]
    if missing:
        details = {"n": sum(empty.values()), "sessions": ", ".join(missing)}
        yield Todo("earlier-unmarked", "attendance", details)


def _people(desk: Desk, of: Class) -> Iterator[Todo]:
    enrolled = [e for e in roster.enrolments(desk.store, of.id) if e.status == "enrolled"]
    if walk_ins := sum(not e.confirmed for e in enrolled):
        yield Todo("walk-ins", "roster", {"n": walk_ins})
    if cells := sum(marks.disputed(desk.store, of.id).values()):
        yield Todo("conflicts", "conflicts", {"n": cells})
    if names := sum(bool(e.conflicts) for e in enrolled):
        yield Todo("name-conflicts", "conflicts", {"n": names})
    if common := conflicts.shared(desk.store, of.id):
        yield Todo("class-conflicts", "conflicts", {"n": common})


def _certificates(desk: Desk, of: Class, day: date) -> Iterator[Todo]:
    if day < of.last:
        return
    from desktop.actions.certificates import candidates  # the window opens without it

    if n := sum(c.ready for c in candidates(desk, of)):
        yield Todo("certificates", "certificates", {"n": n})
