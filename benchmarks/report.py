"""What a benchmark gives back, and how the table is written."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """One measured ratio, or one measured figure where there is nothing to compare with.

    ``ours`` and ``theirs`` are said with their unit. ``bar`` is what the ratio must not pass
    (``most``) or must reach (``least``); without one the line only informs.
    """

    name: str
    ours: str
    theirs: str = "–"
    ratio: float | None = None
    bar: float | None = None
    side: Literal["most", "least"] = "most"
    note: str = ""

    @property
    def kept(self) -> bool:
        """Whether the bar was kept; a line without one always is."""
        if self.ratio is None or self.bar is None:
            return True
        return self.ratio <= self.bar if self.side == "most" else self.ratio >= self.bar

    def cells(self) -> tuple[str, ...]:
        """Give the cells of the table."""
        ratio = "–" if self.ratio is None else f"{self.ratio:.2f}x"
        bar = "–" if self.bar is None else f"{'≤' if self.side == 'most' else '≥'} {self.bar:g}x"
        said = "–" if self.bar is None else "kept" if self.kept else "**missed**"
        return self.name, self.ours, self.theirs, ratio, bar, said, self.note


HEAD = ("what", "ours", "theirs", "ratio", "bar", "", "how")


def table(lines: Iterable[Line]) -> str:
    """Write lines as a markdown table."""
    rows = [HEAD, tuple("-" * 3 for _ in HEAD), *(line.cells() for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def interleaved(
    ours: Callable[[], float], theirs: Callable[[], float], *, repeats: int, warm_up: int = 1
) -> tuple[float, float]:
    """Run both sides in turn and give the median seconds of each; the first rounds do not count.

    Each side gives its own seconds, so that what it has to prepare is not measured.
    """
    for _ in range(warm_up):
        ours()
        theirs()
    pairs = [(ours(), theirs()) for _ in range(repeats)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def timed(deed: Callable[[], object]) -> float:
    """Give the seconds a deed takes."""
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def shown(seconds: float) -> str:
    """Write seconds in the unit people would take."""
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds:.2f} s"
