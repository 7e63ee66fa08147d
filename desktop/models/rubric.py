"""A rubric: criteria with weights and what each level of them looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from desktop.models.forms import NOTHING, Said
from desktop.models.refusal import Refused

TOP = 4
"""The highest level; the lowest is 0 (rubric §4.1)."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is scored. ``levels`` describes the levels 0 to 4, in this order."""

    code: str
    name: Said
    weight: int
    levels: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A range of totals with its name; ``least`` is the lowest total in it."""

    least: int
    name: Said


@dataclass(frozen=True, slots=True)
class Rubric:
    """Criteria whose weights sum to 100, the names of the levels, and the bands of results.

    ``least_sheets`` is how many sheets a project should have; ``gap_levels`` and ``gap_total`` are
    from where sheets differ so much that the panel should talk (rubric §4.1: a criterion by 2
    levels or more, totals by more than 20).
    """

    version: int
    criteria: tuple[Criterion, ...]
    levels: tuple[Said, ...]
    bands: tuple[Band, ...]
    least_sheets: int = 2
    gap_levels: int = 2
    gap_total: int = 20
    name: Said = NOTHING

    def band(self, total: Fraction) -> Band | None:
        """Give the band a total falls in."""
        fitting = [b for b in self.bands if total >= b.least]
        return max(fitting, key=lambda b: b.least, default=None)


def read_rubric(data: Mapping[str, Any]) -> Rubric:
    """Read a rubric. Raises :class:`Refused` ``rubric-unfit`` or ``rubric-weights``."""
    try:
        rubric = Rubric(
            version=int(data.get("version", 1)),
            criteria=tuple(
                Criterion(
                    str(c["code"]),
                    _said(c["name"]),
                    int(c["weight"]),
                    tuple(map(_said, c.get("levels", ()))),
                )
                for c in data["criteria"]
            ),
            levels=tuple(map(_said, data["levels"])),
            bands=tuple(Band(int(b["least"]), _said(b["name"])) for b in data["bands"]),
            least_sheets=int(data.get("least_sheets", 2)),
            gap_levels=int(data.get("gap_levels", 2)),
            gap_total=int(data.get("gap_total", 20)),
            name=_said(data.get("name", {})),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("rubric-unfit", why=str(error)) from error
    return check_rubric(rubric)


def check_rubric(rubric: Rubric) -> Rubric:
    """Refuse a rubric that cannot be scored with: weights sum to 100, codes stand once (I12)."""
    codes = [c.code for c in rubric.criteria]
    if not codes or len(set(codes)) < len(codes) or not all(codes):
        raise Refused("rubric-unfit", why="criteria")
    if len(rubric.levels) != TOP + 1:
        raise Refused("rubric-unfit", why="levels")
    if any(c.weight < 0 for c in rubric.criteria) or sum(c.weight for c in rubric.criteria) != 100:
        raise Refused("rubric-weights", total=sum(c.weight for c in rubric.criteria))
    return rubric


def rubric_to_json(rubric: Rubric) -> dict[str, Any]:
    """Give a rubric as data, as :func:`read_rubric` reads it."""
    return {
        "version": rubric.version,
        "name": rubric.name.to_json(),
        "criteria": [
            {
                "code": c.code,
                "name": c.name.to_json(),
                "weight": c.weight,
                "levels": [level.to_json() for level in c.levels],
            }
            for c in rubric.criteria
        ],
        "levels": [level.to_json() for level in rubric.levels],
        "bands": [{"least": b.least, "name": b.name.to_json()} for b in rubric.bands],
        "least_sheets": rubric.least_sheets,
        "gap_levels": rubric.gap_levels,
        "gap_total": rubric.gap_total,
    }


def _said(data: Mapping[str, Any]) -> Said:
    return Said(str(data.get("th", "")), str(data.get("en", "")))
