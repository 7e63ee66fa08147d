"""Asks a server as many devices do, each on its own line, and says what each answer cost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from benchmarks.scale.filling import held_by
from benchmarks.scale.hands import PEOPLE, Hand
from protocol.log import GENESIS, Point
from protocol.wire import (
    Answer,
    Challenge,
    Hello,
    Nonce,
    Pull,
    Pulled,
    PullPart,
    Push,
    Pushed,
    Session,
    Welcome,
)

_MSGPACK = "application/msgpack"
_Answered = TypeVar("_Answered", bound=msgspec.Struct)
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Line:
    """One device on its own connection, with a session."""

    hand: Hand
    url: str
    classes: int
    known: dict[str, Point] = field(default_factory=dict)
    sent: int = 0
    received: int = 0
    _token: str = ""

    def __post_init__(self) -> None:
        self._http = HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        self.scopes = held_by(self.hand.number, self.classes)

    def open(self) -> None:
        """Open a session and learn where the logs stand."""
        device = self.hand.device
        nonce = self._ask("/v1/challenge", Challenge(device=device), Nonce)
        signature = self.hand.answer(nonce.server, nonce.nonce)
        answer = Answer(device=device, nonce=nonce.nonce, signature=signature)
        self._token = self._ask("/v1/session", answer, Session).token
        self.known = dict(self._hello({}).scopes)

    def hello(self) -> None:
        """Begin a round with nothing to do."""
        self._hello(self.known)

    def push(self) -> None:
        """Bring the marks of one session of one class."""
        scope = self.scopes[0]
        parcel = self.hand.marks(scope, PEOPLE)
        known = [self.known.get(scope, GENESIS)]
        pushed = self._ask("/v1/push", Push(parts=[parcel.part(known)]), Pushed)
        assert pushed.parts[0].fates == {}
        self.known[scope] = pushed.parts[0].tip

    def pull(self) -> None:
        """Fetch a whole class."""
        part = PullPart(scope=self.scopes[-1], known=[GENESIS])
        pulled = self._ask("/v1/pull", Pull(parts=[part]), Pulled)
        assert pulled.parts[0].commits

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def _hello(self, known: dict[str, Point]) -> Welcome:
        return self._ask("/v1/hello", Hello(scopes=known), Welcome)

    def _ask(self, path: str, message: msgspec.Struct, kind: type[_Answered]) -> _Answered:
        body = msgspec.msgpack.encode(message)
        headers = {"Content-Type": _MSGPACK, "Authorization": f"Bearer {self._token}"}
        self._http.request("POST", path, body, headers)
        answer = self._http.getresponse()
        read = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {read[:200]!r}")
        self.sent += len(body)
        self.received += len(read)
        return msgspec.msgpack.decode(read, type=kind)


@dataclass(frozen=True, slots=True)
class Cost:
    """What answers cost: requests a second, CPU milliseconds and bytes for one."""

    asked: int
    per_second: float
    server_ms: float
    database_ms: float
    bytes_in: float
    bytes_out: float


def measure(
    lines: Iterable[Line],
    ask: Callable[[Line], None],
    seconds: float,
    servers: Iterable[int],
    database: Iterable[int],
) -> Cost:
    """Let all lines ask at once, again and again, for some seconds."""
    lines, servers, database = list(lines), list(servers), list(database)
    before = cpu(servers), cpu(database), _bytes(lines)
    began = time.monotonic()
    with ThreadPoolExecutor(len(lines)) as pool:
        asked = sum(pool.map(lambda line: _ask_for(line, ask, began + seconds), lines))
    took = time.monotonic() - began
    after = cpu(servers), cpu(database), _bytes(lines)
    return Cost(
        asked=asked,
        per_second=asked / took,
        server_ms=(after[0] - before[0]) * 1000 / asked,
        database_ms=(after[1] - before[1]) * 1000 / asked,
        bytes_in=(after[2][0] - before[2][0]) / asked,
        bytes_out=(after[2][1] - before[2][1]) / asked,
    )


def _bytes(lines: list[Line]) -> tuple[int, int]:
    return sum(line.sent for line in lines), sum(line.received for line in lines)


def _ask_for(line: Line, ask: Callable[[Line], None], until: float) -> int:
    asked = 0
    while time.monotonic() < until:
        ask(line)
        asked += 1
    return asked


def cpu(processes: Iterable[int]) -> float:
    """Give the CPU seconds that processes used so far, with their children, ended ones too."""
    roots = list(processes)
    living = sum(_cpu(pid)[0] for root in roots for pid in (root, *_children(root)))
    return living + sum(_cpu(root)[1] for root in roots)


def _cpu(pid: int) -> tuple[float, float]:
    """Give what a process used, and what those of its children used that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own, ended = sum(map(int, fields[11:13])), sum(map(int, fields[13:15]))
    return own / _TICKS, ended / _TICKS


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]
