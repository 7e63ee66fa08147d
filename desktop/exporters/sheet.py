"""Tables as spreadsheets: plain data in, .xlsx or .csv out."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Literal, TypeAlias

from desktop.exporters.atomic import write_bytes

Kind: TypeAlias = Literal["text", "number", "percent", "date", "id"]
Cell: TypeAlias = str | int | float | date | None

_STARTS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_LOSES_DIGITS = re.compile(r"0[0-9]+|[0-9]{12,}")  # a spreadsheet drops zeros and rounds


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` in characters. An ``id`` (phone, code) is text made of digits."""

    key: str
    heading: str
    width: float = 12
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; the first ``frozen`` columns stay in view."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, Cell]]
    frozen: int = 0


def write_xlsx(tables: Sequence[Table], path: Path) -> None:
    """Write tables as the sheets of one workbook, ready to print on A4."""
    from desktop.exporters.workbook import workbook

    write_bytes(path, workbook(tables))


def write_csv(table: Table, path: Path) -> None:
    """Write one table as UTF-8 with byte order mark, which is how spreadsheets know Thai."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(row.get(column.key), column.kind) for column in table.columns])
    write_bytes(path, text.getvalue().encode("utf-8-sig", "replace"))


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{text}" if _STARTS_FORMULA.match(text) else text


def _csv_cell(cell: Cell, kind: Kind) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str) and kind != "id":
        return cell
    text = str(cell)
    if kind == "id" and _LOSES_DIGITS.fullmatch(text):
        return f"'{text}"
    return harmless(text)
