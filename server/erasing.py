"""Erasure on the server: what is taken out leaves every commit, and never comes back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.change import Change
from protocol.log import ERASURE, erasures, pack, unpack, without
from server import tables


def erased(
    connection: Connection, scope: str, taken: Sequence[Change]
) -> tuple[Sequence[Change], bool]:
    """Take out of a batch, and of the whole log, what an erasure in it or before it takes out."""
    new = erasures(taken)
    for row, groups in new.items():
        _keep_erasure(connection, scope, row, groups)
    if new:
        _rewrite(connection, scope, new)
        _rewrite_held(connection, scope, new)
    return stripped(connection, scope, taken)


def stripped(
    connection: Connection, scope: str, taken: Sequence[Change]
) -> tuple[Sequence[Change], bool]:
    """Take out of changes what was erased before; tell whether there was anything."""
    known = _erasures(connection, scope)
    if not any(c.row in known and c.entity != ERASURE for c in taken):
        return taken, False
    return [without(c, known) for c in taken], True


def _erasures(connection: Connection, scope: str) -> dict[str, set[str] | None]:
    rows = connection.execute(
        sa.select(tables.erasures.c.row, tables.erasures.c.groups).where(
            tables.erasures.c.scope == scope
        )
    )
    found = {row.row: json.loads(row.groups) for row in rows}
    return {row: None if groups is None else set(groups) for row, groups in found.items()}


def _keep_erasure(
    connection: Connection, scope: str, row: str, groups: Iterable[str] | None
) -> None:
    known = _erasures(connection, scope)
    if row in known and (known[row] is None or groups is None):
        groups = None
    elif row in known:
        groups = set(known[row] or ()) | set(groups or ())
    where = (tables.erasures.c.scope == scope, tables.erasures.c.row == row)
    connection.execute(tables.erasures.delete().where(*where))
    value = json.dumps(None if groups is None else sorted(groups))
    connection.execute(tables.erasures.insert().values(scope=scope, row=row, groups=value))


def _rewrite(connection: Connection, scope: str, gone: Mapping[str, set[str] | None]) -> None:
    """Write every commit anew that holds something erased; digests and hashes stay as they are."""
    commits = tables.commits
    revs = connection.execute(sa.select(commits.c.rev).where(commits.c.scope == scope)).scalars()
    for rev in list(revs):
        where = (commits.c.scope == scope, commits.c.rev == rev)
        body = connection.execute(sa.select(commits.c.body).where(*where)).scalar_one()
        changes, digests = unpack(scope, body)
        if any(c.row in gone and c.entity != ERASURE for c in changes):
            anew = pack([without(c, gone) for c in changes], digests)
            connection.execute(commits.update().where(*where).values(body=anew))


def _rewrite_held(connection: Connection, scope: str, gone: Mapping[str, set[str] | None]) -> None:
    """Do the same to changes that wait for a decision."""
    held = tables.held
    rows = connection.execute(sa.select(held.c.id, held.c.body).where(held.c.scope == scope)).all()
    for row in rows:
        (change,), _ = unpack(scope, row.body)
        if change.row in gone and change.entity != ERASURE:
            where = (held.c.scope == scope, held.c.id == row.id)
            connection.execute(
                held.update().where(*where).values(body=pack([without(change, gone)]))
            )
