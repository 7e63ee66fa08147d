"""Certificate numbers: which desk may give them, and the last defence against giving one twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.change import Change
from server import tables
from server.database import insert_new

ENTITY = "certificate"
_MOST_YEAR = 9_999
_MOST_RUNNING = 2**31 - 1

_Number = tuple[str, int, int]


def claim(connection: Connection, changes: Sequence[Change]) -> set[str]:
    """Note the numbers that changes give; tell (by id) whose number another row has already."""
    given = {c.id: (number, c) for c in changes if (number := _number(c)) is not None}
    if not given:
        return set()
    # One order for all: two who claim the same numbers at once must not wait for each other.
    rows = [
        {"series": n[0], "year": n[1], "running": n[2], "scope": c.scope, "row": c.row}
        for n, c in sorted(given.values(), key=lambda pair: pair[0])
    ]
    insert_new(connection, tables.numbers, rows)
    holders = _holders(connection, {number for number, _ in given.values()})
    return {i for i, (number, c) in given.items() if holders[number] != (c.scope, c.row)}


def _holders(connection: Connection, numbers: set[_Number]) -> dict[_Number, tuple[str, str]]:
    """Give scope and row that have each number; asked by series and year, which are few."""
    n = tables.numbers.c
    found: dict[_Number, tuple[str, str]] = {}
    spans: dict[tuple[str, int], list[int]] = defaultdict(list)
    for series, year, running in numbers:
        spans[series, year].append(running)
    for (series, year), asked in spans.items():
        rows = connection.execute(
            sa.select(n.running, n.scope, n.row).where(
                n.series == series,
                n.year == year,
                n.running.between(min(asked), max(asked)),
            )
        )
        found.update({(series, year, r.running): (r.scope, r.row) for r in rows})
    return found


def _number(change: Change) -> _Number | None:
    """Read series, year and running number out of an issue, if this is one."""
    issue: Any = change.set.get("issue")
    if not isinstance(issue, dict):
        return None
    series, year, running = issue.get("series"), issue.get("year"), issue.get("running")
    if not isinstance(series, str) or type(year) is not int or type(running) is not int:
        return None  # "true" is an int to Python, and no number to PostgreSQL
    if not (0 <= year <= _MOST_YEAR and 0 <= running <= _MOST_RUNNING):
        return None
    return series[:80].replace("\0", ""), year, running


def last(connection: Connection, series: str) -> dict[str, int]:
    """Give the greatest number of each year in a series."""
    table = tables.numbers
    rows = connection.execute(
        sa.select(table.c.year, sa.func.max(table.c.running))
        .where(table.c.series == series)
        .group_by(table.c.year)
    )
    return {str(year): running for year, running in rows}
