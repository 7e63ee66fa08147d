"""One-time codes: drawn, shown, read however they were typed, and used up once."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from server import tables
from server.refusal import Rejected
from server.times import stamp

LIFE = timedelta(minutes=15)
MOST_TRIES = 5

_KEPT = timedelta(days=7)
"""A device whose answer was lost may come back with its code this long."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no letter that is taken for another or for a digit."""

_LENGTH = 12
_HANDLE = 5
"""The first characters find the row; the other seven, 35 bits, are the secret."""

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u00a0": None})


def _draw(random: Callable[[int], bytes]) -> str:
    """Draw a code of 12 characters from this many random bytes."""
    return "".join(_LETTERS[byte % 32] for byte in random(_LENGTH))


def _shown(code: str) -> str:
    """Give a code in groups, as people read it out: ``XXXXX-XXXXX-XX``."""
    return "-".join((code[:5], code[5:10], code[10:]))


def plain(typed: str) -> str:
    """Give a code without its groups; O, I and L count as the digits they resemble."""
    return typed.upper().translate(_MISREAD)


def _handle(code: str) -> str:
    """Give the part of a plain code that finds its row and is no secret."""
    return code[:_HANDLE]


def _fingerprint(code: str) -> str:
    """Give the SHA-256 of a plain code as hex; the code itself is not kept."""
    return sha256(code.encode()).hexdigest()


def issue(
    connection: Connection, person: str, now: datetime, random: Callable[[int], bytes]
) -> str:
    """Draw a code for a person (by id); give it as it is shown."""
    table = tables.codes
    connection.execute(table.delete().where(table.c.expires < stamp(now - _KEPT)))
    code = _draw(random)
    while _row(connection, code) is not None:
        code = _draw(random)
    connection.execute(
        table.insert().values(
            handle=_handle(code),
            person=person,
            secret=_fingerprint(code),
            expires=stamp(now + LIFE),
        )
    )
    return _shown(code)


def spend(connection: Connection, typed: str, holder: str, now: datetime) -> str:
    """Use up a code for a holder and give the person's id; see :func:`server.accounts.redeem`."""
    code, table = plain(typed), tables.codes
    mine = table.c.handle == _handle(code)
    row = _row(connection, code)
    if row is None:
        raise Rejected("bad-code")
    if not row.spent_by and row.tries >= MOST_TRIES:
        raise Rejected("code-spent")
    if not hmac.compare_digest(row.secret, _fingerprint(code)):
        connection.execute(table.update().where(mine).values(tries=table.c.tries + 1))
        connection.commit()
        raise Rejected("bad-code")
    if row.spent_by != holder:
        _check(row, now)
        connection.execute(table.update().where(mine).values(spent_by=holder))
    return str(row.person)


def _check(row: sa.Row[Any], now: datetime) -> None:
    if row.spent_by:
        raise Rejected("code-spent")
    if row.expires < stamp(now):
        raise Rejected("code-expired")


def _row(connection: Connection, code: str) -> sa.Row[Any] | None:
    query = sa.select(tables.codes).where(tables.codes.c.handle == _handle(code))
    return connection.execute(query.with_for_update()).first()
