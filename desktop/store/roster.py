"""Questions about the people of a class, and about people across classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from desktop.models.badges import badge_of
from desktop.models.enrolment import Enrolment
from desktop.models.people import Person
from desktop.store.store import Store

_SELECT = (
    "SELECT id, class_id, seat, title, first, last, name, sort, search, agency, position, level, "
    "phone, email, citizen_hash, citizen_last4, employee_no, note, source, confirmed, status, "
    "conflicts FROM enrolment"
)


def enrolments(store: Store, class_id: str) -> list[Enrolment]:
    """All people of a class in the order of their seats, the withdrawn included."""
    found = store.rows(f"{_SELECT} WHERE class_id = ? ORDER BY seat, id", (class_id,))
    return [_enrolment(r) for r in found]


def enrolment(store: Store, enrolment_id: str) -> Enrolment | None:
    """One person's place in a class."""
    found = store.rows(f"{_SELECT} WHERE id = ?", (enrolment_id,))
    return _enrolment(found[0]) if found else None


def last_seat(store: Store, class_id: str) -> int:
    """The greatest seat number given in a class, 0 in an empty one."""
    sql = "SELECT coalesce(max(seat), 0) FROM enrolment WHERE class_id = ?"
    return int(store.rows(sql, (class_id,))[0][0])


def enrolments_among(store: Store, ids: Sequence[str]) -> list[Enrolment]:
    """The enrolments of some ids, in the order asked."""
    wanted = msgspec.json.encode(list(ids)).decode()
    sql = f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))"
    found = {r[0]: _enrolment(r) for r in store.rows(sql, (wanted,))}
    return [found[i] for i in ids if i in found]


def _enrolment(r: Sequence[Any]) -> Enrolment:
    person = Person(
        title=r[3],
        first=r[4],
        last=r[5],
        agency=r[9],
        position=r[10],
        level=r[11],
        phone=r[12],
        email=r[13],
        citizen_hash=r[14],
        citizen_last4=r[15],
        employee_no=r[16],
        note=r[17],
    )
    return Enrolment(
        id=r[0],
        class_id=r[1],
        seat=r[2],
        person=person,
        name=r[6],
        sort=r[7],
        search=r[8],
        badge=badge_of(r[0]),
        source=r[18],
        confirmed=bool(r[19]),
        status=r[20],
        conflicts=tuple(msgspec.json.decode(r[21])),
    )
