"""The groups of a class: who is in which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.models.refusal import Refused

MOST_OF_AGENCY = 2
"""How many people of one agency a group holds at most, wherever that can be."""

MOST_TEAMS = 2_000
MOST_NAME = 100
"""Characters in the name of a group."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person and their place in the groups.

    ``enrolment`` is the id of the enrolment, ``level`` the level of the position as on the roster.
    ``pinned`` people stay where they are when groups are proposed anew. ``points`` is what their
    score differs from the group's, with the ``reason``.
    """

    enrolment: str
    seat: int
    name: str
    agency: str
    level: str
    pinned: bool = False
    points: int = 0
    reason: str = ""
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """A group with its members in seat order. ``name`` may be empty: then the number names it."""

    id: str
    number: int
    name: str = ""
    members: tuple[Member, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why groups are as they are: a code, and what fills its sentence ``scoring.reason.<code>``."""

    code: str
    details: dict[str, int | str]


@dataclass(frozen=True, slots=True)
class ProposedTeam:
    """A group as proposed. ``team`` is the id of one that is there already, or empty."""

    team: str
    number: int
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Groups as the builder would make them, and why. ``seed`` gives the same ones again."""

    teams: tuple[ProposedTeam, ...]
    reasons: tuple[Reason, ...]
    seed: int


def count_for(people: int, size: int) -> int:
    """Say how many groups of about ``size`` some people make: none is larger than that."""
    if size < 1:
        raise Refused("team-size-unfit", size=size)
    return max(1, -(-people // size))


def check_count(people: int, count: int) -> int:
    """Refuse to make no groups, or more than there are people."""
    if not 1 <= count <= min(people, MOST_TEAMS):
        raise Refused("team-count-unfit", count=count, people=people)
    return count


def next_number(teams: Sequence[Team]) -> int:
    """Give the least number that no group has."""
    taken = {t.number for t in teams}
    return next(n for n in range(1, len(taken) + 2) if n not in taken)
