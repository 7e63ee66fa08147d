"""Anki: its own collection on the devices, its own sync server, both out of the same package.

A mark is one note, its seven values are the note's fields. A note that a person adds brings a
card along, a second row to sync; these have none, so that one mark is one row that is new to the
server and to the other device, as it is for every other side. (A change of a note that is known
already costs two thirds of it, a note with its card nearly twice; a review is numbers only.)

The device that pulls was in sync before the marks were made and fetches them by a normal sync, as
Anki does from day to day. A device that never was in sync fetches the whole collection as one
file instead: ``Anki(whole=True)``. That works only as nobody but its owner has anything in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.sync.agent import Agent
from benchmarks.sync.dataset import Change
from benchmarks.sync.install import python_of
from benchmarks.sync.peer import Command, ServedPeer


class Anki(ServedPeer):
    """A note each; what it compares with is one person's collection without rules or rights."""

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__()
        self.name = "anki-whole" if whole else "anki"
        self._whole = whole

    def serve(self, folder: Path, port: int) -> Command:
        """Start the sync server with one account."""
        settings = {
            "SYNC_USER1": "desk:desk",
            "SYNC_BASE": str(folder),
            "SYNC_HOST": "127.0.0.1",
            "SYNC_PORT": str(port),
            "RUST_LOG": "anki=warn",
        }
        return Command([python_of("anki"), "-m", "anki.syncserver"], settings)

    def device(self, folder: Path, port: int, through: int) -> Command:
        """Start a collection in the folder."""
        urls = [f"http://127.0.0.1:{each}/" for each in (port, through)]
        return Command([python_of("anki"), "-m", "benchmarks.sync.anki.agent", folder, *urls])

    def prepare(self, sender: Agent, receiver: Agent) -> None:
        """Bring both devices in sync, with no marks yet."""
        sender.ask("establish", fields=list(Change.__annotations__))
        if not self._whole:
            receiver.ask("join")

    def documents(self, changes: Sequence[Change]) -> Sequence[object]:
        """Give the values of every change as text."""
        return [[str(value) for value in change.values()] for change in changes]

    def pull_fresh(self) -> tuple[float, int]:
        """Pull by a normal sync, or download the whole."""
        return self.pulled("download" if self._whole else "pull")
