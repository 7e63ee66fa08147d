"""What is being typed and is no change yet: kept on this device alone, at every pause.

A page that is typed for twenty minutes would make hundreds of changes, each for all time and each
sent everywhere. So pauses write here, as durably as changes are written, and leaving the page
makes one change of it. Whoever pulls the plug finds every word again.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from desktop.store.store import Store
from protocol.change import Json


def keep(store: Store, row: str, parts: Mapping[str, Json], at: str, *, scope: str = "") -> None:
    """Keep parts of a row as they are typed; durable when this returns. ``at`` is UTC, ISO 8601.

    ``scope`` is the class they belong to: they go when it leaves this device.
    """
    with store.atomic():
        for part, value in parts.items():
            store.connection.execute(
                "INSERT OR REPLACE INTO typing VALUES (?, ?, ?, ?, ?)",
                (scope, row, part, msgspec.json.encode(value).decode(), at),
            )


def typed(store: Store, row: str) -> dict[str, Json]:
    """What was typed in a row and not stored as a change yet, by part."""
    found = store.rows("SELECT part, value FROM typing WHERE row = ? ORDER BY part", (row,))
    return {part: msgspec.json.decode(value) for part, value in found}


def begun(store: Store, rows: Mapping[str, object] | None = None) -> dict[str, str]:
    """When each row was typed in last, by row; of some rows, or of all."""
    found = store.rows("SELECT row, max(at) FROM typing GROUP BY row")
    return {row: at for row, at in found if rows is None or row in rows}


def drop(store: Store, row: str, parts: tuple[str, ...] = ()) -> None:
    """Forget what was typed in a row, all of it or some parts: it is a change now, or unwanted."""
    with store.atomic():
        if not parts:
            store.connection.execute("DELETE FROM typing WHERE row = ?", (row,))
        for part in parts:
            store.connection.execute("DELETE FROM typing WHERE row = ? AND part = ?", (row, part))
