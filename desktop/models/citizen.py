"""The 13-digit citizen number: read, tested, and kept only as a keyed hash."""

from __future__ import annotations

import re
from hashlib import blake2b
from operator import mul, ne

from desktop.models.thai import ascii_digits

_THIRTEEN = re.compile("[0-9]{13}")
_LOST_ZEROS = re.compile("[1-9][0-9]{10,11}")
_FLOAT_TAIL = re.compile(r"(?<=[0-9]{11})\.0$")
_SEPARATORS = re.compile(r"[\s\-–—.'_]+")
_SLIPS = 2
_WEIGHTS = range(13, 1, -1)
_CODE_OF_ZERO = 48 * sum(_WEIGHTS)  # what the characters' codes add beyond their digits


def read_citizen_id(text: str) -> str | None:
    """Give the 13 digits of a number typed with dashes, spaces or Thai digits, or None."""
    if _THIRTEEN.fullmatch(text):
        return text
    digits = _SEPARATORS.sub("", _FLOAT_TAIL.sub("", ascii_digits(text)))
    return digits if _THIRTEEN.fullmatch(digits) else None


def restored_citizen_id(text: str) -> str | None:
    """Give the number behind 11 or 12 plain digits if the zeros a spreadsheet drops make it right.

    A number with separators, or one that begins with a zero, was typed as text and lost none.
    """
    plain = _FLOAT_TAIL.sub("", ascii_digits(text))
    whole = plain.zfill(13) if _LOST_ZEROS.fullmatch(plain) else ""
    return whole if whole and check_digit_ok(whole) else None


def differ_plainly(one: str, other: str) -> bool:
    """Say whether two typed numbers are two people's rather than one mistyped: in 3 places or more.

    A slip changes one digit, or two that were swapped.
    """
    a, b = read_citizen_id(one), read_citizen_id(other)
    return bool(a and b) and sum(map(ne, a or "", b or "")) > _SLIPS


def check_digit_ok(digits: str) -> bool:
    """Test the check digit of 13 ASCII digits; whether the number was ever issued is not asked."""
    codes = digits.encode()
    total: int = sum(map(mul, _WEIGHTS, codes)) - _CODE_OF_ZERO
    return (11 - total % 11) % 10 == codes[12] - 48


def keyed_hash(key: bytes, digits: str) -> str:
    """Give the only form in which a number is kept, useless to anybody without the key.

    BLAKE2b in its keyed mode (RFC 7693), 256 bits as hex.
    """
    return blake2b(digits.encode(), key=key, digest_size=32).hexdigest()
