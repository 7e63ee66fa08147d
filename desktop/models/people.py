"""A person of a roster, and the two ways a name is written: in parts and as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.models.thai import clean
from desktop.models.titles import Titles, stands_apart

_LIST_MARK = re.compile(r"(?:[0-9๐-๙]{1,4}(?:\s*[.)]\s*|\s+)(?=\D)|[-–•*]+\s*(?=\w))")
_FOOTNOTE = re.compile(r"\s*\*+$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a roster, as cleaned from it; an empty field was not given.

    The citizen number itself is never here: only its keyed hash, to tell two people apart, and
    its last four digits, for people to recognise it.
    """

    title: str = ""
    first: str = ""
    last: str = ""
    position: str = ""
    level: str = ""
    agency: str = ""
    phone: str = ""
    email: str = ""
    citizen_hash: str = ""
    citizen_last4: str = ""
    employee_no: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """The full name as printed on a certificate."""
        return printed_name(self.title, self.first, self.last)


def printed_name(title: str, first: str, last: str) -> str:
    """Write a name as the Royal Society spaces it: นายสมชาย ใจดี, but พ.จ.อ. สมชาย ใจดี."""
    gap = " " if title and stands_apart(title) else ""
    return f"{title}{gap}{first} {last}".strip()


def split_name(full: str, titles: Titles) -> tuple[str, str, str]:
    """Split a full name into title, first name and surname, which may hold spaces or be empty.

    The longest known title wins; a number before the name, as in a typed list, is dropped, and so
    are the marks of lists and footnotes.
    """
    text = _FOOTNOTE.sub("", clean(full))
    if mark := _LIST_MARK.match(text):
        text = text[mark.end() :]
    title, rest = titles.split(text)
    first, _, last = rest.partition(" ")
    return title, first, last
