"""A real server in this process, desks that joined it, and their engines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from desktop.actions import classes, roster
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.sync.engine import Engine
from desktop.sync.joining import join
from protocol.wire import Limits, Role
from server import accounts, tables
from server.app import create_app
from server.database import open_engine, writing

URL = "https://sync.example.test"


@dataclass
class House:
    """The server with its database; ``before`` may answer a request in its stead."""

    app: Starlette
    database: Any
    clock: Callable[[], datetime]
    asked: list[str] = field(default_factory=list)
    before: Callable[[httpx.Request], httpx.Response | None] = lambda request: None
    after: Callable[[httpx.Request, httpx.Response], httpx.Response] = lambda _, answer: answer

    def code(self, name: str, role: Role = "facilitator", scopes: tuple[str, ...] = ("*",)) -> str:
        """Invite somebody; the code as they are shown it."""
        with writing(self.database) as connection:
            person = accounts.add_person(connection, name, role, scopes, self.clock())
            return accounts.invite(connection, person, self.clock())

    def connect(self, _url: str = URL) -> httpx.AsyncClient:
        """Open a line into the server."""
        return httpx.AsyncClient(transport=Wire(self))


class Wire(httpx.AsyncBaseTransport):
    """Carries requests into the server, past whoever stands between."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.inner = httpx.ASGITransport(app=house.app, raise_app_exceptions=True)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.house.asked.append(f"{request.method} {request.url.path}")
        instead = self.house.before(request)
        if instead is not None:
            return instead
        return self.house.after(request, await self.inner.handle_async_request(request))


@pytest.fixture
def limits() -> Limits:
    return Limits()


@pytest.fixture
def house(tmp_path: Path, clock: Callable[[], datetime], limits: Limits) -> Iterator[House]:
    database = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    tables.metadata.create_all(database)
    yield House(create_app(database, clock=clock, limits=limits), database, clock)
    database.dispose()


@pytest.fixture
def joined(house: House, open_desk: Callable[..., Desk]) -> Callable[..., Desk]:
    """Sits down at a new desk that has joined the server, by the person's name."""

    def join_in(name: str, role: Role = "facilitator", scopes: tuple[str, ...] = ("*",)) -> Desk:
        desk = open_desk(name)
        code = house.code(name, role, scopes)
        asyncio.run(join(desk, URL, code, connect=house.connect))
        return desk

    return join_in


@pytest.fixture
def engine(house: House) -> Callable[..., Engine]:
    """Gives a desk's engine on the line to the server, working in place."""

    def make(desk: Desk, **more: Any) -> Engine:
        return Engine(desk, connect=house.connect, threads=False, **more)

    return make


@pytest.fixture
def sync(engine: Callable[..., Engine]) -> Callable[[Desk], Any]:
    """Does what the command ``sync`` does at a desk."""

    def rounds(desk: Desk) -> Any:
        one = engine(desk)
        return asyncio.run(one.alone(one.all_rounds()))

    return rounds


@pytest.fixture
def new_class() -> Callable[..., Class]:
    """Sets up a class with people in it at a desk."""

    def set_up(desk: Desk, code: str = "T1", heads: int = 3) -> Class:
        days = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))
        wanted = classes.NewClass(code, int(code[1:]), days, venue="ห้อง ๑")
        of = classes.create_class(desk, wanted)
        roster.enrol(desk, of, [Person("นาย", f"ทดสอบ{i}", "ระบบ") for i in range(heads)])
        return of

    return set_up
