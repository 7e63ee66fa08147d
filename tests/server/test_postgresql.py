"""The whole server behaves on PostgreSQL as on SQLite; what only PostgreSQL has is tried here.

Every test of the modules named here, written for the embedded database, runs on PostgreSQL too.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from server import tables
from server.database import open_engine, reading, writing
from server.failing import again
from server.migrations import bring_up_to_date
from tests.network.gathering import read_log
from tests.network.postgres import Postgres
from tests.server import (
    test_accounts,
    test_blobs,
    test_changelog,
    test_greeting,
    test_lease,
    test_matrix,
    test_sessions,
    test_throttle,
)
from tests.server.room import SCOPE, Room, certificate
from tests.server.test_blobs import malee as malee  # fixtures of those tests
from tests.server.test_matrix import city as city

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks processes up in /proc")

_MODULES = (
    test_accounts,
    test_blobs,
    test_changelog,
    test_greeting,
    test_lease,
    test_matrix,
    test_sessions,
    test_throttle,
)
for _module in _MODULES:
    _tests = {n: v for n, v in vars(_module).items() if n.startswith("test_") and callable(v)}
    assert _tests
    assert not _tests.keys() & globals().keys()  # of two tests of one name the first would be lost
    globals().update(_tests)


@pytest.fixture(scope="module")
def served() -> Iterator[Engine]:
    """A database made by the migrations. Nobody cuts its power: it need not wait for the disk."""
    with Postgres({"fsync": "off"}) as postgres:
        engine = open_engine(postgres.url())
        bring_up_to_date(engine)
        yield engine
        engine.dispose()


@pytest.fixture
def engine(served: Engine) -> Iterator[Engine]:
    """The same, emptied after each test: the tests of the embedded database find it here."""
    yield served
    names = ", ".join(table.name for table in tables.metadata.tables.values())
    with writing(served) as connection:
        connection.exec_driver_sql(f"TRUNCATE {names}")


def test_two_who_begin_the_same_class_at_once_both_get_in(engine: Engine) -> None:
    room = Room(engine, "facilitator", "facilitator", "facilitator")
    parcels = [(hand, hand.marks(SCOPE, 10)) for hand in room.hands]

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda each: room.push(*each), parcels))

    taken = {c.id for (_, p), d in zip(parcels, done, strict=True) for c in p.changes} - {
        id_ for d in done for id_ in d.fates
    }
    assert set(read_log(engine, SCOPE).ids) == taken
    assert len(read_log(engine, SCOPE).ids) == len(taken) >= 10


def test_those_who_claim_the_same_numbers_at_once_do_not_wait_for_each_other(
    engine: Engine,
) -> None:
    room = Room.of_admins(engine, 8)
    parcels = []
    for hand in room.hands:
        many = [certificate(hand, f"class:{hand.number}", running) for running in range(20)]
        parcels.append((hand, hand.parcel(many)))

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda each: room.push(*each), parcels))

    refused = sum(f.reason == "number-taken" for d in done for f in d.fates.values())
    assert (room.count(tables.numbers), refused) == (20, 7 * 20)


def test_what_collides_is_tried_again(engine: Engine) -> None:
    with writing(engine) as connection:
        rows = [{"id": scope, "rev": 0, "hash": ""} for scope in ("class:a", "class:b")]
        connection.execute(tables.scopes.insert(), rows)
    holds: dict[str, Future[None]] = {"class:a": Future(), "class:b": Future()}
    tries: list[str] = []

    def crosswise(first: str, second: str) -> None:
        tries.append(first)
        with writing(engine) as connection:
            _step(connection, first)
            if not holds[first].done():
                holds[first].set_result(None)
            holds[second].result(30)
            _step(connection, second)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(again, lambda: crosswise("class:a", "class:b"))
        two = pool.submit(again, lambda: crosswise("class:b", "class:a"))
        one.result(60)
        two.result(60)

    with reading(engine) as connection:
        revs = list(connection.execute(sa.select(tables.scopes.c.rev)).scalars())
    assert (revs, len(tries)) == ([2, 2], 3)


def _step(connection: Connection, scope: str) -> None:
    mine = tables.scopes.c.id == scope
    rev = tables.scopes.c.rev + 1
    connection.execute(tables.scopes.update().where(mine).values(rev=rev))
