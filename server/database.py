"""Opens the server's database: SQLite beside it, or PostgreSQL; one schema for both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import StaticPool

OLDEST_SQLITE = (3, 51, 3)
"""Earlier versions can lose committed writes in WAL mode when two connections meet."""

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 30000",
    "cache_size = -64000",
    "wal_autocheckpoint = 4000",
    "secure_delete = ON",
)


def default_url(folder: Path) -> str:
    """Give the address of the database beside the server."""
    return f"sqlite:///{folder / 'server.db'}"


def open_engine(url: str) -> Engine:
    """Open a pool of connections. ``url`` is in SQLAlchemy's form."""
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10)
    from sqlcipher3 import dbapi2  # brings its own SQLite, recent on every system

    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {dbapi2.sqlite_version} is too old for WAL")
    threads = {"check_same_thread": False}
    if url == "sqlite://":  # in memory, for one connection and one thread at a time
        engine = sa.create_engine(url, module=dbapi2, poolclass=StaticPool, connect_args=threads)
    else:
        engine = sa.create_engine(
            url, module=dbapi2, pool_size=10, max_overflow=10, connect_args=threads
        )
    event.listen(engine, "connect", _harden)
    event.listen(engine, "begin", _begin)
    return engine


def _harden(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    deferred = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: all or nothing, durable at the end."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look; on SQLite it waits for no writer."""
    with engine.connect() as connection:
        connection = connection.execution_options(reading=True)
        with connection.begin():
            yield connection


def is_sqlite(connection: Connection) -> bool:
    """Whether this is the embedded database: one writer at a time, no row locks needed."""
    return connection.dialect.name == "sqlite"


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; those whose key is there already stay as they are."""
    if not rows:
        return
    insert = sqlite.insert if is_sqlite(connection) else postgresql.insert
    connection.execute(insert(table).on_conflict_do_nothing(), rows)
