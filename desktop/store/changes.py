"""Questions about the changes as such."""

from __future__ import annotations

from desktop.store.store import Store


def newest(store: Store) -> int:
    """The place of the change stored last, 0 before the first."""
    return int(store.rows("SELECT coalesce(max(seq), 0) FROM changes")[0][0])
