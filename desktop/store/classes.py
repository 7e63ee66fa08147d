"""Questions about classes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from desktop.models.classes import Class
from desktop.models.eligibility import DEFAULT_POLICY, read_policy
from desktop.store.store import Store

_SELECT = (
    "SELECT id, code, number, fiscal_year, course, name_th, name_en, first, last, venue, "
    "capacity, facilitators, status, policy FROM class"
)


def classes(store: Store) -> list[Class]:
    """All classes, the newest days first."""
    return [_class(r) for r in store.rows(f"{_SELECT} ORDER BY first DESC, number DESC, code, id")]


def classes_around(store: Store, day: date) -> list[Class]:
    """The classes whose first and last day have a day between them, the newest first."""
    order = "ORDER BY first DESC, number DESC, code"
    sql = f"{_SELECT} WHERE first <= ?1 AND last >= ?1 {order}"
    return [_class(r) for r in store.rows(sql, (day.isoformat(),))]


def class_by_id(store: Store, class_id: str) -> Class | None:
    """The class of an id."""
    found = store.rows(f"{_SELECT} WHERE id = ?", (class_id,))
    return _class(found[0]) if found else None


def classes_by_code(store: Store, code: str) -> list[Class]:
    """All classes of a code, the one made first first: two desks may have taken it apart."""
    sql = f"{_SELECT} WHERE code = ? COLLATE NOCASE ORDER BY id"
    return [_class(r) for r in store.rows(sql, (code.strip(),))]


def headcounts(store: Store) -> dict[str, int]:
    """How many people each class holds, by class id; an empty class is not named."""
    sql = "SELECT class_id, count(*) FROM enrolment WHERE status = 'enrolled' GROUP BY class_id"
    return dict(store.rows(sql))


def certificate_counts(store: Store) -> dict[str, int]:
    """How many certificates stand issued in each class, by class id."""
    sql = "SELECT class_id, count(*) FROM certificate WHERE status = 'issued' GROUP BY class_id"
    return dict(store.rows(sql))


def _class(row: Sequence[Any]) -> Class:
    policy = msgspec.json.decode(row[13])
    return Class(
        id=row[0],
        code=row[1],
        number=row[2],
        fiscal_year=row[3],
        course=row[4],
        name_th=row[5],
        name_en=row[6],
        first=date.fromisoformat(row[7]),
        last=date.fromisoformat(row[8]),
        venue=row[9],
        capacity=row[10],
        facilitators=row[11],
        status=row[12],
        policy=read_policy(policy) if policy else DEFAULT_POLICY,
    )
