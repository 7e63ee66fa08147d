"""A rubric while it is being edited: not yet sound, kept as typed, published as a new version."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import msgspec

from desktop.desk import Desk
from desktop.models.forms import NOTHING, Said
from desktop.models.rubric import TOP, Band, Criterion, Rubric
from desktop.store import typing

T = TypeVar("T")

_ROW, _PART = "rubric.draft", "rubric"
MOST = 20
"""How many criteria or bands one may add: more does nobody score with."""


def kept_draft(desk: Desk) -> Rubric | None:
    """Give what was being edited when somebody left, if anything."""
    data = typing.typed(desk.store, _ROW).get(_PART)
    if data is None:
        return None
    try:
        return msgspec.convert(data, Rubric)
    except msgspec.ValidationError:
        return None  # of another version of the program; what was published is whole


def keep_draft(desk: Desk, draft: Rubric) -> None:
    """Keep what is being edited, on this device alone."""
    now = desk.now().isoformat(timespec="milliseconds")
    typing.keep(desk.store, _ROW, {_PART: msgspec.to_builtins(draft)}, now)


def drop_draft(desk: Desk) -> None:
    """Forget what was being edited."""
    typing.drop(desk.store, _ROW)


def total(draft: Rubric) -> int:
    """Sum the weights."""
    return sum(c.weight for c in draft.criteria)


def with_criterion(draft: Rubric, at: int, criterion: Criterion) -> Rubric:
    """Put a criterion in the place of another."""
    return replace(draft, criteria=_put(draft.criteria, at, criterion))


def with_looks(draft: Rubric, at: int, level: int, said: Said) -> Rubric:
    """Describe one level of a criterion."""
    criterion = draft.criteria[at]
    known = (*criterion.levels, *[NOTHING] * (TOP + 1 - len(criterion.levels)))
    return with_criterion(draft, at, replace(criterion, levels=_put(known, level, said)))


def with_level_name(draft: Rubric, level: int, said: Said) -> Rubric:
    """Name a level."""
    return replace(draft, levels=_put(draft.levels, level, said))


def with_band(draft: Rubric, at: int, band: Band) -> Rubric:
    """Put a band in the place of another."""
    return replace(draft, bands=_put(draft.bands, at, band))


def add_criterion(draft: Rubric) -> Rubric:
    """Add a criterion at the end, with the first code that is free and no weight yet."""
    codes = {c.code for c in draft.criteria}
    code = next(f"C{n}" for n in range(1, MOST * 2 + 2) if f"C{n}" not in codes)
    blank = Criterion(code, NOTHING, 0, (NOTHING,) * (TOP + 1))
    return replace(draft, criteria=(*draft.criteria, blank))


def move_criterion(draft: Rubric, at: int, by: int) -> Rubric:
    """Move a criterion up or down, as far as there is room."""
    order = list(draft.criteria)
    order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
    return replace(draft, criteria=tuple(order))


def remove_criterion(draft: Rubric, at: int) -> Rubric:
    """Take a criterion away."""
    return replace(draft, criteria=draft.criteria[:at] + draft.criteria[at + 1 :])


def add_band(draft: Rubric) -> Rubric:
    """Add a band below the others."""
    return replace(draft, bands=(*draft.bands, Band(0, NOTHING)))


def remove_band(draft: Rubric, at: int) -> Rubric:
    """Take a band away."""
    return replace(draft, bands=draft.bands[:at] + draft.bands[at + 1 :])


def _put(values: tuple[T, ...], at: int, value: T) -> tuple[T, ...]:
    return (*values[:at], value, *values[at + 1 :])
