"""Finding a person of a class by a few letters, a seat number or an agency."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.models.enrolment import Enrolment
from desktop.models.thai import search_key

MOST = 8
"""More than this nobody reads before typing another letter."""


def find_people(people: Sequence[Enrolment], typed: str, most: int = MOST) -> list[Enrolment]:
    """Give who may be meant, the likeliest first; equally likely people stay in seat order."""
    wanted = search_key(typed)
    if not wanted:
        return []
    ranked = [(rank, at) for at, e in enumerate(people) if (rank := _rank(e, wanted)) is not None]
    return [people[at] for _, at in sorted(ranked)[:most]]


def _rank(enrolment: Enrolment, wanted: str) -> int | None:
    """Say how well somebody fits, 0 best; ``None`` when not at all."""
    person = enrolment.person
    if wanted.isdecimal():
        seat = str(enrolment.seat)
        if wanted in (seat, enrolment.badge):
            return 0
        return 1 if seat.startswith(wanted) else None
    name = enrolment.search
    if name.startswith(wanted):
        return 0
    if search_key(person.last).startswith(wanted):
        return 1
    if wanted in name or wanted in search_key(enrolment.name):
        return 2
    return 3 if wanted in search_key(person.agency) else None
