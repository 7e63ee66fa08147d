"""One mark of one person in one session, and when a mark may be set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.models.refusal import Refused
from desktop.models.timetable import Session


class Status(StrEnum):
    """What a facilitator says of one person in one session; the word is the stored value."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"
    MAKEUP = "makeup"
    UNMARKED = "unmarked"


KEYS = (Status.PRESENT, Status.LATE, Status.EXCUSED, Status.ABSENT, Status.MAKEUP)
"""The states in the order of the keys 1 to 5."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A status with what belongs to it.

    ``minutes`` is how late the person was, ``reason`` says why (mostly of a leave), ``of`` is the
    code of the missed session a make-up stands for.
    """

    status: Status = Status.UNMARKED
    minutes: int | None = None
    reason: str = ""
    of: str = ""

    def to_json(self) -> dict[str, object] | None:
        """Give the value of the change group ``mark``; ``None`` when nothing is marked."""
        if self.status is Status.UNMARKED:
            return None
        value: dict[str, object] = {"status": self.status.value}
        if self.minutes is not None:
            value["minutes"] = self.minutes
        if self.reason:
            value["reason"] = self.reason
        if self.of:
            value["of"] = self.of
        return value


UNMARKED = Mark()


def read_mark(value: Mapping[str, object] | None) -> Mark:
    """Read the value of the change group ``mark``."""
    if not value:
        return UNMARKED
    minutes = value.get("minutes")
    return Mark(
        Status(str(value["status"])),
        minutes if isinstance(minutes, int) else None,
        str(value.get("reason", "")),
        str(value.get("of", "")),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One person's row on the register: who, and their marks by session code."""

    enrolment: str
    seat: int
    name: str
    marks: Mapping[str, Mark]

    def mark_in(self, session: str) -> Mark:
        """Give the mark in a session, unmarked where there is none."""
        return self.marks.get(session, UNMARKED)


def mark(line: Line, session: Session, wanted: Mark, sessions: Mapping[str, Session]) -> Mark:
    """Say what a mark becomes, or refuse it.

    ``sessions`` are the class's counted sessions by code. Minutes belong to late alone and lie
    within the session; a make-up names a session that was missed, and without a name makes up for
    the very session it stands in.
    """
    if not session.counted:
        raise Refused("session-not-counted", session=session.code)
    if session.state == "cancelled":
        raise Refused("session-cancelled", session=session.code)
    if wanted.minutes is not None and wanted.status is not Status.LATE:
        raise Refused("minutes-only-for-late")
    if wanted.minutes is not None and not 0 <= wanted.minutes <= session.minutes:
        raise Refused("minutes-out-of-range", minutes=wanted.minutes, most=session.minutes)
    if wanted.of and wanted.status is not Status.MAKEUP:
        raise Refused("of-only-for-makeup")
    if wanted.status is Status.MAKEUP:
        return _makeup(line, session, wanted, sessions)
    return wanted


def _makeup(line: Line, session: Session, wanted: Mark, sessions: Mapping[str, Session]) -> Mark:
    missed = wanted.of or session.code
    if missed not in sessions:
        raise Refused("no-such-session", session=missed)
    if missed != session.code and line.mark_in(missed).status in (Status.PRESENT, Status.LATE):
        raise Refused("nothing-to-make-up", name=line.name, session=missed)
    return Mark(Status.MAKEUP, None, wanted.reason, missed)
