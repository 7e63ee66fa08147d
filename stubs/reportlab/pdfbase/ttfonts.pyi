from collections.abc import Callable
from weakref import WeakKeyDictionary

import uharfbuzz
from reportlab.pdfbase.pdfdoc import PDFDocument

class TTFontFace:
    ascent: float
    descent: float
    name: bytes
    charWidths: dict[int, float]
    charToGlyph: dict[int, int]
    glyphToChar: dict[int, list[int]]

class _State:
    subsets: list[list[int]]

class TTFont:
    fontName: str
    face: TTFontFace
    state: WeakKeyDictionary[PDFDocument, _State]
    hbAddPrivate: Callable[[str, int, float], int]
    def __init__(self, name: str, filename: str) -> None: ...
    def hbFont(self, fontSize: float = ...) -> uharfbuzz.Font: ...
    def splitString(self, text: str, doc: PDFDocument) -> list[tuple[int, bytes]]: ...
    def getSubsetInternalName(self, subset: int, doc: PDFDocument) -> str: ...
    def addObjects(self, doc: PDFDocument) -> None: ...
    def pdfScale(self, value: float) -> float: ...

class ShapedStr(str):
    __shapeData__: list[tuple[int, float, float, float, float, float]]

def shapeStr(s: str, fontName: str, fontSize: float, force: bool = ...) -> str: ...
