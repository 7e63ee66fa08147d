"""Certificates in, one PDF out: a page each, in list order, the common part drawn once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.exporters.certificate_sheet import (
    CENTRE,
    NAME,
    NAME_SIZE,
    TEXT_WIDTH,
    WIDTH,
    draw_sheet,
    pictures,
)
from desktop.exporters.light_pages import LightPages
from desktop.exporters.ornaments import define_rosette
from desktop.exporters.page import A4_LANDSCAPE, INK, MUTED, About, Cancelled, fill, open_document
from desktop.exporters.qr import qr_path
from desktop.exporters.thai_text import Pen, fit, shape

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from desktop.models.certificate_template import Printed, Template

EDGE = 56.0
QR_SIDE = 54.0
QR_BASE = 70.0
STEP = 10  # pages between two looks at the progress
_INK = fill(INK)
_MUTED = fill(MUTED)


def render(
    certificates: Sequence[Printed],
    template: Template,
    *,
    progress: Callable[[int], bool] | None = None,
) -> bytes:
    """Print certificates into one document.

    ``progress`` is told how many pages are done and answers False to stop (raises Cancelled).
    Pictures that cannot be read are left out: ask :func:`unreadable_pictures` first.
    """
    target = BytesIO()
    canvas = open_document(target, _about(certificates), A4_LANDSCAPE)
    define_rosette(canvas)
    pen = Pen(canvas)
    pages = LightPages(canvas, A4_LANDSCAPE)
    sheets: dict[Printed, tuple[str, float]] = {}
    for done, printed in enumerate(certificates, 1):
        shared = printed.shared()
        if shared not in sheets:
            sheets[shared] = _sheet(canvas, pen, shared, template, f"sheet{len(sheets)}")
        form, name_base = sheets[shared]
        pages.add("\n".join([f"/FormXob.{form} Do", *person_operators(pen, printed, name_base)]))
        if (done % STEP == 0 or done == len(certificates)) and progress and not progress(done):
            raise Cancelled
    canvas.save()
    return target.getvalue()


def unreadable_pictures(template: Template) -> tuple[str, ...]:
    """Name the template's pictures that will be missing on paper, one code each."""
    return tuple(pictures(template).unreadable)


def _about(certificates: Sequence[Printed]) -> About:
    if not certificates:
        return About("", "", "")
    first = certificates[0]
    return About(f"{first.heading} {first.course}", first.organisation, first.held)


def _sheet(
    canvas: Canvas, pen: Pen, shared: Printed, template: Template, name: str
) -> tuple[str, float]:
    canvas.beginForm(name)
    name_base = draw_sheet(canvas, pen, shared, pictures(template))
    canvas.endForm()
    return name, name_base


def person_operators(pen: Pen, printed: Printed, name_base: float) -> Iterator[str]:
    """Write what is this person's alone: name, number, QR and check code."""
    yield _INK
    name = fit(printed.name, TEXT_WIDTH, NAME.weight, NAME_SIZE)
    base = name_base
    if len(name.lines) > 1:
        base += name.size * 0.75
    for line in name.lines:
        yield pen.operators(CENTRE, base, line, name.size, "centre")
        base -= name.size * 1.45
    number = fit(printed.number, 190, "Regular", 12.5)
    for place, line in enumerate(reversed(number.lines)):
        yield pen.operators(EDGE, 48 + place * 15, line, number.size)
    if printed.qr:
        yield from _check(pen, printed)


def _check(pen: Pen, printed: Printed) -> Iterator[str]:
    """Draw the QR with its code below, for whoever has no scanner."""
    side, path = qr_path(printed.qr)
    scale = QR_SIDE / side
    left = WIDTH - EDGE - 8 - QR_SIDE
    yield f"q {scale:.6g} 0 0 {scale:.6g} {left:.6g} {QR_BASE:.6g} cm {path} f Q"
    middle = left + QR_SIDE / 2
    yield pen.operators(middle, 48, shape(printed.verify_code, "Medium"), 9, "centre")
    yield _MUTED
    yield pen.operators(middle, 59, shape(printed.check), 8, "centre")
