"""Which steps of growing a store has behind it: asked at every start, so in plain SQL."""

from __future__ import annotations

from desktop.store.driver import Connection

NAMES = ("m001_changes", "m002_folds", "m003_sync", "m004_work")
"""What this version knows; a store holding others comes from a newer one."""


def applied(connection: Connection) -> tuple[str, ...]:
    """The migrations a store has behind it, in the order they were applied."""
    exists = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    if connection.execute(exists).fetchone() is None:
        return ()
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'desk' ORDER BY rowid"
    return tuple(name for (name,) in connection.execute(sql).fetchall())
