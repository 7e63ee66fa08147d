"""Servers and desks that meet in tests: real stores, real databases, real HTTP."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread
from typing import Any, Self

import httpx
import uvicorn
from sqlalchemy import Engine

from desktop.actions import attendance, classes, opening, roster
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.syncing import Tally
from desktop.store import roster as people
from desktop.store import timetable as plan
from desktop.sync.engine import Engine as SyncEngine
from desktop.sync.joining import join
from protocol.log import GENESIS, Point, following, unpack
from protocol.wire import PullPart, Role
from server import accounts, changelog
from server.app import create_app
from server.database import reading, writing
from tests.network import processes

DAYS = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))


@contextmanager
def serving(database: Engine, **more: Any) -> Iterator[str]:
    """Serve a database over HTTP on a thread of ours; gives the address."""
    config = uvicorn.Config(
        create_app(database, **more), log_config=None, ws="none", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0), backlog=1_024) as listener:
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            processes.wait_until(lambda: server.started, "the server listens", 30)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def invite(
    database: Engine, name: str, role: Role = "facilitator", scopes: Sequence[str] = ("*",)
) -> str:
    """Invite somebody; gives the code."""
    now = datetime.now(UTC)
    with writing(database) as connection:
        person = accounts.add_person(connection, name, role, scopes, now)
        return accounts.invite(connection, person, now, os.urandom)


@dataclass(frozen=True)
class Log:
    """All of a scope's log as the server has it: its points, and the ids of each commit."""

    points: tuple[Point, ...]
    commits: tuple[tuple[str, ...], ...]

    @property
    def ids(self) -> list[str]:
        """The ids of all changes in their order, twice where one is there twice."""
        return [id_ for commit in self.commits for id_ in commit]


def read_log(database: Engine, scope: str) -> Log:
    """Read a whole log; AssertionError where a rev is missing or a hash does not follow."""
    points, commits = [GENESIS], []
    with reading(database) as connection:
        while True:
            part = PullPart(scope=scope, known=[points[-1]])
            page = changelog.after(connection, part, 2_000_000)
            assert page.diverged is None
            for commit in page.commits:
                _, digests = unpack(scope, commit.body)
                assert following(points[-1], digests.items()) == Point(commit.rev, commit.hash)
                points.append(Point(commit.rev, commit.hash))
                commits.append(tuple(digests))
            if points[-1] == page.tip:
                return Log(tuple(points), tuple(commits))
            assert page.commits, "the log ends before its tip"


def connect(_url: str) -> httpx.AsyncClient:
    """Open a client that need not know whom this machine trusts: that takes longer than a round."""
    return httpx.AsyncClient(timeout=60, verify=False, trust_env=False)


class Desks:
    """Desks in folders below one; all are closed when the ``with`` block ends."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._clock = clock
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def sit_down(self, name: str) -> Desk:
        """Open a desk that belongs to no server yet."""
        folder = self._folder / name
        opening.prepare_folder(folder)
        desk = opening.open_desk(folder, language="en", clock=self._clock)
        self._open.callback(desk.store.close)
        desk.author = name
        return desk

    async def joined(
        self,
        database: Engine,
        url: str,
        name: str,
        *,
        role: Role = "facilitator",
        scopes: Sequence[str] = ("*",),
    ) -> Desk:
        """Open a desk and let it join a server as somebody who is invited there."""
        desk = self.sit_down(name)
        await join(desk, url, invite(database, name, role, scopes), connect=connect)
        return desk


async def sync(desk: Desk) -> Tally:
    """Do what the command ``sync`` does."""
    engine = SyncEngine(desk, connect=connect, threads=False)
    return await engine.alone(engine.all_rounds())


def new_class(desk: Desk, number: int = 1, heads: int = 6) -> Class:
    """Set up a class of three days with invented people."""
    of = classes.create_class(desk, classes.NewClass(f"T{number}", number, DAYS, venue="ห้อง ๑"))
    roster.enrol(desk, of, [Person("นาย", f"ทดสอบ{i}", "ระบบ") for i in range(heads)])
    return of


def mark(desk: Desk, of: Class, status: Status, seat: int, session: int = 0) -> None:
    """Mark one person in one session."""
    held = [s for s in plan.sessions(desk.store, of.id) if s.counts][session]
    who = people.enrolments(desk.store, of.id)[seat]
    attendance.mark(desk, held, who.id, Mark(status))


def mark_week(desk: Desk, of: Class, status: Status, sessions: int) -> int:
    """Mark everybody in the first sessions; gives how many marks that made."""
    held = [s for s in plan.sessions(desk.store, of.id) if s.counts][:sessions]
    return sum(attendance.mark_remaining(desk, session, Mark(status)) for session in held)


def sheet(desk: Desk) -> list[Any]:
    """All marks at a desk, as they stand."""
    return desk.store.rows("SELECT * FROM attendance ORDER BY id")


def ids(desk: Desk, scope: str) -> list[str]:
    """The ids of all changes of a scope at a desk."""
    return [i for (i,) in desk.store.rows("SELECT id FROM changes WHERE scope = ?", (scope,))]
