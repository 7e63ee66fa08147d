"""What the log says about classes to whoever runs the server: names, what waits, who disagrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.change import Change, Field, Json, fold
from protocol.log import unpack
from server import tables

_PREFIX = "class:"
_MOST_KNOWN = 10_000

_Rows = dict[tuple[str, str], list[Change]]


@dataclass(frozen=True, slots=True)
class Held:
    """A change that waits for somebody's decision, and why. Times are UTC, ISO 8601."""

    scope: str
    id: str
    entity: str
    author: str
    device: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that stand against each other, whose it is and when it was set."""

    value: Json
    author: str
    device: str
    at: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One group of fields of one row about which people disagree.

    ``about`` names the row; ``on`` and ``start`` are a session's day and time where it has one.
    """

    entity: str
    row: str
    group: str
    about: str
    on: str
    start: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """A class as its log says: code and Thai and English name, empty while unknown."""

    scope: str
    code: str
    name_th: str
    name_en: str
    changes: int
    held: int
    conflicts: tuple[Conflict, ...]


def class_scopes(connection: Connection, most: int | None = None, skip: int = 0) -> list[str]:
    """Give the scopes of classes, the newest first: their ids begin with the time they arose."""
    ids = tables.scopes.c.id
    query = sa.select(ids).where(ids.startswith(_PREFIX), tables.scopes.c.rev > 0)
    return list(connection.execute(query.order_by(ids.desc()).limit(most).offset(skip)).scalars())


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read out of a log up to the point with this hash."""

    hash: str
    identity: dict[str, Any]
    conflicts: tuple[Conflict, ...]


class Insight:
    """Reads classes out of their logs, each anew only when its log went on.

    A log of 600 changes takes some 12 ms; a page shows fifty.
    """

    def __init__(self, most: int = _MOST_KNOWN) -> None:
        self._known: dict[str, _Read] = {}
        self._most = most

    def class_info(self, connection: Connection, scope: str) -> ClassInfo | None:
        """Read a class, or what all classes share; nothing when there is no such log."""
        query = sa.select(tables.scopes).where(tables.scopes.c.id == scope)
        row = connection.execute(query).first()
        if row is None or row.rev == 0:
            return None
        found = self._read(connection, scope, row.hash)
        waiting = sa.select(sa.func.count()).where(tables.held.c.scope == scope)
        return ClassInfo(
            scope=scope,
            code=str(found.identity.get("code", "")),
            name_th=str(found.identity.get("name_th", "")),
            name_en=str(found.identity.get("name_en", "")),
            changes=row.changes,
            held=connection.execute(waiting).scalar_one(),
            conflicts=found.conflicts,
        )

    def scopes_called(self, connection: Connection, code: str) -> list[str]:
        """Give the scopes whose class carries a code, whatever the case it is typed in."""
        wanted = code.strip().casefold()
        found = (self.class_info(connection, scope) for scope in class_scopes(connection))
        return [of.scope for of in found if of is not None and of.code.casefold() == wanted]

    def _read(self, connection: Connection, scope: str, hash_: str) -> _Read:
        known = self._known.get(scope)
        if known is None or known.hash != hash_:
            if len(self._known) >= self._most:
                self._known.clear()
            changes = _changes(connection, scope)
            identity = _identity([c for c in changes if c.entity == "class"])
            known = _Read(hash_, identity, tuple(conflicts(changes)))
            self._known[scope] = known
        return known


def held(connection: Connection, scope: str | None = None) -> list[Held]:
    """Give what waits, the oldest first; of every scope when none is named."""
    table = tables.held
    query = sa.select(table).order_by(table.c.at, table.c.scope, table.c.id)
    if scope is not None:
        query = query.where(table.c.scope == scope)
    return [_held(row) for row in connection.execute(query)]


def _held(row: sa.Row[Any]) -> Held:
    change = unpack(row.scope, row.body)[0][0]
    return Held(
        scope=row.scope,
        id=row.id,
        entity=change.entity,
        author=change.author,
        device=change.device,
        at=change.at,
        reason=row.reason,
    )


def conflicts(changes: Iterable[Change]) -> list[Conflict]:
    """Give every group of every row whose heads differ, in the order of the rows' first change."""
    rows: _Rows = defaultdict(list)
    for change in changes:
        rows[change.entity, change.row].append(change)
    return [
        _conflict(rows, entity, row, group, field)
        for (entity, row), own in rows.items()
        if len(own) > 1
        for group, field in fold(own).items()
        if field.rivals
    ]


def _conflict(rows: _Rows, entity: str, row: str, group: str, field: Field) -> Conflict:
    own, session = rows[entity, row], row if entity == "session" else ""
    about = _seat(own)
    if entity == "attendance":
        who = _fields(own, "who")
        about = _seat(rows.get(("enrolment", str(who.get("enrolment"))), []))
        session = str(who.get("session"))
    slot = _fields(rows.get(("session", session), []), "slot")
    return Conflict(
        entity=entity,
        row=row,
        group=group,
        about=about or str(_identity(own).get("code", "")) or row,
        on=str(slot.get("on", "")),
        start=str(slot.get("start", "")),
        choices=tuple(_choice(c, group) for c in (field.change, *field.rivals)),
    )


def _choice(change: Change, group: str) -> Choice:
    return Choice(change.set.get(group), change.author, change.device, change.at)


def _seat(own: Sequence[Change]) -> str:
    """Give seat and name of a participant, empty for anything else."""
    name, place = _fields(own, "name"), _fields(own, "place")
    seat = f"#{place['seat']}" if place.get("seat") else ""
    said = f"{name.get('title', '')}{name.get('first', '')} {name.get('last', '')}".strip()
    return " ".join(part for part in (seat, said) if part)


def _identity(changes: Iterable[Change]) -> dict[str, Any]:
    return _fields(changes, "identity")


def _fields(changes: Iterable[Change], group: str) -> dict[str, Any]:
    """Give what stands in a group of fields, empty when it is something else."""
    field = fold(changes).get(group)
    return field.value if field is not None and isinstance(field.value, dict) else {}


def _changes(connection: Connection, scope: str) -> list[Change]:
    """Read a whole log."""
    commits = tables.commits
    bodies = connection.execute(
        sa.select(commits.c.body).where(commits.c.scope == scope).order_by(commits.c.rev)
    ).scalars()
    return [change for body in bodies for change in unpack(scope, body)[0]]
