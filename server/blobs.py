"""Files named by their SHA-256, in pieces, so that a cut upload goes on where it stopped."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.wire import BlobKept
from server import tables
from server.database import insert_new
from server.refusal import Rejected


def wanted(connection: Connection, scope: str, names: Iterable[str]) -> dict[str, int]:
    """Give which of these files are not wholly here, with the number of bytes that are."""
    asked = list(dict.fromkeys(names))
    table = tables.blobs
    rows = connection.execute(
        sa.select(table.c.name, table.c.size, table.c.whole).where(
            table.c.scope == scope, table.c.name.in_(asked)
        )
    )
    here = {row.name: row for row in rows}
    return {
        name: here[name].size if name in here else 0
        for name in asked
        if name not in here or not here[name].whole
    }


def keep(
    connection: Connection,
    scope: str,
    name: str,
    piece: bytes,
    *,
    at: int,
    size: int | None,
    most_bytes: int,
) -> BlobKept:
    """Keep a piece that begins at byte ``at``, if all before it is here; tell how much is.

    A piece at 0 begins anew. ``size`` is how long the whole file is, if the sender says so: then
    a file that is as long but not what its name says is thrown away at once.
    """
    blobs = tables.blobs
    mine = (blobs.c.scope == scope, blobs.c.name == name)
    insert_new(connection, blobs, [{"scope": scope, "name": name, "size": 0, "whole": 0}])
    row = connection.execute(sa.select(blobs).where(*mine).with_for_update()).one()
    if row.whole:
        return BlobKept(received=row.size, whole=True)
    received = row.size
    if at == 0 and received:
        _throw_away(connection, scope, name)
        received = 0
    if at != received:
        return BlobKept(received=received, whole=False)
    received += len(piece)
    if max(received, size or 0) > most_bytes:
        raise Rejected("too-large")
    if piece:
        connection.execute(
            tables.pieces.insert().values(scope=scope, name=name, start=at, data=piece)
        )
    whole = (size is None or received >= size) and _digest(connection, scope, name) == name
    if size is not None and received >= size and not whole:
        _throw_away(connection, scope, name)
        received = 0
    connection.execute(blobs.update().where(*mine).values(size=received, whole=int(whole)))
    return BlobKept(received=received, whole=whole)


def size_of(connection: Connection, scope: str, name: str) -> int:
    """Give the length of a file; raises ``not-found`` when it is not wholly here."""
    table = tables.blobs
    row = connection.execute(
        sa.select(table.c.size, table.c.whole).where(table.c.scope == scope, table.c.name == name)
    ).first()
    if row is None or not row.whole:
        raise Rejected("not-found")
    return int(row.size)


def piece_at(connection: Connection, scope: str, name: str, at: int) -> bytes:
    """Give the bytes from ``at`` to the end of the piece they are in; empty after the end."""
    table = tables.pieces
    row = connection.execute(
        sa.select(table.c.start, table.c.data)
        .where(table.c.scope == scope, table.c.name == name, table.c.start <= at)
        .order_by(table.c.start.desc())
        .limit(1)
    ).first()
    return b"" if row is None else bytes(row.data[at - row.start :])


def _digest(connection: Connection, scope: str, name: str) -> str:
    table = tables.pieces
    mine = (table.c.scope == scope, table.c.name == name)
    total = sha256()
    starts = connection.execute(sa.select(table.c.start).where(*mine).order_by(table.c.start))
    for start in list(starts.scalars()):
        one = sa.select(table.c.data).where(*mine, table.c.start == start)
        total.update(connection.execute(one).scalar_one())
    return total.hexdigest()


def _throw_away(connection: Connection, scope: str, name: str) -> None:
    table = tables.pieces
    connection.execute(table.delete().where(table.c.scope == scope, table.c.name == name))
