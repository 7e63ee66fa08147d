"""Where scorers differ, before anything is drawn: criteria, levels, and the same in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.models.rubric import Rubric
from desktop.models.scoring import Sheet
from desktop.models.wording import Words


@dataclass(frozen=True, slots=True)
class Spread:
    """The levels of one criterion in the order of the scorers; ``wide``: worth talking about."""

    code: str
    name: str
    levels: tuple[int, ...]
    wide: bool = False

    @property
    def low(self) -> int:
        """The lowest level."""
        return min(self.levels)

    @property
    def high(self) -> int:
        """The highest level."""
        return max(self.levels)

    @property
    def given(self) -> dict[int, int]:
        """How many scorers gave each level, from the lowest up."""
        return dict(sorted(Counter(self.levels).items()))


@dataclass(frozen=True, slots=True)
class SpreadData:
    """A whole chart: one row a criterion, the scorers by the names that may be shown."""

    title: str
    scorers: tuple[str, ...]
    rows: tuple[Spread, ...]

    def table(self, words: Words) -> str:
        """Write it as a spreadsheet takes it; digits are Arabic, so that they can be summed."""
        head = [words("panel.criterion"), *self.scorers, words("panel.low"), words("panel.high")]
        lines: list[Sequence[object]] = [head]
        lines += [(f"{r.code} {r.name}", *r.levels, r.low, r.high) for r in self.rows]
        return "\n".join("\t".join(map(str, line)) for line in lines)

    def sentence(self, words: Words) -> str:
        """Say it to somebody who cannot see it."""
        return f"{self.title}. " + "; ".join(row_sentence(row, words) for row in self.rows)


def row_sentence(row: Spread, words: Words) -> str:
    """Say one criterion: C3 Creativity, levels 1 to 4, apart by 3."""
    if row.low == row.high:
        return words("panel.row_agreed", code=row.code, name=row.name, level=row.low)
    key = "panel.row_wide" if row.wide else "panel.row_spread"
    return words(
        key, code=row.code, name=row.name, low=row.low, high=row.high, n=row.high - row.low
    )


def spread_of(
    title: str, sheets: Sequence[Sheet], names: Sequence[str], rubric: Rubric, words: Words
) -> SpreadData:
    """Take the locked sheets of a project apart by criterion; ``names`` go with the sheets."""
    rows = []
    for criterion in rubric.criteria:
        cells = [sheet.cells.get(criterion.code) for sheet in sheets]
        levels = tuple(c.level for c in cells if c is not None and c.level is not None)
        if levels:
            wide = max(levels) - min(levels) >= rubric.gap_levels
            name = criterion.name.text(words.language)
            rows.append(Spread(criterion.code, name, levels, wide))
    return SpreadData(title, tuple(names), tuple(rows))
