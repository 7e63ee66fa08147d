"""Questions about what goes into a bundle, and the taking in of what a bundle brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from desktop.models.refusal import Refused
from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.changes import newest
from desktop.store.store import Store
from desktop.store.tables import TABLES
from protocol.change import Change
from protocol.log import ERASURE

SLICE = 2_000
"""Changes in one batch: small enough to be held in memory more than once."""
MOST_TEXT = 200
MOST_N = 2**53


@dataclass(frozen=True, slots=True)
class Slice:
    """Some changes of a scope in the order they were stored, digests by id, the last one's place.

    ``seq`` grows with every change stored here; it means nothing on other devices.
    """

    changes: Sequence[Change]
    digests: Mapping[str, str]
    seq: int


def scopes(store: Store, *, pending: bool = False) -> list[str]:
    """Give the scopes that have changes here, or such as no server has; ``org`` first."""
    where = "WHERE rev IS NULL" if pending else ""
    found = store.rows(f"SELECT DISTINCT scope FROM changes {where} ORDER BY scope <> 'org', scope")
    return [scope for (scope,) in found]


def slices(
    store: Store, scope: str, *, after: int = 0, upto: int | None = None, pending: bool = False
) -> Iterator[Slice]:
    """Give a scope's changes stored after one place and up to another, slice by slice.

    ``pending``: only those that no server is known to have.
    """
    until = newest(store) if upto is None else upto
    unsent = "AND rev IS NULL" if pending else ""
    sql = (
        f"SELECT {CHANGE_COLUMNS}, digest, seq FROM changes "
        f"WHERE scope = ? AND seq > ? AND seq <= ? {unsent} ORDER BY seq LIMIT {SLICE}"
    )
    while rows := store.rows(sql, (scope, after, until)):
        after = rows[-1][12]
        yield Slice([change_from(r) for r in rows], {r[0]: r[11] for r in rows}, after)


def any_between(store: Store, scope: str, after: int, upto: int) -> bool:
    """Whether a scope has changes stored after one place and up to another."""
    sql = "SELECT 1 FROM changes WHERE scope = ? AND seq > ? AND seq <= ? LIMIT 1"
    return bool(store.rows(sql, (scope, after, upto)))


def files_named(changes: Sequence[Change]) -> list[str]:
    """Give the files that changes name: archived certificate pages, templates, attachments."""
    pages, templates, attached = [], [], []
    for change in changes:
        if change.entity == "certificate":
            pages.append(_named(change, "page", "archive"))
            templates.append(_named(change, "issue", "template"))
        elif change.entity == "attachment":
            attached.append(_named(change, "file", "sha256"))
    return [name for name in dict.fromkeys(pages + templates + attached) if name]


def _named(change: Change, group: str, key: str) -> str:
    value = change.set.get(group)
    name = value.get(key) if isinstance(value, dict) else None
    return name if isinstance(name, str) else ""


def has_file(store: Store, name: str) -> bool:
    """Whether a file is kept here."""
    return bool(store.rows("SELECT 1 FROM blobs WHERE sha256 = ?", (name,)))


def codes(store: Store, found: Sequence[str]) -> dict[str, str]:
    """Give the codes of classes by scope; a scope that is no class here is left out."""
    wanted = msgspec.json.encode([s.removeprefix("class:") for s in found]).decode()
    sql = "SELECT 'class:' || id, code FROM class WHERE id IN (SELECT value FROM json_each(?))"
    return dict(store.rows(sql, (wanted,)))


def take(store: Store, changes: Sequence[Change], digests: Mapping[str, str]) -> int:
    """Store changes that somebody brought in a file, still to be sent; give how many were new.

    Raises :class:`Refused` ``bundle-unfit`` where they cannot be what a desk wrote: then the
    caller's transaction must be taken back.
    """
    if any(map(_misshapen, changes)):
        raise Refused("bundle-unfit")
    return store.commit(changes, digests=digests)


def _misshapen(c: Change) -> bool:
    texts = (c.id, c.scope, c.entity, c.row, c.author, c.device)
    if not all(texts) or max(map(len, texts)) > MOST_TEXT:
        return True
    if not (0 < c.n < MOST_N and 0 < c.schema < MOST_N) or c.salt.keys() != c.set.keys():
        return True
    try:
        return datetime.fromisoformat(c.at).tzinfo is None
    except ValueError:
        return True


Touched = dict[str, dict[str, set[str]]]
"""Which groups of which rows were set: by entity and row."""


def disputed(store: Store, touched: Touched) -> int:
    """Count the fields among these in which values now stand against each other."""
    total = 0
    for entity in touched.keys() & TABLES.keys():
        sql = f"SELECT id, conflicts FROM {entity} WHERE conflicts <> '[]'"
        for row, groups in store.rows(sql):
            stand = msgspec.json.decode(groups, type=list[str])
            total += len(touched[entity].get(row, set()).intersection(stand))
    return total


def would_erase(store: Store, changes: Sequence[Change]) -> set[str]:
    """Give the ids of those changes that would erase rows of which something stands here."""
    standing = store.histories({(c.scope, c.row) for c in changes if c.entity == ERASURE})
    return {
        c.id
        for c in changes
        if c.entity == ERASURE
        and any(known.set for found in standing.values() for known in found.get(c.row, ()))
    }
