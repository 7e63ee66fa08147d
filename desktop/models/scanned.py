"""What a scanner or a person typed, told apart: a badge, a citizen number, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.models import badges, citizen
from desktop.models.keyboard import digit_readings

Kind = Literal["badge", "citizen", "garbled", "unknown"]


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was understood. ``repaired`` says that a Thai keyboard layout had garbled it.

    ``garbled`` has the length of a badge or citizen number and a wrong check digit.
    """

    kind: Kind
    digits: str
    repaired: bool = False


def read_scan(text: str) -> Scanned:
    """Take the first reading of the typed signs whose check digit is right."""
    typed = text.strip()
    readings = digit_readings(typed)
    for digits in readings:
        repaired = digits != readings[0] or not any("0" <= sign <= "9" for sign in typed)
        if badges.is_badge(digits):
            return Scanned("badge", digits, repaired and not _thai_digits(typed, digits))
        if (number := citizen.read_citizen_id(digits)) and citizen.check_digit_ok(number):
            return Scanned("citizen", number, repaired and not _thai_digits(typed, digits))
    near = next((r for r in readings if len(r) in (badges.DIGITS, 13)), "")
    return Scanned("garbled", near) if near else Scanned("unknown", "")


def _thai_digits(typed: str, digits: str) -> bool:
    """Whether a person simply typed Thai digits: nothing was garbled then."""
    signs = [sign for sign in typed if not sign.isspace() and sign not in "-."]
    return len(signs) == len(digits) and all("๐" <= sign <= "๙" for sign in signs)
