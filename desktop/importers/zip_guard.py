"""A look inside a zipped workbook before it is unpacked: small files can hold monstrous sheets."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from desktop.models.refusal import Refused

_LARGEST_PART = 150_000_000  # bytes unpacked; 8,000 people take 8 million
_MOST_CELLS = 8_000_000  # cells of the rectangle that holds all filled ones
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_BINARY_SHEET = re.compile(r"xl/worksheets/[^/]+\.bin", re.IGNORECASE)

# calamine fills the whole rectangle from the first to the last cell, and the process dies when
# that does not fit into memory. Nearly every sheet has no reference this far out.
_HEAD = 256
_FAR = rb"""["'](?:[A-Za-z]{3}|[A-Za-z]{2}[0-9]{5}|[A-Za-z]?[0-9]{6})"""
_FAR_OUT = re.compile(rb" r=" + _FAR)  # begins with a literal, which is what makes it quick
_FAR_OUT_ODDLY = re.compile(rb"[\t\r\n]r=" + _FAR)
_REFERENCE = re.compile(rb"""\br=["']([A-Za-z]*)([0-9]+)["']""")


def check_zip(data: bytes) -> None:
    """Refuse a zipped workbook that is no workbook, or that would not fit into memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if not any(name.startswith("xl/") or name == "content.xml" for name in names):
                raise Refused("unreadable", why="not_a_table")
            for part in archive.infolist():
                _check_part(archive, part)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        raise Refused("unreadable", why="damaged") from None
    except RuntimeError:  # zipfile's word for "needs a password"
        raise Refused("unreadable", why="encrypted") from None


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.file_size > _LARGEST_PART:
        raise Refused("unreadable", why="too_large", limit=_LARGEST_PART // 1_000_000)
    if not part.filename.endswith((".xml", ".bin")):
        return
    with archive.open(part) as unpacked:
        content = unpacked.read(_LARGEST_PART)
    if _SHEET.fullmatch(part.filename) and _is_far_out(content):
        check_area(*_farthest(content))
    elif _BINARY_SHEET.fullmatch(part.filename):
        check_area(*_farthest_binary(content))


def _is_far_out(content: bytes) -> bool:
    if _FAR_OUT.search(content):
        return True
    # Only the head of a sheet is written on several lines, unless somebody wrote it by hand.
    oddly = any(blank in content[_HEAD:] for blank in (b"\t", b"\r", b"\n"))
    return oddly and _FAR_OUT_ODDLY.search(content) is not None


def check_area(rows: int, columns: int) -> None:
    """Refuse a sheet whose rectangle, mostly empty, would fill the memory."""
    if rows * columns > _MOST_CELLS:
        raise Refused("unreadable", why="too_large", limit=_LARGEST_PART // 1_000_000)


def _farthest(content: bytes) -> tuple[int, int]:
    """Give the last row and the last column that any cell of an XML sheet refers to."""
    rows = columns = 1
    for letters, digits in _REFERENCE.findall(content):
        rows = max(rows, int(digits[:12]))
        columns = max(columns, _column(letters))
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def _farthest_binary(content: bytes) -> tuple[int, int]:
    """Give the same for a binary sheet: a sequence of records, each a kind, a length and bytes."""
    rows = columns = 1
    at = 0
    while at < len(content):
        kind, at = _varint(content, at, 2)
        length, at = _varint(content, at, 4)
        first = int.from_bytes(content[at : at + 4], "little")
        if kind == 0:  # a row
            rows = max(rows, first + 1)
        elif kind < 12:  # a cell
            columns = max(columns, first + 1)
        at += length
    return rows, columns


def _varint(content: bytes, at: int, longest: int) -> tuple[int, int]:
    value = 0
    for place, byte in enumerate(content[at : at + longest]):
        value |= (byte & 0x7F) << 7 * place
        at += 1
        if byte < 0x80:
            break
    return value, at
