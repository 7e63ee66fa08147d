"""The ordered log of each scope: appending, reading on, and telling when a log is another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.change import Change
from protocol.log import GENESIS, Point, following, pack
from protocol.wire import (
    Commit,
    Fate,
    PulledPart,
    PullPart,
    PushedPart,
    Voucher,
    spelled_out,
)
from server import erasing, ids, rights, tables, waiting
from server.batch import Batch as Batch
from server.batch import read_batch as read_batch
from server.database import insert_new
from server.judging import StandingOf, judge
from server.rights import Standing

_vouchers = msgspec.msgpack.Decoder(list[Voucher])
_encode = msgspec.msgpack.Encoder().encode
_PAGE = 2_000
"""Commits in one page at most."""


def append(
    connection: Connection,
    who: Standing,
    batch: Batch,
    standing_of: StandingOf,
    now: str,
) -> PushedPart:
    """Append what is new to a scope's log under its lock, and say what became of the rest.

    ``standing_of`` gives the standing and public key of any device that is enrolled and was not
    revoked. One bad change never fails the others. When the log does not contain the newest point
    the client knows, nothing is done and the newest common one is given.
    """
    scope = batch.part.scope
    prior, fresh = _lock(connection, scope, create=rights.may_begin(who, scope) or scope == "org")
    if prior is None:
        fates = {c.id: Fate(verdict="held", reason="not-your-class") for c in batch.changes}
        return PushedPart(scope=scope, fates=fates)
    if rights.may_read(who, scope) or fresh:
        common = _common(connection, scope, batch.part.known)
        if common != batch.part.known[0]:
            return PushedPart(scope=scope, prior=prior, tip=prior, diverged=common)
    found = judge(connection, batch, standing_of, fresh=fresh)
    fates = dict(found.fates)
    waiting.keep(connection, who, batch, fates, now)
    taken = [c for c in batch.changes if c.id not in fates]
    if not taken:
        return PushedPart(scope=scope, prior=prior, tip=prior, fates=fates)
    tip = _commit(connection, who, batch, taken, prior, now)
    if fresh:
        _grant(connection, (who, *found.writers), scope)
    return PushedPart(scope=scope, prior=prior, tip=tip, fates=fates)


def _lock(connection: Connection, scope: str, *, create: bool) -> tuple[Point | None, bool]:
    """Take the scope's row for this transaction; give the log's end and whether it is new."""
    query = sa.select(tables.scopes.c.rev, tables.scopes.c.hash).where(tables.scopes.c.id == scope)
    query = query.with_for_update()
    row = connection.execute(query).first()
    if row is None and create and rights.is_scope(scope):
        insert_new(connection, tables.scopes, [{"id": scope, "rev": 0, "hash": ""}])
        row = connection.execute(query).first()
    if row is None:
        return None, False
    return Point(row.rev, row.hash), row.rev == 0


def _grant(connection: Connection, people: Iterable[Standing], scope: str) -> None:
    """Let those who began a class work in it from now on: who wrote it, and who brought it."""
    persons = {p.person for p in people if rights.may_begin(p, scope)}
    rows = [{"person": person, "scope": scope} for person in sorted(persons)]
    insert_new(connection, tables.grants, rows)


def _common(connection: Connection, scope: str, known: Sequence[Point]) -> Point:
    """Give the first of these points that the log contains."""
    commits = tables.commits
    for point in known:
        if point == GENESIS:
            return GENESIS
        found = connection.execute(
            sa.select(commits.c.hash).where(commits.c.scope == scope, commits.c.rev == point.rev)
        ).scalar()
        if found == point.hash:
            return point
    return GENESIS


def _commit(
    connection: Connection,
    who: Standing,
    batch: Batch,
    taken: Sequence[Change],
    prior: Point,
    now: str,
) -> Point:
    """Write one commit: body, ids and the new end of the log."""
    scope, digests = batch.part.scope, batch.digests
    tip = following(prior, ((c.id, digests[c.id]) for c in taken))
    whole = len(taken) == len(batch.changes)
    vouchers = batch.part.vouchers
    if not whole:
        vouchers = spelled_out(vouchers, batch.changes, digests)
    kept, changed = erasing.erased(connection, scope, taken)
    body = batch.part.body if whole and not changed else pack(kept, digests)
    connection.execute(
        tables.commits.insert().values(
            scope=scope,
            rev=tip.rev,
            hash=tip.hash,
            device=who.device,
            at=now,
            body=body,
            vouchers=_encode(vouchers),
        )
    )
    ids.remember(connection, scope, {c.id: digests[c.id] for c in taken})
    connection.execute(
        tables.scopes.update()
        .where(tables.scopes.c.id == scope)
        .values(rev=tip.rev, hash=tip.hash, changes=tables.scopes.c.changes + len(taken))
    )
    return tip


def after(connection: Connection, part: PullPart, most_bytes: int) -> PulledPart:
    """Give whole commits after the newest known point, at least one, within about ``most_bytes``.

    The caller has checked that the scope may be read.
    """
    row = connection.execute(
        sa.select(tables.scopes.c.rev, tables.scopes.c.hash).where(tables.scopes.c.id == part.scope)
    ).first()
    tip = Point(row.rev, row.hash) if row else GENESIS
    common = _common(connection, part.scope, part.known)
    if common != part.known[0]:
        return PulledPart(scope=part.scope, tip=tip, diverged=common)
    return PulledPart(
        scope=part.scope, tip=tip, commits=_page(connection, part.scope, common.rev, most_bytes)
    )


def _page(connection: Connection, scope: str, rev: int, most_bytes: int) -> list[Commit]:
    commits = tables.commits
    mine = (commits.c.scope == scope, commits.c.rev > rev)
    last = _last(connection, scope, rev, most_bytes)
    rows = connection.execute(
        sa.select(commits).where(*mine, commits.c.rev <= last).order_by(commits.c.rev)
    )
    return [
        Commit(
            rev=row.rev,
            hash=row.hash,
            device=row.device,
            at=row.at,
            body=row.body,
            vouchers=_vouchers.decode(row.vouchers),
        )
        for row in rows
    ]


def _last(connection: Connection, scope: str, rev: int, most_bytes: int) -> int:
    """Give the last commit of a page: sizes are looked at first, so that no more is read."""
    commits, room = tables.commits, most_bytes
    sizes = connection.execute(
        sa.select(commits.c.rev, sa.func.length(commits.c.body))
        .where(commits.c.scope == scope, commits.c.rev > rev)
        .order_by(commits.c.rev)
        .limit(_PAGE)
    )
    for number, size in sizes:
        if room <= 0:
            break
        rev, room = number, room - size
    return rev


def tips(connection: Connection, only: Iterable[str] | None = None) -> dict[str, Point]:
    """Give the end of every log, or of some."""
    query = sa.select(tables.scopes).where(tables.scopes.c.rev > 0)
    if only is not None:
        query = query.where(tables.scopes.c.id.in_(list(only)))
    return {row.id: Point(row.rev, row.hash) for row in connection.execute(query)}
