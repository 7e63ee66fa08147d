"""The slip that says a form was handed in: its number, whose it is, when it came."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.exporters.flow_grid import facts
from desktop.exporters.flow_page import LEADING, SIDE, SMALL, Flow
from desktop.exporters.page import INK, MUTED, About, stroke
from desktop.exporters.thai_text import fit
from desktop.models.wording import Words

NUMBER = 30.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a slip says; dates and times are written out already."""

    number: str
    form: str
    course: str
    held: str
    seat: int
    name: str
    agency: str
    sent: str
    version: int = 1
    late: bool = False
    keyed_by: str = ""
    digest: str = ""


def render_receipt(receipt: Receipt, words: Words) -> bytes:
    """Print the slip on the upper part of an A4 page."""
    about = About(f"{words('paper.receipt_title')} {receipt.number}", "", receipt.course)
    flow = Flow(about, lambda page, of: ("", ""))
    flow.title(words("paper.receipt_title"), receipt.course, receipt.held)
    number = fit(receipt.number, flow.room - 40, "Bold", NUMBER)
    flow.draw(NUMBER * LEADING + 16, lambda x, top: [_frame(x, top, flow.room)])
    middle, top = SIDE + flow.room / 2, flow.top + NUMBER * LEADING + 8
    for line in number.lines:
        flow.line(middle, top, line, number.size, "centre")
    flow.space(10)
    late = words("paper.late", at=receipt.sent) if receipt.late else receipt.sent
    pairs = [
        (words("paper.form"), receipt.form),
        (words("paper.name"), receipt.name),
        (words("paper.seat"), words.number(receipt.seat)),
        (words("paper.agency"), receipt.agency),
        (words("paper.sent"), late),
        (words("paper.version"), words.number(receipt.version)),
    ]
    if receipt.keyed_by:
        pairs.append((words("paper.keyed"), receipt.keyed_by))
    facts(flow, pairs)
    flow.paragraph(words("paper.receipt_keep"))
    if receipt.digest:
        said = words("paper.digest", digest=receipt.digest)
        flow.paragraph(said, size=SMALL - 1.5, colour=MUTED)
    flow.sign([words("paper.sign_receiver")])
    return flow.save()


def _frame(x: float, top: float, width: float) -> str:
    high = NUMBER * LEADING + 8
    return f"{stroke(INK, 1)} {x + width / 4:.6g} {top - high:.6g} {width / 2:.6g} {high:.6g} re S"
