"""The server as this device sees it: typed calls, a session by itself, failures with a name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import httpx
import msgspec

from desktop.sync.answers import BYTES, JSON, MSGPACK, NoSession, checked, offline
from desktop.sync.exchange import TooSlow
from desktop.sync.failures import Denied, Offline, Trouble
from desktop.sync.identity import Identity
from protocol import wire

PATIENCE_SECONDS = 300.0
"""The longest one call may take, however steadily it goes on."""

_CUT = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.CloseError)
"""The connection broke. It may have been idle for too long: worth one more try at once."""

Message = msgspec.Struct
Answered = TypeVar("Answered", bound=msgspec.Struct)


class Remote:
    """One server, for one device. Calls come one after another, never two at once.

    ``token`` is the session kept from before, ``keep`` is told the newest one; ``server`` is the
    id this device joined, empty before. ``clock`` gives the time of this machine, aware.
    """

    def __init__(
        self,
        url: str,
        http: httpx.AsyncClient,
        identity: Identity,
        *,
        clock: Callable[[], datetime],
        server: str = "",
        token: str = "",
        keep: Callable[[str], None] = lambda token: None,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.url = url
        self.identity = identity
        self._http = http
        self._clock = clock
        self._server = server
        self._token = token
        self._keep = keep
        self._patience = patience

    async def look(self) -> None:
        """See whether there is a server of ours at all, and nothing in between."""
        async with self._open("GET", "/health", None, {}) as response:
            await checked(response, JSON)

    async def who(self) -> str:
        """Give the server's id; empty where it does not talk to a device it never met."""
        try:
            asked = wire.Challenge(device=self.identity.device)
            return (await self._ask("/v1/challenge", asked, wire.Nonce)).server
        except Trouble:
            return ""

    async def enrol(self, message: wire.Enrol) -> wire.Enrolled:
        """Join with a one-time code."""
        return await self._ask("/v1/enrol", message, wire.Enrolled)

    async def hello(self, message: wire.Hello) -> wire.Welcome:
        """Begin a round; from now on the next token is used."""
        welcome = await self._call("/v1/hello", message, wire.Welcome)
        if not wire.OLDEST <= welcome.protocol <= wire.NEWEST:
            raise Trouble("old-protocol")
        if self._server and welcome.server != self._server:
            raise Trouble("other-server")
        self._use(welcome.token)
        return welcome

    async def push(self, message: wire.Push) -> wire.Pushed:
        """Bring changes. Raises :class:`TooSlow` when there is no answer in time."""
        with _halving():
            return await self._call("/v1/push", message, wire.Pushed)

    async def pull(self, message: wire.Pull) -> wire.Pulled:
        """Fetch changes. Raises :class:`TooSlow` when there is no answer in time."""
        with _halving():
            return await self._call("/v1/pull", message, wire.Pulled)

    async def successor(self, heir: Identity, message: wire.Successor) -> wire.Enrolled:
        """Go on under a new device id, for which a session is opened at the next call."""
        enrolled = await self._call("/v1/successor", message, wire.Enrolled)
        self.identity = heir
        self._use("")
        return enrolled

    async def series(self, message: wire.SeriesAsked) -> wire.SeriesHeld:
        """Ask about a certificate series."""
        return await self._call("/v1/series", message, wire.SeriesHeld)

    async def blobs(self, message: wire.BlobsAsked) -> wire.BlobsWanted:
        """Ask which files the server lacks."""
        return await self._call("/v1/blobs", message, wire.BlobsWanted)

    async def put_blob(
        self, scope: str, name: str, at: int, size: int, piece: bytes
    ) -> wire.BlobKept:
        """Bring a piece of a file of ``size`` bytes, from ``at`` on. Raises :class:`TooSlow`."""
        path = f"/v1/blobs/{scope}/{name}?at={at}&size={size}"
        with _halving():
            return await self._signed_in("PUT", path, piece, BYTES, wire.BlobKept)

    async def get_blob(self, scope: str, name: str, at: int, part: Path) -> None:
        """Fetch a file from byte ``at`` on, to the end of what is in ``part`` already.

        Raises :class:`Denied`: ``not-found`` where the server does not have it (yet),
        ``bad-range`` where it is not as long; ``OSError`` where it cannot be written.
        """
        try:
            await self._get_blob(scope, name, at, part)
        except NoSession:
            await self._sign_in()
            try:
                await self._get_blob(scope, name, at, part)
            except NoSession:
                self._use("")
                raise Offline("server") from None

    async def _get_blob(self, scope: str, name: str, at: int, part: Path) -> None:
        headers = {**self._headers(""), "Range": f"bytes={at}-", "Accept": BYTES}
        async with self._open("GET", f"/v1/blobs/{scope}/{name}", None, headers) as response:
            await checked(response, BYTES)
            await _written(response, part)

    async def _call(self, path: str, message: Message, kind: type[Answered]) -> Answered:
        return await self._signed_in("POST", path, msgspec.msgpack.encode(message), MSGPACK, kind)

    async def _signed_in(
        self, method: str, path: str, body: bytes, content_type: str, kind: type[Answered]
    ) -> Answered:
        """Call with the session; where it is not good any more, sign a nonce and call again."""
        fresh = not self._token
        if fresh:
            await self._sign_in()
        try:
            return await self._send(method, path, body, self._headers(content_type), kind)
        except NoSession:
            self._use("")
            if fresh:
                raise Offline("server") from None
        await self._sign_in()
        try:
            return await self._send(method, path, body, self._headers(content_type), kind)
        except NoSession:
            self._use("")
            raise Offline("server") from None

    def _headers(self, content_type: str) -> dict[str, str]:
        plain = {"Content-Type": content_type} if content_type else {}
        return {**plain, "Authorization": f"Bearer {self._token}"}

    async def _sign_in(self) -> None:
        """Open a session: fetch a nonce, sign it, get a token."""
        device = self.identity.device
        nonce = await self._ask("/v1/challenge", wire.Challenge(device=device), wire.Nonce)
        if self._server and nonce.server != self._server:
            raise Trouble("other-server")
        signature = self.identity.sign(wire.session_text(nonce.server, device, nonce.nonce))
        answer = wire.Answer(device=device, nonce=nonce.nonce, signature=signature)
        self._use((await self._ask("/v1/session", answer, wire.Session)).token)

    def _use(self, token: str) -> None:
        self._token = token
        self._keep(token)

    async def _ask(self, path: str, message: Message, kind: type[Answered]) -> Answered:
        """Call without a session."""
        body, headers = msgspec.msgpack.encode(message), {"Content-Type": MSGPACK}
        try:
            return await self._send("POST", path, body, headers, kind)
        except NoSession:
            raise Offline("server") from None

    async def _send(
        self, method: str, path: str, body: bytes, headers: dict[str, str], kind: type[Answered]
    ) -> Answered:
        try:
            async with asyncio.timeout(self._patience):
                return await self._exchange(method, path, body, headers, kind)
        except TimeoutError:
            raise Offline("timeout") from None

    async def _exchange(
        self, method: str, path: str, body: bytes, headers: dict[str, str], kind: type[Answered]
    ) -> Answered:
        async with self._open(method, path, body, {**headers, "Accept": MSGPACK}) as response:
            answer = await checked(response, MSGPACK)
        try:
            return msgspec.msgpack.decode(answer, type=kind)
        except msgspec.DecodeError:
            raise Offline("server") from None

    @asynccontextmanager
    async def _open(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> AsyncIterator[httpx.Response]:
        request = self._http.build_request(method, self.url + path, content=body, headers=headers)
        try:
            try:
                response = await self._http.send(request, stream=True)
            except _CUT:
                response = await self._http.send(request, stream=True)
            try:
                yield response
            finally:
                await response.aclose()
        except httpx.HTTPError as error:
            raise offline(error, self._clock()) from error


async def _written(response: httpx.Response, part: Path) -> None:
    """Add what comes to a part, or begin it anew where the server gives all of the file."""
    goes_on = response.status_code == httpx.codes.PARTIAL_CONTENT
    with part.open("ab" if goes_on else "wb") as file:
        async for piece in response.aiter_bytes():
            file.write(piece)


@contextmanager
def _halving() -> Iterator[None]:
    """Turn a timeout, or an answer that the message was too large, into :class:`TooSlow`."""
    try:
        yield
    except Offline as error:
        if error.cause == "timeout" or (isinstance(error, Denied) and error.code == "too-large"):
            raise TooSlow from error
        raise
