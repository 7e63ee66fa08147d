"""Laptops and the server as the people of a journey meet them: by the command line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from desktop.actions import opening
from desktop.cli import main
from desktop.desk import Desk
from server.database import default_url, open_engine
from tests.network import gathering, processes
from tests.server import running

LETTER = running.ROOT / "tests" / "data" / "rosters" / "02_official_letter.xlsx"
PATIENCE = 120  # seconds for one command: the machine may be busy


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """What it printed with ``--json``."""
        return json.loads(self.out)


class Laptop:
    """A data folder and the command line over it.

    Commands run in this process, which tells as much and is quicker; those named in ``apart`` are
    processes of their own. ``code`` is that of the class it is all about.
    """

    def __init__(self, folder: Path, *apart: str, code: str = "T1") -> None:
        self.folder = folder
        self.code = code
        self._apart = apart

    def run(self, *words: str | Path, passphrase: str = "") -> Said:
        """Run one command to its end."""
        with described(passphrase) as descriptor:
            given = [*words, "--passphrase-fd", str(descriptor)] if passphrase else list(words)
            if words[0] in self._apart:
                done = subprocess.run(
                    self.command(*given),
                    cwd=running.ROOT,
                    env=running.environment(),
                    capture_output=True,
                    encoding="utf-8",
                    check=False,
                    timeout=PATIENCE,
                    pass_fds=(descriptor,) if passphrase else (),
                )
                return Said(done.returncode, done.stdout, done.stderr)
            out, err = io.StringIO(), io.StringIO()
            with redirect_stdout(out), redirect_stderr(err):
                status = main(["--data", str(self.folder), "--lang", "en", *map(str, given)])
            return Said(status, out.getvalue(), err.getvalue())

    def command(self, *words: str | Path) -> list[str | Path]:
        """The command line as a process."""
        return [sys.executable, "-m", "desktop", "--data", self.folder, "--lang", "en", *words]

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start a command that somebody will end."""
        return subprocess.Popen(
            self.command(*words),
            cwd=running.ROOT,
            env=running.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def value(self, *words: str | Path, passphrase: str = "") -> Any:
        """Run a command that must be done, and give what it prints for machines."""
        said = self.run(*words, "--json", passphrase=passphrase)
        assert (said.status, said.err) == (0, ""), said
        return said.value

    def refused(self, *words: str | Path, passphrase: str = "") -> tuple[int, str]:
        """Run a command that must not be done; give its status and why, as machines hear it.

        A person hears one sentence.
        """
        said = self.run(*words, "--json", passphrase=passphrase)
        assert said.status != 0, said
        assert len(said.err.splitlines()) == 1, said
        return said.status, said.value["error"]

    def fill(self) -> None:
        """Set up the class with the people of the agency's letter."""
        self.value("class-new", self.code, "--start", "2026-12-01")
        self.value("import-roster", self.code, LETTER)

    def mark(self, session: str, status: str, *who: str | int) -> None:
        """Mark people in a session."""
        self.value("mark", self.code, session, status, *map(str, who))

    def sheet(self) -> Any:
        """The register as machines read it."""
        return self.value("attendance", self.code)

    def status(self, session: str, seat: int) -> str:
        """One cell of the register."""
        return str(next(li for li in self.sheet() if li["seat"] == seat)["marks"][session])

    def conflicts(self) -> Any:
        """What is disputed, as machines read it."""
        return self.value("conflicts", self.code)

    def history(self) -> Any:
        """Who changed what, as machines read it."""
        return self.value("history", self.code)

    def scope(self) -> str:
        """The scope of the class."""
        with self.opened() as desk:
            sql = "SELECT id FROM class WHERE code = ?"
            return f"class:{desk.store.rows(sql, (self.code,))[0][0]}"

    def is_well(self) -> bool:
        """Whether the doctor finds nothing."""
        return self.run("doctor", "--json").value["ok"] is True

    @contextmanager
    def opened(self) -> Iterator[Desk]:
        """The desk itself, to look at what no command prints."""
        desk = opening.open_desk(self.folder, language="en")
        try:
            yield desk
        finally:
            desk.store.close()

    def changes(self) -> Counter[str]:
        """How often each change of the class is here, by id."""
        scope = self.scope()
        with self.opened() as desk:
            return Counter(gathering.ids(desk, scope))


@contextmanager
def described(text: str) -> Iterator[int]:
    """A descriptor from which a text can be read; -1 for none."""
    if not text:
        yield -1
        return
    reading, writing = os.pipe()
    os.write(writing, f"{text}\n".encode())
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)


class Hall(running.Server):
    """The server as a process, with what its administrator does at its command line."""

    def invite(self, name: str, role: str = "facilitator", *words: str) -> str:
        """Invite somebody; gives the code."""
        done = running.run(self.folder, "invite", "--name", name, "--role", role, *words)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()[-1]

    def devices(self) -> list[dict[str, Any]]:
        """The devices as they are listed."""
        done = running.run(self.folder, "devices", "--json")
        assert done.returncode == 0, done.stderr
        listed: list[dict[str, Any]] = json.loads(done.stdout)
        return listed

    def revoke(self, device: str) -> None:
        """Shut a device out."""
        assert running.run(self.folder, "revoke", device).returncode == 0

    def kill(self) -> None:
        """Cut its power."""
        processes.cut_power([self.process.pid])

    @contextmanager
    def database(self) -> Iterator[Engine]:
        """Its database, which its commands share with it as well."""
        engine = open_engine(default_url(self.folder))
        try:
            yield engine
        finally:
            engine.dispose()

    def log(self, scope: str) -> gathering.Log:
        """A scope's log; every hash of it follows from the one before."""
        with self.database() as database:
            return gathering.read_log(database, scope)
