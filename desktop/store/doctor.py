"""Is the store sound: the file, the chain of changes, the caches, the register of certificates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from desktop.models.refusal import Fault
from desktop.store import attachments
from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.membership import membership
from desktop.store.store import Store
from desktop.store.table import folded, storable
from desktop.store.tables import TABLES
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
        *_chain(changes, unreadable, _own(store)),
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


def _own(store: Store) -> str:
    """Name this device, if all its changes should be here: none left with a class."""
    device = store.key("device") or ""
    left = store.rows("SELECT 1 FROM left_scopes")
    return "" if left else device


def _chain(changes: list[tuple[Change, str]], unreadable: int, own: str) -> Iterator[Ailment]:
    """Each change matches its digest; each of this device follows one it wrote, no two the same.

    The order in which changes arrived says nothing: they may have come by any route. Of other
    devices only some classes are here, and a device that was cloned has forked before it was
    given a new id; so only the chain of this device, as it is named now, has to be whole.
    """
    written = {"", *(kept for change, kept in changes if change.device == own)}
    altered = sum(digest(change) != kept for change, kept in changes) + unreadable
    mine = [change for change, _ in changes if change.device == own]
    broken = sum(change.prev not in written for change in mine)
    broken += len(forks((c.id, c.device, c.prev) for c in mine))
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
        cached = {line[0]: tuple(line) for line in store.rows(table.select(entity))}
        for (kind, row_id), history in histories.items():
            cells = table.cells_of(folded(row_id, history)) if kind == entity else None
            if cells is not None and storable(cells) and cached.pop(row_id, None) != cells:
                yield Ailment("cache-differs", (("entity", entity), ("row", row_id)))
        for row_id in cached:
            yield Ailment("cache-differs", (("entity", entity), ("row", row_id)))


def _register(store: Store) -> Iterator[Ailment]:
    """No number twice, no number missing; a number that was replaced may be another's by now.

    Gaps say something only where all classes are: on a device that shared nothing with others.
    """
    sql = (
        "SELECT series, year, count(*), count(DISTINCT running), max(running) FROM certificate "
        "WHERE status <> 'replaced' GROUP BY series, year"
    )
    whole = _alone(store)
    for series, year, count, distinct, top in store.rows(sql):
        if count != distinct:
            yield Ailment("number-twice", (("series", series), ("year", year)))
        if whole and top != distinct:
            yield Ailment("number-missing", (("series", series), ("year", year)))


def _alone(store: Store) -> bool:
    """Whether this device never met another: it joined no server, left no class, took no bundle."""
    met = store.rows(
        "SELECT 1 FROM points UNION SELECT 1 FROM left_scopes UNION SELECT 1 FROM changes "
        "WHERE entity = 'certificate' AND device <> ? LIMIT 1",
        (store.key("device") or "",),
    )
    return not met and membership(store) is None


def _blobs(store: Store) -> Iterator[Ailment]:
    for name, data in store.rows("SELECT sha256, data FROM blobs"):
        if sha256(data).hexdigest() != name:
            yield Ailment("file-altered", (("sha256", name),))
    if membership(store) is not None:
        return  # pages follow the changes that name them, some time later
    sql = (
        "SELECT count(*) FROM certificate WHERE archive <> '' "
        "AND archive NOT IN (SELECT sha256 FROM blobs)"
    )
    if missing := store.rows(sql)[0][0]:
        yield Ailment("file-missing", (("n", missing),))
    if missing := attachments.missing(store):
        yield Ailment("attachment-missing", (("n", missing),))
