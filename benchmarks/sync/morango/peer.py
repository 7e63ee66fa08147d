"""Morango: two instances of one Django application, in SQLite files, and a third as the server.

On the clock is the whole of a sync as its makers' product does it: the session with its
certificates, serializing the rows, queuing, transferring, and deserializing on the other side.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.sync.agent import Agent
from benchmarks.sync.dataset import Change
from benchmarks.sync.install import python_of
from benchmarks.sync.peer import Command, ServedPeer

MODULE = "benchmarks.sync.morango"


class Morango(ServedPeer):
    """A syncable row each, in chunks far above its usual 500."""

    name = "morango"

    def __init__(self, chunk: int = 5_000) -> None:
        super().__init__()
        self._chunk = chunk

    def serve(self, folder: Path, port: int) -> Command:
        """Start the server's instance."""
        return self._command("server", folder, str(port))

    def device(self, folder: Path, port: int, through: int) -> Command:
        """Start a device's instance."""
        urls = [f"http://127.0.0.1:{each}/" for each in (port, through)]
        return self._command("agent", folder, *urls, str(self._chunk))

    def prepare(self, sender: Agent, receiver: Agent) -> None:
        """Have the server give both devices their certificates."""
        sender.ask("join")
        receiver.ask("join")

    def documents(self, changes: Sequence[Change]) -> Sequence[object]:
        """Give every change under the names of the model's fields, its ids as Morango's hex."""
        return [
            {
                "of": _hex(change["class"]),
                "session": _hex(change["session"]),
                "enrolment": _hex(change["enrolment"]),
                "status": change["status"],
                "minutes": change["minutes"],
                "author": _hex(change["author"]),
                "at": change["at"],
            }
            for change in changes
        ]

    def _command(self, module: str, folder: Path, *words: str) -> Command:
        own_machine = {"MORANGO_SYSTEM_ID": folder.name}
        return Command(
            [python_of("morango"), "-m", f"{MODULE}.{module}", folder, *words], own_machine
        )


def _hex(value: str) -> str:
    return value.replace("-", "")
