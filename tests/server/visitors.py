"""Devices that call on the server in this process, over HTTP without a network."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Engine
from starlette.applications import Starlette

from protocol import wire
from protocol.chain import digest
from protocol.change import Change
from protocol.log import GENESIS, Point, pack
from protocol.wire import Problem, Role
from server import accounts
from server.database import writing

MSGPACK = "application/msgpack"
CLASS = "class:river"
OTHER = "class:harbour"

T = TypeVar("T")


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


class Line:
    """Calls the application from one address."""

    def __init__(self, app: Starlette, address: str = "203.0.113.7") -> None:
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(
                app, raise_app_exceptions=False, client=(address, 50_000)
            ),
            base_url="https://desk.test",
        )

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self._runner.run(self._client.request(method, path, **more))

    def post(self, path: str, message: object, token: str = "") -> httpx.Response:
        headers = {"Content-Type": MSGPACK}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        body = msgspec.msgpack.encode(message)
        return self.call("POST", path, content=body, headers=headers)

    def close(self) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()


def read(response: httpx.Response, kind: type[T]) -> T:
    assert response.status_code == 200, response.content
    return msgspec.msgpack.decode(response.content, type=kind)


def problem(response: httpx.Response) -> tuple[int, str]:
    if response.headers["content-type"] == MSGPACK:
        return response.status_code, msgspec.msgpack.decode(response.content, type=Problem).code
    return response.status_code, msgspec.json.decode(response.content, type=Problem).code


class Visitor:
    """One device with its keys, and what it does."""

    def __init__(self, line: Line, name: str, device: str | None = None) -> None:
        self.line = line
        self.name = name
        self.device = device or os.urandom(8).hex()
        self.signing = Ed25519PrivateKey.generate()
        self.key = self.signing.public_key().public_bytes_raw().hex()
        self.box = X25519PrivateKey.generate().public_key().public_bytes_raw().hex()
        self.token = ""
        self.n = 0
        self.prev = ""

    def sign(self, text: bytes) -> str:
        return self.signing.sign(text).hex()

    def enrol(self, code: str, **more: Any) -> httpx.Response:
        proof = self.sign(wire.enrol_text(code, self.device, self.key, self.box))
        message = wire.Enrol(
            code=code, device=self.device, key=self.key, box=self.box, proof=proof, **more
        )
        return self.line.post("/v1/enrol", message)

    def answer(self) -> wire.Answer:
        asked = self.line.post("/v1/challenge", wire.Challenge(device=self.device))
        nonce = read(asked, wire.Nonce)
        text = wire.session_text(nonce.server, self.device, nonce.nonce)
        return wire.Answer(device=self.device, nonce=nonce.nonce, signature=self.sign(text))

    def sign_in(self) -> None:
        answered = self.line.post("/v1/session", self.answer())
        self.token = read(answered, wire.Session).token

    def post(self, path: str, message: object) -> httpx.Response:
        return self.line.post(path, message, self.token)

    def ask(self, path: str, message: object, kind: type[T]) -> T:
        return read(self.post(path, message), kind)

    def hello(self, **more: Any) -> wire.Welcome:
        return self.ask("/v1/hello", wire.Hello(**more), wire.Welcome)

    def change(self, scope: str = CLASS, **more: Any) -> Change:
        self.n += 1
        values: dict[str, Any] = {"set": {"mark": f"value {self.n}"}, "entity": "attendance"}
        values.update(more)
        values.setdefault("salt", {group: os.urandom(8).hex() for group in values["set"]})
        plain: dict[str, Any] = {
            "id": os.urandom(16).hex(),
            "scope": scope,
            "row": os.urandom(8).hex(),
            "over": {},
            "n": self.n,
            "author": self.name,
            "device": self.device,
            "at": "2026-03-02T09:00:00Z",
            "schema": 1,
            "prev": self.prev,
        }
        made = Change(**{**plain, **values})
        self.prev = digest(made)
        return made

    def changes(self, count: int, scope: str = CLASS) -> list[Change]:
        return [self.change(scope) for _ in range(count)]

    def part(
        self,
        changes: Sequence[Change],
        known: Sequence[Point] = (GENESIS,),
        vouchers: list[wire.Voucher] | None = None,
    ) -> wire.PushPart:
        scope = changes[0].scope
        own = [digest(c) for c in changes if c.device == self.device]
        if vouchers is None:
            text = wire.voucher_text(scope, self.device, wire.sorted_digests(own))
            vouchers = [wire.Voucher(device=self.device, signature=self.sign(text))]
        return wire.PushPart(scope=scope, known=list(known), body=pack(changes), vouchers=vouchers)

    def push(
        self,
        changes: Sequence[Change],
        known: Sequence[Point] = (GENESIS,),
        vouchers: list[wire.Voucher] | None = None,
    ) -> wire.PushedPart:
        message = wire.Push(parts=[self.part(changes, known, vouchers)])
        return self.ask("/v1/push", message, wire.Pushed).parts[0]

    def pull(self, scope: str = CLASS, known: Sequence[Point] = (GENESIS,)) -> wire.PulledPart:
        asked = wire.Pull(parts=[wire.PullPart(scope=scope, known=list(known))])
        return self.ask("/v1/pull", asked, wire.Pulled).parts[0]

    def put(self, scope: str, name: str, piece: bytes, query: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": MSGPACK}
        return self.line.call(
            "PUT", f"/v1/blobs/{scope}/{name}?{query}", content=piece, headers=headers
        )

    def get(self, path: str, **headers: str) -> httpx.Response:
        with_token = {"Authorization": f"Bearer {self.token}", **headers}
        return self.line.call("GET", path, headers=with_token)


class Town:
    """A server, its clock, and a way to bring visitors in."""

    def __init__(self, engine: Engine, app: Starlette, clock: Clock) -> None:
        self.engine = engine
        self.app = app
        self.clock = clock
        self.line = Line(app)

    def code(self, name: str, role: Role = "facilitator", *scopes: str) -> str:
        now = self.clock()
        with writing(self.engine) as connection:
            person = accounts.add_person(connection, name, role, scopes, now)
            return accounts.invite(connection, person, now)

    def visitor(self, name: str, role: Role = "facilitator", *scopes: str) -> Visitor:
        """Bring in a device with a session."""
        new = Visitor(self.line, name)
        read(new.enrol(self.code(name, role, *scopes)), wire.Enrolled)
        new.sign_in()
        return new

    def close(self) -> None:
        self.line.close()


def name_of(data: bytes) -> str:
    return sha256(data).hexdigest()
