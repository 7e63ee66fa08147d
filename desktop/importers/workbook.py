"""Workbooks read through calamine, after a look at whether that is safe."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.importers.zip_guard import check_area, check_zip
from desktop.models.refusal import Refused
from desktop.models.roster_header import find_header
from desktop.models.sheet import Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_SHEETS = 50


def is_workbook(data: bytes) -> bool:
    """Say whether the bytes begin like a workbook, old or new."""
    return data.startswith((_ZIP, _OLE))


def read_workbook(data: bytes) -> Sheet:
    """Read the sheet of a workbook that looks most like a roster, rows counted from the top."""
    if data.startswith(_ZIP):
        check_zip(data)
    with refusals():
        from python_calamine import CalamineWorkbook  # slow to load, seldom needed

        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = [_read(book, name) for name in _names(book)]
    if not sheets:
        raise Refused("unreadable", why="empty")
    return sheets[0] if len(sheets) == 1 else max(sheets, key=_likeness)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what calamine raises on bad files into a refusal.

    A panic inside it arrives as ``pyo3_runtime.PanicException``, which cannot be imported and is
    no ``Exception``; everything else of that kind (a keyboard interrupt) passes.
    """
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise Refused("unreadable", why="encrypted") from None
    except (CalamineError, ValueError, OSError, OverflowError, UnicodeError):
        raise Refused("unreadable", why="damaged") from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Refused("unreadable", why="damaged") from None
        raise


def _names(book: CalamineWorkbook) -> list[str]:
    """List the sheets to look at: worksheets that are not hidden, if there are any."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    shown = [sheet for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    return [sheet.name for sheet in (shown or sheets)[:_MOST_SHEETS]]


def _read(book: CalamineWorkbook, name: str) -> Sheet:
    page = book.get_sheet_by_name(name)
    row, column = page.end or (0, 0)
    check_area(row + 1, column + 1)
    rows = page.to_python(skip_empty_area=False)
    texts = [[c if type(c) is str else _text(c) for c in row] for row in rows]
    return Sheet(name, texts, merged=_tall(page.merged_cell_ranges or ()))


def _tall(areas: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[tuple[int, int, int]]:
    """Give the merged cells that stand over several rows; their text is in the first alone."""
    return [(top + 1, bottom + 1, left) for (top, left), (bottom, _) in areas if bottom > top]


def _text(cell: _Cell) -> str:
    """Write a number, date or truth value as a person would have typed it."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _likeness(sheet: Sheet) -> tuple[int, int]:
    """Rank sheets: the more columns of a roster, then the more rows, the better."""
    try:
        columns = len(find_header(sheet).fields)
    except Refused:
        columns = 0
    return columns, len(sheet.rows)
