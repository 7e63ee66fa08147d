"""Setting up a class and changing its plan."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop import resources
from desktop.desk import Desk, Edit
from desktop.models import classes as rules
from desktop.models import timetable
from desktop.models.classes import Class
from desktop.models.dates import fiscal_year, show_date
from desktop.models.eligibility import DEFAULT_POLICY, Policy, check_policy
from desktop.models.refusal import Refused
from desktop.models.thai import ascii_digits
from desktop.models.timetable import Session
from desktop.store import classes as shelf
from desktop.store import conflicts
from desktop.store import timetable as plan

if TYPE_CHECKING:
    from desktop.models.courses import Course

DEFAULT_TEMPLATE = "digital-government-18h"


def templates() -> list[Course]:
    """Read the course templates that ship with the program."""
    from desktop.models.courses import read_course  # the window opens without it

    files = sorted(resources.path("courses").glob("*.json"))
    return [read_course(file.stem, json.loads(file.read_bytes())) for file in files]


def template(key: str) -> Course:
    """Read one course template by its key, or by its name in either language."""
    for course in templates():
        if key.casefold() in (course.key, course.name.th.casefold(), course.name.en.casefold()):
            return course
    raise Refused("no-such-template", given=key)


@dataclass(frozen=True, slots=True)
class NewClass:
    """What a person fills in for a new class. ``fiscal_year`` 0 means: from the first day."""

    code: str
    number: int
    days: tuple[date, ...]
    template: str = DEFAULT_TEMPLATE
    fiscal_year: int = 0
    venue: str = ""
    capacity: int = 45
    facilitators: str = ""


def create_class(desk: Desk, wanted: NewClass) -> Class:
    """Make a class from a template, its whole timetable with it, as one step."""
    course = template(wanted.template)
    code = rules.check_code(wanted.code, [c.code for c in shelf.classes(desk.store)])
    rules.check_facts(wanted.number, wanted.capacity, wanted.days, course.days)
    days = sorted(wanted.days)
    class_id = desk.new_id()
    scope = rules.scope_of(class_id)
    head = {
        "identity": {
            "code": code,
            "number": wanted.number,
            "fiscal_year": wanted.fiscal_year or fiscal_year(days[0]),
            "course": course.key,
            "name_th": course.name.th,
            "name_en": course.name.en,
        },
        "days": {"first": days[0].isoformat(), "last": days[-1].isoformat()},
        "place": {
            "venue": wanted.venue.strip(),
            "capacity": wanted.capacity,
            "facilitators": wanted.facilitators.strip(),
        },
        "policy": DEFAULT_POLICY.to_json(),
    }
    sessions = rules.plan(class_id, course, days, desk.new_ids(len(course.blocks)))
    edits = [Edit(scope, "class", class_id, head, new=True)]
    edits += [Edit(scope, "session", s.id, _groups(s), new=True) for s in sessions]
    desk.commit("step.class-new", edits, code=code)
    return next(c for c in shelf.classes_by_code(desk.store, code) if c.id == class_id)


def _groups(session: Session) -> dict[str, Any]:
    content = {
        "code": session.code,
        "day": session.day,
        "counted": session.counted,
        "title_th": session.title_th,
        "title_en": session.title_en,
        "module": session.module,
        "objective_th": session.objective_th,
        "objective_en": session.objective_en,
        "mode": session.mode,
        "topics": list(session.topics),
        "activities": list(session.activities),
        "methods": list(session.methods),
    }
    return {"slot": _slot(session), "content": content}


def _slot(session: Session) -> dict[str, Any]:
    return {
        "on": session.on.isoformat(),
        "start": session.start,
        "end": session.end,
        "state": session.state,
        "note": session.note,
    }


def find_class(desk: Desk, code: str) -> Class:
    """Give the class people mean by its code, or refuse.

    Two desks may have taken one code while apart: then ``CODE@`` and the beginning of the id says
    which, and without it the refusal (``class-code-twice``) names them all.
    """
    found = _coded(desk, code)
    if not found:
        plain, _, begins = code.strip().rpartition("@")
        twins = shelf.classes_by_code(desk.store, plain)
        found = [c for c in twins if begins and c.id.startswith(begins.lower())]
    if len(found) > 1:
        raise Refused("class-code-twice", given=code, which="; ".join(_told(desk, found)))
    if not found:
        raise Refused("no-such-class", given=code)
    return found[0]


def _coded(desk: Desk, code: str) -> list[Class]:
    """Give the classes of a code as it is typed, else with its Thai digits read as Arabic ones."""
    exactly = shelf.classes_by_code(desk.store, code)
    return exactly or shelf.classes_by_code(desk.store, ascii_digits(code))


def named(desk: Desk, of: Class) -> str:
    """Give what to type for a class: its code, told apart where another class has it, too."""
    return rules.told_apart(of, shelf.classes_by_code(desk.store, of.code))


def names(desk: Desk) -> dict[str, str]:
    """Give what to type for each class, by class id."""
    twins: dict[str, list[Class]] = {}
    for of in shelf.classes(desk.store):
        twins.setdefault(of.code.casefold(), []).append(of)
    return {of.id: rules.told_apart(of, alike) for alike in twins.values() for of in alike}


def _told(desk: Desk, twins: Sequence[Class]) -> list[str]:
    words = desk.words
    return [
        words(
            "class.twin",
            code=rules.told_apart(c, twins),
            number=c.number,
            day=show_date(c.first, words.language, words.digits),
        )
        for c in twins
    ]


def change_place(desk: Desk, of: Class, *, venue: str, capacity: int, facilitators: str) -> None:
    """Change where a class is held, for how many, and by whom."""
    if not 1 <= capacity <= 10_000:
        raise Refused("class-capacity-unfit", capacity=capacity)
    place = {"venue": venue.strip(), "capacity": capacity, "facilitators": facilitators.strip()}
    desk.commit(
        "step.class-place", [Edit(of.scope, "class", of.id, {"place": place})], code=of.code
    )


def change_policy(desk: Desk, of: Class, wanted: Policy) -> Policy:
    """Give a class another completion policy, as a new version."""
    policy = check_policy(replace(wanted, version=of.policy.version + 1))
    edit = Edit(of.scope, "class", of.id, {"policy": policy.to_json()})
    desk.commit("step.class-policy", [edit], code=of.code)
    return policy


def check_open(desk: Desk, class_id: str) -> Class:
    """Give a class as it stands now, or refuse: ``class-closed``, ``no-such-class``."""
    of = shelf.class_by_id(desk.store, class_id)
    if of is None:
        raise Refused("no-such-class", given=class_id)
    if of.status in ("closed", "archived"):
        raise Refused("class-closed", given=of.code)
    return of


def close_class(desk: Desk, of: Class) -> None:
    """Close a class: marks stand from now on. Refused while two devices disagree on anything."""
    if fields := conflicts.count(desk.store, of.id):
        raise Refused("class-has-conflicts", n=fields)
    desk.commit(
        "step.class-close", [Edit(of.scope, "class", of.id, {"status": "closed"})], code=of.code
    )


def reopen_class(desk: Desk, of: Class) -> None:
    """Open a closed class again."""
    desk.commit(
        "step.class-reopen", [Edit(of.scope, "class", of.id, {"status": "open"})], code=of.code
    )


def sessions_by_code(sessions: Sequence[Session]) -> dict[str, Session]:
    """Index the counted sessions of a class by code."""
    return {s.code: s for s in sessions if s.counted}


def find_session(desk: Desk, of: Class, code: str) -> Session:
    """Give a counted session by its code (S01 or s1), or refuse."""
    wanted = code.strip().upper()
    sessions = sessions_by_code(plan.sessions(desk.store, of.id))
    found = sessions.get(wanted) or sessions.get(f"S{wanted.removeprefix('S').zfill(2)}")
    if found is None:
        raise Refused("no-such-session", session=code)
    return found


def cancel_session(desk: Desk, of: Class, session: Session, note: str = "") -> None:
    """Take a session out of the class on the day."""
    _store_slot(desk, of, timetable.cancel(session, note), "step.session-cancel")


def reinstate_session(desk: Desk, of: Class, session: Session) -> None:
    """Bring a cancelled session back."""
    _store_slot(desk, of, timetable.reinstate(session), "step.session-reinstate")


def move_session(
    desk: Desk, of: Class, session: Session, on: date, start: str, end: str, note: str = ""
) -> None:
    """Move a session to another time or day."""
    _store_slot(desk, of, timetable.move(session, on, start, end, note), "step.session-move")


def _store_slot(desk: Desk, of: Class, session: Session, name: str) -> None:
    edit = Edit(of.scope, "session", session.id, {"slot": _slot(session)})
    desk.commit(name, [edit], session=session.code)


def remove_class(desk: Desk, of: Class) -> None:
    """Take a class off the list; everything stays in the history and can be undone."""
    desk.commit(
        "step.class-remove", [Edit(of.scope, "class", of.id, {"life": "removed"})], code=of.code
    )
