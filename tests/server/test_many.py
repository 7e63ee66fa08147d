"""Many at once: no rev is skipped, nobody starves, and all end equal."""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from desktop.desk import Desk
from desktop.models.attendance import Status
from desktop.models.classes import Class
from desktop.store import conflicts
from desktop.store.membership import join, membership
from desktop.store.replica import Replica
from desktop.sync.engine import Engine as SyncEngine
from desktop.sync.loop import Loop
from protocol.log import Point
from server.database import open_engine
from server.migrations import bring_up_to_date
from server.throttle import Rate, Rates
from tests.network.gathering import (
    Desks,
    connect,
    ids,
    mark_week,
    new_class,
    read_log,
    serving,
    sheet,
    sync,
)
from tests.network.postgres import Postgres
from tests.server.running import Server

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks processes up in /proc")

CROWD = int(os.environ.get("WORKSHOP_DESK_CROWD", "50"))
"""Devices that return at once; scripts/soak takes 1,000."""
SESSIONS = 10
"""Marked offline in a week by each device."""
PATIENCE = 120 + CROWD
"""Seconds within which all of them are served."""


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, postgres: Postgres, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'server.db'}"
    return postgres.create(f"{abs(hash(request.node.nodeid)):x}")


@pytest.fixture
def database(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with Desks(tmp_path, lambda: datetime.now(UTC)) as gathered:
        yield gathered


@dataclass
class Line:
    """What one device was told to wait for, and how it waited. Times are monotonic seconds."""

    asked: list[float] = field(default_factory=list)
    refused: list[tuple[float, float]] = field(default_factory=list)

    def connect(self, url: str) -> httpx.AsyncClient:
        """Open a client that is watched."""
        client = connect(url)
        client.event_hooks = {"request": [self._request], "response": [self._response]}
        return client

    async def _request(self, _request: httpx.Request) -> None:
        self.asked.append(time.monotonic())

    async def _response(self, response: httpx.Response) -> None:
        if response.status_code in (429, 503):
            wait = float(response.headers["Retry-After"])
            self.refused.append((time.monotonic(), wait))

    @property
    def hurries(self) -> list[float]:
        """How many seconds too early each request came that followed a refusal."""
        early = []
        for at, wait in self.refused:
            later = [when for when in self.asked if when > at]
            if later and later[0] < at + wait:
                early.append(at + wait - later[0])
        return early


@dataclass(frozen=True)
class Pair:
    """A class and the two facilitators who hold it, each at a device."""

    of: Class
    desks: tuple[Desk, Desk]


async def _pairs(desks: Desks, database: Engine, url: str, count: int) -> list[Pair]:
    """Let devices join by twos; both of each have one class, and know nothing else."""
    door = asyncio.Semaphore(16)  # it is the return that shall be a crowd

    async def come(number: int) -> Pair:
        async with door:
            return await _pair(desks, database, url, number)

    return await asyncio.gather(*(come(number) for number in range(1, count + 1)))


async def _pair(desks: Desks, database: Engine, url: str, number: int) -> Pair:
    one = await desks.joined(database, url, f"one {number}", scopes=())
    of = new_class(one, number, heads=10)
    await sync(one)
    two = await desks.joined(database, url, f"two {number}", scopes=(of.scope,))
    await sync(two)
    return Pair(of, (one, two))


def _week(pairs: Sequence[Pair]) -> None:
    """Mark for a week without a network: both mark all cells, in half of the classes alike."""
    for number, pair in enumerate(pairs):
        other = Status.PRESENT if number % 2 else Status.ABSENT
        for desk, status in zip(pair.desks, (Status.PRESENT, other), strict=True):
            assert mark_week(desk, pair.of, status, SESSIONS) == 10 * SESSIONS


async def _all_equal(pairs: Sequence[Pair], database: Engine) -> None:
    """See that both devices of each class hold just what the server's log holds."""
    for number, pair in enumerate(pairs):
        log = read_log(database, pair.of.scope)
        one, two = pair.desks
        assert len(log.ids) == len(set(log.ids)) > 2 * 10 * SESSIONS
        assert sorted(ids(one, pair.of.scope)) == sorted(log.ids)
        assert sorted(ids(two, pair.of.scope)) == sorted(log.ids)
        assert sheet(one) == sheet(two)
        disputed = 0 if number % 2 else 10 * SESSIONS
        assert conflicts.count(one.store) == conflicts.count(two.store) == disputed


async def _until(true: Callable[[], bool]) -> None:
    until = asyncio.get_running_loop().time() + PATIENCE
    while not true():
        assert asyncio.get_running_loop().time() < until, "not all were served"
        await asyncio.sleep(0.05)


async def _return_at_once(pairs: Sequence[Pair], database: Engine) -> list[Line]:
    """Run every device's own loop at once until all have all; gives what their lines saw."""
    lines = [Line() for _ in pairs for _ in range(2)]
    devices = [desk for pair in pairs for desk in pair.desks]
    loops = [
        Loop(SyncEngine(desk, connect=line.connect, threads=False))
        for desk, line in zip(devices, lines, strict=True)
    ]
    running = [asyncio.create_task(loop.run()) for loop in loops]
    try:
        await _until(lambda: all(_sent(loop) for loop in loops))
        for loop in loops:
            loop.hurry()
        ends = {pair.of.scope: read_log(database, pair.of.scope).points[-1] for pair in pairs}
        await _until(lambda: all(_has(pair, ends) for pair in pairs))
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    return lines


def _sent(loop: Loop) -> bool:
    state = loop.engine.state()
    return state.phase == "idle" and state.pending == 0 and state.last is not None


def _has(pair: Pair, ends: dict[str, Point]) -> bool:
    scope = pair.of.scope
    return all(Replica(desk.store).point(scope) == ends[scope] for desk in pair.desks)


def test_a_crowd_that_returns_at_once_with_a_weeks_work_is_served_without_a_refusal(
    database: Engine, desks: Desks
) -> None:
    lines = _served(database, desks, CROWD // 2, Rates())

    assert [line.refused for line in lines] == [[]] * CROWD


def test_a_crowd_that_is_told_to_wait_waits_and_nobody_starves(
    tmp_path: Path, desks: Desks
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    bring_up_to_date(engine)
    narrow = Rates(door=Rate("door", 20, 2), sync=Rate("sync", 3, 2))

    lines = _served(engine, desks, 10, narrow)
    engine.dispose()

    assert sum(len(line.refused) for line in lines) > 0
    assert [line.hurries for line in lines] == [[]] * len(lines)


def _served(database: Engine, desks: Desks, pairs: int, rates: Rates) -> list[Line]:
    """Let a crowd return to a server with these rates; gives what its lines saw at the end."""

    async def story(entrance: str, server: str) -> list[Line]:
        crowd = await _pairs(desks, database, entrance, pairs)
        _week(crowd)
        for desk in itertools.chain.from_iterable(pair.desks for pair in crowd):
            desk.store.keep_key("session", "")  # a week later every session is over
            _move(desk, server)
        lines = await _return_at_once(crowd, database)
        await _all_equal(crowd, database)
        return lines

    wide = Rates(enrol=Rate("enrol", 10**6, 60), door=Rate("entrance", 10**6, 60))
    with serving(database, rates=wide) as entrance, serving(database, rates=rates) as server:
        return asyncio.run(story(entrance, server))


def _move(desk: Desk, url: str) -> None:
    """Go to the same server at another address."""
    mine = membership(desk.store)
    assert mine is not None
    join(desk.store, replace(mine, url=url))


def test_two_processes_on_one_database_are_one_server(
    postgres: Postgres, desks: Desks, tmp_path: Path
) -> None:
    url = postgres.create("two")
    engine = open_engine(url)

    async def story(first: str, second: str) -> None:
        pairs = await _pairs(desks, engine, first, 4)
        _week(pairs)
        for turn in (second, first, second):
            for one in (pair.desks[0] for pair in pairs):
                _move(one, turn)  # its session goes on where it was not opened
            everybody = [desk for pair in pairs for desk in pair.desks]
            await asyncio.gather(*(sync(desk) for desk in everybody))
        await _all_equal(pairs, engine)

    with (
        Server(tmp_path / "a", "--database-url", url) as a,
        Server(tmp_path / "b", "--database-url", url) as b,
    ):
        asyncio.run(story(a.url, b.url))
    engine.dispose()
