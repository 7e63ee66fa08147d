"""Sixteen write one log at once: whoever reads along misses no rev, and every hash follows."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine

from benchmarks.scale.hands import Hand
from protocol.log import GENESIS, Point, following, unpack
from server.database import open_engine
from server.migrations import bring_up_to_date
from tests.network.gathering import read_log
from tests.network.postgres import Postgres
from tests.server.room import SCOPE, Room

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks processes up in /proc")

WRITERS, POLLERS = 16, 4


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of either kind."""
    if request.param == "sqlite":
        yield from _opened(f"sqlite:///{tmp_path / 'server.db'}")
    else:
        with Postgres() as postgres:
            yield from _opened(postgres.url())


def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


def test_sixteen_write_one_log_and_whoever_reads_along_misses_no_rev(database: Engine) -> None:
    room = Room.of_admins(database, WRITERS)
    over = Event()

    with ThreadPoolExecutor(WRITERS + POLLERS) as pool:
        readers = [pool.submit(_follow, room, over) for _ in range(POLLERS)]
        writers = [pool.submit(_write, room, hand) for hand in room.hands]
        try:
            written = [id_ for writer in writers for id_ in writer.result(120)]
        finally:
            over.set()
        followed = [reader.result(60) for reader in readers]

    log = read_log(database, SCOPE)
    assert sorted(log.ids) == sorted(written)
    assert [point.rev for point in log.points] == list(range(WRITERS * 12 + 1))
    assert followed == [(log.points, log.commits)] * POLLERS


def _write(room: Room, hand: Hand) -> list[str]:
    """Push a dozen batches, from the newest point this one was told."""
    written: list[str] = []
    known = GENESIS
    for _ in range(12):
        parcel = hand.marks(SCOPE, 5)
        done = room.push(hand, parcel, known)
        assert (done.fates, done.diverged) == ({}, None)
        written += parcel.digests
        known = done.tip
    return written


def _follow(room: Room, over: Event) -> tuple[tuple[Point, ...], tuple[tuple[str, ...], ...]]:
    """Read on and on until all is written and read; every commit must follow the one before."""
    points, commits = [GENESIS], []
    while True:
        last = over.is_set()
        page = room.pull(SCOPE, points[-1], most_bytes=5_000)
        assert page.diverged is None
        for commit in page.commits:
            _, digests = unpack(SCOPE, commit.body)
            point = following(points[-1], digests.items())
            assert point == Point(commit.rev, commit.hash)
            points.append(point)
            commits.append(tuple(digests))
        if last and not page.commits:
            return tuple(points), tuple(commits)
