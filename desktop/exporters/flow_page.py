"""A document that flows over A4 pages: headings, paragraphs, tables, drawings, page n of m."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from desktop.exporters.flow_text import set_lines
from desktop.exporters.light_pages import LightPages
from desktop.exporters.page import INK, MIST, MUTED, About, Colour, fill, open_document, stroke
from desktop.exporters.thai_text import Align, Pen, Shaped, fit, shape

if TYPE_CHECKING:
    from desktop.exporters.thai_fonts import Weight

PORTRAIT, LANDSCAPE = (595.28, 841.89), (841.89, 595.28)
SIDE, TOP, FOOT = 42.0, 44.0, 46.0
TITLE, SECTION, BODY, SMALL = 18.0, 13.5, 12.0, 10.5
LEADING = 1.45
SIGN = 92.0
TICK = 10
BETWEEN = 14.0  # parts that stand side by side
RISE = 1.06  # of the size: from the top of a line to its base

Draw: TypeAlias = Callable[[float, float], Iterable[str]]
"""Draws something whose left upper corner is given; yields operators."""


Size: TypeAlias = tuple[float, float]
"""Width and height in points."""


@dataclass(slots=True)
class _Sheet:
    size: Size
    operators: list[str] = field(default_factory=list)


class Flow:
    """A document being written from top to bottom; a new page begins when one is full.

    ``foot`` gives what stands at the foot of a page, left and right, from its number and how many
    there are. Nothing is drawn before :meth:`save`, so that a document can be tried and measured.
    """

    def __init__(
        self, about: About, foot: Callable[[int, int], tuple[str, str]], landscape: bool = False
    ) -> None:
        self._target = BytesIO()
        size = LANDSCAPE if landscape else PORTRAIT
        self._canvas = open_document(self._target, about, size)
        self._foot = foot
        self.pen = Pen(self._canvas)
        self.sheets = [_Sheet(size)]
        self.top = size[1] - TOP
        self._part: tuple[float, float] | None = None

    @property
    def pages(self) -> int:
        """How many pages there are so far."""
        return len(self.sheets)

    @property
    def room(self) -> float:
        """How wide the page is between its margins, or the part that is written in."""
        return self._part[1] if self._part else self.sheets[-1].size[0] - 2 * SIDE

    @property
    def x(self) -> float:
        """Where lines begin."""
        return self._part[0] if self._part else SIDE

    @property
    def left(self) -> float:
        """How much of the page is left below."""
        return self.top - FOOT

    @property
    def whole(self) -> float:
        """How much an empty page of this kind holds."""
        return self.sheets[-1].size[1] - TOP - FOOT

    def new_page(self) -> None:
        """Begin a page of the same kind."""
        self._begin(self.sheets[-1].size)

    def _begin(self, size: Size) -> None:
        self.sheets.append(_Sheet(size))
        self.top = size[1] - TOP

    def turn(self, landscape: bool) -> None:
        """Go on with lying or with standing paper; nothing happens where it is so already."""
        size = LANDSCAPE if landscape else PORTRAIT
        if self.sheets[-1].size == size:
            return
        if self.left == self.whole and not self.sheets[-1].operators:
            self.sheets.pop()
        self._begin(size)

    def need(self, height: float) -> None:
        """Begin a page unless so much room is left; what is higher than a page begins one too."""
        if self.left < height and self.left < self.whole:
            self.new_page()

    def space(self, height: float) -> None:
        """Leave room, none at the top of a page."""
        if self.left < self.whole:
            self.top -= height

    def put(self, *operators: str) -> None:
        """Draw on the page."""
        self.sheets[-1].operators.extend(operators)

    def line(
        self,
        x: float,
        top: float,
        shaped: Shaped,
        size: float,
        align: Align = "left",
        colour: Colour = INK,
    ) -> None:
        """Write one line whose upper edge is at ``top``."""
        self.put(fill(colour), self.pen.operators(x, top - size * RISE, shaped, size, align))

    def title(self, text: str, *more: str, most: int = 0) -> None:
        """Write the title in the middle, and what stands below it."""
        middle = self.x + self.room / 2
        for n, said in enumerate((text, *more)):
            size = BODY + 1 if n else TITLE
            for line in set_lines(said, self.room, size, "Regular" if n else "Bold", most):
                self.need(size * LEADING)
                self.line(middle, self.top, line, size, "centre")
                self.top -= size * LEADING
        self.top -= 8

    def heading(self, text: str, number: str = "", keep: float = 50) -> None:
        """Begin a section: a tinted bar with its number and name, never alone at a page's end."""
        lines = set_lines(text, self.room - 16 - (34 if number else 0), SECTION, "SemiBold")
        high = max(1, len(lines)) * SECTION * LEADING + 4
        self.space(8)
        self.need(high + keep)
        bar = f"{self.x:g} {self.top - high:.6g} {self.room:.6g} {high:.6g} re f"
        self.put(fill(MIST), bar)
        x, top = self.x + 8, self.top - 2
        if number:
            self.line(x, top, shape(number, "Bold"), SECTION)
            x += max(34, shape(number, "Bold").width(SECTION) + 10)
        for line in lines:
            self.line(x, top, line, SECTION)
            top -= SECTION * LEADING
        self.top -= high + 5

    def paragraph(
        self,
        text: str,
        *,
        size: float = BODY,
        weight: Weight = "Regular",
        colour: Colour = INK,
        indent: float = 0,
        most: int = 0,
    ) -> None:
        """Write a text over as many lines and pages as it takes."""
        for line in set_lines(text, self.room - indent, size, weight, most):
            self.need(size * LEADING)
            self.line(self.x + indent, self.top, line, size, colour=colour)
            self.top -= size * LEADING

    def draw(self, height: float, drawing: Draw) -> None:
        """Draw something of a height, whole on one page."""
        self.need(height)
        self.put(*drawing(self.x, self.top))
        self.top -= height

    def sign(self, people: Iterable[str]) -> None:
        """Leave room to sign, side by side: a dotted line, a name in brackets, an office."""
        signing = list(people)
        self.space(14)
        self.need(SIGN)
        wide = self.room / max(1, len(signing))
        blank = shape(f"({'.' * 46})")
        for place, who in enumerate(signing):
            middle, reach = self.x + wide * (place + 0.5), min(wide / 2 - 10, 100)
            self.put(dotted(middle - reach, middle + reach, self.top - 38))
            self.line(middle, self.top - 44, blank, BODY - 1, "centre")
            said, top = fit(who, wide - 12, "Regular", BODY), self.top - 62
            for shaped in said.lines:
                self.line(middle, top, shaped, said.size, "centre")
                top -= said.size * LEADING
        self.top -= SIGN

    def beside(self, *parts: tuple[float, Callable[[], None]]) -> None:
        """Write parts side by side, each with its share of the width, all on this page."""
        top, left, room = self.top, self.x, self.room - BETWEEN * (len(parts) - 1)
        whole, lowest = sum(share for share, _ in parts), top
        for share, write in parts:
            self.top, self._part = top, (left, room * share / whole)
            write()
            left += self.room + BETWEEN
            lowest = min(lowest, self.top)
        self.top, self._part = lowest, None

    def save(self) -> bytes:
        """Put the pages into one document."""
        printers = {s.size: LightPages(self._canvas, s.size) for s in self.sheets}
        for number, sheet in enumerate(self.sheets, 1):
            said = list(self._feet(sheet.size[0], number))
            printers[sheet.size].add("\n".join([*sheet.operators, *said]))
        self._canvas.save()
        return self._target.getvalue()

    def _feet(self, width: float, number: int) -> Iterator[str]:
        left, right = self._foot(number, len(self.sheets))
        page = shape(right)
        yield fill(MUTED)
        yield self.pen.operators(width - SIDE, 22, page, SMALL, "right")
        room = width - 2 * SIDE - page.width(SMALL) - 20
        for line in set_lines(left, room, SMALL, most=1):
            yield self.pen.operators(SIDE, 22, line, SMALL)


def dotted(left: float, right: float, y: float) -> str:
    """Give the operators of a dotted line to write on."""
    return f"q {stroke(MUTED, 0.9)} 1 J [0 2.8] 0 d {left:.6g} {y:.6g} m {right:.6g} {y:.6g} l S Q"


def tick_box(x: float, y: float) -> str:
    """Give the operators of an empty box to tick; ``y`` is its lower edge."""
    return f"{stroke(INK, 0.8)} {x:.6g} {y:.6g} {TICK} {TICK} re S"
