"""A class: one run of a course in one room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from desktop.models.eligibility import DEFAULT_POLICY, Policy
from desktop.models.refusal import Refused
from desktop.models.timetable import Session

if TYPE_CHECKING:
    from desktop.models.courses import Course

Status = Literal["draft", "open", "running", "closed", "archived"]
Stage = Literal["draft", "open", "running", "ended", "closed", "archived"]

_TELLING = 8
"""How many letters of an id tell a class from another of the same code, at least."""


@dataclass(frozen=True, slots=True)
class Class:
    """One run (รุ่น) of a course. ``fiscal_year`` is in the Buddhist era.

    ``code`` is what people type to name it, unique on a device; ``first`` and ``last`` are its
    days, and its policy is the version it runs with, whatever later versions say.
    """

    id: str
    code: str
    number: int
    fiscal_year: int
    course: str
    name_th: str
    name_en: str
    first: date
    last: date
    venue: str = ""
    capacity: int = 45
    facilitators: str = ""
    status: Status = "open"
    policy: Policy = DEFAULT_POLICY

    @property
    def scope(self) -> str:
        """The scope whose changes hold the whole class."""
        return scope_of(self.id)


def scope_of(class_id: str) -> str:
    """Name the scope of a class."""
    return f"class:{class_id}"


def check_code(code: str, taken: Sequence[str]) -> str:
    """Give a class code fit to be typed, or refuse one that is empty, odd or taken."""
    tidy = code.strip()
    if not tidy or len(tidy) > 40 or any(c in "/\\\"'" or not c.isprintable() for c in tidy):
        raise Refused("class-code-unfit", given=tidy[:40])
    if tidy.casefold() in {t.casefold() for t in taken}:
        raise Refused("class-code-taken", given=tidy)
    return tidy


def told_apart(of: Class, twins: Sequence[Class]) -> str:
    """Write a class's code, with so much of its id as tells it from others of that code."""
    others = [c.id for c in twins if c.id != of.id]
    if not others:
        return of.code
    length = _TELLING
    while any(i.startswith(of.id[:length]) for i in others):
        length += 1
    return f"{of.code}@{of.id[:length]}"


def check_facts(number: int, capacity: int, days: Sequence[date], wanted_days: int) -> None:
    """Refuse a class whose number, capacity or days cannot be."""
    if not 1 <= number <= 99_999:
        raise Refused("class-number-unfit", number=number)
    if not 1 <= capacity <= 10_000:
        raise Refused("class-capacity-unfit", capacity=capacity)
    if len(days) != wanted_days:
        raise Refused("class-days-differ", days=len(days), wanted=wanted_days)
    if len(set(days)) != len(days):
        raise Refused("class-days-repeat")


def plan(class_id: str, course: Course, days: Sequence[date], ids: Sequence[str]) -> list[Session]:
    """Lay the course's blocks on the class's days, in order."""
    ordered = sorted(days)
    return [
        Session(
            id=row,
            class_id=class_id,
            code=block.code,
            day=block.day,
            on=ordered[block.day - 1],
            start=block.start,
            end=block.end,
            counted=block.counted,
            title_th=block.title.th,
            title_en=block.title.en,
            module=block.module,
            objective_th=block.objective.th,
            objective_en=block.objective.en,
            mode=block.mode,
            topics=block.topics,
            activities=block.activities,
            methods=block.methods,
        )
        for row, block in zip(ids, course.blocks, strict=True)
    ]


def stage(of: Class, today: date) -> Stage:
    """Give the state of a class as people would say it today.

    One that is over and not yet closed has ``ended``: something is left to do with it.
    """
    if of.status in ("draft", "closed", "archived"):
        return of.status
    if today < of.first:
        return "open"
    return "running" if today <= of.last else "ended"
