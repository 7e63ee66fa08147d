"""Which changes a log holds: their ids, with a trace of each one's digest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from server.database import is_sqlite


def trace(digest: str) -> int:
    """Give the first 63 bits of a digest, enough to tell that a change was altered."""
    return int(digest[:16], 16) >> 1


def known(connection: Connection, scope: str, wanted: Sequence[str]) -> dict[str, int]:
    """Give which of these changes the log holds, with their traces."""
    if is_sqlite(connection):
        sql = "SELECT id, trace FROM ids WHERE scope = ? AND id IN (SELECT value FROM json_each(?))"
        rows = connection.exec_driver_sql(sql, (scope, json.dumps(list(wanted))))
    else:
        sql = (
            "SELECT i.id, i.trace FROM unnest(%s::text[]) AS w(id) "
            "JOIN ids i ON i.scope = %s AND i.id = w.id"
        )
        rows = connection.exec_driver_sql(sql, (list(wanted), scope))
    return {row[0]: row[1] for row in rows}


def remember(connection: Connection, scope: str, digests: Mapping[str, str]) -> None:
    """Note changes, by id with their digests, as held."""
    names, traces = list(digests), [trace(digest) for digest in digests.values()]
    if is_sqlite(connection):
        connection.exec_driver_sql(
            "INSERT INTO ids (scope, id, trace) VALUES (?, ?, ?)",
            [(scope, *pair) for pair in zip(names, traces, strict=True)],
        )
    else:
        connection.exec_driver_sql(
            "INSERT INTO ids (scope, id, trace) "
            "SELECT %s, w.id, w.trace FROM unnest(%s::text[], %s::bigint[]) AS w(id, trace)",
            (scope, names, traces),
        )
