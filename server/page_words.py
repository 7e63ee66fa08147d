"""How the pages say times and values: in the reader's language, in Bangkok's time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone

from protocol.change import Json
from server.wording import Words

BANGKOK = timezone(timedelta(hours=7))
"""Thailand has had one offset and no summer time since 1920."""
_BUDDHIST = 543
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def moment(words: Words, at: str) -> str:
    """Write a stored time (UTC, ISO 8601) as people do; what is no time stays as it is."""
    try:
        then = datetime.fromisoformat(at).astimezone(BANGKOK)
    except (ValueError, OverflowError):
        return at
    return f"{_date(words, then)} {then:%H:%M}"


def day(words: Words, on: str) -> str:
    """Write a day (ISO 8601) as people do; what is no day stays as it is."""
    try:
        return _date(words, date.fromisoformat(on))
    except ValueError:
        return on


def _date(words: Words, of: date) -> str:
    year = of.year + (_BUDDHIST if words.language == "th" else 0)
    return f"{of.day} {words(f'page.month.{of.month}')} {year}"


def ago(words: Words, at: str, now: datetime) -> str:
    """Say how long ago a stored time was; ``""`` was never."""
    if not at:
        return words("page.never")
    seconds = int((now - datetime.fromisoformat(at)).total_seconds())
    if seconds < _MINUTE:
        return words("page.just-now")
    if seconds < _HOUR:
        return _count(words, "minutes", seconds // _MINUTE)
    if seconds < _DAY:
        return _count(words, "hours", seconds // _HOUR)
    return _count(words, "days", seconds // _DAY)


def _count(words: Words, unit: str, n: int) -> str:
    return words(f"page.ago.{unit}.one" if n == 1 else f"page.ago.{unit}", n=n)


def value(words: Words, of: Json) -> str:
    """Say a value of a change: its words where they are known, a list of fields otherwise."""
    if of is None or of == "":
        return words("page.nothing")
    if isinstance(of, Mapping):
        said = [_entry(words, str(name), inner) for name, inner in of.items() if inner != ""]
        return " · ".join(said) or words("page.nothing")
    if isinstance(of, list):
        return ", ".join(value(words, inner) for inner in of)
    if isinstance(of, bool):
        return words("page.yes" if of else "page.no")
    return words.known("value", str(of))


def _entry(words: Words, name: str, inner: Json) -> str:
    if name == "status":
        return value(words, inner)
    if name == "minutes":
        return words("page.n-minutes", n=inner)
    return f"{words.known('field', name)}: {value(words, inner)}"
