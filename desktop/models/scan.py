"""What a burst of keys means: a person typing, or a scanner reading a card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop.models.attendance import Mark, Status
from desktop.models.badges import is_badge
from desktop.models.citizen import check_digit_ok
from desktop.models.keyboard import digit_readings
from desktop.models.timetable import Session, minute_of_day

GAP = 0.035
"""Seconds: no person types a whole code with less than this between its keys."""

SHORTEST = 6
"""Two or three keys may roll under quick fingers; this many never do."""

ECHO = 0.3
"""Seconds after a scan in which an Enter still belongs to the scanner."""

SAME_CARD = 2.0
"""Seconds in which the same card read again is one reading: a hand that lingers."""

GRACE = 15
"""Minutes after the start in which who arrives is still on time."""

CITIZEN_DIGITS = 13

Ending = Literal["none", "typed", "scanned"]


@dataclass(frozen=True, slots=True)
class Burst:
    """Keys held back until it is known who pressed them.

    ``text`` is what is held, ``at`` when its last key came, ``ended`` when the last scan did
    (seconds of any steady clock). Keys are held for at most ``GAP``: long enough to tell a
    scanner from a person, too short for a person to notice.
    """

    text: str = ""
    at: float = 0.0
    ended: float = float("-inf")

    def goes_on(self, at: float) -> bool:
        """Whether a key at this time belongs to what is held."""
        return bool(self.text) and at - self.at <= GAP

    def press(self, key: str, at: float) -> Burst:
        """Hold one more key; settle first what it does not belong to."""
        return Burst(self.text + key, at, self.ended)

    def ending(self) -> Ending:
        """Say what is held turns out to be, now that nothing more follows."""
        if not self.text:
            return "none"
        return "scanned" if len(self.text) >= SHORTEST else "typed"

    def settle(self, at: float) -> Burst:
        """Hold nothing any more, and remember when a scan ended."""
        return Burst(ended=at if self.ending() == "scanned" else self.ended)

    def echoes(self, at: float) -> bool:
        """Whether an Enter at this time still belongs to the scan before it."""
        return not self.text and at - self.ended <= ECHO


@dataclass(frozen=True, slots=True)
class Code:
    """What was read: a badge, a citizen number, or nothing that is a code."""

    kind: Literal["badge", "citizen", "unreadable"]
    digits: str = ""


def read_code(text: str) -> Code:
    """Find the code in what a scanner typed, whatever keyboard layout was on.

    Each reading is tested by its check digit, so that a garbled code is never taken for another.
    """
    readings = digit_readings(text)
    for digits in readings:
        if is_badge(digits):
            return Code("badge", digits)
    for digits in readings:
        if len(digits) == CITIZEN_DIGITS and check_digit_ok(digits):
            return Code("citizen", digits)
    return Code("unreadable", readings[0])


@dataclass(frozen=True, slots=True)
class Reading:
    """One card held before the scanner, and when."""

    text: str
    at: float

    def lingers(self, text: str, at: float) -> bool:
        """Whether the same card is merely still there."""
        return text == self.text and at - self.at < SAME_CARD


def is_running(session: Session, now: datetime) -> bool:
    """Whether a session runs at a local time, to the minute."""
    minute = now.hour * 60 + now.minute
    return session.on == now.date() and (
        minute_of_day(session.start) <= minute <= minute_of_day(session.end)
    )


def minutes_since_start(session: Session, now: datetime) -> int:
    """Say how many minutes a running session has gone on."""
    return now.hour * 60 + now.minute - minute_of_day(session.start)


def arrival(session: Session, now: datetime) -> Mark:
    """Mark somebody who arrives now: present, or late once the grace is over.

    Outside the session's own time the clock says nothing about lateness: who is entered before,
    after or on another day is present.
    """
    if is_running(session, now) and (late := minutes_since_start(session, now)) > GRACE:
        return Mark(Status.LATE, minutes=late)
    return Mark(Status.PRESENT)


def proposed_minutes(session: Session, now: datetime) -> int:
    """Propose how late somebody is: by the clock while the session runs, else the grace."""
    if is_running(session, now):
        return max(1, minutes_since_start(session, now))
    return min(GRACE, session.minutes)
