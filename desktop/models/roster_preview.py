"""What the preview of an import shows of a sheet: its cells, and which rows want a look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from desktop.models.citizen import read_citizen_id
from desktop.models.roster import Review, Row
from desktop.models.roster_cells import Edits
from desktop.models.roster_header import Columns
from desktop.models.sheet import Sheet
from desktop.models.thai import clean

Wish = Literal["all", "accepted", "doubtful", "duplicate", "rejected", "skipped"]
WISHES: tuple[Wish, ...] = ("all", "accepted", "doubtful", "duplicate", "rejected", "skipped")

_SHOWN_DIGITS = 4
_MOST_COLUMNS = 60


def wanted(rows: Iterable[Row], wish: Wish) -> list[Row]:
    """Give the rows of one kind; the doubtful are accepted too."""
    return [row for row in rows if wish in ("all", row.fate) or wish == looked_at(row)]


def looked_at(row: Row) -> Wish:
    """Say of a row how it stands: a row that comes in with a warning is doubtful."""
    return "doubtful" if row.fate == "accepted" and row.problems else row.fate


def counts(reviewed: Review) -> dict[Wish, int]:
    """Count the rows of each kind."""
    return {wish: len(wanted(reviewed.rows, wish)) for wish in WISHES}


def used_columns(sheet: Sheet, columns: Columns) -> list[int]:
    """Name the columns worth showing: those with a heading or anything below it."""
    rows = sheet.rows[max(columns.header_row - 1, 0) :]
    width = max(map(len, rows), default=0)
    filled = [at for at in range(width) if any(at < len(row) and row[at].strip() for row in rows)]
    return filled[:_MOST_COLUMNS]


def heading(sheet: Sheet, columns: Columns, column: int) -> str:
    """Give what stands above a column, over all rows of the header."""
    if not columns.header_row:
        return ""
    rows = sheet.rows[columns.header_row - 1 : columns.data_row - 1]
    parts = [clean(row[column]) for row in rows if column < len(row)]
    return " ".join(dict.fromkeys(part for part in parts if part))


def cell(sheet: Sheet, columns: Columns, edits: Edits, row: int, column: int) -> str:
    """Give a cell as it may be shown: corrected where it was, citizen numbers hidden."""
    field = columns.fields.get(column)
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    text = cells[column] if column < len(cells) else ""
    if field is not None:
        text = edits.get((row, field), text)
    text = clean(text)
    return masked(text) if field == "citizen_id" or read_citizen_id(text) else text


def masked(text: str) -> str:
    """Hide all of a number but its last four digits, however it was written."""
    number = read_citizen_id(text) or text
    hidden = len(number) - _SHOWN_DIGITS
    return number if hidden <= 0 else "•" * hidden + number[hidden:]


def with_header_row(sheet: Sheet, columns: Columns, row: int) -> Columns:
    """Give the same meaning of columns under a header in another row; 0 means there is none."""
    row = max(0, min(row, len(sheet.rows)))
    return Columns(row, row + 1, columns.fields)
