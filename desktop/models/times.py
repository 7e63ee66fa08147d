"""Times of day as people type them: ๐๙.๐๐ น., 9:00 or 0900."""

from __future__ import annotations

import re

from desktop.models.refusal import Refused
from desktop.models.thai import ascii_digits, clean
from desktop.models.timetable import minute_of_day

_TIME = re.compile(r"(\d{1,2})\s*[.:,]\s*(\d{2})|(\d{1,2})(\d{2})|(\d{1,2})")


def read_time(text: str) -> str:
    """Read a time in either digits, with dot or colon, as ``"HH:MM"``; refuse anything else."""
    typed = clean(text)
    plain = ascii_digits(typed).removesuffix("น.").removesuffix("น").strip()
    found = _TIME.fullmatch(plain)
    if found is None:
        raise Refused("time-unreadable", text=typed)
    hour, minute = found[1] or found[3] or found[5], found[2] or found[4] or "00"
    read = f"{int(hour):02d}:{minute}"
    minute_of_day(read)
    return read
