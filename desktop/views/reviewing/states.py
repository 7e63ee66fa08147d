"""How the states of a work are shown: a shape and a word first, the colour last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from desktop.models.dates import show_date, show_time
from desktop.models.submissions import State
from desktop.models.wording import Words

Filter = State | Literal["late"]

SHAPES: dict[State, str] = {
    State.BLANK: "unmarked",
    State.DRAFT: "late",
    State.SUBMITTED: "excused",
    State.RETURNED: "makeup",
    State.ACCEPTED: "present",
    State.PUBLISHED: "present",
}
"""Which of the known shapes stands for a state: empty, half, waiting, round again, full."""

OWING = frozenset({State.BLANK, State.DRAFT, State.RETURNED})
"""The states in which it is the person's turn."""


def state_words(words: Words, state: State) -> str:
    """Say a state: ยังไม่เริ่ม, ร่าง, ส่งแล้ว and so on."""
    return words(f"reviewing.state.{state.value}")


def moment(words: Words, at: str, now: datetime) -> str:
    """Say when something happened: the time where it was today, else the day with it.

    ``at`` is UTC in ISO 8601; empty gives nothing.
    """
    if not at:
        return ""
    then = datetime.fromisoformat(at).astimezone(now.tzinfo)
    clock = show_time(then.time(), words.language, words.digits)
    if then.date() == now.date():
        return clock
    return f"{show_date(then.date(), words.language, words.digits)} {clock}"


def tally(states: Iterable[State]) -> dict[State, int]:
    """Count works by state; every state is there."""
    counts = dict.fromkeys(State, 0)
    for state in states:
        counts[state] += 1
    return counts
