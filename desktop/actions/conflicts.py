"""Conflicts: showing what people disagree about, and settling it on purpose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby

from desktop.actions.classes import named
from desktop.actions.forms import library
from desktop.actions.scoring import check_may_settle
from desktop.desk import Desk, Edit
from desktop.models.classes import Class, scope_of
from desktop.models.conflict_words import say_value, tell_apart
from desktop.models.conflicts import (
    Choice,
    Conflict,
    choose,
    clock_off,
    conflict_id,
    meant,
    origin,
    rivals,
)
from desktop.models.enrolment import Enrolment
from desktop.models.refusal import Refused
from desktop.models.timetable import Session, minute_of_day
from desktop.store import classes as class_shelf
from desktop.store import conflicts as shelf
from desktop.store import roster
from desktop.store import timetable as plan
from desktop.store.conflicts import Disputed, Times
from desktop.store.forms import running
from desktop.store.history import ABOUT
from desktop.store.work_tables import SECTION
from protocol.change import Change, heads

_ORDER = (
    "org", "class", "form", "rubric", "session", "enrolment", "certificate", "attendance",
    "team", "member", "work", "version", "attachment", "project", "score", "waiver",
)  # fmt: skip

_NAMED = {
    "team": ("name", "name"),
    "project": ("title", "title"),
    "score": ("who", "scorer"),
    "waiver": ("grant", "scorer"),
    "form": ("definition", "code"),
}
"""Where the rows that are about no person say what they are called."""


@dataclass(frozen=True, slots=True)
class _Room:
    """A class with what its conflicts may be about."""

    of: Class | None
    people: Mapping[str, Enrolment]
    sessions: Mapping[str, Session]

    def whom(self, disputed: Disputed) -> tuple[str, str]:
        """Give the ids of the enrolment and of the session a field is about, empty for none."""
        match disputed.entity:
            case "enrolment":
                return disputed.row, ""
            case "session":
                return "", disputed.row
            case _:
                about = _about(disputed.history)
                return about.get("enrolment", ""), about.get("session", "")


def _about(history: Sequence[Change]) -> dict[str, str]:
    """Read out of a row's changes which person and session it belongs to; that never changes."""
    for change in history:
        about = change.set.get(ABOUT.get(change.entity, ""))
        if isinstance(about, dict):
            return {key: str(about.get(key, "")) for key in ("enrolment", "session", "form")}
    return {}


def conflicts(desk: Desk, of: Class | None) -> list[Conflict]:
    """Give what is disputed in a class, or everywhere; ordered by session, then by seat.

    Without a class, what all classes share comes first and class follows on class.
    """
    found = shelf.disputes(desk.store, of.id if of else None)
    found.sort(key=lambda d: d.scope)
    scopes = {s: list(group) for s, group in groupby(found, key=lambda d: d.scope)}
    order = [scope_of(c.id) for c in class_shelf.classes(desk.store)]
    places = {scope: at for at, scope in enumerate(order)}
    ordered = sorted(scopes, key=lambda s: (s.startswith("class:"), places.get(s, len(order)), s))
    return [c for scope in ordered for c in _of_scope(desk, scope, scopes[scope])]


def _of_scope(desk: Desk, scope: str, found: Sequence[Disputed]) -> list[Conflict]:
    room = _room(desk, scope)
    devices = {change.device for d in found for change in d.history}
    times = shelf.times(desk.store, scope, devices)
    labels = shelf.labels(desk.store) | {desk.device: desk.words("conflicts.here")}
    ordered = sorted(found, key=lambda d: _place(room, d))
    return [_conflict(desk, room, d, times, labels) for d in ordered]


def _room(desk: Desk, scope: str) -> _Room:
    kind, _, class_id = scope.partition(":")
    if kind != "class":
        return _Room(None, {}, {})
    return _Room(
        class_shelf.class_by_id(desk.store, class_id),
        {e.id: e for e in roster.enrolments(desk.store, class_id)},
        {s.id: s for s in plan.sessions(desk.store, class_id)},
    )


def _place(room: _Room, disputed: Disputed) -> tuple[object, ...]:
    """Say where a conflict stands in the list: what is about no session first, then by time."""
    who, where = room.whom(disputed)
    session, person = room.sessions.get(where), room.people.get(who)
    kind = _ORDER.index(disputed.entity)
    when = (session.on.isoformat(), minute_of_day(session.start)) if session else ("", 0)
    if disputed.entity == "session":
        return (kind, *when, 0, disputed.row, disputed.group)
    begins = when if disputed.entity == "attendance" else ("", 0)
    return (kind, *begins, person.seat if person else 0, disputed.row, disputed.group)


def _conflict(
    desk: Desk, room: _Room, disputed: Disputed, times: Times, labels: Mapping[str, str]
) -> Conflict:
    who, where = room.whom(disputed)
    person, session = room.people.get(who), room.sessions.get(where)
    found = rivals(disputed.history, disputed.group)
    known = {c.id: c for c in disputed.history}
    values = [head.set.get(disputed.group) for head in found]
    said_of = [say_value(desk.words, disputed.entity, disputed.group, v) for v in values]
    choices = []
    for head, value, shown in zip(found, values, tell_apart(said_of), strict=True):
        said = origin(head, found, known, disputed.group)
        choices.append(
            Choice(
                id=head.id,
                value=value,
                shown=shown,
                author=said.author,
                device=said.device,
                at=said.at,
                about=_about_then(desk, said, times),
                label=labels.get(said.device, said.device[:8]),
            )
        )
    return Conflict(
        id=conflict_id(disputed.scope, disputed.row, disputed.group),
        scope=disputed.scope,
        entity=disputed.entity,
        row=disputed.row,
        group=disputed.group,
        seat=person.seat if person else None,
        name=person.name if person else _title(desk, room, disputed),
        session=session.code if session else "",
        choices=tuple(choices),
        step=_step(desk, room, disputed),
    )


def _step(desk: Desk, room: _Room, disputed: Disputed) -> int | None:
    """Give the number of the page of a form that a draft is in dispute about."""
    if disputed.entity != "work" or not disputed.group.startswith(SECTION):
        return None
    code = _about(disputed.history).get("form", "")
    known = {form.code: form for form in library(desk)}
    if room.of is not None:
        known |= {kept.form.code: kept.form for kept in running(desk.store, room.of.id)}
    section = known[code].section(disputed.group.removeprefix(SECTION)) if code in known else None
    return section.step if section else None


def _title(desk: Desk, room: _Room, disputed: Disputed) -> str:
    """Name what is no person: a class by its code, a block of the timetable by its title."""
    if disputed.entity == "session" and (session := room.sessions.get(disputed.row)):
        return session.title(desk.words.language)
    if disputed.entity in _NAMED:
        return _named(disputed)
    return room.of.code if room.of and disputed.entity == "class" else ""


def _named(disputed: Disputed) -> str:
    """Read out of a row's changes what people call it: a group, a project, a scorer, a form."""
    group, part = _NAMED[disputed.entity]
    for change in reversed(disputed.history):
        value = change.set.get(group)
        if isinstance(value, dict) and isinstance(value.get(part), str):
            return str(value[part])
    return ""


def _about_then(desk: Desk, said: Change, times: Times) -> bool:
    later = times.later.get((said.device, said.n), "")
    return clock_off(said.at, later, times.begun, desk.clock().astimezone(UTC))


def resolve(desk: Desk, conflict: str, choice: str) -> Choice:
    """Settle a conflict by one of its values, as one step that can be undone; give the choice.

    The change covers exactly the values that stood here. Undoing it puts the question again, with
    the same values: nothing that somebody said is dropped by a slip of a key. Raises
    :class:`Refused`: ``conflict-settled``, ``no-such-conflict``, ``no-such-choice``, or
    ``class-closed``, for a closed class is opened again by nothing but opening it, or
    ``not-your-sheet`` where none of the values of a score sheet was written here.
    """
    found = open_conflict(desk, conflict)
    _check_open(desk, found)
    if found.entity == "score":
        check_may_settle(desk, found.row)
    chosen = choose(found, choice)
    history = desk.store.histories([(found.scope, found.row)])[found.entity][found.row]
    covered = tuple(head.id for head in heads(history, found.group))
    edit = Edit(
        found.scope,
        found.entity,
        found.row,
        {found.group: chosen.value},
        over={found.group: covered},
    )
    about = " · ".join(part for part in (found.name, found.session) if part)
    desk.commit("step.resolve", [edit], about=about or found.group, shown=chosen.shown)
    return chosen


def open_conflict(desk: Desk, given: str) -> Conflict:
    """Give the conflict of an id, or of the beginning of one.

    Raises :class:`Refused`: ``conflict-settled`` with what stands now, or ``no-such-conflict``.
    """
    named = {conflict_id(f.scope, f.row, f.group): f for f in shelf.fields(desk.store)}
    field = named.get(meant(named, given))
    found = shelf.dispute(desk.store, field) if field else None
    if found is None:
        raise _gone(desk, given.strip().lower())
    return _of_scope(desk, found.scope, [found])[0]


def _gone(desk: Desk, given: str) -> Refused:
    """Say why there is no such conflict: somebody settled it, or there never was one."""
    settled = shelf.settled(desk.store, given)
    if settled is None:
        return Refused("no-such-conflict", given=given[:40])
    head = heads(settled.history, settled.group)[0]
    value = head.set.get(settled.group)
    shown = say_value(desk.words, settled.entity, settled.group, value)
    return Refused("conflict-settled", shown=shown, author=head.author)


def _check_open(desk: Desk, found: Conflict) -> None:
    """Refuse to change what a closed class holds; whether it is closed may itself be settled."""
    if (found.entity, found.group) == ("class", "status"):
        return
    of = class_shelf.class_by_id(desk.store, found.scope.partition(":")[2])
    if of is not None and of.status in ("closed", "archived"):
        raise Refused("class-closed", given=named(desk, of))
