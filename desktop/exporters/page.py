"""A PDF document and what is drawn on a bare page: frame, ornaments, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.exporters.thai_fonts import font
from desktop.models.refusal import Refused

A4_LANDSCAPE = (841.89, 595.28)
CREATOR = "Workshop Desk"
PICTURE_SIDE = 640  # pixels; more than any printer shows at the sizes used

Colour: TypeAlias = str
INK: Colour = "#1F2421"
MUTED: Colour = "#58605B"
GREEN: Colour = "#0F6B4F"
GOLD: Colour = "#B08D3C"

_ARC = 0.5523  # how far the handles of a quarter circle reach


class Cancelled(Exception):
    """Raised when the person stopped the work; nothing was written."""


@dataclass(frozen=True, slots=True)
class About:
    """What a reader shows about the document."""

    title: str
    author: str
    subject: str


def open_document(target: BytesIO, about: About, size: tuple[float, float]) -> Canvas:
    """Start a document whose bytes depend on nothing but what is drawn."""
    canvas = Canvas(
        target,
        size,
        pageCompression=1,
        invariant=1,
        initialFontName=font("Regular").fontName,
        lang="th-TH",
    )
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setCreator(CREATOR)
    return canvas


def fill(colour: Colour) -> str:
    """Give the operator that sets the fill colour."""
    return f"{_rgb(colour)} rg"


def stroke(colour: Colour, width: float) -> str:
    """Give the operators that set line colour and width."""
    return f"{_rgb(colour)} RG {width:.6g} w"


def _rgb(colour: Colour) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


def frame(canvas: Canvas, size: tuple[float, float]) -> None:
    """Draw the double frame: a green line, and within it a gold hairline with hollow corners."""
    width, height = size
    canvas.addLiteral(f"{stroke(GREEN, 1.1)} {_box(24, 24, width - 24, height - 24)} S")
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


def picture(data: bytes) -> Image.Image:
    """Read a picture, no larger than print needs; what is no picture is refused."""
    try:
        with Image.open(BytesIO(data)) as opened:
            image = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as reason:
        raise Refused("picture-unreadable") from reason
    image.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
    return image


def draw_picture(
    canvas: Canvas, image: Image.Image, x: float, y: float, room: tuple[float, float]
) -> None:
    """Draw a picture as large as its room allows, centred on ``x``, standing on ``y``."""
    scale = min(room[0] / image.width, room[1] / image.height)
    width, height = image.width * scale, image.height * scale
    canvas.drawImage(ImageReader(image), x - width / 2, y, width, height, mask="auto")
