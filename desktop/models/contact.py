"""Telephone numbers mended, e-mail addresses tested."""

from __future__ import annotations

import re

from desktop.models.thai import ascii_digits, clean

_USUAL_PHONE = re.compile("0[0-9]{8,9}")
_SEPARATORS = re.compile(r"[\s\-–—.()]+")
_FLOAT_TAIL = re.compile(r"(?<=[0-9])\.0$")
_SEVERAL = re.compile(r"\s*(?:[,;/]|หรือ|และ)\s*")
_EXTENSION = re.compile(r"\s*(?:ต่อ|กด|ext\.?|#)\s*", re.IGNORECASE)
_COUNTRY = re.compile(r"(?:\+|00)?66(?:\(0\)|0)?([1-9][0-9]{7,8})")
_LOST_ZERO = re.compile("[689][0-9]{8}|[2-57][0-9]{7}")  # mobile; landline

_EMAIL = re.compile(r"[\w+%'-]+(?:\.[\w+%'-]+)*@(?:[\w-]+\.)+[^\W\d_]{2,}")
_BETWEEN_EMAILS = re.compile(r"\s*[,;/]\s*|\s+")


def read_phone(text: str) -> str:
    """Give a telephone number without dashes and with the leading zero a spreadsheet lost.

    Extensions stay (``022212141 ต่อ 123``), several numbers are kept apart by commas, and what
    is no number stays as it was written.
    """
    if _USUAL_PHONE.fullmatch(text):
        return text
    plain = _FLOAT_TAIL.sub("", ascii_digits(clean(text)))
    return ", ".join(_one_phone(piece) for piece in _SEVERAL.split(plain) if piece)


def _one_phone(text: str) -> str:
    number, *extension = _EXTENSION.split(text, maxsplit=1)
    digits = _SEPARATORS.sub("", number)
    if match := _COUNTRY.fullmatch(digits):
        digits = f"0{match[1]}"
    elif _LOST_ZERO.fullmatch(digits):
        digits = f"0{digits}"
    if not _USUAL_PHONE.fullmatch(digits):
        return text
    return f"{digits} ต่อ {extension[0]}" if extension else digits


def email_ok(text: str) -> bool:
    """Say whether a cleaned text is an address, or several, that mail could be sent to."""
    if _EMAIL.fullmatch(text):
        return True
    pieces = [piece for piece in _BETWEEN_EMAILS.split(text) if piece]
    return bool(pieces) and all(_EMAIL.fullmatch(piece) for piece in pieces)
