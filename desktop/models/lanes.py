"""Swim lanes: a process laid out for paper and screen alike.

Lengths are in the unit the caller thinks in (points, pixels), x goes right and y goes down. A long
process wraps into strips, one below the other; a strip has a lane for each actor who does
something in it, in the order they first appear in the process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from desktop.models.lane_shapes import (
    ACROSS,
    DOWN,
    Arrow,
    Box,
    Diagram,
    Lane,
    LaneStep,
    Rect,
    Sizes,
    Strip,
)

Direction: TypeAlias = Literal["across", "down"]

ENDLESS = 1e9
"""Higher than any page; infinity has no whole number of lanes."""


def actors(steps: Sequence[LaneStep]) -> list[str]:
    """Name who acts, in the order of first appearance."""
    return list(dict.fromkeys(step.actor.strip() for step in steps))


def lay_out(
    steps: Sequence[LaneStep],
    *,
    width: float,
    height: float | None = None,
    direction: Direction = "down",
    sizes: Sizes | None = None,
) -> Diagram:
    """Lay a process out in a given width.

    ``down`` (for narrow places) has the lanes side by side and the steps from top to bottom;
    ``across`` has the lanes below each other and the steps from left to right. No strip gets
    higher than ``height``, and none of ``across`` wider than ``width``, except where a single step
    does not fit.
    """
    down = direction == "down"
    plan = _Plan(sizes or (DOWN if down else ACROSS), width, height or ENDLESS, down)
    order = actors(steps)
    runs = list(_runs(steps, plan))
    top, strips = 0.0, list[Strip]()
    for number, run in enumerate(runs):
        busy = set(actors(run))
        here = [actor for actor in order if actor in busy]
        ends = (number == 0, number == len(runs) - 1)
        strip = _Stretch(plan, run, here, top).strip(*ends)
        strips.append(strip)
        top += strip.height + plan.sizes.between
    reached = strips[-1].top + strips[-1].height if strips else 0.0
    return Diagram(tuple(strips), width, reached, plan.sizes)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What bounds a strip. *Along* is the way the steps follow, *across* it lie the lanes."""

    sizes: Sizes
    width: float
    height: float
    down: bool

    @property
    def longest(self) -> float:
        """How long a strip may be."""
        return (self.height if self.down else self.width) - self.sizes.head

    @property
    def most_lanes(self) -> float:
        """How many lanes a strip may have."""
        room = self.width if self.down else self.height
        return max(1, room // (self.sizes.least_lane if self.down else self.thick))

    @property
    def thick(self) -> float:
        """How thick a lane is that lies."""
        return self.sizes.box_height + 2 * self.sizes.pad

    @property
    def step(self) -> float:
        """How long a box is."""
        return self.sizes.box_height if self.down else self.sizes.box_width

    def after(self, step: LaneStep) -> float:
        """Give the gap after a step."""
        return self.sizes.wait_gap if step.wait_min else self.sizes.gap

    def along(self, run: Sequence[LaneStep]) -> float:
        """Give the length of a run of steps with all its gaps."""
        return self.sizes.gap + sum(self.step + self.after(step) for step in run)


def _runs(steps: Sequence[LaneStep], plan: _Plan) -> Iterator[list[LaneStep]]:
    """Cut the steps into strips: full when no step, or no other lane, fits any more."""
    run: list[LaneStep] = []
    for step in steps:
        grown = [*run, step]
        if run and (plan.along(grown) > plan.longest or len(actors(grown)) > plan.most_lanes):
            yield run
            grown = [step]
        run = grown
    if run:
        yield run


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a step stands: from where to where along, and the middle of its lane across."""

    step: LaneStep
    begin: float
    end: float
    middle: float


class _Stretch:
    """One strip being laid out."""

    def __init__(
        self, plan: _Plan, run: Sequence[LaneStep], here: Sequence[str], top: float
    ) -> None:
        self._plan, self._sizes = plan, plan.sizes
        self._here, self._top = here, top
        self._thick = plan.width / len(here) if plan.down else plan.thick
        self._length = plan.sizes.head + plan.along(run)
        self._places = list(self._follow(run))

    def strip(self, first: bool, last: bool) -> Strip:
        """Give the strip; ``first`` and ``last`` say whether it begins and ends the process."""
        lanes = tuple(self._lane(i, actor) for i, actor in enumerate(self._here))
        boxes = tuple(Box(place.step, self._box(place)) for place in self._places)
        height = max(lane.band.bottom for lane in lanes) - self._top
        return Strip(self._top, height, lanes, boxes, tuple(self._arrows(first, last)))

    def _follow(self, run: Sequence[LaneStep]) -> Iterator[_Place]:
        at = self._sizes.head + self._sizes.gap
        for step in run:
            middle = (self._here.index(step.actor.strip()) + 0.5) * self._thick
            yield _Place(step, at, at + self._plan.step, middle)
            at += self._plan.step + self._plan.after(step)

    def _lane(self, place: int, actor: str) -> Lane:
        length = self._length if self._plan.down else self._plan.width
        middle = (place + 0.5) * self._thick
        return Lane(
            actor,
            self._rect(0, self._sizes.head, middle, self._thick),
            self._rect(0, length, middle, self._thick),
        )

    def _box(self, place: _Place) -> Rect:
        widest = self._sizes.wide if self._plan.down else self._sizes.box_height
        breadth = min(self._thick - 2 * self._sizes.pad, widest)
        return self._rect(place.begin, place.end, place.middle, breadth)

    def _arrows(self, first: bool, last: bool) -> Iterator[Arrow]:
        if not first:
            into = self._places[0]
            points = self._points((into.begin - self._sizes.gap, into.middle), into)
            yield Arrow("in", points)
        for place, following in pairwise(self._places):
            yield self._arrow("step", place, following)
        ending = self._places[-1]
        if not last or ending.step.wait_min:
            beyond = _Place(ending.step, self._length, self._length, ending.middle)
            yield self._arrow("end" if last else "out", ending, beyond)

    def _arrow(self, kind: Literal["step", "out", "end"], place: _Place, towards: _Place) -> Arrow:
        wait = place.step.wait_min
        points = self._points((place.end, place.middle), towards, bool(wait))
        return Arrow(kind, points, wait, self._pill(place, towards) if wait else None)

    def _points(
        self, begin: tuple[float, float], towards: _Place, wait: bool = False
    ) -> tuple[tuple[float, float], ...]:
        """Give a line from a point along its lane, then across, then on to where it leads."""
        turn = begin[0] + (self._sizes.bend if wait else self._sizes.gap / 2)
        path = [begin, (turn, begin[1]), (turn, towards.middle), (towards.begin, towards.middle)]
        if begin[1] == towards.middle:
            path = [path[0], path[3]]
        return tuple(self._point(along, across) for along, across in path)

    def _pill(self, place: _Place, towards: _Place) -> Rect:
        """Give the room for a duration: behind the bend, in the lane the line leads to."""
        begin = place.end + self._sizes.bend + self._sizes.near
        if self._plan.down:
            return self._rect(begin, begin + self._sizes.pill, towards.middle, self._thick)
        return self._rect(begin, towards.begin - self._sizes.tip, towards.middle, self._sizes.pill)

    def _rect(self, begin: float, end: float, middle: float, breadth: float) -> Rect:
        x, y = self._point(begin, middle - breadth / 2)
        width, height = (breadth, end - begin) if self._plan.down else (end - begin, breadth)
        return Rect(x, y, width, height)

    def _point(self, along: float, across: float) -> tuple[float, float]:
        return (across, along + self._top) if self._plan.down else (along, across + self._top)
