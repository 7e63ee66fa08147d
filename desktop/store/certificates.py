"""Questions about the register of certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from desktop.models.certificate_template import Printed
from desktop.models.certificates import Certificate
from desktop.store.store import Store

_SELECT = (
    "SELECT c.id, c.class_id, c.enrolment, c.series, c.year, c.running, c.number, c.code, "
    "c.issued_on, c.printed, c.archive, c.page, c.status, c.template, c.kind "
    "FROM certificate c"
)


def certificates(store: Store, class_id: str, kind: str | None = "") -> list[Certificate]:
    """The certificates of a kind that stand in a class, in the order of their people's seats.

    ``kind`` is empty for the course's own, ``honour`` for those of the best projects, ``None`` for
    all.
    """
    sql = (
        f"{_SELECT} LEFT JOIN enrolment e ON e.id = c.enrolment WHERE c.class_id = ?1 "
        "AND c.status <> 'replaced' AND (c.kind = ?2 OR ?2 IS NULL) ORDER BY e.seat, c.running"
    )
    return [_certificate(r) for r in store.rows(sql, (class_id, kind))]


def register(store: Store, limit: int = 500) -> list[Certificate]:
    """The newest entries of the register over all classes."""
    order = "ORDER BY c.year DESC, c.running DESC LIMIT ?"
    return [_certificate(r) for r in store.rows(f"{_SELECT} {order}", (limit,))]


def certificate_by_code(store: Store, code: str) -> Certificate | None:
    """The entry of a check code; one that stands comes before one that was replaced."""
    found = store.rows(f"{_SELECT} WHERE c.code = ? ORDER BY c.status = 'replaced'", (code,))
    return _certificate(found[0]) if found else None


def certificates_among(store: Store, ids: Sequence[str]) -> list[Certificate]:
    """The entries of some ids, in the order asked."""
    wanted = msgspec.json.encode(list(ids)).decode()
    sql = f"{_SELECT} WHERE c.id IN (SELECT value FROM json_each(?))"
    found = {r[0]: _certificate(r) for r in store.rows(sql, (wanted,))}
    return [found[i] for i in ids if i in found]


def standing_for(store: Store, enrolment: str, kind: str = "") -> Certificate | None:
    """The certificate of a kind that stands for a person, whatever was replaced before."""
    where = "WHERE c.enrolment = ? AND c.kind = ? AND c.status <> 'replaced'"
    order = "ORDER BY c.year, c.running DESC LIMIT 1"
    found = store.rows(f"{_SELECT} {where} {order}", (enrolment, kind))
    return _certificate(found[0]) if found else None


def last_running(store: Store, series: str, year: int) -> int:
    """The greatest number given in a series, 0 before the first."""
    sql = "SELECT coalesce(max(running), 0) FROM certificate WHERE series = ? AND year = ?"
    return int(store.rows(sql, (series, year))[0][0])


def _certificate(r: Sequence[Any]) -> Certificate:
    return Certificate(
        id=r[0],
        class_id=r[1],
        enrolment=r[2],
        series=r[3],
        year=r[4],
        running=r[5],
        number=r[6],
        code=r[7],
        issued_on=date.fromisoformat(r[8]),
        printed=Printed.from_json(msgspec.json.decode(r[9])),
        archive=r[10],
        page=r[11],
        status=r[12],
        template=r[13],
        kind=r[14],
    )
