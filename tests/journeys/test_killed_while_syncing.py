"""The power goes while desks and server talk, on either side and at every exchange.

What was acknowledged is there afterwards, the doctor finds nothing, and the next round completes.
``WORKSHOP_DESK_KILLS`` sets how often; ``scripts/soak`` runs hundreds.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from threading import Timer

import pytest

from tests.journeys.places import Hall, Laptop
from tests.network import processes
from tests.network.proxy import FaultProxy

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up there")

KILLS = max(6, int(os.environ.get("WORKSHOP_DESK_KILLS", "25")) // 3)
MOMENT = 0.12  # seconds: longer than anything takes that comes after an exchange
EXCHANGES = 5
"""Challenge, session, hello, push, pull: what a round of work both ways consists of."""


class World:
    """A server and two laptops of one class, behind a line to watch."""

    def __init__(self, folder: Path, proxy: FaultProxy, running: ExitStack) -> None:
        self.folder, self.proxy, self.running = folder, proxy, running
        self.count = 0
        self.start_server()
        self.far, self.near = Laptop(folder / "far"), Laptop(folder / "near")
        self.far.value("enrol", proxy.url, self.hall.invite("สมศรี"))
        self.near.value("enrol", proxy.url, self.hall.invite("มานะ"))
        self.far.fill()
        self.meet()

    def start_server(self) -> None:
        """Start the server, on what its end left behind if it ran before."""
        self.hall = self.running.enter_context(Hall(self.folder / "server"))
        self.proxy.upstream = self.hall.url

    def meet(self) -> None:
        """Let both do whole rounds until each has all."""
        self.proxy.plan = ()
        for laptop in (self.far, self.near, self.far):
            tally = laptop.value("sync")
            assert (tally["still_pending"], tally["held"]) == (0, 0)

    def work(self) -> None:
        """Mark everybody at both laptops, differently; the near one sends first."""
        for laptop in (self.far, self.near):
            self.count += 1
            reason = f"reason {self.count}"
            seats = map(str, range(1, 39))
            laptop.value("mark", laptop.code, "S01", "excused", *seats, "--reason", reason)
        self.near.value("sync")
        with self.far.opened() as desk:
            desk.store.keep_key("session", "")

    def assert_whole(self) -> None:
        """All is well with both, and with the server; nothing is there twice."""
        here, there = self.far.changes(), self.near.changes()
        log = self.hall.log(self.far.scope())
        assert here == there
        assert set(here.values()) == {1}
        assert sorted(log.ids) == sorted(here)
        assert self.far.sheet() == self.near.sheet()
        assert self.far.conflicts() == self.near.conflicts()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with FaultProxy("http://127.0.0.1:1") as proxy, ExitStack() as running:
        yield World(tmp_path, proxy, running)


@contextmanager
def at_exchange(
    proxy: FaultProxy, wanted: int, deed: Callable[[], object], fault: str = "pass"
) -> Iterator[None]:
    """Do something once, when an exchange comes, and a fault to that exchange."""
    begin = len(proxy.exchanges)

    def plan(number: int, _method: str, _path: str) -> str:
        if number - begin != wanted:
            return "pass"
        deed()
        return fault

    proxy.plan = plan
    yield
    proxy.plan = ()


def run_until_killed(laptop: Laptop, proxy: FaultProxy, at: int, fault: str, moment: float) -> int:
    """Sync as a process that is killed when its exchange ``at`` comes, or a moment later."""
    process: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        processes.cut_power([process[0].pid])

    timer = Timer(moment, kill)
    with at_exchange(proxy, at, timer.start if moment else kill, fault):
        process.append(laptop.start("sync"))
        status = process[0].wait(60)
    timer.cancel()
    return status


@pytest.mark.parametrize("fault", ["drop-request", "pass"])
def test_a_desk_may_die_at_every_exchange(world: World, fault: str) -> None:
    statuses = []
    for at in range(EXCHANGES):
        world.work()

        statuses.append(run_until_killed(world.far, world.proxy, at, fault, 0))

        assert world.far.is_well()
        world.meet()
        world.assert_whole()
    assert statuses == [-9] * EXCHANGES


def test_a_desk_may_die_at_any_moment_of_a_round(world: World) -> None:
    chance = Random(os.environ.get("WORKSHOP_DESK_SEED", "12"))
    killed = 0

    for turn in range(KILLS):
        world.work()
        moment = 0.001 + chance.random() * MOMENT
        killed += run_until_killed(world.far, world.proxy, turn % EXCHANGES, "pass", moment) == -9
        assert world.far.is_well()
        world.meet()
        world.assert_whole()

    assert killed > KILLS // 3


def test_a_new_desk_may_die_while_all_arrives(world: World, tmp_path: Path) -> None:
    chance = Random(os.environ.get("WORKSHOP_DESK_SEED", "12"))
    for _ in range(4):
        world.work()
        world.meet()
    fresh = Laptop(tmp_path / "fresh")
    fresh.value("enrol", world.proxy.url, world.hall.invite("ปิติ"))

    for at in range(2, 5):
        run_until_killed(fresh, world.proxy, at, "pass", 0.001 + chance.random() * MOMENT)
        assert fresh.is_well()
    fresh.value("sync")

    assert fresh.changes() == world.far.changes()
    assert fresh.sheet() == world.far.sheet()


@pytest.mark.parametrize("at", range(EXCHANGES))
def test_a_server_may_die_at_every_exchange(world: World, at: int) -> None:
    chance = Random(f"{os.environ.get('WORKSHOP_DESK_SEED', '12')} {at}")
    answers = []

    for moment in (0.0, *(chance.random() * 0.03 for _ in range(KILLS // 6))):
        world.work()
        timer = Timer(moment, world.hall.kill)
        with at_exchange(world.proxy, at, timer.start if moment else world.hall.kill):
            answers.append(world.far.run("sync", "--json"))
        assert world.hall.process.wait(30) == -9
        world.start_server()
        world.meet()
        world.assert_whole()

    assert {a.status for a in answers} <= {0, 1}
    assert {a.value["error"] for a in answers if a.status} <= {"unreachable", "server"}
    assert world.far.is_well()
    assert world.near.is_well()
