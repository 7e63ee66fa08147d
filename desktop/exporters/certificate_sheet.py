"""The part of a certificate that a whole batch shares, laid out once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.exporters.page import (
    A4_LANDSCAPE,
    GREEN,
    INK,
    MUTED,
    Colour,
    divider,
    dotted,
    draw_picture,
    fill,
    frame,
    picture,
)
from desktop.exporters.thai_text import Fitted, Pen, Shaped, break_lines, fit, shape
from desktop.models.refusal import Refused

if TYPE_CHECKING:
    from PIL.Image import Image
    from reportlab.pdfgen.canvas import Canvas

    from desktop.exporters.thai_fonts import Weight
    from desktop.models.certificate_template import Printed, Template

WIDTH, HEIGHT = A4_LANDSCAPE
CENTRE = WIDTH / 2
TEXT_WIDTH = WIDTH - 2 * 92
TOP = HEIGHT - 46
SIGNATURES_TOP = 152
EMBLEM = (150.0, 64.0)
SIGNATURE = (130.0, 36.0)
NAME_SIZE = 36.0
LEADING = 1.5  # Thai stacks two marks above a letter and one below
ABOVE = 1.08  # of the size: from the top of a line to its base line


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of line is set."""

    weight: Weight
    size: float
    colour: Colour = INK
    before: float = 0.0


ORGANISATION = Style("SemiBold", 20)
HEADING = Style("Bold", 44, GREEN)
PLAIN = Style("Regular", 17, MUTED, before=4)
NAME = Style("SemiBold", NAME_SIZE, before=2)
COURSE = Style("SemiBold", 21, GREEN, before=2)
DETAIL = Style("Regular", 16.5)
ISSUED = Style("Regular", 16.5, before=6)
SIGNED = Style("Medium", 15)
POSITION = Style("Regular", 14, MUTED)


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
        if row.style is HEADING:
            divider(canvas, CENTRE, top + gap / 2 - 1, 92)
    _signatures(canvas, pen, printed, images)
    return name_base


def _rows(printed: Printed) -> list[Row]:
    """List the lines from the top; empty texts take no room."""
    rows = [
        *_lines(printed.organisation, ORGANISATION, 1),
        *_lines(printed.heading, HEADING, 1),
        *_lines(printed.given, PLAIN, 1),
        Row(NAME, None, NAME_SIZE),
        *_lines(printed.completed, PLAIN, 1),
        *_lines(printed.course, COURSE, 2),
    ]
    held = f"{printed.held} {printed.length}".strip()
    if shape(held, DETAIL.weight).width(DETAIL.size) <= TEXT_WIDTH:
        rows += _lines(held, DETAIL, 1)
    else:
        rows += [*_lines(printed.held, DETAIL, 1), *_lines(printed.length, DETAIL, 1)]
    return [*rows, *_lines(printed.venue, DETAIL, 1), *_lines(printed.issued, ISSUED, 1)]


def _lines(text: str, style: Style, most: int) -> list[Row]:
    """Set a text on at most so many lines, smaller if it must be."""
    if not text.strip():
        return []
    if most > 1:
        broken = break_lines(text, TEXT_WIDTH, style.weight, style.size)
        if len(broken) == 1:
            return [Row(style, shape(broken[0], style.weight), style.size)]
    fitted = fit(text, TEXT_WIDTH, style.weight, style.size)
    return [Row(style, line, fitted.size) for line in fitted.lines]


def _signatures(canvas: Canvas, pen: Pen, printed: Printed, images: Pictures) -> None:
    """Draw the blocks side by side between number and QR."""
    count = len(printed.signatories)
    room = 250.0 if count < 3 else 190.0
    for place, (name, position) in enumerate(printed.signatories):
        x = CENTRE + (place - (count - 1) / 2) * room
        image = images.signatures[place] if place < len(images.signatures) else None
        if image is None:
            dotted(canvas, x, 111, room - 44)
        else:
            draw_picture(canvas, image, x, 109, SIGNATURE)
        canvas.addLiteral(fill(SIGNED.colour))
        _centred(pen, x, 91, fit(name, room - 14, SIGNED.weight, SIGNED.size))
        canvas.addLiteral(fill(POSITION.colour))
        _centred(pen, x, 71, fit(position, room - 14, POSITION.weight, POSITION.size))


def _centred(pen: Pen, x: float, base: float, fitted: Fitted) -> None:
    for line in fitted.lines:
        pen.write(x, base, line, fitted.size, "centre")
        base -= fitted.size * 1.4
