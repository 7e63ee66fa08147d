"""All the attendance screen knows of a class at one moment, asked in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop.desk import Desk
from desktop.models.attendance import Line, Mark, Status
from desktop.models.classes import Class
from desktop.models.eligibility import Policy, Verdict, judge
from desktop.models.enrolment import Enrolment
from desktop.models.timetable import Session, current
from desktop.store import attendance as marks
from desktop.store import classes, roster, timetable

Filter = Literal[
    "all", "present", "late", "excused", "absent", "makeup", "unmarked", "edge", "lost"
]
FILTERS: tuple[Filter, ...] = (
    "all", "present", "late", "excused", "absent", "makeup", "unmarked", "edge", "lost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the screen: who, their marks, and where that leaves them.

    ``disputed`` names the sessions two devices disagree about, by code.
    """

    person: Enrolment
    line: Line
    verdict: Verdict
    disputed: frozenset[str] = frozenset()

    def mark_in(self, session: Session) -> Mark:
        """Give the mark in a session."""
        return self.line.mark_in(session.code)

    @property
    def reached(self) -> bool:
        """Whether the person has attended enough already."""
        return self.verdict.planned > 0 and self.verdict.done >= self.verdict.needed

    @property
    def lost(self) -> bool:
        """Whether the person cannot pass any more, short of making something up."""
        return self.verdict.out_of_reach

    @property
    def on_edge(self) -> bool:
        """Whether missing one more would be too much."""
        return not (self.reached or self.lost) and self.verdict.can_miss == 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A class with its sessions and its people in seat order, the withdrawn left out."""

    of: Class
    sessions: tuple[Session, ...]
    rows: tuple[Row, ...]

    @property
    def read_only(self) -> bool:
        """Whether the class is closed: looked at, not written in."""
        return self.of.status in ("closed", "archived")

    @property
    def days(self) -> tuple[int, ...]:
        """The days that have sessions, by number."""
        return tuple(sorted({s.day for s in self.sessions}))

    def on_day(self, day: int) -> tuple[Session, ...]:
        """Give the sessions of a day; day 0 is all of them."""
        return tuple(s for s in self.sessions if day in (0, s.day))

    def session(self, code: str) -> Session | None:
        """Give the session of a code."""
        return next((s for s in self.sessions if s.code == code), None)

    def beside(self, session: Session, step: int) -> Session | None:
        """Give the session so many steps away, over the nights."""
        codes = [s.code for s in self.sessions]
        if session.code not in codes:
            return None
        at = codes.index(session.code) + step
        return self.sessions[at] if 0 <= at < len(codes) else None


def ask(desk: Desk, class_id: str, before: Sheet | None = None) -> Sheet | None:
    """Ask the store everything; what the sheet ``before`` already judged is not judged again."""
    of = classes.class_by_id(desk.store, class_id)
    if of is None:
        return None
    sessions = tuple(s for s in timetable.sessions(desk.store, class_id) if s.counted)
    lines = {line.enrolment: line for line in marks.register(desk.store, class_id)}
    disputes = _disputes(desk, class_id, sessions)
    known = _known(before, sessions, of.policy)
    rows = tuple(
        _row(person, lines[person.id], disputes.get(person.id), known, sessions, of.policy)
        for person in roster.enrolments(desk.store, class_id)
        if person.status == "enrolled"
    )
    return Sheet(of, sessions, rows)


def session_of_now(sheet: Sheet, now: datetime) -> Session:
    """Give the running session, else the last one begun, else the first."""
    past = [s for s in sheet.sessions if s.on <= now.date()]
    return current(sheet.sessions, now) or (past[-1] if past else sheet.sessions[0])


def _disputes(
    desk: Desk, class_id: str, sessions: Sequence[Session]
) -> Mapping[str, frozenset[str]]:
    people = marks.disputed(desk.store, class_id)
    if not people:
        return {}
    codes = {s.id: s.code for s in sessions}
    stamps = marks.stamps(desk.store, class_id)
    return {
        who: frozenset(
            codes[session]
            for (person, session), stamp in stamps.items()
            if person == who and stamp.disputed and session in codes
        )
        for who in people
    }


def _known(before: Sheet | None, sessions: Sequence[Session], policy: Policy) -> dict[str, Row]:
    if before is None or before.of.policy != policy or before.sessions != tuple(sessions):
        return {}
    return {row.person.id: row for row in before.rows}


def _row(
    person: Enrolment,
    line: Line,
    disputed: frozenset[str] | None,
    known: Mapping[str, Row],
    sessions: Sequence[Session],
    policy: Policy,
) -> Row:
    old = known.get(person.id)
    same = old is not None and old.line.marks == line.marks
    verdict = old.verdict if old is not None and same else judge(sessions, line.marks, policy)
    row = Row(person, line, verdict, disputed or frozenset())
    return old if old is not None and old == row else row


def belongs(wanted: Filter, row: Row, session: Session) -> bool:
    """Say whether a person is among those a filter shows."""
    return _TESTS[wanted](row, session)


def tally(sheet: Sheet, session: Session) -> dict[Filter, int]:
    """Count who each filter would show."""
    return {f: sum(belongs(f, row, session) for row in sheet.rows) for f in FILTERS}


def _has(status: Status) -> Callable[[Row, Session], bool]:
    return lambda row, session: row.mark_in(session).status is status


_TESTS: Mapping[Filter, Callable[[Row, Session], bool]] = {
    "all": lambda _row, _session: True,
    "present": _has(Status.PRESENT),
    "late": _has(Status.LATE),
    "excused": _has(Status.EXCUSED),
    "absent": _has(Status.ABSENT),
    "makeup": _has(Status.MAKEUP),
    "unmarked": _has(Status.UNMARKED),
    "edge": lambda row, _session: row.on_edge,
    "lost": lambda row, _session: row.lost,
}


def to_make_up(row: Row) -> tuple[str, ...]:
    """Name the sessions a person missed and has not made up, that a make-up may stand for."""
    return tuple(
        step.session.code
        for step in row.verdict.missed
        if step.mark.status in (Status.ABSENT, Status.EXCUSED)
    )
