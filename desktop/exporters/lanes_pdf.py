"""Swim lanes on paper: the plan of ``models/lanes`` in operators, readable without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.exporters.flow_text import set_lines
from desktop.exporters.page import INK, MIST, MUTED, fill, stroke
from desktop.exporters.thai_text import Pen, Shaped, fit, shape
from desktop.models.lane_shapes import Arrow, Box, Lane, Rect, Strip
from desktop.models.lane_words import actor_words, box_words, wait_words
from desktop.models.wording import Words

NUMBER, TEXT, FIGURES, ACTOR, WAIT = 9.0, 8.6, 7.8, 9.2, 7.8
LINES = 3
TIGHT, SMALLER = 0.9, 0.84
LEADING = 1.4
RISE = 1.06
INSET = 4.0
TIP = 5.0
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class LanesPen:
    """Draws strips of one document; ``left`` and ``top`` say where a strip's corner stands."""

    pen: Pen
    words: Words

    def strip(self, strip: Strip, left: float, top: float) -> Iterator[str]:
        """Draw a strip: lanes below, arrows and boxes above."""
        here = _Sheet(self.pen, self.words, left, top + strip.top)
        for lane in strip.lanes:
            yield from here.lane(lane)
        for arrow in strip.arrows:
            yield from here.arrow(arrow)
        for box in strip.boxes:
            yield from here.box(box)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A place on a page: the plan's x goes right from ``left``, its y down from ``top``."""

    pen: Pen
    words: Words
    left: float
    top: float

    def lane(self, lane: Lane) -> Iterator[str]:
        yield f"{fill(MIST)} {self._re(lane.head)} f"
        yield f"{stroke(MUTED, 0.5)} {self._re(lane.band)} S {self._re(lane.head)} S"
        said = actor_words(self.words, lane.actor)
        room = lane.head.width - 2 * INSET
        lines = set_lines(said, room, ACTOR, "SemiBold", most=_most(lane.head.height))
        y = lane.head.y + (lane.head.height - len(lines) * ACTOR * LEADING) / 2
        yield fill(INK)
        for line in lines:
            middle = self.left + lane.head.x + lane.head.width / 2
            yield self.pen.operators(middle, self._base(y, ACTOR), line, ACTOR, "centre")
            y += ACTOR * LEADING

    def box(self, box: Box) -> Iterator[str]:
        yield from self._frame(box)
        said, place = box_words(self.words, box.step), box.rect
        x, y, room = self.left + place.x + INSET, place.y + 2, place.width - 2 * INSET
        number = shape(said.number, "Bold")
        yield fill(INK)
        yield self.pen.operators(x, self._base(y, NUMBER), number, NUMBER)
        beside = room - number.width(NUMBER) - 4
        long = shape(said.mark, "SemiBold").width(FIGURES) > beside
        size = FIGURES * SMALLER if long else FIGURES
        for line in set_lines(said.mark, beside, size, "SemiBold", most=1):
            base = self._base(y + 0.8, NUMBER)
            yield self.pen.operators(x + room, base, line, size, "right")
        y += NUMBER * LEADING
        figures = _figures(said.figures, room)
        for line in set_lines(box.step.text, room, TEXT, most=LINES + 1 - max(1, len(figures))):
            yield self.pen.operators(x, self._base(y, TEXT), line, TEXT)
            if box.step.mark == "removed":
                yield self._strike(x, y, line.width(TEXT))
            y += TEXT * LEADING
        yield fill(MUTED)
        y = place.bottom - 1 - len(figures) * FIGURES * LEADING
        for line in figures:
            size = min(FIGURES, FIGURES * room / max(line.width(FIGURES), 1))
            yield self.pen.operators(x, self._base(y, FIGURES), line, size)
            y += FIGURES * LEADING

    def _frame(self, box: Box) -> Iterator[str]:
        """Frame a box by its mark: thick is new, dashed changed, double merged, hatched removed."""
        place, mark = self._re(box.rect), box.step.mark
        yield f"{fill(WHITE)} {place} f"
        if mark == "removed":
            yield self._hatch(box.rect)
        width = 1.9 if mark == "new" else 0.8
        dash = "[3 2] 0 d " if mark == "changed" else ""
        yield f"q {dash}{stroke(INK, width)} {place} S Q"
        if mark == "merged":
            inner = Rect(box.rect.x + 2, box.rect.y + 2, box.rect.width - 4, box.rect.height - 4)
            yield f"{stroke(INK, 0.5)} {self._re(inner)} S"

    def _hatch(self, rect: Rect) -> str:
        x, y = self.left + rect.x, self.top - rect.bottom
        lines = [
            f"{x + at:.6g} {y:.6g} m {x + at + rect.height:.6g} {y + rect.height:.6g} l"
            for at in range(-int(rect.height), int(rect.width), 9)
        ]
        return f"q {self._re(rect)} W n {stroke('#C9D2CC', 0.6)} {' '.join(lines)} S Q"

    def _strike(self, x: float, y: float, width: float) -> str:
        level = self.top - y - TEXT * 0.74
        return f"{stroke(INK, 0.6)} {x:.6g} {level:.6g} m {x + width:.6g} {level:.6g} l S"

    def arrow(self, arrow: Arrow) -> Iterator[str]:
        points = [(self.left + x, self.top - y) for x, y in arrow.points]
        path = " ".join(f"{x:.6g} {y:.6g} {'l' if n else 'm'}" for n, (x, y) in enumerate(points))
        dash = "[2.5 2] 0 d " if arrow.wait_min else ""
        yield f"q {dash}{stroke(INK, 0.9)} {path} S Q"
        yield _tip(points[-2], points[-1])
        if arrow.pill:
            yield from self._pill(arrow, arrow.pill)

    def _pill(self, arrow: Arrow, room: Rect) -> Iterator[str]:
        said = fit(wait_words(self.words, arrow.wait_min), room.width - 8, "Medium", WAIT)
        wide = max(line.width(said.size) for line in said.lines) + 8
        high = min(room.height, len(said.lines) * said.size * LEADING + 1)
        place = Rect(
            room.x + (room.width - wide) / 2, room.y + (room.height - high) / 2, wide, high
        )
        yield f"q {fill(WHITE)} {stroke(MUTED, 0.6)} [2.5 2] 0 d {self._re(place)} B Q {fill(INK)}"
        y, middle = place.y + 0.5, self.left + place.x + wide / 2
        for line in said.lines:
            yield self.pen.operators(middle, self._base(y, said.size), line, said.size, "centre")
            y += said.size * LEADING

    def _re(self, rect: Rect) -> str:
        x, y = self.left + rect.x, self.top - rect.bottom
        return f"{x:.6g} {y:.6g} {rect.width:.6g} {rect.height:.6g} re"

    def _base(self, y: float, size: float) -> float:
        return self.top - y - size * RISE


def _figures(said: Sequence[str], room: float) -> list[Shaped]:
    """Set the figures on one line, or each on its own where they are too long for one."""
    together = shape(" · ".join(said))
    if together.width(FIGURES) * TIGHT <= room:
        return [together] if said else []
    return [shape(one) for one in said]


def _most(height: float) -> int:
    return max(1, int(height / (ACTOR * LEADING)))


def _tip(before: tuple[float, float], at: tuple[float, float]) -> str:
    """Draw the head of an arrow; lines go straight along one axis."""
    (x0, y0), (x, y) = before, at
    along = (x > x0) - (x < x0), (y > y0) - (y < y0)
    back = x - along[0] * TIP, y - along[1] * TIP
    side = along[1] * TIP / 2, along[0] * TIP / 2
    return (
        f"{fill(INK)} {x:.6g} {y:.6g} m {back[0] + side[0]:.6g} {back[1] + side[1]:.6g} l "
        f"{back[0] - side[0]:.6g} {back[1] - side[1]:.6g} l f"
    )
