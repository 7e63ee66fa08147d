"""The first answer of every round: what is new, what is out of reach, and who is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.log import GENESIS, Point
from protocol.wire import NEWEST, OLDEST, Device, Hello, Limits, Welcome
from server import accounts, changelog, rights, tables
from server.refusal import Rejected
from server.rights import EVERY_CLASS, ORG, Standing
from server.times import stamp

_MOST = 2**31 - 1
_FEW = 1_000
"""Scopes that are looked up one by one."""


def welcome(
    connection: Connection,
    who: Standing,
    hello: Hello,
    *,
    token: str,
    limits: Limits,
    now: datetime,
) -> Welcome:
    """Answer a hello and note what the device tells of itself. Raises ``old-protocol``."""
    if hello.newest < OLDEST or hello.oldest > NEWEST:
        raise Rejected("old-protocol")
    _note(connection, who, hello, now)
    tips = _tips(connection, who, hello.scopes)
    gone = sorted(s for s in hello.scopes if s not in tips)
    return Welcome(
        protocol=min(hello.newest, NEWEST),
        server=accounts.server_id(connection),
        person=who.name,
        role=who.role,
        now=stamp(now),
        token=token,
        limits=limits,
        scopes={s: tip for s, tip in tips.items() if tip != hello.scopes.get(s, GENESIS)},
        gone=gone,
        devices=_devices(connection, who),
    )


def is_open(connection: Connection, who: Standing, scope: str) -> bool:
    """Whether a person may ask about a scope: they may read it, or may begin it anew.

    The latter lets a device repair a server that lost the class, and with it the grant.
    """
    if rights.may_read(who, scope):
        return True
    return rights.may_begin(who, scope) and scope not in changelog.tips(connection, [scope])


def _tips(connection: Connection, who: Standing, told: Iterable[str]) -> dict[str, Point]:
    """Give the ends of all logs open to a person; those told of that are not here are empty."""
    told = set(told)
    every = changelog.tips(connection, _asked(who, told))
    tips = {scope: tip for scope, tip in every.items() if rights.may_read(who, scope)}
    for scope in told - every.keys():
        if rights.may_read(who, scope) or rights.may_begin(who, scope):
            tips[scope] = GENESIS
    return tips


def _asked(who: Standing, told: set[str]) -> set[str] | None:
    """Name the scopes to look up; ``None`` stands for all, where that is less work."""
    wanted = {ORG, *who.grants, *told}
    everywhere = who.role == "admin" or EVERY_CLASS in who.grants
    return None if everywhere or len(wanted) > _FEW else wanted


def _note(connection: Connection, who: Standing, hello: Hello, now: datetime) -> None:
    table = tables.devices
    connection.execute(
        table.update()
        .where(table.c.id == who.device)
        .values(
            seen=stamp(now),
            pending=min(hello.pending, _MOST),
            held=min(hello.held, _MOST),
            conflicts=min(hello.conflicts, _MOST),
        )
    )


def _devices(connection: Connection, who: Standing) -> list[Device]:
    """Give the devices of everybody who may meet this person in some class."""
    d, p = tables.devices.c, tables.people.c
    query = sa.select(d.id, p.name, d.label, d.key, d.box, d.revoked).join_from(
        tables.devices, tables.people, d.person == p.id
    )
    if who.role != "admin":
        query = query.where(p.id.in_(_met(who)))
    rows = connection.execute(query.order_by(d.id))
    return [
        Device(id=i, person=n, label=lb, key=k, box=b, revoked=bool(r))
        for i, n, lb, k, b, r in rows
    ]


def _met(who: Standing) -> sa.Select[tuple[str]] | sa.CompoundSelect[tuple[str]]:
    """Ask for the people somebody may meet: admins, themselves, and who shares a class."""
    p, g = tables.people.c, tables.grants.c
    shared = g.scope != ORG
    if EVERY_CLASS not in who.grants:
        shared = g.scope.in_({EVERY_CLASS, *who.grants} - {ORG})
    always = sa.select(p.id).where(sa.or_(p.role == "admin", p.id == who.person))
    return sa.union(always, sa.select(g.person).where(shared))


def lighten(connection: Connection, who: Standing, taken: int) -> None:
    """Take what just arrived off what the device said it had to send."""
    table = tables.devices
    left = sa.case((table.c.pending > taken, table.c.pending - taken), else_=0)
    connection.execute(table.update().where(table.c.id == who.device).values(pending=left))
