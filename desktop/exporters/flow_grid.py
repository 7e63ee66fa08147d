"""Ruled tables in a flowing document: heads repeat, a row may run on over the end of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from desktop.exporters.flow_page import LEADING, Flow
from desktop.exporters.flow_text import set_lines
from desktop.exporters.page import INK, MIST, MUTED, Colour, fill, stroke
from desktop.exporters.thai_text import Align, Shaped

if TYPE_CHECKING:
    from desktop.exporters.thai_fonts import Weight

PAD = 4.0
CELL, NOTE = 11.0, 10.5
MOST_HEAD = 4
HAIR = 0.01
FEWEST = 3  # lines of a cut row that must stand together


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``share`` is its part of the width, measured against the others."""

    heading: str
    share: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a table that is set off from the others."""

    text: str
    weight: Weight = "Regular"
    colour: Colour = INK
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells, and what is said of all of them in a line below, from the second column on."""

    cells: Sequence[str | Cell]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``rules`` are all lines, those between rows, or none; ``least`` a row's height.

    ``most`` is how many lines a cell may take before it is cut, 0 for as many as it needs.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    rules: Literal["all", "rows", "none"] = "all"
    size: float = CELL
    least: float = 20.0
    most: int = 0


@dataclass(frozen=True, slots=True)
class _Set:
    """A row in lines, ready to be drawn or cut in two."""

    cells: tuple[tuple[Shaped, ...], ...]
    styles: tuple[Cell, ...]
    note: tuple[Shaped, ...] = ()

    @property
    def lines(self) -> int:
        return max((len(cell) for cell in self.cells), default=0)


def table(flow: Flow, grid: Grid) -> None:
    """Write a table; without any heading it has no head."""
    _Table(flow, grid).write()


def beginning(flow: Flow, grid: Grid) -> float:
    """Give the height of a table's head and its first row, or of the least that is cut of one.

    Whoever writes a name above a table asks for so much more room, so that neither stands alone.
    """
    return _Table(flow, grid).beginning()


def facts(flow: Flow, pairs: Sequence[tuple[str, str]], *, share: float = 0.32) -> None:
    """Write names and what they are, in two columns without rules."""
    columns = (Column("", share), Column("", 1 - share))
    rows = [Row((Cell(name, colour=MUTED), said)) for name, said in pairs]
    table(flow, Grid(columns, rows, "none", size=12, least=17))


class _Table:
    """One table on its way down the pages."""

    def __init__(self, flow: Flow, grid: Grid) -> None:
        self._flow, self._grid = flow, grid
        whole = sum(column.share for column in grid.columns)
        self._widths = [flow.room * column.share / whole for column in grid.columns]
        self._note = min(NOTE, grid.size)
        self._head = self._heading()
        self._begin = flow.top
        self._cuts: list[tuple[float, float]] = []

    def write(self) -> None:
        self._flow.need(self.beginning())
        rows = [self._set(row) for row in self._grid.rows]
        self._start()
        for row in rows:
            self._row(row)
        self._rule()
        self._flow.space(6)

    def beginning(self) -> float:
        head = self._head_height()
        first = self._height(self._set(self._grid.rows[0])) if self._grid.rows else 0
        whole = first <= self._flow.whole - head
        return head + (first if whole else self._high(FEWEST, 0))

    def _heading(self) -> _Set | None:
        if not any(column.heading for column in self._grid.columns):
            return None
        said = [Cell(column.heading, "SemiBold") for column in self._grid.columns]
        return self._set(Row(said), head=True)

    def _set(self, row: Row, head: bool = False) -> _Set:
        styles = tuple(Cell(cell) if isinstance(cell, str) else cell for cell in row.cells)
        size, most = self._grid.size, MOST_HEAD if head else self._grid.most
        cells = tuple(
            set_lines(style.text, width - 2 * PAD, size, style.weight, most)
            for style, width in zip(styles, self._widths, strict=True)
        )
        room = sum(self._widths[1:]) - 2 * PAD
        return _Set(cells, styles, set_lines(row.note, room, self._note, most=most))

    def _high(self, lines: int, notes: int) -> float:
        text = lines * self._grid.size * LEADING + notes * self._note * LEADING
        return max(self._grid.least, text + PAD)

    def _height(self, row: _Set) -> float:
        return self._high(row.lines, len(row.note))

    def _head_height(self) -> float:
        return self._height(self._head) if self._head else 0.0

    def _start(self) -> None:
        """Begin the table on this page, with its head."""
        self._begin, self._cuts = self._flow.top, []
        if self._head:
            high, top = self._height(self._head), self._flow.top
            bar = f"{self._flow.x:.6g} {top - high:.6g} {sum(self._widths):.6g} {high:.6g} re f"
            self._flow.put(fill(MIST), bar)
            self._draw(self._head, centred=True)

    def _next_page(self) -> None:
        self._rule()
        self._flow.new_page()
        self._start()

    def _row(self, row: _Set) -> None:
        """Draw a row: on this page, else on the next; one higher than a page is cut."""
        room = self._flow.whole - self._head_height()
        while self._height(row) > self._flow.left + HAIR:
            if self._height(row) <= room or self._fits() < FEWEST:
                self._next_page()
            else:
                row = self._cut(row, self._fits())
        self._draw(row)

    def _fits(self) -> int:
        """Give how many lines fit on the rest of the page."""
        return int((self._flow.left - PAD) / (self._grid.size * LEADING))

    def _cut(self, row: _Set, fits: int) -> _Set:
        """Draw as many lines of a row as fit and give the rest; the note comes last."""
        notes = max(0, fits - row.lines)
        now = replace(row, cells=tuple(cell[:fits] for cell in row.cells), note=row.note[:notes])
        self._draw(now)
        self._next_page()
        rest = tuple(cell[fits:] for cell in row.cells)
        return replace(row, cells=rest, note=row.note[notes:])

    def _draw(self, row: _Set, centred: bool = False) -> None:
        high, size = self._height(row), self._grid.size
        text = row.lines * size * LEADING
        top = self._flow.top - (high - text - len(row.note) * self._note * LEADING) / 2
        left = self._flow.x
        for at, width in enumerate(self._widths):
            align = "centre" if centred else self._grid.columns[at].align
            shift = (row.lines - len(row.cells[at])) * size * LEADING / 2 if centred else 0
            self._cell(row.cells[at], row.styles[at], (left, width), top - shift, align)
            left += width
        below = top - text
        for n, shaped in enumerate(row.note):
            y = below - n * self._note * LEADING
            self._flow.line(
                self._flow.x + self._widths[0] + PAD, y, shaped, self._note, colour=MUTED
            )
        self._flow.top -= high
        self._cuts.append((below if row.note else self._flow.top, self._flow.top))

    def _cell(
        self,
        lines: Sequence[Shaped],
        style: Cell,
        place: tuple[float, float],
        top: float,
        align: Align,
    ) -> None:
        left, width = place
        x = {"left": left + PAD, "centre": left + width / 2, "right": left + width - PAD}[align]
        for shaped in lines:
            self._flow.line(x, top, shaped, self._grid.size, align, style.colour)
            if style.struck:
                long = shaped.width(self._grid.size)
                begin = x - {"left": 0.0, "centre": long / 2, "right": long}[align]
                self._flow.put(_strike(begin, long, top - self._grid.size * 0.72))
            top -= self._grid.size * LEADING

    def _rule(self) -> None:
        """Rule what stands on this page: hairlines across, and down beside the cells."""
        if self._grid.rules == "none" or not self._cuts:
            return
        right = self._flow.x + sum(self._widths)
        levels = [self._begin, *(end for _, end in self._cuts)]
        path = [f"{self._flow.x:.6g} {y:.6g} m {right:.6g} {y:.6g} l" for y in levels]
        if self._grid.rules == "all":
            path += self._uprights(levels)
        self._flow.put(f"{stroke(MUTED, 0.4)} {' '.join(path)} S")

    def _uprights(self, levels: Sequence[float]) -> Iterator[str]:
        edges = list(accumulate(self._widths, initial=self._flow.x))
        for x in (edges[0], edges[-1]):
            yield f"{x:.6g} {levels[0]:.6g} m {x:.6g} {levels[-1]:.6g} l"
        for x in edges[1:-1]:
            for begin, (end, _) in zip(levels, self._cuts, strict=False):
                yield f"{x:.6g} {begin:.6g} m {x:.6g} {end:.6g} l"


def _strike(x: float, width: float, y: float) -> str:
    return f"{stroke(MUTED, 0.8)} {x:.6g} {y:.6g} m {x + width:.6g} {y:.6g} l S"
