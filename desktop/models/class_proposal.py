"""What to propose for the next class, so that setting it up is mostly saying yes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from desktop.models.classes import Class

_ENDS_IN_NUMBER = re.compile(r"(.*?)([0-9]+)")


def next_number(known: Sequence[Class]) -> int:
    """Give the number after the greatest there is; the first class is number 1."""
    return max((c.number for c in known), default=0) + 1


def propose_code(number: int, known: Sequence[Class]) -> str:
    """Give a free code for a number, built like the code of the latest class: T34 makes T35."""
    code = f"{_stem(known)}{number}"
    taken = {c.code.casefold() for c in known}
    again = 2
    proposed = code
    while proposed.casefold() in taken:
        proposed = f"{code}-{again}"
        again += 1
    return proposed


def _stem(known: Sequence[Class]) -> str:
    for course in sorted(known, key=lambda c: (c.first, c.number), reverse=True):
        found = _ENDS_IN_NUMBER.fullmatch(course.code)
        if found and int(found[2]) == course.number:
            return found[1]
    return "T"


def same_number(number: int, fiscal_year: int, known: Sequence[Class]) -> Class | None:
    """Give the class that bears this number in this year already."""
    found = [c for c in known if (c.number, c.fiscal_year) == (number, fiscal_year)]
    return found[0] if found else None


def propose_first_day(today: date) -> date:
    """Give next week's Monday: the soonest a class is usually called for."""
    return today + timedelta(days=7 - today.weekday())
