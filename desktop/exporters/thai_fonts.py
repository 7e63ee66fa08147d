"""The bundled Sarabun faces, embedded as subsets that still know which letters they draw."""

from __future__ import annotations

import re
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeAlias

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop import resources

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

Weight: TypeAlias = Literal["Regular", "Medium", "SemiBold", "Bold"]

_UNI = re.compile(r"uni((?:[0-9A-F]{4})+)")
_SHORT_FORMS = {
    "yoYingthai": "ญ",
    "doChadathai": "ฎ",
    "toPatakthai": "ฏ",
    "thoThanthai": "ฐ",
    "loChulathai": "ฬ",
}
_CMAP_LINE = re.compile(r"^(<[0-9A-F]+>) <([0-9A-F]{4})>$", re.MULTILINE)


class ThaiFont(TTFont):
    """A face whose variant glyphs (a lowered tone, ญ without its foot) map back to letters.

    The library numbers variants in the private area in the order it meets them; left alone,
    copying gives nonsense in readers that ignore ActualText, and two runs give different bytes.
    """

    def __init__(self, weight: Weight) -> None:
        super().__init__(f"Sarabun-{weight}", str(resources.path("fonts", f"Sarabun-{weight}.ttf")))
        self.shaper = self.hbFont(1000)
        self._letters: dict[int, str] = {}
        self._numbering = Lock()

    def code(self, glyph: int) -> int:
        """Give the code under which the library draws a glyph; a variant gets a private one."""
        if known := self.face.glyphToChar.get(glyph):
            return known[0]
        name = self.shaper.glyph_to_string(glyph)
        # A batch may be printed on one thread while another draws its preview: two variants
        # numbered at once would share a code, and one of them would print as the other.
        with self._numbering:
            private = self.hbAddPrivate(name, glyph, self.shaper.get_glyph_h_advance(glyph))
            self._letters[private] = letters_of(name)
        return private

    def addObjects(self, doc: PDFDocument) -> None:
        """Embed the subsets, then put letters where private codes stand in their maps."""
        super().addObjects(doc)
        own = f"+{self.face.name.decode('ascii')}"
        for name, element in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:") and name.endswith(own):
                element.content = _CMAP_LINE.sub(self._mapped, element.content)

    def _mapped(self, line: re.Match[str]) -> str:
        letters = self._letters.get(int(line[2], 16))
        return line[0] if letters is None else f"{line[1]} <{letters.encode('utf-16-be').hex()}>"


def letters_of(glyph_name: str) -> str:
    """Read the letters a glyph stands for from its name; a stranger is a replacement mark."""
    if uni := _UNI.match(glyph_name):
        return bytes.fromhex(uni[1]).decode("utf-16-be")
    return _SHORT_FORMS.get(glyph_name.partition(".")[0], "\ufffd")


@cache
def font(weight: Weight) -> ThaiFont:
    """Load and register a weight, once."""
    rl_config.useA85 = 0  # otherwise every stream is written as text, a quarter larger
    face = ThaiFont(weight)
    pdfmetrics.registerFont(face)
    return face
