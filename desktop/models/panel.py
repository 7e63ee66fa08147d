"""The panel as a whole: results with ranks, who has scored what, scorers under code names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import chain, count
from typing import Literal

from desktop.models.projects import Project
from desktop.models.rubric import Band
from desktop.models.scoring import Result, Sheet, scorer_key
from desktop.models.teams import Member

Progress = Literal["none", "open", "locked"]
_FIRST, _COUNT = 10, 90


@dataclass(frozen=True, slots=True)
class MemberScore:
    """A member with their own score: the group's, adjusted; ``None`` while there is none."""

    member: Member
    exact: Fraction | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project came out.

    ``rank`` counts from 1; a project without a total has neither rank nor band.
    """

    project: Project
    result: Result
    band: Band | None
    rank: int | None
    members: tuple[MemberScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the panel's levels lie apart on one criterion: a sample, all scorers' sheets."""

    criterion: str
    levels: Mapping[str, int]

    @property
    def gap(self) -> int:
        """How many levels lie between the lowest and the highest."""
        given = self.levels.values()
        return max(given, default=0) - min(given, default=0)

    @property
    def mean(self) -> Fraction | None:
        """The mean level, exact; ``None`` without any."""
        return Fraction(sum(self.levels.values()), len(self.levels)) if self.levels else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """A sample project as the panel scored it."""

    project: Project
    result: Result
    spreads: tuple[Spread, ...]


def spreads(sheets: Sequence[Sheet]) -> tuple[Spread, ...]:
    """Give by criterion which level each scorer gave, in the order of the criteria."""
    found: dict[str, dict[str, int]] = {}
    for sheet in sheets:
        for criterion, level in zip(sheet.rubric.criteria, sheet.levels, strict=True):
            if level is not None:
                found.setdefault(criterion.code, {})[sheet.scorer] = level
    return tuple(Spread(code, levels) for code, levels in found.items())


def progress(sheets: Sequence[Sheet], scorers: Sequence[str]) -> dict[str, Progress]:
    """Say of each scorer how far they are with one project; a correction begun is open again."""
    last: dict[str, Sheet] = {}
    for sheet in sheets:
        key = scorer_key(sheet.scorer)
        if sheet.number >= last.get(key, sheet).number:
            last[key] = sheet
    return {name: _stage(last.get(scorer_key(name))) for name in scorers}


def _stage(sheet: Sheet | None) -> Progress:
    if sheet is None:
        return "none"
    return "locked" if sheet.locked_at else "open"


def scorers(sheets: Sequence[Sheet]) -> list[str]:
    """Name everybody who scores in a class, each once, in dictionary order."""
    named: dict[str, str] = {}
    for sheet in sorted(sheets, key=lambda s: (s.project, s.number, s.id)):
        named.setdefault(scorer_key(sheet.scorer), sheet.scorer.strip())
    return [named[key] for key in sorted(named)]


def code_numbers(class_id: str, names: Sequence[str]) -> dict[str, int]:
    """Give each scorer a number of two digits that tells nothing of the name; on all devices alike.

    More than 90 scorers count on beyond 99. Two who draw the same number take the next free ones
    in the order of their draws.
    """
    draws = {name: _draw(class_id, name) for name in {scorer_key(n): n for n in names}.values()}
    taken: dict[str, int] = {}
    used: set[int] = set()
    for name in sorted(draws, key=lambda n: draws[n]):
        drawn = _FIRST + draws[name] % _COUNT
        turn = chain(range(drawn, _FIRST + _COUNT), range(_FIRST, drawn), count(_FIRST + _COUNT))
        taken[name] = next(n for n in turn if n not in used)
        used.add(taken[name])
    return taken


def _draw(class_id: str, name: str) -> int:
    said = f"scorer\x1f{class_id}\x1f{scorer_key(name)}"
    return int.from_bytes(sha256(said.encode()).digest()[:8], "big")
