"""Which kept files belong to which class: what is to be sent, and what is still to come."""

from __future__ import annotations

from desktop.store.store import Store

# Archived pages come before templates: a page exists nowhere else. What participants added comes
# last, being the bulk. Scopes of which the server never told a point are not there yet, and
# neither can their files be.
_NAMED = (
    "WITH named AS (SELECT * FROM ("
    "SELECT 0 AS kind, 'class:' || class_id AS scope, archive AS name FROM certificate UNION "
    "SELECT 1, 'class:' || class_id, template FROM certificate UNION "
    "SELECT 2, 'class:' || class_id, sha256 FROM attachment"
    ") WHERE name <> '' AND scope IN (SELECT scope FROM points)) "
)


def to_send(store: Store) -> dict[str, list[str]]:
    """Give the files the server may lack, by scope, in the order they are to travel.

    A file counts as sent for a number of classes; where more name it, all of them are given.
    """
    sql = (
        f"{_NAMED} SELECT scope, name FROM named WHERE name IN ("
        "SELECT b.sha256 FROM blobs b JOIN named n ON n.name = b.sha256 "
        "GROUP BY b.sha256 HAVING count(DISTINCT n.scope) > b.sent) ORDER BY kind, scope, name"
    )
    return _by_scope(store.rows(sql))


def to_fetch(store: Store) -> dict[str, list[str]]:
    """Give the files named here that are not here, by scope, in the order they are to travel."""
    sql = (
        f"{_NAMED} SELECT scope, name FROM named WHERE name NOT IN (SELECT sha256 FROM blobs) "
        "ORDER BY kind, scope, name"
    )
    return _by_scope(store.rows(sql))


def _by_scope(rows: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for scope, name in dict.fromkeys(rows):
        found.setdefault(scope, []).append(name)
    return found


def note_sent(store: Store, name: str, scopes: int) -> None:
    """Note for how many of the classes that name a file the server has it."""
    with store.atomic():
        store.connection.execute("UPDATE blobs SET sent = ? WHERE sha256 = ?", (scopes, name))


def keep_fetched(store: Store, name: str, data: bytes) -> None:
    """Keep a file that came from the server: it has it, and whoever issued it sees to the rest."""
    with store.atomic():
        store.keep_blob(name, data)
        sql = f"{_NAMED} SELECT count(DISTINCT scope) FROM named WHERE name = ?"
        note_sent(store, name, int(store.rows(sql, (name,))[0][0]))
