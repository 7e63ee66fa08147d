"""Score sheets: each belongs to the person who began it, and nobody else writes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.change import Change
from server import tables
from server.database import insert_new
from server.rights import Standing

ENTITY = "score"

Signed = tuple[Change, Standing]
"""A change with whose device made it."""


def claim(connection: Connection, scope: str, written: Sequence[Signed]) -> set[str]:
    """Note who begins sheets; tell (by id) which changes are of a sheet that somebody else began.

    That holds for every role: an admin reads what a scorer says, and never writes it.
    """
    if not written:
        return set()
    own = [(c, who) for c, who in written if _names_oneself(c, who)]
    # One order for all, and within a row the order in which the changes came.
    rows = [
        {"scope": scope, "row": c.row, "person": who.person}
        for c, who in sorted(own, key=lambda pair: pair[0].row)
    ]
    insert_new(connection, tables.sheets, rows)
    owners = _owners(connection, scope, {c.row for c, _ in own})
    mine = {c.id for c, who in own if owners[c.row] == who.person}
    return {c.id for c, _ in written} - mine


def _names_oneself(change: Change, who: Standing) -> bool:
    """Whether a sheet that a scorer begins is in their own name; others key in for scorers."""
    begun: Any = change.set.get("who")
    if who.role != "scorer" or not isinstance(begun, dict):
        return True
    names = {name.strip().casefold() for name in (who.name, *who.authors)}
    return str(begun.get("scorer", "")).strip().casefold() in names


def _owners(connection: Connection, scope: str, rows: set[str]) -> dict[str, str]:
    s = tables.sheets.c
    query = sa.select(s.row, s.person).where(s.scope == scope, s.row.in_(rows))
    return {row.row: row.person for row in connection.execute(query)}
