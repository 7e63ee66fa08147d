"""What every side of the comparison can do, and what the three peers have in common.

A round is: start, push, pull by a fresh device, perhaps idle, stop. A peer is a server process on
the loopback and two devices, each a process and a folder of its own; only the work of the sync
itself is on the clock, which the device keeps.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from benchmarks.sync.agent import Agent, end, environment
from benchmarks.sync.dataset import Change
from benchmarks.sync.install import ROOT
from benchmarks.sync.shaper import Link, shaped

PATIENCE = 60.0
"""Seconds a server has to start."""


class Peer(Protocol):
    """One side of the comparison. Every instance is good for one round."""

    name: str

    def start(self, folder: Path, link: Link | None = None) -> None:
        """Start the server and its devices in an empty folder, at the far end of a line or not."""

    def push(self, changes: Sequence[Change]) -> float:
        """Let a device have the changes, then send them; gives the seconds of the sending."""

    def pull_fresh(self) -> tuple[float, int]:
        """Let a device that has none fetch all; gives the seconds and how many it then has."""

    def idle(self) -> float:
        """Sync the device that pulled once more, with nothing new; gives the seconds."""

    def stop(self) -> None:
        """End every process; harmless when nothing runs."""


class Command(NamedTuple):
    """A program with its arguments, and what it is told by its environment."""

    words: Sequence[str | Path]
    settings: Mapping[str, str] = MappingProxyType({})


class ServedPeer(ABC):
    """A peer out of a server process and two agents that understand fill, push, pull and idle."""

    name = ""

    def __init__(self) -> None:
        self._running = ExitStack()
        self._folder = Path()
        self._sender: Agent | None = None
        self._receiver: Agent | None = None

    @abstractmethod
    def serve(self, folder: Path, port: int) -> Command:
        """Give the command of the server."""

    @abstractmethod
    def device(self, folder: Path, port: int, through: int) -> Command:
        """Give the command of a device; what is measured goes to the port ``through``."""

    @abstractmethod
    def prepare(self, sender: Agent, receiver: Agent) -> None:
        """Do what a device has done once before its first sync."""

    def documents(self, changes: Sequence[Change]) -> Sequence[object]:
        """Give the changes in the shape this peer takes them in."""
        return changes

    def start(self, folder: Path, link: Link | None = None) -> None:
        """Start the server and both devices."""
        self._folder = folder
        with ExitStack() as starting:
            port = _free_port()
            server = _made(folder / "server")
            starting.enter_context(_serving(self.serve(server, port), server / "said", port))
            through = port if link is None else starting.enter_context(shaped(port, link))
            agents = []
            for role in ("sender", "receiver"):
                place = _made(folder / role)
                command = self.device(place, port, through)
                agents.append(Agent(command.words, place / "said", **command.settings))
                starting.callback(agents[-1].stop)
            self._sender, self._receiver = agents
            self.prepare(*agents)
            self._running = starting.pop_all()

    def push(self, changes: Sequence[Change]) -> float:
        """Fill the sender, off the clock, then push; raises ValueError when not all arrived."""
        assert self._sender is not None
        file = self._folder / "documents.json"
        file.write_text(json.dumps(self.documents(changes)), "utf-8")
        self._sender.ask("fill", file=str(file))
        seconds, count = self._sender.ask("push")
        if count != len(changes):
            raise ValueError(f"{self.name} pushed {count} of {len(changes)}")
        return seconds

    def pull_fresh(self) -> tuple[float, int]:
        """Pull with the receiver, which has had nothing so far."""
        return self.pulled("pull")

    def pulled(self, deed: str) -> tuple[float, int]:
        """Have the receiver fetch all in the manner named."""
        assert self._receiver is not None
        seconds, count = self._receiver.ask(deed)
        return seconds, int(count)

    def idle(self) -> float:
        """Sync the receiver again."""
        assert self._receiver is not None
        return self._receiver.ask("idle")[0]

    def stop(self) -> None:
        """End the devices, the line and the server."""
        self._running.close()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _serving(command: Command, log: Path, port: int) -> Iterator[None]:
    with log.open("ab") as said:
        process = subprocess.Popen(
            command.words,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=ROOT,
            env=environment(**command.settings),
        )
        try:
            _await_listening(process, port, log)
            yield
        finally:
            end(process)


def _await_listening(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                said = log.read_text("utf-8", errors="replace")[-2000:]
                raise RuntimeError(f"the server did not start: {said}") from None
            time.sleep(0.02)
