"""A PDF document before anything stands on it: colours, size, what readers are told, pictures."""

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
MIST: Colour = "#E3ECE6"
MUTED: Colour = "#58605B"
GREEN: Colour = "#0F6B4F"
GOLD: Colour = "#B08D3C"


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
