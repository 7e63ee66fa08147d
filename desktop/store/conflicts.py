"""Questions about what people disagree on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from desktop.models.conflicts import conflict_id
from desktop.store.organisation import SCOPE
from desktop.store.store import Store
from desktop.store.tables import TABLES
from protocol.change import Change

_CLASS = {name: "id" if name == "class" else "class_id" for name in TABLES if name != "org"}


class Field(NamedTuple):
    """One group of fields of one row."""

    scope: str
    entity: str
    row: str
    group: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """One group of one row that has several values, with all changes of the row."""

    scope: str
    entity: str
    row: str
    group: str
    history: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Times:
    """What tells whether a clock was off: a scope's first time, and what its devices wrote later.

    ``later`` gives by device its changes' ``n`` with the earliest time among those that follow.
    """

    begun: str
    later: Mapping[tuple[str, int], str]


def count(store: Store, class_id: str | None = None) -> int:
    """How many fields are disputed in a class, or on this device altogether."""
    total = 0
    for entity in TABLES:
        where, given = _where(entity, class_id)
        if where:
            sql = f"SELECT coalesce(sum(json_array_length(conflicts)), 0) FROM {entity} {where}"
            total += int(store.rows(sql, given)[0][0])
    return total


def shared(store: Store, class_id: str) -> int:
    """How many fields of the class itself and of its timetable are disputed: they touch all."""
    total = 0
    for entity in ("class", "session"):
        where, given = _where(entity, class_id)
        sql = f"SELECT coalesce(sum(json_array_length(conflicts)), 0) FROM {entity} {where}"
        total += int(store.rows(sql, given)[0][0])
    return total


def by_certificate(store: Store, class_id: str) -> dict[str, int]:
    """How many fields of their certificates are disputed, by enrolment id."""
    sql = (
        "SELECT enrolment, sum(json_array_length(conflicts)) FROM certificate "
        "WHERE conflicts <> '[]' AND class_id = ? GROUP BY enrolment"
    )
    return dict(store.rows(sql, (class_id,)))


def disputes(store: Store, class_id: str | None = None) -> list[Disputed]:
    """Everything disputed in a class, or on this device altogether, in no order."""
    return _with_histories(store, fields(store, class_id))


def dispute(store: Store, field: Field) -> Disputed | None:
    """One disputed field with its history."""
    found = _with_histories(store, [field])
    return found[0] if found else None


def fields(store: Store, class_id: str | None = None) -> list[Field]:
    """Name everything disputed in a class, or on this device altogether, in no order."""
    return [field for entity in TABLES for field in _fields(store, entity, class_id)]


def _with_histories(store: Store, named: Sequence[Field]) -> list[Disputed]:
    histories = store.histories({(f.scope, f.row) for f in named})
    return [
        Disputed(*field, history)
        for field in named
        if (history := histories.get(field.entity, {}).get(field.row))
    ]


def _fields(store: Store, entity: str, class_id: str | None) -> Iterator[Field]:
    where, given = _where(entity, class_id)
    scope = f"'{SCOPE}'"
    if entity in _CLASS:  # forms and rubrics may be the organisation's
        of = _CLASS[entity]
        scope = f"CASE {of} WHEN '' THEN '{SCOPE}' ELSE 'class:' || {of} END"
    if where:
        sql = f"SELECT {scope}, id, conflicts FROM {entity} {where}"
        for place, row, groups in store.rows(sql, given):
            for group in msgspec.json.decode(groups, type=list[str]):
                yield Field(place, entity, row, group)


def _where(entity: str, class_id: str | None) -> tuple[str, tuple[str, ...]]:
    """Write the condition for an entity's disputed rows; empty where it is none of the class's."""
    if class_id is None:
        return "WHERE conflicts <> '[]'", ()
    if entity not in _CLASS:
        return "", ()
    return f"WHERE conflicts <> '[]' AND {_CLASS[entity]} = ?", (class_id,)


def times(store: Store, scope: str, devices: Collection[str]) -> Times:
    """What the changes of some devices in a scope say about their clocks."""
    sql = "SELECT at FROM changes WHERE scope = ? ORDER BY n, id LIMIT 1"
    begun = store.rows(sql, (scope,))
    wanted = msgspec.json.encode(sorted(devices)).decode()
    sql = (
        "SELECT device, n, at FROM changes WHERE scope = ? "
        "AND device IN (SELECT value FROM json_each(?)) ORDER BY n DESC"
    )
    earliest: dict[str, str] = {}
    later: dict[tuple[str, int], str] = {}
    for device, n, at in store.rows(sql, (scope, wanted)):
        # All devices write UTC in one form, so that the texts sort as the times do.
        known = earliest.get(device, "")
        later[device, n] = known
        earliest[device] = min(known, at) if known else at
    return Times(begun[0][0] if begun else "", later)


def labels(store: Store) -> dict[str, str]:
    """What people call the devices known here, by id."""
    return dict(store.rows("SELECT id, label FROM devices WHERE label <> ''"))


def settled(store: Store, given: str) -> Disputed | None:
    """The field that an id of a conflict names, though nobody disputes it any more."""
    sql = (
        "SELECT DISTINCT scope, entity, row, g.key FROM changes, json_each(body, '$.set') g "
        "WHERE row IN (SELECT row FROM changes GROUP BY scope, row HAVING count(*) > 1)"
    )
    for scope, entity, row, group in store.rows(sql):
        if conflict_id(scope, row, group) == given:
            history = store.histories([(scope, row)])[entity][row]
            return Disputed(scope, entity, row, group, history)
    return None
