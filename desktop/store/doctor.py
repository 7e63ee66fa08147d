"""Is the store sound: the file, the chain of changes, the caches, the register of certificates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from desktop.store.store import Store, change_from
from desktop.store.tables import TABLES, folded
from protocol.chain import digest
from protocol.change import Change

_COLUMNS = "id, scope, entity, row, n, author, device, at, schema, prev, body"


@dataclass(frozen=True, slots=True)
class Ailment:
    """Something wrong with a store; ``code`` finds the sentence ``doctor.<code>``."""

    code: str
    details: tuple[tuple[str, str | int], ...] = ()


def examine(store: Store) -> list[Ailment]:
    """Look at everything; an empty list is a clean bill of health."""
    file = list(_file(store))
    if file:
        return file
    changes = [
        (change_from(row), row[11])
        for row in store.rows(f"SELECT {_COLUMNS}, digest FROM changes ORDER BY seq")
    ]
    return [
        *_chain(changes),
        *_caches(store, [change for change, _ in changes]),
        *_register(store),
        *_blobs(store),
    ]


def _file(store: Store) -> Iterator[Ailment]:
    for check in ("integrity_check(5)", "foreign_key_check"):
        for row in store.rows(f"PRAGMA {check}"):
            if row[0] != "ok":
                yield Ailment("file-damaged", (("detail", str(row[0])),))


def _chain(changes: list[tuple[Change, str]]) -> Iterator[Ailment]:
    """Each change matches its digest, and follows the one its device wrote before."""
    last: dict[str, str] = defaultdict(str)
    altered = broken = 0
    for change, kept in changes:
        altered += digest(change) != kept
        broken += change.prev != last[change.device]
        last[change.device] = kept
    if altered:
        yield Ailment("change-altered", (("n", altered),))
    if broken:
        yield Ailment("chain-broken", (("n", broken),))


def _caches(store: Store, changes: list[Change]) -> Iterator[Ailment]:
    """Each table is exactly what its changes fold to."""
    histories: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        histories[change.entity, change.row].append(change)
    for entity, table in TABLES.items():
        cached = {line[0]: tuple(line) for line in store.rows(f"SELECT * FROM {entity}")}
        for (kind, row_id), history in histories.items():
            if kind != entity or not table.has(row := folded(row_id, history)):
                continue
            if cached.pop(row_id, None) != table.line(row):
                yield Ailment("cache-differs", (("entity", entity), ("row", row_id)))
        for row_id in cached:
            yield Ailment("cache-differs", (("entity", entity), ("row", row_id)))


def _register(store: Store) -> Iterator[Ailment]:
    """No number twice, no number missing."""
    sql = (
        "SELECT series, year, count(*), count(DISTINCT running), max(running) FROM certificate "
        "GROUP BY series, year"
    )
    for series, year, count, distinct, top in store.rows(sql):
        if count != distinct:
            yield Ailment("number-twice", (("series", series), ("year", year)))
        if top != distinct:
            yield Ailment("number-missing", (("series", series), ("year", year)))


def _blobs(store: Store) -> Iterator[Ailment]:
    for name, data in store.rows("SELECT sha256, data FROM blobs"):
        if sha256(data).hexdigest() != name:
            yield Ailment("file-altered", (("sha256", name),))
