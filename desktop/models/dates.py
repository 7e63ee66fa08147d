"""Dates in the Buddhist era: shown as people write them, read in whichever era they type."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Literal

from desktop.models.refusal import Refused
from desktop.models.thai import ascii_digits, clean, thai_digits
from desktop.models.wording import Digits, Language

Form = Literal["weekday", "long", "short", "certificate"]

BUDDHIST_ERA = 543  # years the Buddhist era is ahead

MONTHS: dict[Language, tuple[str, ...]] = {
    "th": (
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
SHORT_MONTHS: dict[Language, tuple[str, ...]] = {
    "th": (
        "ม.ค.",
        "ก.พ.",
        "มี.ค.",
        "เม.ย.",
        "พ.ค.",
        "มิ.ย.",
        "ก.ค.",
        "ส.ค.",
        "ก.ย.",
        "ต.ค.",
        "พ.ย.",
        "ธ.ค.",
    ),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "th": ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

_SHAPES: dict[tuple[Language, Form], str] = {
    ("th", "weekday"): "วัน{weekday}ที่ {day} {short} {be}",
    ("th", "long"): "{day} {long} {be}",
    ("th", "short"): "{day} {short} {be}",
    ("th", "certificate"): "{day} {long} พุทธศักราช {be}",
    ("en", "weekday"): "{weekday} {day} {short} {ce} (B.E. {be})",
    ("en", "long"): "{day} {long} {ce}",
    ("en", "short"): "{day} {short} {ce}",
    ("en", "certificate"): "{day} {long} B.E. {be} ({ce})",
}


def buddhist_year(day: date) -> int:
    """Give the year of the Buddhist era."""
    return day.year + BUDDHIST_ERA


def fiscal_year(day: date) -> int:
    """Give the government's year in the Buddhist era, which begins on 1 October."""
    return buddhist_year(day) + (day.month >= 10)


def show_date(
    day: date, language: Language = "th", digits: Digits = "arabic", form: Form = "short"
) -> str:
    """Write a date for people, for example ``วันพุธที่ ๒๓ ม.ค. ๒๕๖๒``."""
    shown = _SHAPES[language, form].format(
        day=day.day,
        weekday=WEEKDAYS[language][day.weekday()],
        short=SHORT_MONTHS[language][day.month - 1],
        long=MONTHS[language][day.month - 1],
        be=buddhist_year(day),
        ce=day.year,
    )
    return _in_digits(shown, digits)


def show_range(
    first: date,
    last: date,
    language: Language = "th",
    digits: Digits = "arabic",
    form: Literal["long", "short"] = "long",
) -> str:
    """Write the days from first to last, saying the month and the year only where they differ."""
    end = show_date(last, language, digits, form)
    if first == last:
        return end
    if first.year != last.year:
        begin = show_date(first, language, digits, form)
    elif first.month != last.month:
        begin = show_date(first, language, digits, form).rsplit(" ", 1)[0]
    else:
        begin = _in_digits(str(first.day), digits)
    return f"{begin} – {end}"


def show_time(moment: time, language: Language = "th", digits: Digits = "arabic") -> str:
    """Write a time of day: ``๐๙.๑๒ น.`` in Thai, ``09:12`` in English."""
    shown = moment.strftime("%H.%M น." if language == "th" else "%H:%M")
    return _in_digits(shown, digits)


def _in_digits(text: str, digits: Digits) -> str:
    return thai_digits(text) if digits == "thai" else text


def _month_names() -> dict[str, int]:
    """Collect every way to write a month, without dots, in lower case."""
    lists = (*MONTHS.values(), *SHORT_MONTHS.values())
    names = {name.lower().replace(".", ""): n for names in lists for n, name in enumerate(names, 1)}
    return names | {"sept": 9}


_MONTH_NUMBERS = _month_names()
_MONTH = re.compile("|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)))
_NOISE = re.compile(
    r"\(.*\)$|(?:t|\s)\d{1,2}:\d\d.*$"  # the other era in brackets; midnight from a spreadsheet
    r"|วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)?(?:ที่)?|พุทธศักราช|คริสต์ศักราช|พศ|คศ"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|\b(?:be|bc|ad|ce|of)\b|(?<=\d)(?:st|nd|rd|th)\b"
)
_NUMBERS = re.compile(r"[\s,/-]*([0-9]{1,4})[\s,/-]+([0-9]{1,4})(?:[\s,/-]+([0-9]{1,4}))?[\s,/-]*")
_LONGEST = 100  # letters; what is longer is cut and then refused
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\.(?=\d)")


def read_date(text: str) -> date:
    """Read a typed date in either era, with Thai or other digits, by number or by month name.

    Refused as ``date-unreadable``, ``date-year-two-digits`` (the era cannot be told) or
    ``date-impossible`` (no such day in the calendar).
    """
    typed = clean(text[:_LONGEST])
    plain = _BETWEEN_DIGITS.sub("/", ascii_digits(typed).lower()).replace(".", "")
    plain = _NOISE.sub(" ", plain)
    months = [_MONTH_NUMBERS[name] for name in _MONTH.findall(plain)]
    numbers = _NUMBERS.fullmatch(_MONTH.sub(" ", plain))
    if numbers is None or len(months) + sum(n is not None for n in numbers.groups()) != 3:
        raise Refused("date-unreadable", text=typed)
    first, second, third = (int(n) if n else 0 for n in numbers.groups())
    parts = (first, months[0], second) if months else (first, second, third)
    return _calendar_day(parts if parts[0] <= 31 else parts[::-1], typed)


def _calendar_day(parts: tuple[int, ...], typed: str) -> date:
    day, month, year = parts
    if year < 100:
        raise Refused("date-year-two-digits", text=typed, be=2500 + year, ce=2000 + year)
    if 2400 <= year <= 2200 + BUDDHIST_ERA:
        year -= BUDDHIST_ERA
    elif not 1900 <= year <= 2200:
        raise Refused("date-unreadable", text=typed)
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused("date-impossible", text=typed) from None
