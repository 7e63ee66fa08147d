"""Where a person can be in the program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and what it is open at; empty means wherever the page last was."""

    page: str
    class_id: str = ""
    tab: str = ""
    person: str = ""
