"""What can still be read out of a damaged store."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from desktop.store import driver
from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.store import Store
from protocol.chain import digest
from protocol.change import Change

_LEAST = 200
"""Fewer bytes than any change takes, its digest and ids alone being more."""

_KEEP_NEWER = (
    "INSERT INTO typing (scope, row, part, value, at) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (row, part) DO UPDATE SET value = excluded.value, at = excluded.at "
    "WHERE excluded.at > at"
)


def readable_changes(damaged: Path) -> Iterator[Change]:
    """Give every change of a damaged file that can still be read and is what it was."""
    for row in _rows(
        damaged, "changes", f"SELECT {CHANGE_COLUMNS}, digest FROM changes WHERE seq = ?"
    ):
        try:
            change = change_from(row)
            if digest(change) == row[11]:
                yield change
        except (msgspec.DecodeError, TypeError, KeyError):
            continue


def readable_files(damaged: Path) -> Iterator[tuple[str, bytes]]:
    """Give every kept file that can still be read and is what its name says."""
    for name, data in _rows(damaged, "blobs", "SELECT sha256, data FROM blobs WHERE rowid = ?"):
        if isinstance(data, bytes) and sha256(data).hexdigest() == name:
            yield name, data


def readable_typing(damaged: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Give what was being typed and can still be read: scope, row, part, value, time."""
    sql = "SELECT scope, row, part, value, at FROM typing WHERE rowid = ?"
    for row in _rows(damaged, "typing", sql):
        try:
            msgspec.json.decode(row[3])
        except (msgspec.DecodeError, TypeError):
            continue
        if all(isinstance(cell, str) for cell in row):
            yield row[0], row[1], row[2], row[3], row[4]


def _rows(damaged: Path, table: str, sql: str) -> Iterator[tuple[Any, ...]]:
    """Ask for the rows of a table one by one, passing over those that cannot be read."""
    connection = driver.link(damaged, settle=False)
    try:
        for number in range(1, _newest(connection, table, damaged) + 1):
            try:
                row = connection.execute(sql, (number,)).fetchone()
            except driver.DatabaseError:
                continue
            if row is not None:
                yield row
    finally:
        connection.close()


def _newest(connection: driver.Connection, table: str, damaged: Path) -> int:
    """Give the greatest row number; where that cannot be read, as many as the file could hold."""
    sql = f"SELECT coalesce(max(rowid), 0) FROM {table}"
    try:
        return int(connection.execute(sql).fetchone()[0])
    except driver.DatabaseError:
        return damaged.stat().st_size // _LEAST


def salvage(damaged: Path, store: Store) -> int:
    """Put what a damaged file still holds on top of a restored store; give how many came back."""
    before = store.rows("SELECT count(*) FROM changes")[0][0]
    with store.atomic():
        store.commit(list(readable_changes(damaged)))
        for name, data in readable_files(damaged):
            store.keep_blob(name, data)
        for typed in readable_typing(damaged):
            store.connection.execute(_KEEP_NEWER, typed)
        store.find_tip(store.key("device") or "")
    return int(store.rows("SELECT count(*) FROM changes")[0][0] - before)
