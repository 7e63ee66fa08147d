"""Invites a person, from the command line and from the page alike."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from protocol.wire import Role
from server import accounts, rights
from server.insight import Insight
from server.refusal import Rejected
from server.wording import Refused

MINUTES = 15
"""How long a code is good."""

_LONGEST_NAME = 200


def invite(
    connection: Connection,
    name: str,
    role: Role,
    scopes: Iterable[str],
    now: datetime,
    *,
    change: bool = False,
) -> str:
    """Make a one-time code for a person, new or known. Raises :class:`Refused`."""
    clean = " ".join(name.split())
    if not (0 < len(clean) <= _LONGEST_NAME and clean.isprintable()):
        raise Refused("bad-name")
    try:
        person = accounts.add_person(connection, clean, role, scopes, now, change=change)
    except Rejected as no:
        raise Refused("role-differs") from no
    return accounts.invite(connection, person, now, os.urandom)


def scopes_of(connection: Connection, insight: Insight, classes: Iterable[str]) -> list[str]:
    """Find the scopes that codes of classes stand for; none named means every class."""
    return [_scope(connection, insight, name) for name in classes] or [rights.EVERY_CLASS]


def _scope(connection: Connection, insight: Insight, name: str) -> str:
    if name == rights.EVERY_CLASS or (rights.is_scope(name) and name != rights.ORG):
        return name
    match insight.scopes_called(connection, name):
        case []:
            raise Refused("no-class", code=name)
        case [only]:
            return only
        case several:
            raise Refused("several-classes", code=name, scopes=", ".join(several))
