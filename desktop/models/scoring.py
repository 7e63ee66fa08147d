"""The arithmetic of scores: sheets, project totals, where scorers differ, bands and ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from desktop.models.decimals import cut
from desktop.models.refusal import Refused
from desktop.models.rubric import TOP, Rubric

MOST_ADJUSTMENT = 10
"""How many points a member's score may differ from the group's, up or down (rubric §4.1)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a scorer says of one criterion: the level, ``None`` while open, and a note."""

    level: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One scorer's sheet on one project.

    ``rubric`` is the very rubric it is scored with. ``number`` counts a scorer's corrections from
    1, ``reason`` says why there is another. ``locked_at`` is empty while it is open; of an open
    sheet of somebody else nothing but its being there is known here. ``author`` and ``device``
    began it.
    """

    id: str
    project: str
    scorer: str
    rubric: Rubric
    cells: Mapping[str, Cell] = field(default_factory=dict)
    agency: str = ""
    number: int = 1
    reason: str = ""
    locked_at: str = ""
    author: str = ""
    device: str = ""
    conflicts: tuple[str, ...] = ()
    class_id: str = ""

    @property
    def levels(self) -> list[int | None]:
        """The levels in the order of the criteria."""
        return [self.cells.get(c.code, Cell()).level for c in self.rubric.criteria]

    @property
    def complete(self) -> bool:
        """Whether every criterion has its level."""
        return None not in self.levels


def check_level(level: int, criterion: str) -> int:
    """Refuse a level that is none (data model I12); ``criterion`` names where, for the message."""
    if not 0 <= level <= TOP:
        raise Refused("level-unfit", level=level, most=TOP, criterion=criterion)
    return level


def sheet_score(sheet: Sheet) -> Fraction | None:
    """Give the exact score of a sheet, 0 to 100; ``None`` while a level is missing.

    Sum of weight x level / 4 (rubric §4.1).
    """
    if not sheet.complete:
        return None
    weighted = zip(sheet.rubric.criteria, sheet.levels, strict=True)
    return Fraction(sum(c.weight * (level or 0) for c, level in weighted), TOP)


def printed(exact: Fraction) -> str:
    """Write a score with one decimal, cut and never rounded up: 78.75 is printed 78.7."""
    return cut(exact, 1)


def counting(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Give the sheets that count: of each scorer the last that is locked; by scorer."""
    last: dict[str, Sheet] = {}
    for sheet in sheets:
        key = scorer_key(sheet.scorer)
        if sheet.locked_at and sheet.complete and sheet.number >= last.get(key, sheet).number:
            last[key] = sheet
    return [last[key] for key in sorted(last)]


@dataclass(frozen=True, slots=True)
class Result:
    """What the sheets of a project come to.

    ``exact`` is the mean of the counting sheets, ``None`` without any. ``spread`` gives by
    criterion the lowest and highest level. ``flags`` are codes: ``few-sheets``,
    ``criterion-gap:<code>``, ``total-gap``, ``rubrics-differ``, ``disputed``.
    """

    sheets: tuple[Sheet, ...]
    exact: Fraction | None
    spread: Mapping[str, tuple[int, int]]
    flags: tuple[str, ...]


def result(sheets: Sequence[Sheet]) -> Result:
    """Take the sheets of one project together; the order in which they came does not matter."""
    counted = counting(sheets)
    scores = [score for s in counted if (score := sheet_score(s)) is not None]
    exact = sum(scores, Fraction()) / len(scores) if scores else None
    spread = _spread(counted)
    return Result(tuple(counted), exact, spread, _flags(sheets, counted, scores, spread))


def _spread(counted: Sequence[Sheet]) -> dict[str, tuple[int, int]]:
    levels: dict[str, list[int]] = {}
    for sheet in counted:
        for criterion, level in zip(sheet.rubric.criteria, sheet.levels, strict=True):
            levels.setdefault(criterion.code, []).append(level or 0)
    return {code: (min(given), max(given)) for code, given in levels.items()}


def _flags(
    sheets: Sequence[Sheet],
    counted: Sequence[Sheet],
    scores: Sequence[Fraction],
    spread: Mapping[str, tuple[int, int]],
) -> tuple[str, ...]:
    disputed = ["disputed"] if any(s.conflicts for s in _standing(sheets, counted)) else []
    if not counted:
        return tuple(disputed)
    rubric = max((s.rubric for s in counted), key=lambda r: r.version)
    flags = []
    if len(counted) < rubric.least_sheets:
        flags.append("few-sheets")
    flags += [
        f"criterion-gap:{code}"
        for code, (low, high) in spread.items()
        if high - low >= rubric.gap_levels
    ]
    if max(scores) - min(scores) > rubric.gap_total:
        flags.append("total-gap")
    if len({s.rubric for s in counted}) > 1:
        flags.append("rubrics-differ")
    return (*flags, *disputed)


def _standing(sheets: Sequence[Sheet], counted: Sequence[Sheet]) -> list[Sheet]:
    """Give the sheets that nothing has come in the place of: a correction settles a dispute."""
    last = {scorer_key(s.scorer): s.number for s in counted}
    return [s for s in sheets if s.number >= last.get(scorer_key(s.scorer), s.number)]


def scorer_key(name: str) -> str:
    """Give a scorer's name as it is compared: capitals and spaces around do not matter."""
    return name.strip().casefold()


def ranks(totals: Sequence[Fraction | None]) -> list[int | None]:
    """Rank totals from 1, the same total the same rank; who has none has no rank."""
    ordered = sorted((t for t in totals if t is not None), reverse=True)
    return [None if t is None else ordered.index(t) + 1 for t in totals]


def check_adjustment(points: int, reason: str) -> None:
    """Refuse an adjustment out of bounds, or one that nobody explains."""
    if abs(points) > MOST_ADJUSTMENT:
        raise Refused("adjustment-unfit", points=points, most=MOST_ADJUSTMENT)
    if points and not reason.strip():
        raise Refused("adjustment-without-reason")


def member_score(exact: Fraction | None, points: int) -> Fraction | None:
    """Give a member's own score: the group's, adjusted, within 0 and 100."""
    return None if exact is None else min(Fraction(100), max(Fraction(), exact + points))
