"""Opens SQLite as this program needs it: a version that loses nothing, settings that keep it so."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3
from sqlcipher3 import dbapi2

from desktop.models.refusal import Fault

# sqlite-utils takes the module of this name in preference to the system's SQLite.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

OLDEST = (3, 51, 3)
"""Earlier versions can lose committed writes in WAL mode when two connections meet."""

Connection = dbapi2.Connection
DatabaseError = dbapi2.DatabaseError
UNBINDABLE = (dbapi2.InterfaceError, dbapi2.ProgrammingError, OverflowError)
"""Raised for a value that no cell can hold."""

_ROOM = 256 * 1024  # bytes

_PRAGMAS = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "temp_store = MEMORY",
    "mmap_size = 0",
    "secure_delete = ON",
    "cache_size = -32000",
    "wal_autocheckpoint = 4000",
)


def connect(path: Path, key: str | None = None, *, settle: bool = True) -> Database:
    """Open a database file for sqlite-utils; see :func:`link`."""
    return database(link(path, key, settle=settle))


def link(path: Path, key: str | None = None, *, settle: bool = True) -> Connection:
    """Open a database file; with ``settle`` under the settings that lose nothing.

    ``key`` is for encrypted files. Raises :class:`Fault` when the file cannot be opened.
    """
    if dbapi2.sqlite_version_info < OLDEST:
        raise Fault("sqlite-too-old", version=dbapi2.sqlite_version)
    try:
        connection = dbapi2.connect(str(path))
        if key is not None:
            connection.execute(f"PRAGMA key = {_literal(key)}")
        if settle:
            harden(connection)
    except dbapi2.DatabaseError as error:
        raise fault(error, path) from error
    return connection


def database(connection: Connection) -> Database:
    """Hand an open connection to sqlite-utils, loaded only now: it takes longer than opening."""
    from sqlite_utils import Database

    # Looking for plugins takes longer than all the rest, and none is to touch a store.
    return Database(connection, execute_plugins=False)


def migrations(name: str) -> Migrations:
    """Begin a set of migrations; it notes in the store itself which of them were applied."""
    from sqlite_utils import Migrations

    return Migrations(name)


def harden(connection: Connection) -> None:
    """Put an open connection under the settings that lose nothing."""
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def fault(error: Exception, path: Path) -> Fault:
    """Name what the world did to us, from what SQLite says of the file at ``path``."""
    said = str(error).lower()
    if "disk i/o" in said and _is_full(path):
        # Without room for its shared-memory file SQLite can only say that the disk fails.
        return Fault("disk-full")
    for hint, code in (
        ("disk is full", "disk-full"),
        ("disk i/o", "disk-fails"),
        ("readonly", "no-permission"),
        ("unable to open", "no-permission"),
        ("locked", "store-busy"),
        ("malformed", "store-damaged"),
        ("not a database", "store-damaged"),
    ):
        if hint in said:
            return Fault(code)
    return Fault("store-damaged")


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False
