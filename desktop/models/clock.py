"""What is plainly wrong with a machine's clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

ClockFault = Literal["clock-buddhist", "clock-old", "clock-behind"]


def clock_fault(now: datetime, newest: datetime | None) -> ClockFault | None:
    """Name what is wrong with the clock, if anything is plain.

    ``newest`` is the time of the newest change. A year of 2400 or more is the Buddhist era typed
    into the machine; one before this program existed is a dead battery; more than a day behind
    the newest change is a clock that went back.
    """
    if now.year >= 2400:
        return "clock-buddhist"
    if now.year < 2026:
        return "clock-old"
    if newest is not None and newest - now > timedelta(days=1):
        return "clock-behind"
    return None
