"""The primary of a real cluster dies: what was acknowledged is there in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from desktop.desk import Desk
from desktop.models.attendance import Status
from desktop.models.classes import Class
from desktop.models.syncing import Tally
from desktop.store.replica import Replica
from desktop.sync.failures import Offline
from protocol.log import Point
from server.database import open_engine
from server.migrations import bring_up_to_date
from tests.network import processes
from tests.network.gathering import Desks, ids, mark, new_class, read_log, serving, sheet, sync
from tests.network.patroni_cluster import PatroniCluster

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks processes up in /proc")

PATIENCE = 90
"""Seconds within which a cluster has a new primary and its clients have found it."""


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with Desks(tmp_path, lambda: datetime.now(UTC)) as gathered:
        yield gathered


@pytest.fixture
def database(cluster: PatroniCluster) -> Iterator[Engine]:
    """A server's database on a cluster, reached at whichever node is the primary."""
    engine = open_engine(cluster.create("desk"))
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def cluster(request: pytest.FixtureRequest) -> Iterator[PatroniCluster]:
    with PatroniCluster(synchronous=request.param) as started:
        yield started


async def patiently(desk: Desk) -> Tally:
    """Sync as often as it takes until the server can do it again."""
    until = asyncio.get_running_loop().time() + PATIENCE
    while True:
        try:
            return await sync(desk)
        except Offline:
            if asyncio.get_running_loop().time() > until:
                raise


@pytest.mark.parametrize("cluster", [False], indirect=True)
def test_what_an_asynchronous_cluster_forgets_the_devices_bring_again(
    cluster: PatroniCluster, database: Engine, desks: Desks
) -> None:
    async def story(server: str) -> None:
        first, second, third = [
            await desks.joined(database, server, name, role="admin")
            for name in ("first", "second", "third")
        ]
        of = new_class(first)
        for desk in (first, second, third):
            await sync(desk)
        cluster.hold_replication()
        mark(first, of, Status.PRESENT, 0)
        mark(first, of, Status.LATE, 1)
        acknowledged = await sync(first)
        seen = await sync(second)
        forgotten = Replica(first.store).point(of.scope)
        cluster.kill_primary()
        cluster.wait_for_new_primary()
        assert (acknowledged.still_pending, seen.pulled) == (0, 2)

        # Somebody who missed it all comes first: the log goes another way at the same number.
        mark(third, of, Status.ABSENT, 2)
        await patiently(third)
        other = read_log(database, of.scope)
        assert forgotten.rev == other.points[-1].rev
        assert forgotten not in other.points
        mark(second, of, Status.LATE, 3)
        for desk in (second, first, third, second, first):
            await patiently(desk)

        fresh = await desks.joined(database, server, "fresh", role="admin")
        await sync(fresh)
        log = read_log(database, of.scope)
        for desk in (first, second, third, fresh):
            assert sorted(ids(desk, of.scope)) == sorted(log.ids)
            assert sheet(desk) == sheet(fresh)
            assert Replica(desk.store).point(of.scope) == log.points[-1]
        assert len(sheet(fresh)) == 4

    with serving(database) as server:
        asyncio.run(story(server))


@pytest.mark.parametrize("cluster", [True], indirect=True)
def test_a_synchronous_cluster_keeps_all_that_it_acknowledged(
    cluster: PatroniCluster, database: Engine, desks: Desks
) -> None:
    async def story(server: str) -> None:
        first, second = [
            await desks.joined(database, server, name, role="admin") for name in ("first", "second")
        ]
        of = new_class(first, heads=40)
        await sync(first)
        await sync(second)
        told: set[Point] = set()
        killing = asyncio.create_task(asyncio.to_thread(_kill_after, told, 6, cluster))
        for seat in range(20):
            for desk in (first, second):
                await _mark_and_push(desk, of, seat, told)
        await killing
        await patiently(first)

        log = read_log(database, of.scope)
        assert told <= set(log.points)
        assert sorted(ids(first, of.scope)) == sorted(log.ids)
        assert len(sheet(first)) == 20

    with serving(database) as server:
        asyncio.run(story(server))


async def _mark_and_push(desk: Desk, of: Class, seat: int, told: set[Point]) -> None:
    """Mark, push until it is acknowledged, and note the point of the log that was told."""
    mark(desk, of, Status.PRESENT, seat)
    await patiently(desk)
    told.add(Replica(desk.store).point(of.scope))


def _kill_after(told: set[Point], commits: int, cluster: PatroniCluster) -> None:
    """Cut the primary's power once so many commits were acknowledged."""
    processes.wait_until(lambda: len(told) >= commits, "commits are acknowledged")
    cluster.kill_primary()
    cluster.wait_for_new_primary()
