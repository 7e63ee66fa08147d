"""The rows of a table in a form: added, moved, split, merged and taken out, never renamed.

A row is an object with an ``id`` that is unique in its table; other tables refer to it. Every
function gives a new list and leaves the one it was given alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

_NUMBERED = re.compile(r"([a-z]+)([0-9]{1,9})")
_PREFIXES = {"as_is": "a", "to_be": "b"}
_ADDED = ("work_min", "wait_min")
_JOINED = ("step", "pain", "actor", "channel")
BETWEEN = " / "


def prefix_of(section: str) -> str:
    """Give the letter the ids of a section's rows begin with."""
    return _PREFIXES.get(section, "r")


def new_id(rows: Sequence[Row], prefix: str) -> str:
    """Name a new row: the letter and one more than the greatest number there."""
    numbers = [
        int(found[2])
        for row in rows
        if (found := _NUMBERED.fullmatch(str(row.get("id", "")))) and found[1] == prefix
    ]
    return f"{prefix}{max(numbers, default=0) + 1}"


def added(rows: Sequence[Row], row: Row, at: int | None = None) -> list[Row]:
    """Put a row in, at the end or at a place."""
    place = len(rows) if at is None else at
    return [*rows[:place], row, *rows[place:]]


def without(rows: Sequence[Row], at: int) -> list[Row]:
    """Take one row out."""
    return [*rows[:at], *rows[at + 1 :]]


def moved(rows: Sequence[Row], at: int, by: int) -> list[Row]:
    """Move a row up or down; at an end it stays."""
    to = min(max(at + by, 0), len(rows) - 1)
    rest = without(rows, at)
    return [*rest[:to], rows[at], *rest[to:]]


def split(rows: Sequence[Row], at: int, new: str) -> list[Row]:
    """Make two steps of one: the second, under the id ``new``, begins with who and how alone.

    Times and papers stay with the first, so that no total changes before a person says so. The
    steps of another table that both refer to are the same.
    """
    row = rows[at]
    second = {name: row[name] for name in ("actor", "channel", "from", "change") if name in row}
    return added(rows, {"id": new, **second}, at + 1)


def merged(rows: Sequence[Row], at: int) -> list[Row]:
    """Make one step of a row and the one after it: times added, texts and papers joined."""
    first, second = rows[at], rows[at + 1]
    one: dict[str, Any] = {**second, **first}
    for name in _ADDED:
        if times := [row[name] for row in (first, second) if isinstance(row.get(name), int)]:
            one[name] = sum(times)
    for name in _JOINED:
        texts = [str(row[name]) for row in (first, second) if row.get(name)]
        if texts:
            one[name] = BETWEEN.join(dict.fromkeys(texts))
    if papers := [*first.get("docs", ()), *second.get("docs", ())]:
        one["docs"] = papers
    if origins := list(dict.fromkeys([*first.get("from", ()), *second.get("from", ())])):
        one |= {"from": origins, "change": change_for(origins, one.get("change"))}
    return [*rows[:at], one, *rows[at + 2 :]]


def kept_from(rows: Sequence[Row], step: Row, prefix: str) -> list[Row]:
    """Put a present step among the new ones, kept as it is, and refer to it."""
    copied = {name: value for name, value in step.items() if name not in ("id", "pain", "dup")}
    new = {**copied, "id": new_id(rows, prefix), "change": "kept", "from": [step["id"]]}
    return added(rows, new)


def change_for(origins: Sequence[str], said: str | None) -> str:
    """Say how a new step came about, from how many present ones it refers to.

    What a person said stays, as long as it can be true.
    """
    if not origins:
        return "new"
    if len(origins) > 1:
        return "merged"
    return said if said in ("kept", "changed") else "changed"
