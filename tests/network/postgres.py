"""A throw-away PostgreSQL of its own for tests, whose power can be cut."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Self

import psycopg
from psycopg import sql

from tests.network import processes

PACKAGE = "postgresql"
SETTINGS = MappingProxyType(
    {
        "fsync": "on",
        "listen_addresses": "",  # by socket only: no port that somebody else may take first
        "dynamic_shared_memory_type": "mmap",  # nothing stays on the machine after a power cut
    }
)


class Postgres:
    """Runs while its ``with`` block lasts, in a folder that is gone afterwards.

    Reached by a socket in a folder that only we may enter, so nobody is asked for a password.
    ``settings`` go into postgresql.conf as they stand. RuntimeError names the package when
    PostgreSQL is not installed.
    """

    def __init__(self, settings: Mapping[str, str] | None = None) -> None:
        self.settings = {**SETTINGS, **(settings or {})}
        self._initdb = processes.program("initdb", PACKAGE)
        self._pg_ctl = processes.program("pg_ctl", PACKAGE)

    def __enter__(self) -> Self:
        self.folder = processes.short_folder()
        try:
            self._create()
            self.start()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._remove()

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    @property
    def log(self) -> str:
        """What the server has said so far."""
        return (self.folder / "log").read_text("utf-8", errors="replace")

    def url(self, database: str = "postgres") -> str:
        """The address of a database, for SQLAlchemy."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, database: str) -> str:
        """Make an empty database and give its address."""
        with psycopg.connect(self._address(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        return self.url(database)

    def start(self) -> None:
        """Start, recover if need be, and wait until connections are accepted."""
        try:
            self._control("start", "--wait", "--timeout=120", f"--log={self.folder / 'log'}")
        except RuntimeError as error:
            raise RuntimeError(f"{error}\n{self.log[-2000:]}") from error

    def stop(self) -> None:
        """Shut down in good order; connections are ended."""
        self._control("stop", "--wait", "--mode=fast")

    def kill(self) -> None:
        """Cut the power of the postmaster and of all its children at one instant."""
        processes.cut_power([postmaster(self.data)])
        unlock(self.data, self.folder)

    def _create(self) -> None:
        who = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C")
        where = ("--pgdata", self.data, "--no-sync", "--no-instructions")
        processes.run(self._initdb, *who, *where, folder=self.folder)
        lines = {**self.settings, "unix_socket_directories": str(self.folder)}
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in lines.items())

    def _control(self, verb: str, *options: str) -> None:
        processes.run(self._pg_ctl, verb, "--pgdata", self.data, *options, folder=self.folder)

    def _address(self) -> str:
        return f"host={self.folder} user=postgres dbname=postgres"

    def _remove(self) -> None:
        if lock(self.data).exists():
            self._control("stop", "--wait", "--mode=immediate")
        shutil.rmtree(self.folder)


def lock(data: Path) -> Path:
    """The file a running PostgreSQL keeps in its data directory."""
    return data / "postmaster.pid"


def postmaster(data: Path) -> int:
    """The process that all others of a running PostgreSQL descend from."""
    return int(lock(data).read_text().split()[0])


def unlock(data: Path, sockets: Path) -> None:
    """Take away the locks of a PostgreSQL whose power was cut.

    It would see by itself that they are stale, but not where nobody reaps the dead: in a container
    without an init process their pids stay in the table and look alive.
    """
    for stale in (lock(data), *sockets.glob(".s.PGSQL.*.lock")):
        stale.unlink()
