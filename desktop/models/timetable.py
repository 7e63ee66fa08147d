"""The timetable of a class, and what is off with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from desktop.models.courses import Course, Named
from desktop.models.refusal import Refused

State = Literal["planned", "moved", "cancelled"]


@dataclass(frozen=True, slots=True)
class Session:
    """One block of a class's day. ``start`` and ``end`` are local ``"HH:MM"``.

    A cancelled session leaves the numerator and the denominator of attendance; a moved one stays
    (data model I8).
    """

    id: str
    class_id: str
    code: str
    day: int
    on: date
    start: str
    end: str
    counted: bool
    title_th: str
    title_en: str
    state: State = "planned"
    note: str = ""
    module: str = ""
    objective_th: str = ""
    objective_en: str = ""
    mode: str = "ONSITE"
    topics: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """The length of the session in minutes."""
        return minute_of_day(self.end) - minute_of_day(self.start)

    @property
    def counts(self) -> bool:
        """Whether attendance is taken for it and enters the denominator."""
        return self.counted and self.state != "cancelled"

    def title(self, language: Literal["th", "en"]) -> str:
        """Give the title in ``language``."""
        return self.title_th if language == "th" else self.title_en


@dataclass(frozen=True, slots=True)
class Finding:
    """Something off with a timetable: ``code`` finds the sentence, ``details`` fill it."""

    code: str
    details: tuple[tuple[str, str | int], ...] = ()


def minute_of_day(clock: str) -> int:
    """Turn ``"HH:MM"`` into minutes since midnight; refuse anything else."""
    hour, colon, minute = clock.partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and len(minute) == 2):
        raise Refused("time-unreadable", text=clock)
    if int(hour) > 23 or int(minute) > 59:
        raise Refused("time-unreadable", text=clock)
    return int(hour) * 60 + int(minute)


def working_days(start: date, count: int) -> tuple[date, ...]:
    """Give ``count`` days from ``start`` on, Saturdays and Sundays left out.

    Public holidays are not known offline; the days stay editable.
    """
    days: list[date] = []
    day = start
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)


def move(session: Session, on: date, start: str, end: str, note: str = "") -> Session:
    """Put a session at another time; it stays in the denominator."""
    begin, until = minute_of_day(start), minute_of_day(end)
    if begin >= until:
        raise Refused("session-ends-before-start", session=session.code)
    if session.state == "cancelled":
        raise Refused("session-cancelled", session=session.code)
    return replace(session, on=on, start=_clock(begin), end=_clock(until), state="moved", note=note)


def _clock(minute: int) -> str:
    """Write minutes since midnight as ``"HH:MM"``, the one way that sorts."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def cancel(session: Session, note: str = "") -> Session:
    """Take a session out of the class; numerator and denominator follow."""
    return replace(session, state="cancelled", note=note)


def reinstate(session: Session) -> Session:
    """Bring a cancelled session back as planned."""
    return replace(session, state="planned", note="")


def checks(sessions: Sequence[Session], course: Course) -> list[Finding]:
    """Say all that is off with a timetable: hours, days, overlaps, coverage (I6, I7).

    Expected are the course's own hours (1,080 minutes) and days (three).
    """
    live = [s for s in sessions if s.counts]
    return [
        *_hours(live, course),
        *_days(live, course),
        *_overlaps(live),
        *_uncovered("topic", course.topics, {t for s in live for t in s.topics}),
        *_uncovered("activity", course.activities, {a for s in live for a in s.activities}),
    ]


def _hours(live: Sequence[Session], course: Course) -> Iterable[Finding]:
    planned, wanted = sum(s.minutes for s in live), course.hours * 60
    if planned != wanted:
        code = "minutes-short" if planned < wanted else "minutes-over"
        details = (("planned", planned), ("wanted", wanted), ("by", abs(planned - wanted)))
        yield Finding(code, details)


def _days(live: Sequence[Session], course: Course) -> Iterable[Finding]:
    days = len({s.on for s in live})
    if days != course.days:
        yield Finding("days-differ", (("planned", days), ("wanted", course.days)))


def _overlaps(live: Sequence[Session]) -> Iterable[Finding]:
    ordered = sorted(live, key=lambda s: (s.on, minute_of_day(s.start)))
    for first, second in pairwise(ordered):
        by = minute_of_day(first.end) - minute_of_day(second.start)
        if first.on == second.on and by > 0:
            yield Finding("overlap", (("first", first.code), ("second", second.code), ("by", by)))


def _uncovered(kind: str, wanted: Sequence[Named], covered: set[str]) -> Iterable[Finding]:
    for item in wanted:
        if item.code not in covered:
            yield Finding(f"{kind}-uncovered", (("code", item.code),))


def current(sessions: Sequence[Session], now: datetime) -> Session | None:
    """Give the counted session that runs at ``now`` (local), else today's next, else its last.

    Attendance for a session is taken from its start until the next one of the day begins.
    """
    today = [s for s in sessions if s.counts and s.on == now.date()]
    if not today:
        return None
    minute = now.hour * 60 + now.minute
    begun = [s for s in today if minute_of_day(s.start) - 30 <= minute]
    return begun[-1] if begun else today[0]
