"""The look of a spreadsheet: official font, frozen headings, prints on A4 without asking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from desktop.exporters.sheet import Cell, Kind, Table

FONT = {"font_name": "TH Sarabun New", "font_size": 16, "valign": "vcenter"}
HEADING = {"bold": True, "bg_color": "#E4F0EA", "bottom": 1, "text_wrap": True}
ROW_HEIGHT = 24
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
_LOOKS: dict[Kind, dict[str, object]] = {
    "text": {},
    "number": {"align": "right"},
    "percent": {"align": "right", "num_format": "0.0%"},
    "date": {"align": "left", "num_format": "[$-107041E]d mmm yyyy;@"},  # the Buddhist era
    "id": {"num_format": "@"},
}
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


def workbook(tables: Sequence[Table]) -> bytes:
    """Give the bytes of a workbook; texts stay texts, whatever they look like."""
    target = BytesIO()
    quiet = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(target, {"in_memory": True, **quiet})
    heading = book.add_format({**FONT, **HEADING})
    looks = {kind: book.add_format({**FONT, **look}) for kind, look in _LOOKS.items()}
    taken: set[str] = set()
    for table in tables:
        sheet = book.add_worksheet(_sheet_name(table.title, taken))
        _fill(sheet, table, heading, looks)
        _prepare_printing(sheet, table)
    book.close()
    return target.getvalue()


def _fill(sheet: Worksheet, table: Table, heading: Format, looks: dict[Kind, Format]) -> None:
    sheet.set_default_row(ROW_HEIGHT)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, looks[column.kind])
        sheet.write_string(0, at, column.heading, heading)
        for line, row in enumerate(table.rows, 1):
            _write(sheet, line, at, row.get(column.key), looks[column.kind], column.kind)
    last_row, last_column = len(table.rows), max(len(table.columns) - 1, 0)
    sheet.autofilter(0, 0, last_row, last_column)
    sheet.freeze_panes(1, table.frozen)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1}"})


def _write(sheet: Worksheet, line: int, at: int, cell: Cell, look: Format, kind: Kind) -> None:
    if cell is None or cell == "":
        sheet.write_blank(line, at, None, look)
    elif isinstance(cell, date):
        sheet.write_datetime(line, at, cell, look)
    elif isinstance(cell, str) or kind == "id":
        sheet.write_string(line, at, str(cell)[:LONGEST_CELL], look)
    else:
        sheet.write_number(line, at, cell, look)


def _prepare_printing(sheet: Worksheet, table: Table) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.6)
    title = table.title.replace("&", "&&")[:200]
    sheet.set_header(f'&C&"TH Sarabun New,Bold"&18{_apart(title)}')
    sheet.set_footer('&R&"TH Sarabun New,Regular"&14&P / &N')


def _apart(title: str) -> str:
    """Keep a title that begins with a digit from being read as part of the font size."""
    return f" {title}" if title[:1].isdigit() else title


def _sheet_name(title: str, taken: set[str]) -> str:
    """Give a name the spreadsheet accepts: short, plain, not yet used in the workbook."""
    plain = _NOT_IN_SHEET_NAME.sub(" ", title).strip(" '")[:LONGEST_SHEET_NAME].strip(" '")
    name = plain or "1"
    number = 2
    while name.casefold() in taken:
        ending = f" {number}"
        name = (plain or "1")[: LONGEST_SHEET_NAME - len(ending)] + ending
        number += 1
    taken.add(name.casefold())
    return name
