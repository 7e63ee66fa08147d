"""Durations as people write them: ๓๐ นาที, 2 ชม., ครึ่งวัน, 1 ชม. 30 นาที."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from desktop.models.form_answers import LARGEST
from desktop.models.thai import ascii_digits, clean
from desktop.models.wording import Words

DayKind = Literal["working", "calendar"]

HOUR = 60
DAY: dict[DayKind, int] = {"working": 7 * HOUR, "calendar": 24 * HOUR}
"""Minutes of a day: seven hours of office work, or the whole of it."""

_LONGEST = 60  # characters; what is longer is no duration

_COUNTS = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ")
_COUNTED = {word: str(count) for count, word in enumerate(_COUNTS, 1)}
_COUNT = re.compile("|".join(_COUNTS))
_HALVES = re.compile(r"ครึ่ง|\bhalf(?:\s+an?\b)?")
_ABOUT = re.compile(r"^(?:ประมาณ|ราว\s*ๆ?|เฉลี่ย|about|approx\.?|ca\.?|~|≈)\s*")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])\s*(?:ชม\.?|ชั่วโมง|hours?|hrs?\.?|h)?")
_NONE = frozenset(("ทันที", "ไม่มี", "ไม่รอ", "ไม่ต้องรอ", "immediately", "none", "no wait"))

_MINUTE = r"นาที|น\.|น|minutes?|mins?\.?|m"
_HOUR = r"ชั่วโมง|ช\.ม\.?|ชม\.?|hours?|hrs?\.?|h"
_WORKING = r"วันทำการ|วันทำงาน|working\s+days?|workdays?"
_CALENDAR = r"วันปฏิทิน|calendar\s+days?"
_DAY = r"วัน|days?|d"
_PART = re.compile(
    r"(?P<amount>[0-9]{1,9}(?:\.[0-9]{1,6})?)?\s*(?P<half>½)?\s*"
    rf"(?:(?P<working>{_WORKING})|(?P<calendar>{_CALENDAR})|(?P<day>{_DAY})"
    rf"|(?P<hour>{_HOUR})|(?P<minute>{_MINUTE}))(?![a-z])\s*(?P<after>½)?"
    r"(?:\s*(?:,|และ|กับ|and)\s*|\s+|(?=[0-9])|$)"
)
_BARE = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Days:
    """A duration in days of a kind nobody has said: working days or calendar days.

    ``minutes`` were said besides: ``1 วัน 2 ชม.`` is one day and 120 minutes.
    """

    amount: Fraction
    minutes: int = 0


def read_duration(text: str) -> int | Days | None:
    """Read a duration as whole minutes; ``Days`` asks which kind of day, ``None`` is unreadable.

    A number alone is minutes. ``1.30 ชม.`` is read as a decimal, 78 minutes, because nobody can
    tell; whoever typed it sees it written back.
    """
    plain = _ABOUT.sub("", ascii_digits(clean(text[: 2 * _LONGEST])).lower())
    if plain in _NONE:
        return 0
    if len(plain) > _LONGEST:
        return None
    plain = _THOUSANDS.sub("", plain)
    if _BARE.fullmatch(plain):
        return _within(Fraction(plain))
    if clock := _CLOCK.fullmatch(plain):
        return int(clock[1]) * HOUR + int(clock[2])
    plain = _COUNT.sub(lambda found: f"{_COUNTED[found[0]]} ", plain)
    return _parts(_HALVES.sub("½", plain).strip())


def _parts(plain: str) -> int | Days | None:
    """Add up number and unit, number and unit; no unit may be left out or said twice."""
    minutes, days, at = Fraction(), Fraction(), 0
    said: set[str] = set()
    while at < len(plain):
        part = _PART.match(plain, at)
        amount = _amount(part) if part else None
        if part is None or amount is None:
            return None
        unit = next(name for name in _UNITS if part[name])
        if unit in said:
            return None
        said.add(unit)
        minutes += amount * _UNITS[unit]
        days += amount * (unit == "day")
        at = part.end()
    whole = _within(minutes) if said else None
    return Days(days, whole) if days and whole is not None else whole


_UNITS = {
    "minute": 1,
    "hour": HOUR,
    "working": DAY["working"],
    "calendar": DAY["calendar"],
    "day": 0,
}


def _amount(part: re.Match[str]) -> Fraction | None:
    """Give how many units: ``2``, ``1.5``, half of one, or one (or two) and a half."""
    halves = (part["half"] is not None) + (part["after"] is not None)
    number = part["amount"]
    if halves > 1 or not (number or halves):
        return None
    one = 1 if part["after"] else 0  # "ชั่วโมงครึ่ง": one hour and a half
    return (Fraction(number) if number else Fraction(one)) + Fraction(halves, 2)


def _within(minutes: Fraction) -> int | None:
    return round(minutes) if minutes <= LARGEST else None


def minutes_of(days: Days, kind: DayKind) -> int:
    """Turn days into whole minutes: a working day has 7 hours, a calendar day 24."""
    return round(days.amount * DAY[kind]) + days.minutes


def show_duration(words: Words, minutes: int, *, days: bool = False) -> str:
    """Write minutes for people: ``2 ชั่วโมง 30 นาที``; below 0 with a minus before it.

    ``days`` speaks of days of 24 hours from one day on, as suits waiting; work is told in hours.
    """
    rest = abs(minutes)
    whole_days, rest = divmod(rest, DAY["calendar"]) if days else (0, rest)
    whole_hours, rest = divmod(rest, HOUR)
    parts = [
        words(key, n=amount)
        for key, amount in (
            ("duration.days", whole_days),
            ("duration.hours", whole_hours),
            ("duration.minutes", rest),
        )
        if amount
    ]
    shown = " ".join(parts) or words("duration.minutes", n=0)
    return f"-{shown}" if minutes < 0 else shown
