"""The cards with which participants begin: ten on an A4 page, to be cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from desktop.exporters.flow_page import LEADING, PORTRAIT, RISE
from desktop.exporters.flow_text import set_lines
from desktop.exporters.light_pages import LightPages
from desktop.exporters.page import INK, MUTED, About, Colour, fill, open_document, stroke
from desktop.exporters.thai_text import Align, Fitted, Pen, fit, shape
from desktop.models.wording import Words

ACROSS, DOWN = 2, 5
WIDTH, HEIGHT = 262.0, 148.0
LEFT = (PORTRAIT[0] - ACROSS * WIDTH) / 2
BOTTOM = (PORTRAIT[1] - DOWN * HEIGHT) / 2
PAD = 14.0
SMALL, NAME, AGENCY, PIN = 10.0, 17.0, 11.0, 30.0
MARK = 7.0


@dataclass(frozen=True, slots=True)
class PinCard:
    """One person's card."""

    seat: int
    name: str
    agency: str
    pin: str


def render_pin_cards(cards: Sequence[PinCard], held: str, words: Words) -> bytes:
    """Print cards in their order; ``held`` names the class on each.

    Every card stands alone between its cut marks: no PIN is read with another's name.
    """
    target = BytesIO()
    canvas = open_document(target, About(words("paper.pin_cards"), "", held), PORTRAIT)
    pages = LightPages(canvas, PORTRAIT)
    printing = _Cards(Pen(canvas), held, words)
    whole = ACROSS * DOWN
    for begin in range(0, max(1, len(cards)), whole):
        pages.add("\n".join(printing.page(cards[begin : begin + whole])))
    canvas.save()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Cards:
    """What all cards of a document share."""

    pen: Pen
    held: str
    words: Words

    def page(self, cards: Sequence[PinCard]) -> Iterator[str]:
        yield _cut_marks()
        for place, card in enumerate(cards):
            left = LEFT + place % ACROSS * WIDTH
            top = BOTTOM + (DOWN - place // ACROSS) * HEIGHT
            yield from self._card(card, left + PAD, top - 9)

    def _card(self, card: PinCard, left: float, top: float) -> Iterator[str]:
        room = WIDTH - 2 * PAD
        seat = shape(self.words("paper.seat_number", n=card.seat), "SemiBold")
        yield from self._put(left + room, top, Fitted((seat,), SMALL), "right")
        held = set_lines(self.held, room - seat.width(SMALL) - 10, SMALL, most=1)
        yield from self._put(left, top, Fitted(held, SMALL), colour=MUTED)
        name = fit(card.name, room, "SemiBold", NAME, smallest=0.8, second=0.75)
        yield from self._put(left, top - 18, name)
        agency = set_lines(card.agency, room, AGENCY, most=1)
        yield from self._put(left, top - 56, Fitted(agency, AGENCY), colour=MUTED)
        label = shape(self.words("paper.pin"), "Medium")
        yield from self._put(left, top - 84, Fitted((label,), AGENCY))
        pin = shape(card.pin, "Bold")
        yield from self._put(left + label.width(AGENCY) + 12, top - 68, Fitted((pin,), PIN))
        begin = (self.words("paper.pin_first"), self.words("paper.pin_then"))
        for n, said in enumerate(begin):
            line = fit(said, room, "Regular", SMALL)
            yield from self._put(left, top - 106 - n * SMALL * LEADING, line)

    def _put(
        self, x: float, top: float, said: Fitted, align: Align = "left", colour: Colour = INK
    ) -> Iterator[str]:
        yield fill(colour)
        for line in said.lines:
            yield self.pen.operators(x, top - said.size * RISE, line, said.size, align)
            top -= said.size * LEADING


def _cut_marks() -> str:
    """Give small crosses where cards meet."""
    marks = []
    for x in (LEFT + n * WIDTH for n in range(ACROSS + 1)):
        for y in (BOTTOM + n * HEIGHT for n in range(DOWN + 1)):
            marks.append(f"{x - MARK:.6g} {y:.6g} m {x + MARK:.6g} {y:.6g} l")
            marks.append(f"{x:.6g} {y - MARK:.6g} m {x:.6g} {y + MARK:.6g} l")
    return f"{stroke(MUTED, 0.4)} {' '.join(marks)} S"
