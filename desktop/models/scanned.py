"""What a scanner or a person typed, told apart: a badge, a citizen number, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.models import badges, citizen
from desktop.models.keyboard import digit_readings
from desktop.models.thai import ascii_digits

Kind = Literal["badge", "citizen", "misread", "unknown"]


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was understood. ``repaired`` says that a Thai keyboard layout had garbled it.

    ``misread`` has the length of a badge or a citizen number and a wrong check digit.
    """

    kind: Kind
    digits: str = ""
    repaired: bool = False


def read_scan(text: str) -> Scanned:
    """Take the first reading of what was typed whose check digit is right."""
    readings = digit_readings(text)
    for digits in readings:
        repaired = digits != _as_typed(text)
        if badges.is_badge(digits):
            return Scanned("badge", digits, repaired)
        if citizen.read_citizen_id(digits) and citizen.check_digit_ok(digits):
            return Scanned("citizen", digits, repaired)
    near = [r for r in readings if len(r) in (badges.DIGITS, badges.DIGITS + 1)]
    return Scanned("misread", near[0]) if near else Scanned("unknown")


def _as_typed(text: str) -> str:
    return "".join(sign for sign in ascii_digits(text) if "0" <= sign <= "9")
