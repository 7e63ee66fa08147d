"""Pages that cost next to nothing: written as they will stand in the file, resources shared.

The library's own page objects are general and take longer than everything else on a certificate.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFObject

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument
    from reportlab.pdfgen.canvas import Canvas

LEVEL = 4  # 5 % larger than the default and half the time, which was a fifth of a page


class LightPages:
    """Adds pages of one size to a canvas's document, each from its operators."""

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        self._doc = canvas._doc
        self._resources = _Resources()
        self._doc.Reference(self._resources)
        self._size = size

    def add(self, operators: str) -> None:
        """Add a page; it may draw any form that the document defines before it is saved."""
        stream = _Stream(operators)
        self._doc.Reference(stream)
        self._doc.addPage(_Page(stream, self._resources, self._size))


class _Object(PDFObject):
    """An object of its own in the file, told its number when the document is written."""

    __RefOnly__ = 1

    def number(self, document: PDFDocument) -> bytes:
        """Give the reference to it."""
        return document.Reference(self).format(document)


class _Resources(_Object):
    def format(self, document: PDFDocument) -> bytes:
        """Name the fonts and every form of the document."""
        numbers = document.idToObjectNumberAndVersion
        forms = " ".join(
            f"/{name} {number} {version} R"
            for name, (number, version) in numbers.items()
            if name.startswith("FormXob.")
        )
        fonts, version = numbers["BasicFonts"]
        return f"<< /Font {fonts} {version} R /XObject << {forms} >> >>".encode("ascii")


class _Stream(_Object):
    def __init__(self, operators: str) -> None:
        self._packed = zlib.compress(operators.encode("ascii"), LEVEL)

    def format(self, document: PDFDocument) -> bytes:
        """Give the stream as packed when the page was made."""
        head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(self._packed)
        return head + self._packed + b"\nendstream\n"


class _Page(_Object):
    def __init__(self, stream: _Stream, resources: _Resources, size: tuple[float, float]) -> None:
        self._stream = stream
        self._resources = resources
        self._size = size

    def format(self, document: PDFDocument) -> bytes:
        """Point to the shared resources and the page's own stream."""
        return b"<< /Type /Page /Parent %b /MediaBox [0 0 %g %g] /Resources %b /Contents %b >>" % (
            document.Reference(document.Pages).format(document),
            *self._size,
            self._resources.number(document),
            self._stream.number(document),
        )
