"""What is said of a person in a group, and of a group with too many from one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from desktop.models.teams import MOST_OF_AGENCY, Member
from desktop.models.wording import Words


def sentence(words: Words, member: Member, team: str) -> str:
    """Say a person as one sentence, for whoever hears the screen."""
    parts = [words.number(member.seat), member.name, member.agency, member.level, team]
    return ", ".join(filter(None, [*parts, words("teams.pinned") if member.pinned else ""]))


def crowd(words: Words, people: Sequence[Member], form: Callable[[str], str]) -> str:
    """Name the agencies of which more are together than wanted, empty where there are none.

    ``form`` brings an agency, however written, to one form by which to compare it.
    """
    named = {form(m.agency): m.agency for m in people}
    counted = Counter(key for m in people if (key := form(m.agency)))
    return " · ".join(
        words("teams.crowd", agency=named[key], n=n)
        for key, n in counted.items()
        if n > MOST_OF_AGENCY
    )
