"""Questions about what participants fill in and send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from desktop.models.submissions import Version, Work
from desktop.store.store import Store

_WORK = "SELECT id, class_id, enrolment, form, answers, at, conflicts FROM work"
_VERSION = (
    "SELECT id, class_id, work, enrolment, form, number, receipt, document, digest, at, late, "
    "keyed_by, confirmed, verdict, comment, checklist, reviewed_at, reviewer, published, conflicts "
    "FROM version"
)
_ORDER = "ORDER BY number, id"


def works(store: Store, class_id: str, form: str = "") -> list[Work]:
    """The works of a class, on one form or on all of them."""
    where, given = _among(class_id, form)
    return [_work(r) for r in store.rows(f"{_WORK} {where} ORDER BY id", given)]


def work(store: Store, work_id: str) -> Work | None:
    """One work, if anything of it was stored."""
    found = store.rows(f"{_WORK} WHERE id = ?", (work_id,))
    return _work(found[0]) if found else None


def versions(store: Store, class_id: str, form: str = "") -> list[Version]:
    """What was sent in a class, on one form or on all, in the order the versions count."""
    where, given = _among(class_id, form)
    return [_version(r) for r in store.rows(f"{_VERSION} {where} {_ORDER}", given)]


def versions_of(store: Store, work_id: str) -> list[Version]:
    """What was sent of one work, in the order the versions count."""
    found = store.rows(f"{_VERSION} WHERE work = ? {_ORDER}", (work_id,))
    return [_version(r) for r in found]


def version(store: Store, version_id: str) -> Version | None:
    """One version."""
    found = store.rows(f"{_VERSION} WHERE id = ?", (version_id,))
    return _version(found[0]) if found else None


def comments(store: Store) -> list[str]:
    """What was said of works in any class on this device, the most frequent first."""
    sql = (
        "SELECT comment FROM version WHERE comment <> '' GROUP BY comment "
        "ORDER BY count(*) DESC, max(reviewed_at) DESC, comment LIMIT 100"
    )
    return [comment for (comment,) in store.rows(sql)]


def _among(class_id: str, form: str) -> tuple[str, tuple[str, ...]]:
    if form:
        return "WHERE class_id = ? AND form = ?", (class_id, form)
    return "WHERE class_id = ?", (class_id,)


def _work(r: Sequence[Any]) -> Work:
    return Work(
        id=r[0],
        class_id=r[1],
        enrolment=r[2],
        form=r[3],
        answers=msgspec.json.decode(r[4]),
        at=r[5],
        conflicts=tuple(msgspec.json.decode(r[6])),
    )


def _version(r: Sequence[Any]) -> Version:
    return Version(
        id=r[0],
        class_id=r[1],
        work=r[2],
        enrolment=r[3],
        form=r[4],
        number=r[5],
        receipt=r[6],
        document=msgspec.json.decode(r[7]) or {},
        digest=r[8],
        at=r[9],
        late=bool(r[10]),
        keyed_by=r[11],
        confirmed=bool(r[12]),
        verdict=r[13],
        comment=r[14],
        checklist=msgspec.json.decode(r[15]),
        reviewed_at=r[16],
        reviewer=r[17],
        published=bool(r[18]),
        conflicts=tuple(msgspec.json.decode(r[19])),
    )
