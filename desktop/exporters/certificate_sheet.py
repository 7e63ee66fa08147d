"""The part of a certificate that a whole batch shares, laid out once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.exporters.ornaments import divider, dotted, frame, rosette
from desktop.exporters.page import (
    A4_LANDSCAPE,
    GREEN,
    INK,
    MUTED,
    Colour,
    draw_picture,
    fill,
    picture,
)
from desktop.exporters.thai_text import Pen, Shaped, fit, shape
from desktop.models.refusal import Refused

if TYPE_CHECKING:
    from PIL.Image import Image
    from reportlab.pdfgen.canvas import Canvas

    from desktop.exporters.thai_fonts import Weight
    from desktop.models.certificate_template import Printed, Template

WIDTH, HEIGHT = A4_LANDSCAPE
CENTRE = WIDTH / 2
TEXT_WIDTH = WIDTH - 2 * 92
TOP = HEIGHT - 44
SIGNATURES_TOP = 157
EMBLEM = (150.0, 66.0)
SIGNATURE = (130.0, 36.0)
NAME_SIZE = 35.0
LEADING = 1.5  # Thai stacks two marks above a letter and one below
ABOVE = 1.08  # of the size: from the top of a line to its base line


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of line is set."""

    weight: Weight
    size: float
    colour: Colour = INK
    before: float = 0.0


ORGANISATION = Style("SemiBold", 19)
HEADING = Style("Bold", 42, GREEN)
GIVEN = Style("Regular", 16, MUTED, before=15)
NAME = Style("SemiBold", NAME_SIZE, before=2)
COMPLETED = Style("Regular", 16, MUTED, before=4)
COURSE = Style("SemiBold", 20, GREEN, before=2)
DETAIL = Style("Regular", 16)
ISSUED = Style("Regular", 16, before=6)
SIGNED = Style("Medium", 15)
POSITION = Style("Regular", 13.5, MUTED)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the column in the middle; the name's is left empty for each person."""

    style: Style
    line: Shaped | None
    size: float

    def height(self) -> float:
        """Give the room it takes, the gap before it included."""
        return self.style.before + self.size * LEADING


@dataclass(slots=True)
class Pictures:
    """The template's pictures as far as they can be read, and a code for each that cannot."""

    emblem: Image | None = None
    signatures: list[Image | None] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


@lru_cache(maxsize=4)
def pictures(template: Template) -> Pictures:
    """Read emblem and signatures; a broken one is left out and named."""
    found = Pictures()
    found.emblem = _readable(template.emblem, "emblem-unreadable", found.unreadable)
    for who in template.signatories:
        found.signatures.append(_readable(who.image, "signature-unreadable", found.unreadable))
    return found


def _readable(data: bytes | None, code: str, unreadable: list[str]) -> Image | None:
    if data is None:
        return None
    try:
        return picture(data)
    except Refused:
        unreadable.append(code)
        return None


def draw_sheet(canvas: Canvas, pen: Pen, printed: Printed, images: Pictures) -> float:
    """Draw everything but the person, and give the base line for the name."""
    rosette(canvas, CENTRE, HEIGHT / 2)
    frame(canvas, A4_LANDSCAPE)
    top = TOP
    if images.emblem is not None:
        draw_picture(canvas, images.emblem, CENTRE, top - EMBLEM[1], EMBLEM)
        top -= EMBLEM[1] + 4
    rows = _rows(printed)
    spare = top - SIGNATURES_TOP - sum(row.height() for row in rows)
    gap = min(max(spare / (len(rows) + 1), -5.0), 7.0)
    top -= max(spare - gap * (len(rows) - 1), 0.0) / 2
    name_base = 0.0
    for row in rows:
        top -= row.style.before
        base = top - row.size * ABOVE
        if row.line is None:
            name_base = base
        else:
            canvas.addLiteral(fill(row.style.colour))
            pen.write(CENTRE, base, row.line, row.size, "centre")
        top -= row.size * LEADING + gap
        if row.style.weight == "Bold":
            divider(canvas, CENTRE, top + gap - 6, 92)
    _signatures(canvas, pen, printed, images)
    return name_base


def _rows(printed: Printed) -> list[Row]:
    """List the lines from the top; empty texts take no room."""
    rows = [
        *_lines(printed.organisation, ORGANISATION),
        *_lines(printed.heading, HEADING),
        *_lines(printed.given, GIVEN),
        Row(NAME, None, NAME_SIZE),
        *_lines(printed.completed, COMPLETED),
        *_lines(printed.course, COURSE),
    ]
    held = f"{printed.held} {printed.length}".strip()
    if shape(held, DETAIL.weight).width(DETAIL.size) <= TEXT_WIDTH:
        rows += _lines(held, DETAIL)
    else:
        rows += [*_lines(printed.held, DETAIL), *_lines(printed.length, DETAIL)]
    return [*rows, *_lines(printed.venue, DETAIL), *_lines(printed.issued, ISSUED)]


def _lines(text: str, style: Style) -> list[Row]:
    """Set a text on one line, on two if it is long, smaller only if it must be."""
    if not text.strip():
        return []
    fitted = fit(text, TEXT_WIDTH, style.weight, style.size, smallest=0.9, second=1.0)
    first, *more = (Row(style, line, fitted.size) for line in fitted.lines)
    return [first, *(replace(row, style=replace(style, before=0.0)) for row in more)]


def _signatures(canvas: Canvas, pen: Pen, printed: Printed, images: Pictures) -> None:
    """Draw the blocks side by side between number and QR."""
    count = len(printed.signatories)
    room = 250.0 if count < 3 else 520.0 / count
    for place, (name, position) in enumerate(printed.signatories):
        x = CENTRE + (place - (count - 1) / 2) * room
        image = images.signatures[place] if place < len(images.signatures) else None
        if image is None:
            dotted(canvas, x, 115, min(room - 24, 190))
        else:
            draw_picture(canvas, image, x, 112, SIGNATURE)
        _block(canvas, pen, x, 95, (name, SIGNED, room))
        _block(canvas, pen, x, 76, (position, POSITION, room))


def _block(
    canvas: Canvas, pen: Pen, x: float, base: float, set_as: tuple[str, Style, float]
) -> None:
    text, style, room = set_as
    fitted = fit(text, room - 12, style.weight, style.size, smallest=0.85, second=0.95)
    canvas.addLiteral(fill(style.colour))
    for line in fitted.lines:
        pen.write(x, base, line, fitted.size, "centre")
        base -= fitted.size * 1.3
