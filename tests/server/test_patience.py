"""Connections that keep the server waiting are ended; slow ones that go on are not."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from server import patience

HEADERS, BODY = 0.3, 0.3
DEADLINE = 10.0
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


@contextlib.asynccontextmanager
async def served() -> AsyncIterator[int]:
    """Serve on a free port with limits short enough to wait for."""
    app = Starlette(routes=[Route("/", echo, methods=["POST"])])
    config = uvicorn.Config(
        app,
        port=0,
        http=patience.protocol(HEADERS, BODY),
        lifespan="off",
        log_config=None,
        timeout_keep_alive=30,
    )
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        await server.shutdown()


@contextlib.asynccontextmanager
async def connected(port: int) -> AsyncIterator[Streams]:
    """Open a connection; it is closed at the end, whoever broke it off."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(DEADLINE):
            yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def says(port: int, *pieces: bytes, every: float = 0) -> bytes:
    """Send pieces at a pace, in seconds, and give what comes back until the line is closed."""
    async with connected(port) as (reader, writer):
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(every)
            return await reader.read()
    return b""


REQUEST = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 6\r\n\r\n"


def answer(*pieces: bytes, every: float = 0) -> bytes:
    async def go() -> bytes:
        async with served() as port:
            return await says(port, *pieces, every=every)

    return asyncio.run(go())


def test_a_whole_request_is_answered() -> None:
    assert answer(REQUEST + b"abcdef").endswith(b"6")


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (b"POST / HT",),
        (b"POST / HTTP/1.1\r\n", b"A: 1\r\n", b"B: 2\r\n", b"C: 3\r\n", b"D: 4\r\n"),
    ],
    ids=["silent", "cut", "trickling"],
)
def test_headers_that_do_not_end_in_time_end_the_connection(pieces: tuple[bytes, ...]) -> None:
    assert answer(*pieces, every=0.1) == b""


def test_a_body_that_stops_ends_the_connection() -> None:
    assert answer(REQUEST + b"abc") == b""


def test_a_slow_body_that_goes_on_is_waited_for() -> None:
    pieces = [bytes([letter]) for letter in b"abcdef"]

    assert answer(REQUEST, *pieces, every=BODY / 3).endswith(b"6")


def test_the_next_request_on_a_line_must_come_in_time_too() -> None:
    first = REQUEST.replace(b"Connection: close\r\n", b"") + b"abcdef"

    got = answer(first + b"POST / HT")

    assert got.count(b"HTTP/1.1 200") == 1


def test_nobody_is_blamed_while_we_ourselves_do_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    was, spared = patience.PatientProtocol._give_up, list[bool]()

    def give_up(self: patience.PatientProtocol) -> None:
        self.flow.read_paused = not spared  # only the first time
        was(self)
        self.flow.read_paused = False
        spared.append(not self.transport.is_closing())

    monkeypatch.setattr(patience.PatientProtocol, "_give_up", give_up)

    assert answer(REQUEST + b"abc") == b""
    assert spared == [True, False]
