"""PostgreSQL loses its power at any step of a push: nothing acknowledged is lost, none is twice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from benchmarks.scale.hands import Hand, Parcel
from desktop.models.attendance import Status
from desktop.models.syncing import Tally
from desktop.sync.failures import Offline
from protocol.wire import PushedPart
from server.database import open_engine, writing
from server.migrations import bring_up_to_date
from server.refusal import Rejected
from tests.network import processes
from tests.network.gathering import Desks, ids, mark, new_class, read_log, serving, sheet, sync
from tests.network.postgres import Postgres
from tests.server.room import SCOPE, Room

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks processes up in /proc")


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with Desks(tmp_path, lambda: datetime.now(UTC)) as gathered:
        yield gathered


BARRIERS = {
    "before the lock": ("SELECT 1 FROM scopes FOR UPDATE", "SELECT scopes.rev%FOR UPDATE"),
    "before the commit's row": ("LOCK TABLE commits IN EXCLUSIVE MODE", "INSERT INTO commits%"),
    "before the ids": ("LOCK TABLE ids IN EXCLUSIVE MODE", "INSERT INTO ids%"),
    "while it commits": ("SELECT pg_advisory_xact_lock(7)", "COMMIT%"),
}
"""What another connection does to stop a push at a stage, and the statement that waits then."""

_AT_COMMIT = """
CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON commits
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_at_commit();
"""


@pytest.mark.parametrize("stage", BARRIERS)
def test_a_power_cut_in_the_middle_of_a_push_loses_nothing_acknowledged(
    stage: str, postgres: Postgres, desks: Desks
) -> None:
    url = postgres.create(stage.replace(" ", "-"))
    engine = open_engine(url)
    bring_up_to_date(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql(_AT_COMMIT)
    barrier, stopped = BARRIERS[stage]
    plain = url.replace("postgresql+psycopg", "postgresql")

    async def story(server: str) -> tuple[Tally, Tally]:
        desk = await desks.joined(engine, server, "first")
        of = new_class(desk)
        acknowledged = await sync(desk)
        for seat in range(6):
            mark(desk, of, Status.PRESENT, seat)
        holder, watch = psycopg.connect(plain), psycopg.connect(plain, autocommit=True)
        with closing(holder), closing(watch):
            holder.execute(barrier.encode())
            pushing = asyncio.ensure_future(sync(desk))
            await asyncio.to_thread(
                processes.wait_until, lambda: _waits(watch, stopped), "the push waits", 30
            )
            await asyncio.to_thread(postgres.kill)
            with pytest.raises(Offline, match="busy"):
                await pushing
        await asyncio.to_thread(postgres.start)
        resumed = await sync(desk)
        fresh = await desks.joined(engine, server, "second", role="admin")
        await sync(fresh)
        log = read_log(engine, of.scope)
        assert sorted(log.ids) == sorted(ids(desk, of.scope)) == sorted(ids(fresh, of.scope))
        assert sheet(fresh) == sheet(desk) != []
        return acknowledged, resumed

    with serving(engine) as server:
        acknowledged, resumed = asyncio.run(story(server))
    engine.dispose()

    assert acknowledged.still_pending == resumed.still_pending == 0
    assert (resumed.pushed, resumed.held) == (6, 0)


def _waits(watch: psycopg.Connection[tuple[int]], statement: str) -> bool:
    query = (
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
        "AND wait_event_type = 'Lock' AND ltrim(query) ILIKE %s"
    )
    return watch.execute(query, (statement,)).fetchone() is not None


def test_power_cuts_while_many_push_lose_nothing_acknowledged(postgres: Postgres) -> None:
    engine = open_engine(postgres.create("cuts"))
    bring_up_to_date(engine)
    room = Room.of_admins(engine, 4)
    told: list[PushedPart] = []
    sent: set[str] = set()

    with ThreadPoolExecutor(5) as pool:
        writers = [pool.submit(_push_on, room, hand, told, sent) for hand in room.hands]
        for _ in range(2):
            _wait_for(told, len(told) + 12)
            postgres.kill()
            postgres.start()
        for writer in writers:
            writer.result(120)

    log = read_log(engine, SCOPE)
    engine.dispose()
    assert {part.tip for part in told} <= set(log.points)
    assert sorted(log.ids) == sorted(sent)


def _wait_for(told: list[PushedPart], least: int) -> None:
    processes.wait_until(lambda: len(told) >= least, "they push", 60)


def _push_on(room: Room, hand: Hand, told: list[PushedPart], sent: set[str]) -> None:
    """Push batch after batch, each until it is acknowledged."""
    for _ in range(40):
        parcel = hand.marks(SCOPE, 5)
        while (done := _tried(room, hand, parcel)) is None:
            pass
        told.append(done)
        sent.update(parcel.digests)


def _tried(room: Room, hand: Hand, parcel: Parcel) -> PushedPart | None:
    try:
        return room.push(hand, parcel)
    except Rejected as no:
        if no.code != "busy":
            raise
        return None
