"""What can still be read out of a damaged store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from desktop.store import driver
from desktop.store.store import Store, change_from
from protocol.change import Change

_COLUMNS = "id, scope, entity, row, n, author, device, at, schema, prev, body"


def readable_changes(damaged: Path) -> Iterator[Change]:
    """Give every change of a damaged file that can still be read, one by one."""
    db = driver.connect(damaged, settle=False)
    try:
        newest = _newest(db)
        for seq in range(1, newest + 1):
            try:
                sql = f"SELECT {_COLUMNS} FROM changes WHERE seq = ?"
                row = db.conn.execute(sql, (seq,)).fetchone()
                if row is not None:
                    yield change_from(row)
            except (driver.DatabaseError, msgspec.DecodeError):
                continue
    finally:
        db.conn.close()


def _newest(db: driver.Database) -> int:
    try:
        return int(db.conn.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])
    except driver.DatabaseError:
        return 0


def salvage(damaged: Path, store: Store) -> int:
    """Put what a damaged file still holds on top of a restored store; give how many came back."""
    before = store.rows("SELECT count(*) FROM changes")[0][0]
    store.commit(list(readable_changes(damaged)))
    return int(store.rows("SELECT count(*) FROM changes")[0][0] - before)
