"""A bad network to order: an HTTP proxy that does to each exchange what a plan says.

It stands between a client and one upstream server, plain HTTP/1.1, one exchange to a connection.
A fault is a word, some with a value behind a colon:

``pass``              nothing happens
``drop-request``      the connection closes, the upstream never hears of it
``cut-request``       half of the request arrives (``cut-request:20`` only 20 bytes), then it closes
``drop-answer``       the upstream does its work, its answer is lost
``cut-answer``        half of the answer arrives (``cut-answer:20`` only 20 bytes), then it closes
``duplicate``         the request arrives twice, the second answer goes back
``duplicate:first``   the same, but the first answer goes back
``replay``            once this request is answered, the one before it arrives again
``replay:3``          the same with the request of exchange 3
``delay:0.4``         the request waits for 0.4 s, then passes
``500`` ``503`` ``429``  the proxy answers itself, the last two with Retry-After (``503:7``: 7 s)
``html``              a captive portal: status 200 and a page
``redirect``          a captive portal: status 302 to its login page
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

PASS = "pass"
BY_ITSELF = {
    "500": ("500 Internal Server Error", "Content-Type: text/plain", b"broken"),
    "503": ("503 Service Unavailable", "Content-Type: text/plain", b"busy"),
    "429": ("429 Too Many Requests", "Content-Type: text/plain", b"slower"),
    "html": ("200 OK", "Content-Type: text/html", b"<html><h1>Free Wi-Fi: log in</h1></html>"),
    "redirect": ("302 Found", "Location: http://portal.invalid/login", b""),
}
NUMBERED = {"cut-request", "cut-answer", "replay", "delay", "503", "429"}
REMEMBERED = 64  # requests that can be replayed: enough to be stale, and a soak stays small
KINDS = {PASS, "drop-request", "drop-answer", "duplicate", *NUMBERED, *BY_ITSELF}

Plan = Callable[[int, str, str], str] | Sequence[str]
"""The fault of an exchange by its number (from 0), method and path; after a list's end ``pass``."""


@dataclass(frozen=True)
class Fault:
    """What happens to one exchange."""

    kind: str
    value: str = ""

    @classmethod
    def parse(cls, word: str) -> Self:
        """Read a word of a plan, or raise ValueError."""
        kind, _, value = word.partition(":")
        known = kind in KINDS and (not value or kind in NUMBERED or word == "duplicate:first")
        if not known or (kind == "delay" and not value):
            raise ValueError(f"no such fault: {word}")
        if value and kind in NUMBERED:
            float(value)
        return cls(kind, value)

    def cut(self, whole: bytes) -> bytes:
        """The part that arrives: as many bytes as the value says, or half."""
        return whole[: int(self.value) if self.value else len(whole) // 2]


@dataclass(frozen=True)
class Exchange:
    """One request that reached the proxy, and what was done to it."""

    number: int
    method: str
    path: str
    fault: str


class FaultProxy:
    """Listens on a free loopback port while its ``with`` block lasts, on a thread of its own.

    ``plan`` and ``upstream`` (``http://host:port``) may be set anew at any time. A mistake in the
    plan is raised at the end of the block.
    """

    def __init__(self, upstream: str, plan: Plan = ()) -> None:
        self.upstream = upstream
        self.plan = plan
        self.exchanges: list[Exchange] = []
        self._requests: dict[int, bytes] = {}
        self._number = 0
        self._port: Future[int] = Future()
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), daemon=True)
        self._mistakes: list[BaseException] = []

    @property
    def url(self) -> str:
        """Where clients find the proxy."""
        return f"http://127.0.0.1:{self._port.result()}"

    @property
    def counts(self) -> Counter[str]:
        """How often each kind of fault was done, the word before its colon as the key."""
        return Counter(e.fault.partition(":")[0] for e in list(self.exchanges))

    def __enter__(self) -> Self:
        self._thread.start()
        self._port.result()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        if self._mistakes:
            raise self._mistakes[0]

    async def _main(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        except OSError as error:
            self._port.set_exception(error)
            return
        self._port.set_result(server.sockets[0].getsockname()[1])
        await self._stop.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await server.wait_closed()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = self._loop.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (mistake := task.exception()) is not None:
            self._mistakes.append(mistake)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with ending(writer):
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                request = await read_request(reader)
                writer.write(await self._exchange(request))
                await writer.drain()

    async def _exchange(self, request: bytes) -> bytes:
        """What the client gets to see: an answer, a part of one, or nothing at all."""
        method, path = request.split(b"\r\n", 1)[0].decode("latin-1").split(" ")[:2]
        number, self._number = self._number, self._number + 1
        word = self._planned(number, method, path)
        fault = Fault.parse(word)
        if fault.kind == "replay" and self._old(fault) is None:
            fault, word = Fault(PASS), PASS
        self.exchanges.append(Exchange(number, method, path, word))
        if fault.kind == "drop-request":
            return b""
        if fault.kind in BY_ITSELF:
            return own_answer(fault)
        answer = await self._disturbed(fault, request)
        self._requests[number] = request
        self._requests.pop(number - REMEMBERED, None)
        return answer

    def _planned(self, number: int, method: str, path: str) -> str:
        if callable(self.plan):
            return self.plan(number, method, path)
        return self.plan[number] if number < len(self.plan) else PASS

    def _old(self, fault: Fault) -> bytes | None:
        return self._requests.get(int(fault.value or max(self._requests, default=-1)))

    async def _disturbed(self, fault: Fault, request: bytes) -> bytes:
        """Send a request upstream, as well as the fault lets it."""
        if fault.kind == "cut-request":
            await self._send(fault.cut(request), listen=False)
            return b""
        if fault.kind == "delay":
            await asyncio.sleep(float(fault.value))
        answer = await self._send(request)
        if fault.kind == "duplicate":
            second = await self._send(request)
            return answer if fault.value == "first" else second
        if fault.kind == "replay" and (old := self._old(fault)) is not None:
            await self._send(old)
        if fault.kind == "cut-answer":
            return fault.cut(answer)
        return b"" if fault.kind == "drop-answer" else answer

    async def _send(self, request: bytes, *, listen: bool = True) -> bytes:
        """The upstream's whole answer; nothing when it is away or dies over it."""
        where = urlsplit(self.upstream)
        with contextlib.suppress(ConnectionError):
            reader, writer = await asyncio.open_connection(where.hostname, where.port or 80)
            async with ending(writer):
                writer.write(request)
                with contextlib.suppress(ConnectionError):  # it may answer before it heard all
                    await writer.drain()
                return say_close(await reader.read()) if listen else b""
        return b""


@contextlib.asynccontextmanager
async def ending(writer: asyncio.StreamWriter) -> AsyncIterator[None]:
    """Close a connection at the end, for good and without complaint."""
    try:
        yield
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def read_request(reader: asyncio.StreamReader) -> bytes:
    """A whole request as its bytes, saying that the connection closes after it."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(b":") for line in head.split(b"\r\n")[1:])
    }
    if b"chunked" in fields.get(b"transfer-encoding", b"").lower():
        return say_close(head) + await read_chunks(reader)
    return say_close(head) + await reader.readexactly(int(fields.get(b"content-length", b"0")))


async def read_chunks(reader: asyncio.StreamReader) -> bytes:
    """A chunked body as its bytes, with its trailer."""
    body = b""
    while size := int((line := await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += line + await reader.readexactly(size + 2)
    while line != b"\r\n":
        body += line
        line = await reader.readuntil(b"\r\n")
    return body + line


def say_close(message: bytes) -> bytes:
    """A request or an answer, with the word that its connection is not kept."""
    head, blank, body = message.partition(b"\r\n\r\n")
    lines = [li for li in head.split(b"\r\n") if not li.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + blank + body if blank else message


def own_answer(fault: Fault) -> bytes:
    """What the proxy says without asking the upstream."""
    status, field, body = BY_ITSELF[fault.kind]
    fields = [f"HTTP/1.1 {status}", field, f"Content-Length: {len(body)}", "Connection: close"]
    if fault.kind in {"503", "429"}:
        fields.append(f"Retry-After: {fault.value or '1'}")
    return "\r\n".join([*fields, "", ""]).encode() + body
