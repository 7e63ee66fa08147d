"""Questions about the files that belong to works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.store.store import Store

_SELECT = (
    "SELECT a.id, a.class_id, a.work, a.enrolment, a.section, a.name, a.size, a.kind, a.sha256, "
    "b.sha256 IS NOT NULL FROM attachment a LEFT JOIN blobs b ON b.sha256 = a.sha256"
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file somebody added to a section of a work.

    ``size`` is in bytes, ``kind`` its MIME type. ``here`` says whether the file itself is on this
    device: it travels after the change that names it.
    """

    id: str
    class_id: str
    work: str
    enrolment: str
    section: str
    name: str
    size: int
    kind: str
    sha256: str
    here: bool


def attachments(store: Store, work_id: str) -> list[Attachment]:
    """The files of a work in the order they were added."""
    found = store.rows(f"{_SELECT} WHERE a.work = ? ORDER BY a.id", (work_id,))
    return [_attachment(r) for r in found]


def _attachment(r: Sequence[Any]) -> Attachment:
    return Attachment(
        id=r[0],
        class_id=r[1],
        work=r[2],
        enrolment=r[3],
        section=r[4],
        name=r[5],
        size=r[6],
        kind=r[7],
        sha256=r[8],
        here=bool(r[9]),
    )


def missing(store: Store) -> int:
    """How many files are named by works of this device and not here."""
    sql = (
        "SELECT count(DISTINCT sha256) FROM attachment "
        "WHERE sha256 NOT IN (SELECT sha256 FROM blobs)"
    )
    return int(store.rows(sql)[0][0])
