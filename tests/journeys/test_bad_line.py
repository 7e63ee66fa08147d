"""Two desks and a real server, and a line that fails in every way at every exchange.

Whatever happened, the next round over a good line brings everything, nothing twice.
Where a command does it, the gate takes one exchange for each fault, in turn; with
``WORKSHOP_DESK_LINE=all``, as in ``scripts/soak``, every fault at every exchange.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count

import httpx
import pytest
from sqlalchemy import Engine

from desktop.actions import attendance, opening
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.refusal import Fault
from desktop.store import conflicts
from desktop.store import roster as people
from desktop.store import timetable as plan
from desktop.store.doctor import examine
from desktop.sync.engine import Engine as SyncEngine
from desktop.sync.failures import Offline
from desktop.sync.joining import join
from server import tables
from server.database import writing
from tests.desktop.sync.test_files import give_page, noise
from tests.journeys.places import Hall, Laptop
from tests.network import gathering, processes
from tests.network.gathering import Desks
from tests.network.proxy import FaultProxy

HASTE = 0.25  # seconds
FAULTS = (
    "drop-request", "cut-request", "cut-request:20", "drop-answer", "cut-answer",
    "cut-answer:20", "duplicate", "duplicate:first", "replay", "replay:0", "delay:0.5", "500",
    "503:7", "429:7", "html", "redirect",
)  # fmt: skip
LASTING = ("drop-request", "cut-request", "drop-answer", "cut-answer", "500", "503:7", "html")
"""What may go on until the end of a round, as when a laptop is carried away."""
REASONS = (f"reason {n}" for n in count())
EXCHANGES = 7
"""So many at most are in the rounds below, which the tests look after."""
FILE_EXCHANGES = 6
ALL = os.environ.get("WORKSHOP_DESK_LINE") == "all"
NAMES = (f"desk {n}" for n in count())


def mark(desk: Desk, of: Class, seat: int, reason: str) -> None:
    """Excuse one person from the first session, as nobody was before."""
    held = next(s for s in plan.sessions(desk.store, of.id) if s.counts)
    who = people.enrolments(desk.store, of.id)[seat]
    attendance.mark(desk, held, who.id, Mark(Status.EXCUSED, reason=reason))


def connect_for(fault: str) -> Callable[[str], httpx.AsyncClient]:
    """Open a client that soon gives up where the fault is a delay, or else a patient one."""
    seconds = HASTE if fault.startswith("delay") else 60
    return lambda _url: httpx.AsyncClient(timeout=seconds, verify=False, trust_env=False)


class World:
    """Two desks that share a class: one behind a line to order, one beside the server."""

    def __init__(self, hall: Hall, proxy: FaultProxy, desks: Desks, database: Engine) -> None:
        self.hall, self.proxy, self.desks, self.database = hall, proxy, desks, database
        self.far, self.near = self.join(proxy.url), self.join(hall.url)
        self.of: Class = gathering.new_class(self.far)
        self.meet()

    def join(self, url: str) -> Desk:
        """Let a new desk join."""
        desk = self.desks.sit_down(next(NAMES))
        code = gathering.invite(self.database, desk.author)
        asyncio.run(join(desk, url, code, connect=gathering.connect))
        return desk

    def meet(self) -> None:
        """Let both do whole rounds over a good line until each has all."""
        self.proxy.plan = ()
        for desk in (self.far, self.near, self.far):
            asyncio.run(gathering.sync(desk))

    def work(self) -> None:
        """Mark at both desks: one cell differently, one alike, and one each alone."""
        both = next(REASONS)
        for desk, own in ((self.far, 2), (self.near, 3)):
            for seat, reason in ((0, next(REASONS)), (1, both), (own, both)):
                mark(desk, self.of, seat, reason)
        asyncio.run(gathering.sync(self.near))
        self.far.store.keep_key("session", "")  # so that the round begins at the very beginning

    @contextmanager
    def line(
        self, fault: str, at: int, *, among: str = "/", lasting: bool = False
    ) -> Iterator[list[str]]:
        """Do a fault to the exchange ``at`` of those that come now, or to all from there on.

        Only those under the path ``among`` count. Gives the paths of these, as they come.
        """
        paths: list[str] = []

        def plan(_number: int, _method: str, path: str) -> str:
            if not path.startswith(among):
                return "pass"
            paths.append(path)
            turn = len(paths) - 1
            return fault if turn == at or (lasting and turn > at) else "pass"

        self.proxy.plan = plan
        yield paths
        self.proxy.plan = ()

    def try_round(
        self, fault: str, at: int, *, among: str = "/", lasting: bool = False
    ) -> list[str]:
        """Do a round under a fault; gives the paths asked for. Only ``Offline`` may come of it."""
        engine = SyncEngine(self.far, connect=connect_for(fault), threads=False)
        with self.line(fault, at, among=among, lasting=lasting) as paths, suppress(Offline):
            asyncio.run(engine.alone(engine.round()))
        return paths

    def wait_until_quiet(self) -> None:
        """Wait until what was delayed has arrived, too."""
        processes.wait_until(lambda: not self.proxy._tasks, "the line is quiet")

    def assert_whole(self, what: object) -> None:
        """Both desks have the same, all of it once, and see the one conflict there is."""
        here, there = (sorted(gathering.ids(d, self.of.scope)) for d in (self.far, self.near))
        assert here == there, what
        assert len(here) == len(set(here)), what
        assert gathering.sheet(self.far) == gathering.sheet(self.near), what
        assert [conflicts.count(d.store) for d in (self.far, self.near)] == [1, 1], what
        pending = "SELECT count(*) FROM changes WHERE rev IS NULL"
        assert [d.store.rows(pending) for d in (self.far, self.near)] == [[(0,)], [(0,)]], what

    def assert_logged(self) -> None:
        """The server's log is one chain with every change once, and both desks are sound."""
        log = gathering.read_log(self.database, self.of.scope)
        assert sorted(log.ids) == sorted(gathering.ids(self.far, self.of.scope))
        assert examine(self.far.store) == examine(self.near.store) == []


@pytest.fixture
def world(shared: World) -> World:
    """The world, with the counts of requests forgotten: nobody syncs as often as these tests."""
    with writing(shared.database) as connection:
        connection.execute(tables.rates.delete())
    return shared


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("line")
    with (
        Hall(folder / "server") as hall,
        FaultProxy(hall.url) as proxy,
        Desks(folder, opening.system_clock) as desks,
        hall.database() as database,
    ):
        yield World(hall, proxy, desks, database)


@pytest.fixture(scope="module")
def laptop(shared: World, tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """A data folder behind the line."""
    made = Laptop(tmp_path_factory.mktemp("far"), *(["sync"] if ALL else []), code="C1")
    made.value("enrol", shared.proxy.url, gathering.invite(shared.database, "far"))
    made.fill()
    return made


@pytest.mark.parametrize(("turn", "fault"), list(enumerate(FAULTS)))
def test_the_command_does_it_on_a_bad_line(
    world: World, laptop: Laptop, turn: int, fault: str
) -> None:
    for at in range(EXCHANGES) if ALL else [turn % 3]:
        laptop.value("mark", laptop.code, "S01", "excused", "1", "--reason", next(REASONS))
        with world.line(fault, at):
            said = laptop.run("sync", "--json")
        tally = laptop.value("sync")

        assert (tally["held"], tally["still_pending"]) == (0, 0)
        assert said.status == 0 or said.value["error"] in (
            "unreachable", "timeout", "server", "busy", "captive",
        )  # fmt: skip
    log = gathering.read_log(world.database, laptop.scope())

    assert len(log.ids) == len(set(log.ids))
    assert set(log.ids) == set(laptop.changes())
    assert laptop.is_well()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_code_is_not_lost_on_a_bad_line(world: World, fault: str) -> None:
    for at in range(3):
        desk = world.desks.sit_down(next(NAMES))
        code = gathering.invite(world.database, desk.author)
        said = ""
        with world.line(fault, at) as paths:
            try:
                asyncio.run(join(desk, world.proxy.url, code, connect=connect_for(fault)))
            except Fault as no:
                said = no.code
        again = asyncio.run(join(desk, world.proxy.url, code, connect=gathering.connect))
        asyncio.run(gathering.sync(desk))

        assert said in ("", "not-reached"), (fault, at, paths)
        assert again.person == desk.author
        assert sorted(gathering.ids(desk, world.of.scope)) == sorted(
            gathering.ids(world.near, world.of.scope)
        )


@pytest.mark.parametrize("fault", FAULTS)
def test_one_bad_exchange_loses_and_doubles_nothing(world: World, fault: str) -> None:
    asked: set[str] = set()

    for at in range(EXCHANGES):
        world.work()
        paths = world.try_round(fault, at)
        asked.update(paths)
        world.meet()
        world.assert_whole((fault, at, paths))
        if at >= len(paths):
            break

    world.assert_logged()
    assert asked >= {f"/v1/{p}" for p in ("challenge", "session", "hello", "push", "pull")}
    assert at >= 5


@pytest.mark.parametrize("fault", LASTING if ALL else LASTING[::2])
def test_a_line_that_stays_bad_from_some_exchange_on_loses_nothing(
    world: World, fault: str
) -> None:
    for at in range(EXCHANGES):
        world.work()
        paths = world.try_round(fault, at, lasting=True)
        world.meet()
        world.assert_whole((fault, at, paths))

    world.assert_logged()


@pytest.mark.parametrize("fault", FAULTS if ALL else FAULTS[::3])
def test_archived_pages_arrive_whole_on_a_bad_line(world: World, fault: str) -> None:
    asked: list[str] = []

    for at in range(FILE_EXCHANGES):
        pages = [noise(9_000), noise(9_000)]
        theirs, ours = (
            give_page(desk, world.of, page, noise(50))
            for desk, page in zip((world.near, world.far), pages, strict=True)
        )
        asyncio.run(gathering.sync(world.near))
        paths = world.try_round(fault, at, among="/v1/blobs")
        asked += [path for path in paths if ours in path or theirs in path]
        world.wait_until_quiet()
        world.meet()
        asyncio.run(gathering.sync(world.near))
        here, there = ([d.store.blob(n) for n in (theirs, ours)] for d in (world.far, world.near))

        assert here == there == pages, (fault, at, paths)
        if at >= len(paths):
            break

    assert len(asked) >= 2
    assert at >= 4
