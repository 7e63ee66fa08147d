"""The arithmetic of the workflow exercise: steps before and after, and what the change saves.

Totals are never typed (data model I14): they follow from the step tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from desktop.models.decimals import cut
from desktop.models.form_answers import filled_rows
from desktop.models.forms import Answers

Table = Literal["as_is", "to_be"]
Fate = Literal["kept", "changed", "merged", "removed", "unmapped"]

_STRONGEST: tuple[Fate, ...] = ("merged", "changed", "kept")
"""What a step of today is called when several new steps come from it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is used in a step, with its sheets for one case."""

    name: str
    sheets: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a process, for one case; times in minutes.

    ``number`` is its row, from 1. ``change``, ``origins`` (ids of today's steps) and
    ``interaction`` are filled in a new process alone.
    """

    id: str
    number: int
    text: str
    actor: str = ""
    work_min: int = 0
    wait_min: int = 0
    sheets: int = 0
    docs: tuple[Paper, ...] = ()
    channel: str = ""
    pain: str = ""
    dup: bool = False
    change: str = ""
    origins: tuple[str, ...] = ()
    interaction: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """What one case takes, or what is saved of it, or of all cases of a year.

    Times in minutes, money in satang. Money and trips are ``None`` where they were not typed.
    """

    steps: int
    work_min: int
    wait_min: int
    sheets: int
    satang: int | None = None
    trips: int | None = None

    @property
    def worst(self) -> int:
        """The lowest of all figures: below 0 where something saved is really lost."""
        figures = (self.steps, self.work_min, self.wait_min, self.sheets, self.satang, self.trips)
        return min(figure for figure in figures if figure is not None)


@dataclass(frozen=True, slots=True)
class Measures:
    """Before, after and saved (before less after) for one case, and saved in a year.

    ``yearly`` is saved x ``volume`` and ``None`` while the cases a year are not known.
    """

    before: Totals
    after: Totals
    saved: Totals
    volume: int | None = None
    yearly: Totals | None = None

    @property
    def comparable(self) -> bool:
        """Whether both processes have steps, so that saved means something."""
        return bool(self.before.steps and self.after.steps)


def steps(answers: Answers, table: Table) -> list[Step]:
    """Give the steps of a process in their order; rows with nothing in them are no steps."""
    rows = filled_rows(answers.get(table, {}).get("steps"))
    return [_step(row, number) for number, row in rows]


def _step(row: Mapping[str, Any], number: int) -> Step:
    papers = tuple(
        Paper(_text(paper, "name"), _whole(paper, "sheets"))
        for _, paper in filled_rows(row.get("docs"))
    )
    return Step(
        id=_text(row, "id"),
        number=number,
        text=_text(row, "step"),
        actor=_text(row, "actor"),
        work_min=_whole(row, "work_min"),
        wait_min=_whole(row, "wait_min"),
        sheets=sum(paper.sheets for paper in papers),
        docs=papers,
        channel=_text(row, "channel"),
        pain=_text(row, "pain"),
        dup=bool(row.get("dup")),
        change=_text(row, "change"),
        origins=_ids(row.get("from")),
        interaction=_text(row, "interaction"),
    )


# An edited form may ask the same question in another kind; what does not fit counts as nothing.
def _text(row: Mapping[str, Any], code: str) -> str:
    given = row.get(code)
    return given if isinstance(given, str) else ""


def _whole(row: Mapping[str, Any], code: str) -> int:
    return _number(row.get(code)) or 0


def _number(given: object) -> int | None:
    return given if isinstance(given, int) and not isinstance(given, bool) else None


def _ids(given: object) -> tuple[str, ...]:
    return tuple(t for t in given if isinstance(t, str)) if isinstance(given, list) else ()


def fates(answers: Answers) -> dict[str, Fate]:
    """Say of every step of today, by id and in order, what becomes of it.

    A step that a new one keeps, changes or merges is used, whatever else is said of it.
    """
    removed = set(_ids(answers.get("to_be", {}).get("removed")))
    used: dict[str, set[str]] = {}
    for new in steps(answers, "to_be"):
        for origin in new.origins:
            used.setdefault(origin, set()).add(new.change)
    return {
        step.id: _fate(used.get(step.id, set()), step.id in removed)
        for step in steps(answers, "as_is")
    }


def _fate(changes: set[str], removed: bool) -> Fate:
    strongest = next((fate for fate in _STRONGEST if fate in changes), None)
    return strongest or ("removed" if removed else "unmapped")


def measure(answers: Answers) -> Measures:
    """Compute before, after, saved and the year (rubric §4.2, step 6)."""
    before = _total(answers, "as_is", "before")
    after = _total(answers, "to_be", "after")
    saved = Totals(
        before.steps - after.steps,
        before.work_min - after.work_min,
        before.wait_min - after.wait_min,
        before.sheets - after.sheets,
        _less(before.satang, after.satang),
        _less(before.trips, after.trips),
    )
    volume = _number(answers.get("process", {}).get("volume_per_year"))
    return Measures(before, after, saved, volume, None if volume is None else _times(saved, volume))


def _total(answers: Answers, table: Table, when: str) -> Totals:
    of = steps(answers, table)
    typed = answers.get("measures", {})
    return Totals(
        len(of),
        sum(step.work_min for step in of),
        sum(step.wait_min for step in of),
        sum(step.sheets for step in of),
        _number(typed.get(f"cost_{when}")),
        _number(typed.get(f"trips_{when}")),
    )


def _less(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else before - after


def _times(saved: Totals, volume: int) -> Totals:
    return Totals(
        saved.steps * volume,
        saved.work_min * volume,
        saved.wait_min * volume,
        saved.sheets * volume,
        None if saved.satang is None else saved.satang * volume,
        None if saved.trips is None else saved.trips * volume,
    )


def percent(before: int, saved: int) -> str:
    """Write what share is saved, two decimals, cut and never rounded: ``50.00``, ``-33.33``.

    ``-`` where there was nothing before, of which no share can be told.
    """
    return cut(Fraction(100 * saved, before)) if before > 0 else "-"


def hours(minutes: int) -> str:
    """Write minutes as hours, one decimal where there is one, cut: ``400``, ``12.5``."""
    return cut(Fraction(minutes, 60), 1).removesuffix(".0")
