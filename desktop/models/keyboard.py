"""Digits a USB scanner typed while the Thai keyboard layout was on, mapped back."""

from __future__ import annotations

from desktop.models.thai import ascii_digits

# The Kedmanee layout: what the keys 1 2 3 4 5 6 7 8 9 0 give, without and with shift (or caps
# lock). Shifted, 2 gives ๑: so ๑ may mean 1 (a person typed it) or 2 (a scanner did), and only
# the check digit of what was scanned can tell.
_PLAIN = str.maketrans("ๅ/-ภถุึคตจ", "1234567890")
_SHIFTED = str.maketrans("+๑๒๓๔ู฿๕๖๗", "1234567890")


def digit_readings(text: str) -> tuple[str, ...]:
    """Give every digit string that the typed characters may stand for, likeliest first.

    The caller takes the first whose check digit is right. Characters that stand for no digit are
    dropped, so ``0-1075-41352-73-9`` reads as its digits.
    """
    as_typed = _digits(ascii_digits(text))
    if any("0" <= char <= "9" for char in text):
        return (as_typed,)
    plain = _digits(ascii_digits(text.translate(_PLAIN)))
    shifted = _digits(text.translate(_SHIFTED))
    # Thai digits and nothing else: a person, or a scanner under caps lock.
    first = as_typed if len(as_typed) == len(text.strip()) else max(plain, shifted, key=len)
    return tuple(dict.fromkeys((first, plain, shifted)))


def _digits(text: str) -> str:
    return "".join(char for char in text if "0" <= char <= "9")
