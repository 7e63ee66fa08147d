"""Our own side: the server as anybody starts it, and desks that sync with their own engine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from uuid import UUID

from benchmarks.sync.agent import Agent, environment
from benchmarks.sync.install import ROOT
from benchmarks.sync.peer import Command, ServedPeer


class Ours(ServedPeer):
    """Rules, rights, signatures and digests included.

    ``url`` names another database; with ``own`` people see the classes they bring and no other.
    """

    def __init__(self, url: str = "", *, own: bool = False) -> None:
        super().__init__()
        self.name = "ours on PostgreSQL" if url else "ours"
        self._database = ["--database-url", url] if url else []
        self._rights = ["--class", f"class:{UUID(int=0)}"] if own else []
        self._data = Path()
        self._urls: list[str] = []

    def serve(self, folder: Path, port: int) -> Command:
        """Start the server with its embedded database, or the one given."""
        self._data = folder
        return Command([*self._server(), "--port", str(port)])

    def _server(self) -> list[str]:
        return [sys.executable, "-m", "server", "--data", str(self._data), *self._database]

    def device(self, folder: Path, port: int, through: int) -> Command:
        """Start a desk in the folder."""
        self._urls = [f"http://127.0.0.1:{each}" for each in (port, through)]
        return Command([sys.executable, "-m", "benchmarks.sync.ours_agent", folder])

    def prepare(self, sender: Agent, receiver: Agent) -> None:
        """Let both join; what is measured goes over the line."""
        for agent, name in ((sender, "Somsri"), (receiver, "Prasert")):
            near, through = self._urls
            agent.ask("establish", url=near, code=self._invite(name), through=through)

    def _invite(self, name: str) -> str:
        said = subprocess.run(
            [*self._server(), "invite", "--name", name, "--role", "facilitator", *self._rights],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            check=True,
            text=True,
        )
        return said.stdout.splitlines()[-1]
