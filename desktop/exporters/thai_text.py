"""The one place that puts Thai on a PDF page: shaped, broken at words, copied letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import uharfbuzz

from desktop.exporters.thai_fonts import ThaiFont, Weight, font
from desktop.exporters.thai_words import clusters, visible, words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Align: TypeAlias = Literal["left", "centre", "right"]

_FEATURES = {"kern": True, "liga": True, "dlig": True}
_SCRIPTS = re.compile("[^A-Za-zÀ-ɏ]*(?:[\u0e00-\u0e7f][^A-Za-zÀ-ɏ]*)+|[^\u0e00-\u0e7f]+")
SMALLEST = 0.6  # of the wished size; a name that needs less takes a second line
FAIR = 0.7  # of the whole: the longer half may not be longer


class Glyph(NamedTuple):
    """One drawn shape, in thousandths of the font size."""

    code: str
    width: float
    advance: float
    right: float
    up: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text with its marks in place, good at every size."""

    text: str
    font: ThaiFont
    glyphs: tuple[Glyph, ...] = field(repr=False)
    advance: float

    def width(self, size: float) -> float:
        """Give the width in points."""
        return self.advance * size / 1000


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit their place, and the size at which they do."""

    lines: tuple[Shaped, ...]
    size: float


@lru_cache(maxsize=4096)
def shape(text: str, weight: Weight = "Regular") -> Shaped:
    """Place the marks of a text; Latin in between is shaped as Latin."""
    face = font(weight)
    text = visible(text)
    glyphs = tuple(glyph for run in _SCRIPTS.findall(text) for glyph in _glyphs(run, face))
    return Shaped(text, face, glyphs, sum(glyph.advance for glyph in glyphs))


def _glyphs(run: str, face: ThaiFont) -> Iterator[Glyph]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face.shaper, buffer, _FEATURES)
    widths = face.face.charWidths
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        code = face.code(info.codepoint)
        yield Glyph(chr(code), widths[code], place.x_advance, place.x_offset, place.y_offset)


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
        self._spelled: dict[tuple[str, str], tuple[str, str]] = {}

    def write(self, x: float, y: float, shaped: Shaped, size: float, align: Align = "left") -> None:
        """Write a text on the canvas with its base line at ``y``, in the current fill colour."""
        self._canvas.addLiteral(self.operators(x, y, shaped, size, align))

    def operators(
        self, x: float, y: float, shaped: Shaped, size: float, align: Align = "left"
    ) -> str:
        """Give what :meth:`write` writes."""
        if align != "left":
            width = shaped.advance * size / 1000
            x -= width / 2 if align == "centre" else width
        key = (shaped.font.fontName, shaped.text)
        if (spelled := self._spelled.get(key)) is None:
            spelled = self._spelled[key] = self._spell(shaped)
        tag, shown = spelled
        return f"{tag} BT {size:.6g} 0 0 {size:.6g} {x:.6g} {y:.6g} Tm {shown} ET EMC"

    def _spell(self, shaped: Shaped) -> tuple[str, str]:
        """Write the operators for a font of size 1; the text matrix gives place and size."""
        doc = self._canvas._doc
        codes = "".join(glyph.code for glyph in shaped.glyphs)
        glyphs = iter(shaped.glyphs)
        operators: list[str] = []
        for subset, chunk in shaped.font.splitString(codes, doc):
            operators.append(f"{shaped.font.getSubsetInternalName(subset, doc)} 1 Tf")
            operators.append(_shown(chunk, glyphs))
        actual = shaped.text.encode("utf-16-be", "replace").hex()
        return f"/Span <</ActualText <feff{actual}>>> BDC", " ".join(operators)


def _shown(chunk: bytes, glyphs: Iterator[Glyph]) -> str:
    """Write show operators; a glyph's own shift is undone after it, a rise lasts while it is."""
    pairs = zip(chunk, glyphs, strict=False)
    shown: list[str] = []
    for up, group in groupby(pairs, key=lambda pair: pair[1].up):
        array = _array([(byte, glyph) for byte, glyph in group])
        shown.append(f"{up / 1000:.6g} Ts {array} TJ 0 Ts" if up else f"{array} TJ")
    return " ".join(shown)


def _array(pairs: list[tuple[int, Glyph]]) -> str:
    parts: list[str] = []
    run = ""
    move = 0.0
    for byte, glyph in pairs:
        before = move - glyph.right
        if before and run:
            parts.append(f"<{run}>")
            run = ""
        if before:
            parts.append(f"{before:.6g}")
        run += f"{byte:02x}"
        move = glyph.width - glyph.advance + glyph.right
    parts.append(f"<{run}>")
    if move:
        parts.append(f"{move:.6g}")
    return f"[{' '.join(parts)}]"
