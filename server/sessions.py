"""Sessions: a nonce signed by the device's key opens one; its token changes with every hello.

Only fingerprints of tokens are kept. The next token follows from the one in use and a secret of
the server, so an answer that was lost can be given again, and neither the database alone nor an
old token alone yields it. Whoever comes with a spent token shows that two hold the session: it is
locked, and both have to sign again.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.wire import Answer, Nonce, Session, session_text
from server import accounts, tables
from server.refusal import Rejected
from server.times import stamp
from server.vouching import signed

NONCE_LIFE = timedelta(minutes=1)
LIFE = timedelta(hours=12)

_KIND = "device"
"""Sessions of people on the web are of another kind: see :mod:`server.web_sessions`."""

_SPENT = 400
"""Fingerprints of spent tokens kept; anything older is as good as unknown."""
_SHORT = 16


def challenge(
    connection: Connection, device: str, now: datetime, random: Callable[[int], bytes]
) -> Nonce:
    """Draw a nonce for a device to sign. Raises ``unknown-device`` or ``revoked``."""
    key_of(connection, device)
    table = tables.nonces
    connection.execute(table.delete().where(table.c.expires < stamp(now)))
    nonce = random(16).hex()
    connection.execute(
        table.insert().values(nonce=nonce, device=device, expires=stamp(now + NONCE_LIFE))
    )
    return Nonce(nonce=nonce, server=accounts.server_id(connection))


def use_up(connection: Connection, device: str, nonce: str, now: datetime) -> None:
    """Take a nonce out; raises ``no-session`` when it is not good for this device (any more)."""
    table = tables.nonces
    used = connection.execute(
        table.delete().where(
            table.c.nonce == nonce, table.c.device == device, table.c.expires >= stamp(now)
        )
    )
    if not used.rowcount:
        key_of(connection, device)
        raise Rejected("no-session")


def open_for(
    connection: Connection, message: Answer, now: datetime, random: Callable[[int], bytes]
) -> Session:
    """Open a session for a device that signed its nonce, which must be used up by now."""
    key = key_of(connection, message.device)
    text = session_text(accounts.server_id(connection), message.device, message.nonce)
    if not signed(key, message.signature, text):
        raise Rejected("no-session")
    token = begin(connection, message.device, now, random)
    return Session(token=token, expires_in=int(LIFE.total_seconds()))


def key_of(connection: Connection, device: str) -> str:
    """Give the public key of a device that may come in; raises why another may not."""
    found = accounts.standing(connection, device)
    if found is None:
        known = accounts.is_known(connection, device)
        raise Rejected("revoked" if known else "unknown-device")
    return found[1]


def begin(
    connection: Connection,
    holder: str,
    now: datetime,
    random: Callable[[int], bytes],
) -> str:
    """Begin a session and give its first token."""
    table = tables.sessions
    connection.execute(table.delete().where(table.c.expires < stamp(now)))
    family, secret = random(16).hex(), random(32).hex()
    connection.execute(
        table.insert().values(
            family=family,
            holder=holder,
            kind=_KIND,
            current=_fingerprint(secret),
            expires=stamp(now + LIFE),
        )
    )
    return f"{family}.{secret}"


def holder(connection: Connection, token: str, now: datetime) -> str:
    """Give whose session a token opens. A next token, used first now, replaces the former.

    Raises ``no-session`` or ``session-locked``.
    """
    family, _, secret = token.partition(".")
    table, mark = tables.sessions, _fingerprint(secret)
    query = sa.select(table).where(table.c.family == family, table.c.kind == _KIND)
    row = connection.execute(query.with_for_update()).first()
    if row is None or row.expires < stamp(now):
        raise Rejected("no-session")
    if row.locked:
        raise Rejected("session-locked")
    spent = row.spent.split()
    if mark == row.next:
        spent = [*spent, row.current[:_SHORT]][-_SPENT:]
        _change(connection, family, current=mark, next="", spent=" ".join(spent))
    elif mark[:_SHORT] in spent:
        _change(connection, family, locked=1)
        connection.commit()
        raise Rejected("session-locked")
    elif mark != row.current:
        raise Rejected("no-session")
    return str(row.holder)


def following(connection: Connection, token: str) -> str:
    """Give the token that comes after this one, the same however often it is asked."""
    family, _, secret = token.partition(".")
    salt = accounts.fact(connection, "tokens")
    after = hmac.new(secret.encode(), salt.encode(), sha256).hexdigest()
    _change(connection, family, next=_fingerprint(after))
    return f"{family}.{after}"


def _change(connection: Connection, family: str, **values: object) -> None:
    mine = tables.sessions.c.family == family
    connection.execute(tables.sessions.update().where(mine).values(**values))


def _fingerprint(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
