"""How often somebody may ask. Counted in the database, so that every process counts together."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from server import tables
from server.database import is_sqlite
from server.refusal import Rejected

_KEPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many within a window of so many seconds."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Rates:
    """All rates. A whole room, or a whole city hall, may come from one address.

    ``door`` counts challenges and sessions per address, ``enrol`` codes typed, ``wrong`` wrong
    ones; ``sync`` and ``files`` count per device.
    """

    door: Rate = Rate("door", 3_000, 60)
    enrol: Rate = Rate("enrol", 300, 60)
    wrong: Rate = Rate("wrong", 20, 300)
    sync: Rate = Rate("sync", 1_200, 60)
    files: Rate = Rate("files", 6_000, 60)


def count(connection: Connection, rate: Rate, whose: str, now: datetime) -> None:
    """Count one more; raises :class:`Rejected` ``too-many`` with the seconds to wait."""
    table, window = tables.rates, _window(rate, now)
    insert = sqlite.insert if is_sqlite(connection) else postgresql.insert
    query = insert(table).values(key=_key(rate, whose), window=window, count=1)
    query = query.on_conflict_do_update(
        index_elements=["key", "window"], set_={"count": table.c.count + 1}
    )
    counted = connection.execute(query.returning(table.c.count)).scalar_one()
    if counted == 1:
        connection.execute(table.delete().where(table.c.window < window - _KEPT_SECONDS))
    if counted > rate.most:
        raise _too_many(rate, now)


def check(connection: Connection, rate: Rate, whose: str, now: datetime) -> None:
    """Raise as :func:`count` does when the next one would be too many, without counting."""
    table = tables.rates
    counted = connection.execute(
        sa.select(table.c.count).where(
            table.c.key == _key(rate, whose), table.c.window == _window(rate, now)
        )
    ).scalar()
    if (counted or 0) >= rate.most:
        raise _too_many(rate, now)


def address_key(address: str) -> str:
    """Name an address without telling it; of IPv6 the network, for a host has many."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return sha256(address.encode()).hexdigest()[:24]
    net = ipaddress.ip_network((ip, 64 if ip.version == 6 else 32), strict=False)
    return sha256(str(net).encode()).hexdigest()[:24]


def _key(rate: Rate, whose: str) -> str:
    return f"{rate.name}:{whose}"


def _window(rate: Rate, now: datetime) -> int:
    seconds = int(now.timestamp())
    return seconds - seconds % rate.seconds


def _too_many(rate: Rate, now: datetime) -> Rejected:
    left = _window(rate, now) + rate.seconds - int(now.timestamp())
    return Rejected("too-many", retry_after=max(1, left))
