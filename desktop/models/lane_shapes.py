"""What a swim-lane diagram is made of: strips of lanes with boxes and arrows, in plain numbers."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Literal, TypeAlias

Mark: TypeAlias = Literal["", "kept", "changed", "merged", "removed", "new"]
ArrowKind: TypeAlias = Literal["step", "out", "in", "end"]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LaneStep:
    """One step as it is drawn; times in minutes. ``mark`` says what the change does to it."""

    number: int
    text: str
    actor: str
    work_min: int = 0
    wait_min: int = 0
    sheets: int = 0
    mark: Mark = ""
    origins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large things are drawn; the defaults are points on A4.

    A box holds a line with its number, three lines of text and a line of figures. ``gap`` parts
    steps that follow at once, ``wait_gap`` those with a wait between them. ``head`` is the extent
    of the lane's name, ``least_lane`` the narrowest lane where lanes stand side by side, ``wide``
    the widest box. A line crosses to another lane after ``bend``; its duration (``pill``) begins
    ``near`` behind, and ``tip`` is left for its head.
    """

    box_width: float = 104
    box_height: float = 64
    gap: float = 15
    wait_gap: float = 33
    head: float = 30
    pad: float = 5
    least_lane: float = 76
    wide: float = 190
    between: float = 16
    pill: float = 13
    bend: float = 7
    near: float = 3
    tip: float = 8

    def scaled(self, by: float) -> Sizes:
        """Give the same plan for another unit or zoom."""
        return Sizes(*(length * by for length in astuple(self)))


DOWN = Sizes()
ACROSS = Sizes(gap=20, wait_gap=70, head=78, pill=24, bend=7)


@dataclass(frozen=True, slots=True)
class Rect:
    """A place: left upper corner and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Lane:
    """What one actor does in a strip: the place of the name, and the whole band with it."""

    actor: str
    head: Rect
    band: Rect


@dataclass(frozen=True, slots=True)
class Box:
    """One step in its actor's lane."""

    step: LaneStep
    rect: Rect


@dataclass(frozen=True, slots=True)
class Arrow:
    """A bent line that points at its last point, with the wait on the way.

    ``out`` leaves the strip, ``in`` comes from the one before, ``end`` only carries the wait after
    the last step. ``pill`` is the room for the duration, ``None`` without a wait.
    """

    kind: ArrowKind
    points: tuple[Point, ...]
    wait_min: int = 0
    pill: Rect | None = None


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of the process that is never cut by the end of a page."""

    top: float
    height: float
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """A whole process, laid out; everything in one system of coordinates."""

    strips: tuple[Strip, ...]
    width: float
    height: float
    sizes: Sizes

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """All lanes, strip by strip."""
        return tuple(lane for strip in self.strips for lane in strip.lanes)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All steps in order."""
        return tuple(box for strip in self.strips for box in strip.boxes)

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """All arrows in order."""
        return tuple(arrow for strip in self.strips for arrow in strip.arrows)
