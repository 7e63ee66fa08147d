"""A list as the office files it: A4, title, facts, a ruled table on every page, room to sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from desktop.exporters.page import INK, MIST, MUTED, About, fill, open_document, stroke
from desktop.exporters.thai_text import Fitted, Pen, break_lines, fit, shape

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from desktop.exporters.thai_fonts import Weight

PORTRAIT, LANDSCAPE = (595.28, 841.89), (841.89, 595.28)
SIDE, TOP, FOOT = 42.0, 48.0, 46.0
TITLE, FACT, HEAD, CELL, SMALL = 18.0, 13.5, 12.0, 12.0, 11.0
LEADING = 1.45
PAD = 4.0
SIGN_HEIGHT = 92.0
CARRIED = 3
TIGHT = 0.82  # of the size, before a cell takes a second line
TOO_SMALL = 0.7


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column; ``share`` is its part of the width, measured against the others."""

    heading: str
    share: float
    align: Literal["left", "centre"] = "left"


@dataclass(frozen=True, slots=True)
class OfficialList:
    """Everything on paper: ``footer`` says page n of m, ``signatures`` who signs at the end.

    ``row_height`` is the least height of a row: a sheet to be signed by hand needs room.
    """

    title: str
    facts: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    rows: Sequence[Sequence[str]]
    footer: Callable[[int, int], str]
    signatures: tuple[str, ...] = ()
    landscape: bool = False
    row_height: float = 23.0


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Fitted, ...]
    height: float


def render_list(sheet: OfficialList) -> bytes:
    """Print a list; the heading of the table stands on every page."""
    return _Printing(sheet).run()


class _Printing:
    """One list on its way to paper: first cut into pages, then drawn."""

    def __init__(self, sheet: OfficialList) -> None:
        self._sheet = sheet
        self._size = LANDSCAPE if sheet.landscape else PORTRAIT
        room = self._size[0] - 2 * SIDE
        whole = sum(column.share for column in sheet.columns)
        self._widths = [room * column.share / whole for column in sheet.columns]
        self._head = self._row([c.heading for c in sheet.columns], "SemiBold", HEAD, 0)
        self._target = BytesIO()
        about = About(sheet.title, "", " · ".join(sheet.facts))
        self._canvas: Canvas = open_document(self._target, about, self._size)
        self._pen = Pen(self._canvas)

    def run(self) -> bytes:
        """Draw page after page."""
        pages = self._pages()
        for number, rows in enumerate(pages, 1):
            top = self._size[1] - TOP
            if number == 1:
                top = self._title(top)
            top = self._table(top, rows)
            if number == len(pages):
                self._signatures(top)
            self._footer(number, len(pages))
            self._canvas.showPage()
        self._canvas.save()
        return self._target.getvalue()

    def _pages(self) -> list[list[_Row]]:
        """Cut the rows into pages; the last keeps room for the signatures."""
        least = self._sheet.row_height
        rows = [self._row(cells, "Regular", CELL, least) for cells in self._sheet.rows]
        pages: list[list[_Row]] = [[]]
        left = self._room() - self._title_height()
        for row in rows:
            if row.height > left and pages[-1]:
                pages.append([])
                left = self._room()
            pages[-1].append(row)
            left -= row.height
        if self._sheet.signatures and left < SIGN_HEIGHT:
            # Some rows come along, so that nobody signs a page that says nothing.
            kept = max(len(pages[-1]) - CARRIED, len(pages[-1]) // 2)
            pages[-1:] = [pages[-1][:kept], pages[-1][kept:]]
        return pages

    def _room(self) -> float:
        return self._size[1] - TOP - FOOT - self._head.height

    def _title_lines(self) -> list[str]:
        return break_lines(self._sheet.title, self._size[0] - 2 * SIDE, "Bold", TITLE)

    def _fact_lines(self) -> list[str]:
        room = self._size[0] - 2 * SIDE
        return [
            line for fact in self._sheet.facts for line in break_lines(fact, room, "Regular", FACT)
        ]

    def _title_height(self) -> float:
        lines = len(self._title_lines()) * TITLE + len(self._fact_lines()) * FACT
        return lines * LEADING + 14

    def _row(self, texts: Sequence[str], weight: Weight, size: float, least: float) -> _Row:
        cells = tuple(
            _cell(text, width - 2 * PAD, weight, size)
            for text, width in zip(texts, self._widths, strict=True)
        )
        tallest = max((len(cell.lines) * cell.size for cell in cells), default=size)
        return _Row(cells, max(least, tallest * LEADING + PAD))

    def _title(self, top: float) -> float:
        middle = self._size[0] / 2
        self._canvas.addLiteral(fill(INK))
        for line in self._title_lines():
            self._pen.write(middle, top - TITLE, shape(line, "Bold"), TITLE, "centre")
            top -= TITLE * LEADING
        for line in self._fact_lines():
            self._pen.write(middle, top - FACT, shape(line), FACT, "centre")
            top -= FACT * LEADING
        return top - 14

    def _table(self, top: float, rows: Sequence[_Row]) -> float:
        room = sum(self._widths)
        head = self._head.height
        self._canvas.addLiteral(
            f"{fill(MIST)} {SIDE:g} {top - head:.6g} {room:.6g} {head:.6g} re f"
        )
        self._canvas.addLiteral(fill(INK))
        begin = top
        top = self._line(top, self._head)
        for row in rows:
            top = self._line(top, row)
        self._rules(begin, top, [head, *(row.height for row in rows)])
        return top

    def _line(self, top: float, row: _Row) -> float:
        left = SIDE
        columns = zip(row.cells, self._widths, self._sheet.columns, strict=True)
        for cell, width, column in columns:
            spare = (row.height - len(cell.lines) * cell.size * LEADING) / 2
            base = top - spare - cell.size * 1.06
            x = left + width / 2 if column.align == "centre" else left + PAD
            for line in cell.lines:
                self._pen.write(x, base, line, cell.size, column.align)
                base -= cell.size * LEADING
            left += width
        return top - row.height

    def _rules(self, begin: float, end: float, heights: Sequence[float]) -> None:
        """Rule the table: hairlines across and down, over what was written."""
        right = SIDE + sum(self._widths)
        path, top = [f"{SIDE:g} {begin:.6g} m {right:.6g} {begin:.6g} l"], begin
        for height in heights:
            top -= height
            path.append(f"{SIDE:g} {top:.6g} m {right:.6g} {top:.6g} l")
        left = SIDE
        for width in (0.0, *self._widths):
            left += width
            path.append(f"{left:.6g} {begin:.6g} m {left:.6g} {end:.6g} l")
        self._canvas.addLiteral(f"{stroke(MUTED, 0.4)} {' '.join(path)} S")

    def _signatures(self, top: float) -> None:
        count = len(self._sheet.signatures)
        room = sum(self._widths) / max(count, 1)
        for place, who in enumerate(self._sheet.signatures):
            middle = SIDE + room * (place + 0.5)
            reach = min(room / 2 - 12, 105)
            self._canvas.addLiteral(
                f"q {stroke(MUTED, 0.9)} 1 J [0 2.8] 0 d {middle - reach:.6g} {top - 44:.6g} m "
                f"{middle + reach:.6g} {top - 44:.6g} l S Q {fill(INK)}"
            )
            self._pen.write(middle, top - 80, shape(who), CELL, "centre")
            blank = f"({'.' * 52})"
            self._pen.write(middle, top - 62, shape(blank), CELL, "centre")

    def _footer(self, number: int, total: int) -> None:
        self._canvas.addLiteral(fill(MUTED))
        said = shape(self._sheet.footer(number, total))
        self._pen.write(self._size[0] - SIDE, 24, said, SMALL, "right")


def _cell(text: str, room: float, weight: Weight, size: float) -> Fitted:
    """Set a cell on one line, a little smaller if need be, then on two; a long text on many."""
    fitted = fit(text, room, weight, size, smallest=TIGHT, second=1.0)
    if fitted.size >= TOO_SMALL * size:
        return fitted
    return Fitted(
        tuple(shape(line, weight) for line in break_lines(text, room, weight, size)), size
    )
