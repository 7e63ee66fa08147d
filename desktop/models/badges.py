"""Badge numbers: digits alone, so that no keyboard layout can garble them beyond repair."""

from __future__ import annotations

DIGITS = 12
"""Eleven digits drawn from the enrolment, and one check digit."""

_DAMM = tuple(
    tuple(map(int, row))
    for row in (
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    )
)  # fmt: skip


def check_digit(digits: str) -> str:
    """Give the Damm check digit (H. M. Damm, 2004): catches each single slip and each swap."""
    interim = 0
    for digit in digits.encode("ascii"):
        interim = _DAMM[interim][digit - 48]
    return str(interim)


def badge_of(enrolment: str) -> str:
    """Give the badge number of an enrolment, drawn from the 48 random bits its UUID ends in."""
    drawn = int(enrolment[-12:], 16) % 10 ** (DIGITS - 1)
    digits = f"{drawn:0{DIGITS - 1}d}"
    return digits + check_digit(digits)


def is_badge(text: str) -> bool:
    """Whether a text is twelve ASCII digits whose check digit is right."""
    return (
        len(text) == DIGITS
        and text.isascii()
        and text.isdecimal()
        and check_digit(text[:-1]) == text[-1]
    )
