"""Numbers and check codes of certificates, and what the register says of one."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from desktop.models.certificate_template import Printed
from desktop.models.dates import buddhist_year, fiscal_year
from desktop.models.refusal import Refused
from desktop.models.thai import ascii_digits

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Numbering:
    """How an organisation numbers: its prefix, and whether its year is the calendar's or fiscal.

    Numbers run from 1 without a gap within prefix and year (data model I10).
    """

    prefix: str = "กทม."
    year: Literal["calendar", "fiscal"] = "calendar"
    width: int = 4

    def year_of(self, day: date) -> int:
        """Give the Buddhist year a certificate of that day is numbered in."""
        return fiscal_year(day) if self.year == "fiscal" else buddhist_year(day)

    def number(self, running: int, year: int) -> str:
        """Write a number as it is stored: ``กทม. 0001/2562``, in Arabic digits."""
        return f"{self.prefix} {running:0{self.width}d}/{year}".strip()


def read_numbering(data: Mapping[str, Any] | None) -> Numbering:
    """Read an organisation's numbering; nothing set gives the default."""
    known = {field.name for field in fields(Numbering)}
    return Numbering(**{name: value for name, value in (data or {}).items() if name in known})


def check_numbering(numbering: Numbering) -> Numbering:
    """Refuse a numbering that cannot be printed or told apart."""
    if len(numbering.prefix) > 40 or not numbering.prefix.isprintable():
        raise Refused("number-prefix-unfit", given=numbering.prefix[:40])
    if not 1 <= numbering.width <= 9:
        raise Refused("number-width-unfit", width=numbering.width)
    return numbering


@dataclass(frozen=True, slots=True)
class Certificate:
    """One entry of the register: whose, which number, what was printed, where its page is kept.

    ``archive`` is the SHA-256 of the kept PDF that holds the page, ``page`` its place there from
    1; both are empty between issue and the first rendering. ``template`` is the SHA-256 of the
    kept template it was issued with. ``kind`` is empty for having completed the course and
    ``honour`` for a project among the best; a person has one standing of each kind at most (I5).
    """

    id: str
    class_id: str
    enrolment: str
    series: str
    year: int
    running: int
    number: str
    code: str
    issued_on: date
    printed: Printed
    archive: str = ""
    page: int = 0
    status: str = "issued"
    template: str = ""
    kind: str = ""


def check_code(secret: bytes, number: str, name: str, enrolment: str) -> str:
    """Draw the twelve letters printed below the QR from what the certificate says.

    HMAC-SHA-256 under the register's secret, eleven letters of Crockford's base 32 and one that
    catches slips. It proves the entry to whoever holds the register; it is no digital signature.
    """
    text = "\x1f".join((number, name, enrolment)).encode()
    value = int.from_bytes(hmac.digest(secret, text, "sha256")[:8], "big")
    letters = "".join(_ALPHABET[(value >> (5 * i)) & 31] for i in range(_LETTERS - 1))
    return letters + _check_letter(letters)


def _check_letter(letters: str) -> str:
    total = sum(_ALPHABET.index(c) * (2 * i + 1) for i, c in enumerate(letters))
    return _ALPHABET[total % 32]


def read_code(given: str) -> str:
    """Find the check code in what was scanned or typed; letters often misread are forgiven.

    Raises :class:`Refused` ``code-mistyped`` where it cannot be a code of ours at all.
    """
    return number_and_code(given)[1]


def number_and_code(given: str) -> tuple[str, str]:
    """Split what was scanned or typed into the number before the code, if any, and the code.

    The code may be grouped with dashes or blanks. Raises :class:`Refused` ``code-mistyped``.
    """
    words = ascii_digits(given).split()
    code = ""
    while words and len(code) < _LETTERS:
        code = words.pop().replace("-", "").upper().translate(_MISREAD) + code
    if len(code) != _LETTERS or any(c not in _ALPHABET for c in code):
        raise Refused("code-mistyped")
    if _check_letter(code[:-1]) != code[-1]:
        raise Refused("code-mistyped")
    return " ".join(words), code
