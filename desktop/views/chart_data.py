"""What a chart says, before anything is drawn: series, bars, and the same as a table or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.models.wording import Words

Pattern = Literal["solid", "slant", "flat", "cross", "dots", "hollow"]


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of thing counted: its word, its colour by name, and a pattern that says the same."""

    key: str
    label: str
    token: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Bar:
    """One column: values in the order of the series; bars of one ``group`` stand together."""

    label: str
    values: tuple[int, ...]
    group: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class ChartData:
    """A whole chart; ``first`` is the heading over the bars' labels when it is a table."""

    title: str
    first: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...] = ()

    @property
    def most(self) -> int:
        """The height of the highest bar."""
        return max((sum(bar.values) for bar in self.bars), default=0)

    def used(self) -> list[int]:
        """Name the series that occur at all, by their places."""
        return [at for at in range(len(self.series)) if any(bar.values[at] for bar in self.bars)]

    def table(self) -> str:
        """Write it as a spreadsheet takes it; digits are Arabic, so that they can be summed."""
        rows: list[Sequence[str]] = [(self.first, *(series.label for series in self.series))]
        rows += [(bar.said or bar.label, *map(str, bar.values)) for bar in self.bars]
        return "\n".join("\t".join(row) for row in rows)

    def sentence(self, words: Words) -> str:
        """Say it to somebody who cannot see it."""
        return f"{self.title}. " + "; ".join(bar_sentence(self, bar, words) for bar in self.bars)


def bar_sentence(data: ChartData, bar: Bar, words: Words) -> str:
    """Say one bar: S01, present 38, late 2."""
    counts = [
        f"{series.label} {words.number(n)}"
        for series, n in zip(data.series, bar.values, strict=True)
        if n
    ]
    return ", ".join([bar.said or bar.label, *counts])
