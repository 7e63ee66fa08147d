"""What makes a page look official: a double frame, a pale rosette, a divider, dotted lines."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin
from typing import TYPE_CHECKING

from desktop.exporters.page import GOLD, GREEN, MIST, MUTED, fill, stroke

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

ROSETTE = "rosette"
_ARC = 0.5523  # how far the handles of a quarter circle reach
_PETALS = 9
_TURNS = 14
_POINTS = 180
_REACH = 152.0
_ROOM = 180.0  # the ring is clipped beyond it


def define_rosette(canvas: Canvas) -> None:
    """Lay down one wavy ring, so that a rosette is that ring drawn at several turns."""
    canvas.beginForm(ROSETTE, -_ROOM, -_ROOM, _ROOM, _ROOM)
    canvas.addLiteral(_ring())
    canvas.endForm()


def rosette(canvas: Canvas, x: float, y: float) -> None:
    """Draw a pale rosette of fine lines, as on a banknote, behind what follows."""
    canvas.addLiteral(stroke(MIST, 0.4))
    for turn in range(_TURNS):
        angle = 2 * pi * turn / (_TURNS * _PETALS)
        c, s = cos(angle), sin(angle)
        canvas.addLiteral(f"q {c:.5f} {s:.5f} {-s:.5f} {c:.5f} {x:.6g} {y:.6g} cm")
        canvas.doForm(ROSETTE)
        canvas.addLiteral("Q")


@cache
def _ring() -> str:
    points = []
    for step in range(_POINTS):
        angle = 2 * pi * step / _POINTS
        reach = _REACH * (1 + 0.16 * cos(_PETALS * angle))
        points.append(f"{reach * cos(angle):.1f} {reach * sin(angle):.1f}")
    return f"{points[0]} m {' l '.join(points[1:])} l s"


def frame(canvas: Canvas, size: tuple[float, float]) -> None:
    """Draw the double frame: a green line, and within it a gold hairline with hollow corners."""
    width, height = size
    canvas.addLiteral(f"{stroke(GREEN, 1.5)} {_box(24, 24, width - 24, height - 24)} S")
    canvas.addLiteral(f"{stroke(GOLD, 0.5)} {_hollow(30, 30, width - 30, height - 30, 15)} S")
    canvas.addLiteral(fill(GOLD))
    for x in (34, width - 34):
        for y in (34, height - 34):
            canvas.addLiteral(f"{_diamond(x, y, 2.6)} f")


def divider(canvas: Canvas, x: float, y: float, reach: float) -> None:
    """Draw a gold hairline with a diamond in its middle, ``reach`` to either side."""
    canvas.addLiteral(
        f"{stroke(GOLD, 0.6)} {x - reach:.6g} {y:.6g} m {x - 7:.6g} {y:.6g} l "
        f"{x + 7:.6g} {y:.6g} m {x + reach:.6g} {y:.6g} l S {fill(GOLD)} {_diamond(x, y, 2.6)} f"
    )


def dotted(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Leave a dotted line for a signature, centred on ``x``."""
    left, right = x - width / 2, x + width / 2
    canvas.addLiteral(
        f"q {stroke(MUTED, 0.9)} 1 J [0 2.8] 0 d {left:.6g} {y:.6g} m {right:.6g} {y:.6g} l S Q"
    )


def _box(left: float, bottom: float, right: float, top: float) -> str:
    return f"{left:.6g} {bottom:.6g} {right - left:.6g} {top - bottom:.6g} re"


def _diamond(x: float, y: float, reach: float) -> str:
    return (
        f"{x - reach:.6g} {y:.6g} m {x:.6g} {y + reach:.6g} l "
        f"{x + reach:.6g} {y:.6g} l {x:.6g} {y - reach:.6g} l h"
    )


def _hollow(left: float, bottom: float, right: float, top: float, r: float) -> str:
    """Give a box whose corners are quarter circles turned inwards."""
    k = r * _ARC
    path = [f"{left + r} {bottom} m {right - r:.6g} {bottom} l"]
    corners = (
        (right - r, bottom, right, bottom + r, 0, k, -k, 0),
        (right, top - r, right - r, top, -k, 0, 0, -k),
        (left + r, top, left, top - r, 0, -k, k, 0),
        (left, bottom + r, left + r, bottom, k, 0, 0, k),
    )
    for x, y, to_x, to_y, out_x, out_y, in_x, in_y in corners:
        path.append(f"{x:.6g} {y:.6g} l {x + out_x:.6g} {y + out_y:.6g}")
        path.append(f"{to_x + in_x:.6g} {to_y + in_y:.6g} {to_x:.6g} {to_y:.6g} c")
    return f"{' '.join(path)} h"
