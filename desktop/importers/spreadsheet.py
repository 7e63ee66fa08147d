"""Whatever an agency sent, read into a sheet of text by what it is, not by its name."""

from __future__ import annotations

from pathlib import Path

from desktop.importers.csv_text import read_delimited, text_of
from desktop.importers.html_table import looks_like_html, read_html
from desktop.importers.workbook import is_workbook, read_workbook
from desktop.models.refusal import Refused
from desktop.models.sheet import Sheet

LARGEST_FILE = 60_000_000  # bytes
MOST_ROWS = 20_000

_NO_TABLE = (b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"MZ", b"\x7fELF")
_WORKBOOK_NAMES = (".xlsx", ".xls", ".xlsb", ".xlsm", ".ods")


def read_file(path: Path) -> Sheet:
    """Read a file, looking at its size before anything else."""
    check_size(path.stat().st_size)
    return read_sheet(path.read_bytes(), path.name)


def check_size(size: int) -> None:
    """Refuse a file too large to be a roster before it is read."""
    if size > LARGEST_FILE:
        raise Refused("unreadable", why="too_large", limit=LARGEST_FILE // 1_000_000)


def read_sheet(data: bytes, name: str) -> Sheet:
    """Read a workbook (xlsx, xls, xlsb, ods), delimited text or an HTML table.

    Whatever the bytes are, the answer is a sheet or ``Refused("unreadable", why=...)``, where
    ``why`` is one of ``too_large``, ``too_many_rows``, ``empty``, ``encrypted``, ``damaged``,
    ``not_a_table``.
    """
    check_size(len(data))
    if not data.strip(b"\0\r\n\t "):
        raise Refused("unreadable", why="empty")
    return _bounded(_read(data, name))


def read_clipboard(text: str) -> Sheet:
    """Read rows copied from a spreadsheet."""
    return _bounded(read_delimited(text, ""))


def _bounded(sheet: Sheet) -> Sheet:
    filled = sum(map(any, sheet.rows))
    if not filled:
        raise Refused("unreadable", why="empty")
    if filled > MOST_ROWS:
        raise Refused("unreadable", why="too_many_rows", limit=MOST_ROWS)
    return sheet


def _read(data: bytes, name: str) -> Sheet:
    if is_workbook(data):
        return read_workbook(data)
    if data.startswith(_NO_TABLE):
        raise Refused("unreadable", why="damaged" if data.startswith(b"PK") else "not_a_table")
    text = text_of(data)
    if looks_like_html(text):
        return read_html(text, name)
    sheet = read_delimited(text, name)
    if name.lower().endswith(_WORKBOOK_NAMES) and all(len(row) < 2 for row in sheet.rows):
        raise Refused("unreadable", why="damaged")
    return sheet
