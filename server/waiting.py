"""Changes that wait for somebody's decision, kept where an admin sees them."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.log import pack
from protocol.wire import Fate
from server import erasing, tables
from server.batch import Batch
from server.rights import Standing


def keep(
    connection: Connection, who: Standing, batch: Batch, fates: Mapping[str, Fate], now: str
) -> None:
    """Keep what waits, and forget what waits no more."""
    scope, table = batch.part.scope, tables.held
    held = [c for c in batch.changes if c.id in fates and fates[c.id].verdict == "held"]
    waiting, _ = erasing.stripped(connection, scope, held) if held else ([], False)
    old = set(connection.execute(sa.select(table.c.id).where(table.c.scope == scope)).scalars())
    gone = old & {c.id for c in batch.changes}
    if gone:
        connection.execute(table.delete().where(table.c.scope == scope, table.c.id.in_(gone)))
    rows = [
        {
            "scope": scope,
            "id": c.id,
            "device": who.device,
            "reason": fates[c.id].reason,
            "at": now,
            "body": pack([c]),
        }
        for c in waiting
    ]
    if rows:
        connection.execute(table.insert(), rows)
