"""Is the store sound: the file, the chain of changes, the caches, the register of certificates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from desktop.models.refusal import Fault
from desktop.store.store import CHANGE_COLUMNS, Store, change_from
from desktop.store.tables import TABLES, folded
from protocol.chain import digest, forks
from protocol.change import Change


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
    changes, unreadable = _changes(store)
    return [
        *_chain(changes, unreadable),
        *_caches(store, [change for change, _ in changes]),
        *_register(store),
        *_blobs(store),
    ]


def _file(store: Store) -> Iterator[Ailment]:
    for check in ("integrity_check(5)", "foreign_key_check"):
        try:
            found = [str(row[0]) for row in store.rows(f"PRAGMA {check}")]
        except Fault as fault:
            if fault.code != "store-damaged":
                raise
            found = [str(fault.__cause__)]
        for detail in found:
            if detail != "ok":
                yield Ailment("file-damaged", (("detail", detail),))


def _changes(store: Store) -> tuple[list[tuple[Change, str]], int]:
    """Give every change with the digest kept for it, and how many cannot be read at all."""
    changes, unreadable = [], 0
    for row in store.rows(f"SELECT {CHANGE_COLUMNS}, digest FROM changes ORDER BY seq"):
        try:
            changes.append((change_from(row), str(row[11])))
        except msgspec.DecodeError:
            unreadable += 1
    return changes, unreadable


def _chain(changes: list[tuple[Change, str]], unreadable: int) -> Iterator[Ailment]:
    """Each change matches its digest, and follows one its device wrote, which no other follows.

    The order in which changes arrived says nothing: they may have come by any route.
    """
    written: dict[str, set[str]] = defaultdict(lambda: {""})
    for change, kept in changes:
        written[change.device].add(kept)
    altered = sum(digest(change) != kept for change, kept in changes) + unreadable
    broken = sum(change.prev not in written[change.device] for change, _ in changes)
    broken += len(forks((c.id, c.device, c.prev) for c, _ in changes))
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
    sql = (
        "SELECT count(*) FROM certificate WHERE archive <> '' "
        "AND archive NOT IN (SELECT sha256 FROM blobs)"
    )
    if missing := store.rows(sql)[0][0]:
        yield Ailment("file-missing", (("n", missing),))
