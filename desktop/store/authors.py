"""Under which names this device has written."""

from __future__ import annotations

from desktop.store.store import Store


def of_device(store: Store, device: str) -> list[str]:
    """The authors of a device's own changes, the most frequent first."""
    sql = (
        "SELECT author FROM changes WHERE device = ? AND author <> '' GROUP BY author "
        "ORDER BY count(*) DESC, author"
    )
    return [author for (author,) in store.rows(sql, (device,))]
