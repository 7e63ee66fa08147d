"""Personal data that slipped into free text: citizen numbers and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from desktop.models.citizen import check_digit_ok
from desktop.models.thai import ascii_digits

What = Literal["citizen", "phone"]

_GAP = r"[ \-–—.]?"
_ALONE = r"(?<![0-9])(?<![0-9][.,/\-])"
_CITIZEN = re.compile(rf"(?<![0-9])(?=([1-9](?:{_GAP}[0-9]){{12}})(?![0-9]))")
_COUNTRY = rf"(?:\+|00)66{_GAP}(?:\(0\)|0)?"
_PHONE = re.compile(
    rf"{_ALONE}(?:"
    rf"(?:0|{_COUNTRY})[689][0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}"  # mobile, 08x-xxx-xxxx
    rf"|(?:0|{_COUNTRY})[689]-[0-9]{{4}}-[0-9]{{4}}"  # mobile, 08-xxxx-xxxx
    rf"|(?:0[ ]?|{_COUNTRY})2{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}"  # Bangkok, 02-xxx-xxxx
    rf"|(?:0[ ]?|{_COUNTRY})[3-57][0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}}"  # provinces
    r")(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a text, from which character on and how long."""

    kind: What
    at: int
    length: int


def found_in(text: str) -> list[Found]:
    """Find citizen numbers whose check digit is right, and telephone numbers of Thailand.

    In either set of digits, with dashes, dots or single spaces between. Numbers with a wrong
    check digit are not reported: the register of documents has too many of 13 digits.
    """
    plain = ascii_digits(text)
    citizens = list(_citizens(plain))
    phones = [
        Found("phone", match.start(), len(match[0]))
        for match in _PHONE.finditer(plain)
        if not any(f.at < match.end() and match.start() < f.at + f.length for f in citizens)
    ]
    return sorted([*citizens, *phones], key=lambda found: found.at)


def _citizens(plain: str) -> Iterator[Found]:
    """Look from every digit that begins a number, for another number may stand right before."""
    end = 0
    for match in _CITIZEN.finditer(plain):
        digits = re.sub("[^0-9]", "", match[1])
        if match.start() >= end and check_digit_ok(digits):
            yield Found("citizen", match.start(), len(match[1]))
            end = match.start() + len(match[1])
