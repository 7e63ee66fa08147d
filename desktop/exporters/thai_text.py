"""The one place that puts Thai on a PDF page: shaped, broken at words, copied letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import uharfbuzz

from desktop.exporters.thai_fonts import ThaiFont, Weight, font
from desktop.exporters.thai_words import clusters, visible, words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Align: TypeAlias = Literal["left", "centre", "right"]

_FEATURES = {"kern": True, "liga": True, "dlig": True}
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f"
_LATIN = "A-Za-z\u00c0-\u024f"
# Marks move only within their cluster (compared for every word of the dictionary, in every
# weight), so clusters are shaped once and put together; Latin letters kern, so they stay in runs.
_PIECE = re.compile(f"[{_LATIN}][^\u0e00-\u0e7f]*[{_MARKS}]*|.[{_MARKS}ะาำๅ]*", re.DOTALL)
SMALLEST = 0.6  # of the wished size; a name that needs less takes a second line
FAIR = 0.7  # of the whole: the longer half may not be longer


class Glyph(NamedTuple):
    """One drawn shape, in thousandths of the font size."""

    code: str
    width: float
    advance: float
    right: float
    up: float


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The smallest part of a text that is shaped on its own; each exists once per weight."""

    glyphs: tuple[Glyph, ...]
    advance: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text with its marks in place, good at every size."""

    text: str
    font: ThaiFont
    pieces: tuple[Piece, ...] = field(repr=False)
    advance: float

    def width(self, size: float) -> float:
        """Give the width in points."""
        return self.advance * size / 1000

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Give all glyphs in writing order."""
        return tuple(glyph for piece in self.pieces for glyph in piece.glyphs)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit their place, and the size at which they do."""

    lines: tuple[Shaped, ...]
    size: float


@lru_cache(maxsize=4096)
def shape(text: str, weight: Weight = "Regular") -> Shaped:
    """Place the marks of a text; Latin in between is shaped as Latin."""
    text = visible(text)
    pieces = tuple([_piece(piece, weight) for piece in _PIECE.findall(text)])
    return Shaped(text, font(weight), pieces, sum([piece.advance for piece in pieces]))


@lru_cache(maxsize=16_384)
def _piece(text: str, weight: Weight) -> Piece:
    face = font(weight)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face.shaper, buffer, _FEATURES)
    glyphs: list[Glyph] = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        code = face.code(info.codepoint)
        width = face.face.charWidths[code]
        glyphs.append(Glyph(chr(code), width, place.x_advance, place.x_offset, place.y_offset))
    return Piece(tuple(glyphs), sum(glyph.advance for glyph in glyphs))


def break_lines(text: str, width: float, weight: Weight, size: float) -> list[str]:
    """Break a text into lines no wider than ``width``, at blanks and between words.

    A single word wider than the line is broken between clusters. Joined with what was dropped at
    the ends of lines (blanks only), the lines are the text.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(visible(text).strip(), width, weight, size):
        if line and shape((line + piece).rstrip(), weight).width(size) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line else lines


def _pieces(text: str, width: float, weight: Weight, size: float) -> Iterator[str]:
    for word in words(text):
        if shape(word, weight).width(size) > width:
            yield from clusters(word)
        else:
            yield word


def fit(
    text: str,
    width: float,
    weight: Weight,
    size: float,
    *,
    smallest: float = SMALLEST,
    second: float = SMALLEST,
) -> Fitted:
    """Fit a text on one line, as small as ``smallest`` of its size, then on two at ``second``.

    What would not fit on two lines even so is made smaller still: better small than cut off.
    """
    one = shape(text, weight)
    if one.width(size) <= width:
        return Fitted((one,), size)
    if one.width(size * smallest) <= width:
        return Fitted((one,), size * width / one.width(size))
    halves = [shape(half, weight) for half in _halves(one, weight) if half]
    widest = max(half.width(size) for half in halves)
    return Fitted(tuple(halves), size * min(second, width / widest))


def _halves(whole: Shaped, weight: Weight) -> tuple[str, str]:
    """Split in two as evenly as blanks allow; without a fair blank, between words or clusters."""
    text = whole.text.strip()
    for pieces in (re.split("(?<= )", text), words(text), clusters(text)):
        reached = list(accumulate(shape(piece, weight).advance for piece in pieces))
        cuts = [(max(here, reached[-1] - here), n) for n, here in enumerate(reached[:-1], 1)]
        if cuts and min(cuts)[0] <= whole.advance * FAIR:
            break
    else:
        return text, ""
    cut = min(cuts)[1]
    return "".join(pieces[:cut]).rstrip(), "".join(pieces[cut:])


class Pen:
    """Spells shaped texts as operators of one document, and remembers what it has spelled."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._fonts: dict[ThaiFont, str] = {}
        self._spelled: dict[Piece, str] = {}

    def write(self, x: float, y: float, shaped: Shaped, size: float, align: Align = "left") -> None:
        """Write a text on the canvas with its base line at ``y``, in the current fill colour."""
        self._canvas.addLiteral(self.operators(x, y, shaped, size, align))

    def operators(
        self, x: float, y: float, shaped: Shaped, size: float, align: Align = "left"
    ) -> str:
        """Give what :meth:`write` writes: what is drawn, marked with the text it stands for.

        The font is set at size 1 and the text matrix gives place and size, so that a piece is
        spelled once for all sizes.
        """
        if align != "left":
            width = shaped.width(size)
            x -= width / 2 if align == "centre" else width
        actual = shaped.text.encode("utf-16-be", "replace").hex()
        known = self._spelled.get
        spelled = [known(piece) or self._spell(piece, shaped.font) for piece in shaped.pieces]
        shown = "".join(spelled)
        shown = f"[{shown}] TJ".replace("><", "").replace("[] TJ", "")
        return (
            f"/Span <</ActualText <feff{actual}>>> BDC BT {self._set(shaped.font)} "
            f"{size:.6g} 0 0 {size:.6g} {x:.6g} {y:.6g} Tm {shown} ET EMC"
        )

    def _set(self, face: ThaiFont) -> str:
        if face not in self._fonts:
            self._fonts[face] = f"{face.getSubsetInternalName(0, self._canvas._doc)} 1 Tf"
        return self._fonts[face]

    def _spell(self, piece: Piece, face: ThaiFont) -> str:
        """Spell a piece as a part of a TJ array in the font's first subset.

        A glyph that is raised or lives in another subset closes the array and opens it again.
        """
        spelled = "".join([self._spell_glyph(glyph, face) for glyph in piece.glyphs])
        self._spelled[piece] = spelled
        return spelled

    def _spell_glyph(self, glyph: Glyph, face: ThaiFont) -> str:
        doc = self._canvas._doc
        [(subset, byte)] = face.splitString(glyph.code, doc)
        after = glyph.width - glyph.advance + glyph.right
        spelled = f"{_move(-glyph.right)}<{byte.hex()}>{_move(after)}"
        if glyph.up:
            spelled = f"] TJ {glyph.up / 1000:.6g} Ts [{spelled}] TJ 0 Ts ["
        if subset:
            other = face.getSubsetInternalName(subset, doc)
            spelled = f"] TJ {other} 1 Tf [{spelled}] TJ {self._set(face)} ["
        return spelled


def _move(thousandths: float) -> str:
    return f"{thousandths:.6g} " if thousandths else ""  # the blank parts it from the next
