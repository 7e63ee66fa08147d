"""A class as one file: the log's commits with their vouchers and files, signed by the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256

import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from protocol.bundle import Content, File, Manifest, Part, Piece, Sealed, Writer
from protocol.sealing import lock_with
from protocol.wire import Voucher
from server import accounts, blobs, tables

LEAST_PASSPHRASE = 8
"""Characters; shorter ones are guessed."""

_NO_BOX = "0" * 64
"""Nothing can be sealed for the server: it reads no bundles."""
_SEED = b"workshop-desk server bundle 1\n"
_vouchers = msgspec.msgpack.Decoder(list[Voucher])


def sealed(passphrase: str, random: Callable[[int], bytes]) -> Sealed:
    """Give the lock for a passphrase; without one the file is signed only."""
    if not passphrase:
        return Sealed("signed")
    return Sealed("passphrase", *lock_with(passphrase, random))


def write(
    connection: Connection,
    scope: str,
    code: str,
    lock: Sealed,
    out: Callable[[bytes], object],
    now: datetime,
) -> None:
    """Write a scope's bundle, never holding more of it than a commit or a piece of a file.

    The key is drawn at the first asking, so the connection must be one that may write.
    """
    server = f"server-{accounts.server_id(connection)}"
    seed = sha256(_SEED + accounts.fact(connection, "bundles").encode()).digest()
    writer = Writer(out, server, Ed25519PrivateKey.from_private_bytes(seed), lock)
    writer.add(
        Manifest(
            person="Workshop Desk",
            label="server",
            box=_NO_BOX,
            made=now.astimezone(UTC).isoformat(timespec="seconds"),
            contents=[Content(scope=scope, code=code)],
        )
    )
    for part in _parts(connection, scope):
        writer.add(part)
    for record in _files(connection, scope):
        writer.add(record)
    writer.close()


def _parts(connection: Connection, scope: str) -> Iterator[Part]:
    commits = tables.commits
    query = sa.select(commits.c.body, commits.c.vouchers).where(commits.c.scope == scope)
    for row in connection.execute(query.order_by(commits.c.rev)):
        yield Part(scope=scope, body=row.body, vouchers=_vouchers.decode(row.vouchers))


def _files(connection: Connection, scope: str) -> Iterator[File | Piece]:
    table = tables.blobs
    query = sa.select(table.c.name, table.c.size).where(table.c.scope == scope, table.c.whole == 1)
    for row in connection.execute(query.order_by(table.c.name)).all():
        yield File(name=row.name, size=row.size)
        at = 0
        while data := blobs.piece_at(connection, scope, row.name, at):
            yield Piece(data=data)
            at += len(data)
