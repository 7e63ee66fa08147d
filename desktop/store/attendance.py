"""Questions about attendance."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from desktop.models.attendance import Line, Mark, Status
from desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Stamp:
    """A mark with who set it last, on which device and when (UTC, ISO 8601)."""

    mark: Mark
    at: str
    author: str
    device: str
    disputed: bool


def stamps(store: Store, class_id: str) -> dict[tuple[str, str], Stamp]:
    """Every mark of a class by ``(enrolment id, session id)``."""
    sql = (
        'SELECT enrolment, session, status, minutes, reason, "of", at, author, device, conflicts '
        "FROM attendance WHERE class_id = ?"
    )
    return {
        (r[0], r[1]): Stamp(Mark(Status(r[2]), r[3], r[4], r[5]), r[6], r[7], r[8], r[9] != "[]")
        for r in store.rows(sql, (class_id,))
    }


def register(store: Store, class_id: str) -> list[Line]:
    """The register of a class: one line a person, marks by session code, in seat order."""
    marks: dict[str, dict[str, Mark]] = defaultdict(dict)
    sql = (
        'SELECT a.enrolment, s.code, a.status, a.minutes, a.reason, a."of" FROM attendance a '
        "JOIN session s ON s.id = a.session WHERE a.class_id = ?"
    )
    for who, code, status, minutes, reason, of in store.rows(sql, (class_id,)):
        marks[who][code] = Mark(Status(status), minutes, reason, of)
    people = store.rows(
        "SELECT id, seat, name FROM enrolment WHERE class_id = ? ORDER BY seat, id", (class_id,)
    )
    return [Line(i, seat, name, marks.get(i, {})) for i, seat, name in people]


def attending(store: Store, class_id: str) -> list[Line]:
    """The register of those who take part: the withdrawn are not asked about."""
    sql = "SELECT id FROM enrolment WHERE class_id = ? AND status <> 'enrolled'"
    gone = {row[0] for row in store.rows(sql, (class_id,))}
    return [line for line in register(store, class_id) if line.enrolment not in gone]


def line(store: Store, enrolment_id: str) -> Line | None:
    """One person's line on the register."""
    people = store.rows("SELECT id, seat, name FROM enrolment WHERE id = ?", (enrolment_id,))
    if not people:
        return None
    sql = (
        'SELECT s.code, a.status, a.minutes, a.reason, a."of" FROM attendance a '
        "JOIN session s ON s.id = a.session WHERE a.enrolment = ?"
    )
    marks = {
        code: Mark(Status(status), minutes, reason, of)
        for code, status, minutes, reason, of in store.rows(sql, (enrolment_id,))
    }
    return Line(people[0][0], people[0][1], people[0][2], marks)


def disputed(store: Store, class_id: str) -> dict[str, int]:
    """How many cells of each person two devices disagree about, by enrolment id."""
    sql = (
        "SELECT enrolment, count(*) FROM attendance WHERE class_id = ? AND conflicts <> '[]' "
        "GROUP BY enrolment"
    )
    return dict(store.rows(sql, (class_id,)))
