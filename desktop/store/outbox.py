"""Questions about what waits to be sent, what was put aside and why, and what was sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.store.store import Store
from desktop.store.tables import TABLES

_WHO = (
    "CASE c.entity WHEN 'enrolment' THEN c.row WHEN 'attendance' THEN a.enrolment "
    "WHEN 'certificate' THEN t.enrolment "
    "WHEN 'work' THEN (SELECT enrolment FROM work WHERE id = c.row) "
    "WHEN 'version' THEN (SELECT enrolment FROM version WHERE id = c.row) "
    "WHEN 'attachment' THEN (SELECT enrolment FROM attachment WHERE id = c.row) "
    "WHEN 'member' THEN (SELECT enrolment FROM member WHERE id = c.row) END"
)
_JOINED = (
    "FROM changes c LEFT JOIN attendance a ON c.entity = 'attendance' AND a.id = c.row "
    "LEFT JOIN certificate t ON c.entity = 'certificate' AND t.id = c.row"
)

_PLACES = {"class": "'class:' || id", "org": "'org'"}
"""How the scope of a row is written; of the others it is that of their class, or all classes'."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Changes of one kind in one class by one person, that share one fate.

    ``people`` counts whom they are about. ``at`` is when the last was made (UTC, ISO 8601).
    ``fate`` is empty, or ``held:reason`` or ``rejected:reason`` as the server answered.
    """

    scope: str
    entity: str
    author: str
    changes: int
    people: int
    at: str
    fate: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A class on this device: how much of it there is, and how much of that is unsent.

    ``bytes`` is its share of the store's file, by the number of its changes: roughly.
    """

    scope: str
    code: str
    people: int
    changes: int
    unsent: int
    bytes: int


def lively(store: Store) -> list[str]:
    """The scopes with anything unsent, the one changed last first. Cheap: the index has it all."""
    sql = "SELECT scope FROM changes WHERE rev IS NULL GROUP BY scope ORDER BY max(seq) DESC"
    return [scope for (scope,) in store.rows(sql)]


def waiting(store: Store, scopes: Sequence[str]) -> list[Parcel]:
    """What is to be sent of some scopes, the newest first."""
    marks = ", ".join("?" * len(scopes))
    where = f"c.rev IS NULL AND c.fate = '' AND c.scope IN ({marks})"
    return _parcels(store, where, "", tuple(scopes))


def aside(store: Store) -> list[Parcel]:
    """What the server put aside, with its reason."""
    return _parcels(store, "c.rev IS NULL AND c.fate <> ''", ", c.fate")


def sent(store: Store, device: str, most: int = 20) -> list[Parcel]:
    """What of this device the server has confirmed lately, the newest first."""
    newest = (
        "c.seq IN (SELECT seq FROM changes WHERE device = ? AND rev IS NOT NULL "
        "ORDER BY seq DESC LIMIT 2000)"
    )
    return _parcels(store, newest, ", c.rev", (device,))[:most]


def _parcels(
    store: Store, where: str, also_by: str, given: tuple[object, ...] = ()
) -> list[Parcel]:
    sql = (
        "SELECT c.scope, c.entity, c.author, count(*), "
        f"count(DISTINCT {_WHO}), max(c.at), min(c.fate) {_JOINED} WHERE {where} "
        f"GROUP BY c.scope, c.entity, c.author{also_by} ORDER BY max(c.seq) DESC"
    )
    return [Parcel(*row) for row in store.rows(sql, given)]


def disputed(store: Store) -> dict[str, int]:
    """How many fields are disputed, by scope; the scopes without any are left out."""
    found: dict[str, int] = defaultdict(int)
    for entity in TABLES:
        place = _PLACES.get(
            entity, "CASE class_id WHEN '' THEN 'org' ELSE 'class:' || class_id END"
        )
        sql = (
            f"SELECT {place}, sum(json_array_length(conflicts)) FROM {entity} "
            "WHERE conflicts <> '[]' GROUP BY 1"
        )
        for scope, n in store.rows(sql):
            found[scope] += n
    return dict(found)


def kept(store: Store) -> list[Kept]:
    """The classes on this device, the newest first."""
    changes = dict(store.rows("SELECT scope, count(*) FROM changes GROUP BY scope"))
    unsent = dict(
        store.rows("SELECT scope, count(*) FROM changes WHERE rev IS NULL GROUP BY scope")
    )
    people = dict(
        store.rows("SELECT class_id, count(*) FROM enrolment WHERE status = 'enrolled' GROUP BY 1")
    )
    share = _file_bytes(store) / max(1, sum(changes.values()))
    found = store.rows("SELECT id, code FROM class ORDER BY first DESC, number DESC, id")
    return [
        Kept(
            scope,
            code,
            people.get(class_id, 0),
            changes.get(scope, 0),
            unsent.get(scope, 0),
            round(share * changes.get(scope, 0)),
        )
        for class_id, code in found
        if (scope := f"class:{class_id}")
    ]


def _file_bytes(store: Store) -> int:
    [(pages,)], [(size,)] = store.rows("PRAGMA page_count"), store.rows("PRAGMA page_size")
    return int(pages) * int(size)
