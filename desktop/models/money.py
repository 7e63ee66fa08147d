"""Money as people write it: baht with satang, kept in satang."""

from __future__ import annotations

import re

from desktop.models.refusal import Refused
from desktop.models.thai import ascii_digits

MOST = 10**12
"""Ten thousand million baht, in satang: more than any line of a plan, and all a form keeps."""

_AMOUNT = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,2}))?")
_NOISE = re.compile(r"[,\s฿]|บาท|(?i:baht|thb)|\.-$|/-$")


def read_baht(text: str) -> int:
    """Read an amount of baht into satang: ``๑,๒๕๐.๕๐ บาท`` is 125,050.

    Raises :class:`Refused` ``baht-unreadable`` with the text.
    """
    found = _AMOUNT.fullmatch(_NOISE.sub("", ascii_digits(text)))
    if found is None:
        raise Refused("baht-unreadable", text=text)
    satang = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    if satang > MOST:
        raise Refused("baht-unreadable", text=text)
    return satang


def show_baht(satang: int) -> str:
    """Write satang as baht, with satang only where there are any: ``1,250`` or ``1,250.50``."""
    whole, rest = divmod(abs(satang), 100)
    sign = "-" if satang < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:02d}" if rest else "")
