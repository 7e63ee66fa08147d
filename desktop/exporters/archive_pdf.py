"""Pages taken out of archived PDFs as they are: what was issued is never drawn again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.models.refusal import Refused

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader


def pages(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    return len(_reader(pdf).pages)


def extract(
    pdfs: Sequence[tuple[bytes, int]], *, title: str = "", author: str = "", subject: str = ""
) -> bytes:
    """Merge chosen pages, each given as a PDF and a page number from 0, in the given order.

    Pages of one PDF share its fonts and pictures in the result too; give the same bytes object
    for them, and it is read once. What is not said about the document is taken from the first.
    """
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    writer = PdfWriter()
    readers: dict[bytes, PdfReader] = {}
    for pdf, page in pdfs:
        if pdf not in readers:
            readers[pdf] = _reader(pdf)
        writer.add_page(_page(readers[pdf], page))
    first: Mapping[str, object] = (readers[pdfs[0][0]].metadata if pdfs else None) or {}
    about = {"/Title": title, "/Author": author, "/Subject": subject}
    said = {key: text or str(first.get(key, "")) for key, text in about.items()}
    writer.add_metadata({key: text for key, text in said.items() if text})
    writer.root_object[NameObject("/Lang")] = TextStringObject("th-TH")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def _reader(pdf: bytes) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(pdf))
        len(reader.pages)
    except (PyPdfError, ValueError, KeyError) as reason:
        raise Refused("archive-unreadable") from reason
    return reader


def _page(reader: PdfReader, page: int) -> PageObject:
    if not 0 <= page < len(reader.pages):
        raise Refused("archive-page-missing", page=page + 1)
    return reader.pages[page]
