"""Fills a server with many classes: one is pushed, the others are its copies under other names."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from benchmarks.scale.hands import PEOPLE, SESSIONS, Hand
from protocol.log import GENESIS
from server import accounts, changelog, tables
from server.batch import read_batch
from server.database import is_sqlite, writing
from server.rights import Standing

CLASSES_EACH = 5
"""That one facilitator holds."""
FACILITATORS = 2
"""In every class."""
MARKS_PER_COMMIT = 15
_PATTERN = "class:00000000-0000-7000-8000-pattern00000"
"""The class that all others are copies of; nobody works in it."""
_NOW = "2026-12-01T02:05:00.000+00:00"
_MOST = 64_000_000
_STEP = 200


def scope_of(number: int) -> str:
    """Name a class, as long as a real one's name is."""
    return f"class:00000000-0000-7000-8000-{number:012d}"


def devices_for(classes: int) -> int:
    """Give how many devices of facilitators there are for so many classes."""
    return max(FACILITATORS, classes * FACILITATORS // CLASSES_EACH)


def held_by(device: int, classes: int) -> list[str]:
    """Give the classes of a device: each class has two, each device five."""
    block = device // FACILITATORS * CLASSES_EACH
    return [scope_of(number) for number in range(block, min(block + CLASSES_EACH, classes))]


def fill(engine: Engine, before: int, classes: int) -> None:
    """Let a server that holds ``before`` classes hold ``classes`` with their facilitators."""
    with writing(engine) as connection:
        if not before:
            _push_pattern(connection)
        _add_people(connection, classes)
    for first in range(before, classes, _STEP):
        with writing(engine) as connection:
            _copy(connection, range(first, min(first + _STEP, classes)))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _push_pattern(connection: Connection) -> None:
    """Push one class as its facilitator would, a few marks at a time."""
    hand, known = Hand(0), GENESIS
    names = frozenset({hand.person})
    who = Standing(hand.device, hand.person, hand.person, "admin", frozenset("*"), names)
    for _ in range(PEOPLE * SESSIONS // MARKS_PER_COMMIT):
        batch = read_batch(hand.marks(_PATTERN, MARKS_PER_COMMIT).part([known]), _MOST)
        known = changelog.append(connection, who, batch, lambda _: (who, hand.key), _NOW).tip


def _copy(connection: Connection, numbers: range) -> None:
    for table in (tables.scopes, tables.commits, tables.ids):
        name = "id" if table is tables.scopes else "scope"
        rest = [column for column in table.c if column.name != name]
        names = sa.values(sa.column("name", sa.String), name="names").data(
            [(scope_of(number),) for number in numbers]
        )
        if is_sqlite(connection):  # it does not name the columns of VALUES
            _copy_one_by_one(connection, table, name, numbers)
            continue
        query = sa.select(names.c.name, *rest).select_from(
            names.join(table, table.c[name] == _PATTERN)
        )
        columns = [table.c[name], *rest]
        connection.execute(table.insert().from_select(columns, query))


def _copy_one_by_one(connection: Connection, table: sa.Table, name: str, numbers: range) -> None:
    rest = ", ".join(f'"{column.name}"' for column in table.c if column.name != name)
    for number in numbers:
        connection.exec_driver_sql(
            f'INSERT INTO {table.name} ("{name}", {rest}) '
            f'SELECT ?, {rest} FROM {table.name} WHERE "{name}" = ?',
            (scope_of(number), _PATTERN),
        )


def _add_people(connection: Connection, classes: int) -> None:
    known = connection.execute(sa.select(sa.func.count()).select_from(tables.devices)).scalar_one()
    hands = [Hand(number) for number in range(known, devices_for(classes))]
    if not hands:
        return
    accounts.server_id(connection)
    for table, rows in _rows(hands, classes):
        if rows:
            connection.execute(table.insert(), rows)


def _rows(hands: list[Hand], classes: int) -> Iterator[tuple[sa.Table, list[dict[str, str]]]]:
    yield (
        tables.people,
        [{"id": h.device, "name": h.person, "role": "facilitator", "since": _NOW} for h in hands],
    )
    yield (
        tables.devices,
        [
            {
                "id": h.device,
                "person": h.device,
                "label": "",
                "key": h.key,
                "box": "0" * 64,
                "since": _NOW,
            }
            for h in hands
        ],
    )
    yield tables.authors, [{"device": h.device, "name": h.person} for h in hands]
    yield (
        tables.grants,
        [{"person": h.device, "scope": s} for h in hands for s in held_by(h.number, classes)],
    )
