"""Questions about the groups of a class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.models.teams import Member, Team
from desktop.store.store import Store

_conflicts = msgspec.json.Decoder(tuple[str, ...]).decode


@dataclass(frozen=True, slots=True)
class Placed:
    """A person with the id of their group, empty for none."""

    member: Member
    team: str


def placed(store: Store, class_id: str) -> list[Placed]:
    """Everybody enrolled in a class with their group, in seat order; the withdrawn left out."""
    sql = (
        "SELECT e.id, e.seat, e.name, e.agency, e.level, coalesce(m.pinned, 0), "
        "coalesce(m.points, 0), coalesce(m.reason, ''), coalesce(m.conflicts, '[]'), "
        "coalesce(t.id, '') FROM enrolment e "
        "LEFT JOIN member m ON m.enrolment = e.id AND m.class_id = e.class_id "
        "LEFT JOIN team t ON t.id = m.team AND t.class_id = e.class_id "
        "WHERE e.class_id = ? AND e.status = 'enrolled' ORDER BY e.seat, e.id"
    )
    return [Placed(_member(r), r[9]) for r in store.rows(sql, (class_id,))]


def _member(r: Sequence[Any]) -> Member:
    return Member(
        enrolment=r[0],
        seat=r[1],
        name=r[2],
        agency=r[3],
        level=r[4],
        pinned=bool(r[5]),
        points=r[6],
        reason=r[7],
        conflicts=_conflicts(r[8]),
    )


def teams(store: Store, class_id: str) -> list[Team]:
    """The groups of a class with their members, by number."""
    members: dict[str, list[Member]] = defaultdict(list)
    for one in placed(store, class_id):
        members[one.team].append(one.member)
    sql = "SELECT id, number, name, conflicts FROM team WHERE class_id = ? ORDER BY number, id"
    return [
        Team(r[0], r[1], r[2], tuple(members[r[0]]), _conflicts(r[3]))
        for r in store.rows(sql, (class_id,))
    ]
