"""Sign-ins on the admin page: a one-time code opens a session, whose token is in a cookie."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy import Connection

from server import accounts, tables, throttle
from server.accounts import Person
from server.refusal import Rejected
from server.times import stamp

LIFE = timedelta(hours=8)
"""A working day: whoever is still here tomorrow signs in anew."""

_KIND = "web"
_BYTES = 24
_FORM = b"workshop-desk form 1"


def sign_in(
    connection: Connection, code: str, now: datetime, random: Callable[[int], bytes]
) -> str:
    """Open a session with an admin's one-time code and give its token.

    Raises :class:`Rejected`; ``forbidden`` for a code of somebody who is no admin, which must roll
    the transaction back so that the code stays good for their desk.
    """
    person = accounts.redeem(connection, code, holder=f"web:{random(16).hex()}", now=now)
    if person.role != "admin":
        raise Rejected("forbidden")
    family, secret = random(16).hex(), random(_BYTES).hex()
    table = tables.sessions
    connection.execute(table.delete().where(table.c.expires < stamp(now)))
    connection.execute(
        table.insert().values(
            family=family,
            holder=person.id,
            kind=_KIND,
            current=_digest(secret),
            expires=stamp(now + LIFE),
        )
    )
    return f"{family}.{secret}"


def who(connection: Connection, token: str, now: datetime) -> Person | None:
    """Give the admin that a token stands for; nothing when it is over or was never given."""
    family, _, secret = token.partition(".")
    table = tables.sessions
    query = sa.select(table).where(table.c.family == family, table.c.kind == _KIND)
    row = connection.execute(query).first()
    if row is None or row.expires < stamp(now):
        return None
    if not hmac.compare_digest(row.current, _digest(secret)):
        return None
    admins = (p for p in accounts.people(connection) if p.role == "admin")
    return next((p for p in admins if p.id == row.holder), None)


def sign_out(connection: Connection, token: str) -> None:
    """End a session."""
    table, family = tables.sessions, token.partition(".")[0]
    connection.execute(table.delete().where(table.c.family == family, table.c.kind == _KIND))


def may_try(connection: Connection, address: str, now: datetime) -> None:
    """Raise :class:`Rejected` ``too-many`` when too many wrong codes came from an address."""
    throttle.check(connection, throttle.Rates().wrong, throttle.address_key(address), now)


def tried_wrongly(connection: Connection, address: str, now: datetime) -> None:
    """Count a wrong code; those typed on desks count together with these."""
    throttle.count(connection, throttle.Rates().wrong, throttle.address_key(address), now)


def form_token(secret: str) -> str:
    """Give what a form must carry to come from a page of ours: nobody else knows the cookie."""
    return hmac.new(secret.encode(), _FORM, sha256).hexdigest()


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
