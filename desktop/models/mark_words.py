"""Marks as people write and read them: มา, late, สาย 15, ลา (ประชุม), ชดเชย S02, 1 to 5."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop.models.attendance import KEYS, UNMARKED, Mark, Status
from desktop.models.thai import ascii_digits, clean
from desktop.models.wording import Words

_DIGITS = {str(at): status for at, status in enumerate(KEYS, 1)} | {"0": Status.UNMARKED}
_PARTS = re.compile(
    r"(?P<word>[^\d(]+?|\d(?!\d))\s*"
    r"(?:(?P<minutes>\d{1,3})\s*(?:นาที|น\.?|min\.?|minutes?|m)?|\((?P<reason>.+)\)"
    r"|(?P<of>s\d{1,2}))?",
    re.IGNORECASE,
)


def state_words(*catalogues: Mapping[str, str]) -> dict[str, Status]:
    """Collect every word for a state, in every language the program speaks."""
    return {
        catalogue[f"state.{status.value}"].casefold(): status
        for catalogue in catalogues
        for status in Status
    } | {status.value: status for status in Status}


def say_mark(words: Words, mark: Mark, late: str = "mark.late-minutes") -> str:
    """Say a mark with what belongs to it; ``late`` is the wording's key for state and minutes."""
    state = words(f"state.{mark.status.value}")
    match mark.status:
        case Status.LATE if mark.minutes is not None:
            return words(late, state=state, n=mark.minutes)
        case Status.EXCUSED if mark.reason:
            return words("mark.with-reason", state=state, reason=mark.reason)
        case Status.MAKEUP if mark.of:
            return f"{state} {mark.of}"
        case _:
            return state


def mark_text(words: Words, mark: Mark) -> str:
    """Write a mark into a cell of a spreadsheet, where unmarked is blank."""
    return "" if mark.status is Status.UNMARKED else say_mark(words, mark)


def read_words(text: str, words: Mapping[str, Status]) -> Mark | None:
    """Read one cell of a pasted block; ``None`` when it means nothing here."""
    parts = _PARTS.fullmatch(ascii_digits(clean(text)))
    if parts is None:
        return None
    word = parts["word"].strip().casefold()
    status = _DIGITS.get(word) or words.get(word)
    if status is None:
        return None
    return _with_parts(status, parts["minutes"], parts["reason"], parts["of"])


def _with_parts(
    status: Status, minutes: str | None, reason: str | None, of: str | None
) -> Mark | None:
    """Give a status what belongs to it; a part that does not belong makes it unreadable."""
    match status:
        case Status.LATE if not (reason or of):
            return Mark(status, minutes=int(minutes) if minutes else None)
        case Status.EXCUSED if not (minutes or of):
            return Mark(status, reason=reason or "")
        case Status.MAKEUP if not (minutes or reason):
            return Mark(status, of=(of or "").upper())
        case _ if minutes or reason or of:
            return None
        case Status.UNMARKED:
            return UNMARKED
        case _:
            return Mark(status)
