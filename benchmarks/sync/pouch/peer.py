"""PouchDB and express-pouchdb: documents replicated to the server, then from it.

As it comes, PouchDB replicates 100 documents at a time; ``batch`` says another number.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.sync.agent import Agent
from benchmarks.sync.dataset import Change, row_id
from benchmarks.sync.install import HERE, node_modules
from benchmarks.sync.peer import Command, ServedPeer

SCRIPTS = HERE / "pouch"


class Pouch(ServedPeer):
    """A document each: its id is that of the row, its fields are those of the change."""

    def __init__(self, batch: int | None = None) -> None:
        super().__init__()
        self.name = "pouchdb" if batch is None else f"pouchdb-{batch}"
        self._batch = batch or 0

    def serve(self, folder: Path, port: int) -> Command:
        """Start express-pouchdb on the folder."""
        return _node("server.js", folder, str(port))

    def device(self, folder: Path, port: int, through: int) -> Command:
        """Start a PouchDB in the folder."""
        urls = [f"http://127.0.0.1:{each}/marks" for each in (port, through)]
        return _node("agent.js", folder, *urls, str(self._batch))

    def prepare(self, sender: Agent, receiver: Agent) -> None:
        """Have the database made on the server."""
        sender.ask("create")
        receiver.ask("create")

    def documents(self, changes: Sequence[Change]) -> Sequence[object]:
        """Give every change the id of its row."""
        return [{"_id": row_id(change), **change} for change in changes]


def _node(script: str, *words: str | Path) -> Command:
    return Command(["node", SCRIPTS / script, *words], {"NODE_PATH": str(node_modules())})
