"""The cells of a roster by field: cleaned, and corrected by hand where a person did so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from desktop.models.people import split_name
from desktop.models.positions import split_level
from desktop.models.roster_header import Columns
from desktop.models.roster_words import FIELDS, Field
from desktop.models.sheet import Sheet
from desktop.models.thai import all_clean, clean
from desktop.models.titles import Titles

Edits = Mapping[tuple[int, Field], str]  # (row number, field) -> what a person typed instead
Cells = dict[Field, list[str]]
T = TypeVar("T")

_NO_LETTERS = re.compile(r"[^A-Za-zก-๎]*")
# A set, not a pattern: a whole column is tested at one glance.
_NOTHING = frozenset(
    (
        "-", "–", "—", "--", "---", "----", ".", "..", "...", "n/a", "N/A", "#N/A", "NA", "none",
        "None", "NONE", "null", "NULL", "anonymous", "-ว่าง-", "- ว่าง -", "(ว่าง)",
        "อัตราว่าง", "ตำแหน่งว่าง",
        *(
            f"{not_yet}{none}{what}"
            for not_yet in ("", "ยัง")
            for none in ("ไม่มี", "ไม่ระบุ", "ไม่ทราบ")
            for what in ("", "ข้อมูล", "ชื่อ", "อีเมล", "อีเมล์", "e-mail", "email", "เบอร์", "เบอร์โทร")
        ),
    )
)  # fmt: skip
_VACANT = "ว่าง"  # a post without a holder, where a name should stand


def seen_once(read: Callable[[str], T], texts: Sequence[str]) -> list[T]:
    """Apply a reading to a whole column, once for each different text."""
    known = {text: read(text) for text in dict.fromkeys(texts)}
    return [known[text] for text in texts]


def read_cells(sheet: Sheet, columns: Columns, edits: Edits) -> Cells:
    """Clean every mapped column from the first data row down; other fields stay empty."""
    rows = sheet.rows[columns.data_row - 1 :]
    blank = [""] * len(rows)
    cells: Cells = dict.fromkeys(FIELDS, blank)
    for column, field in columns.fields.items():
        raw = [row[column] if column < len(row) else "" for row in rows]
        cells[field] = _cleaned(raw)
    for area in sheet.merged:
        _fill_down(cells["agency"], area, columns)
    for (number, field), text in edits.items():
        at = number - columns.data_row
        if 0 <= at < len(rows):
            if cells[field] is blank:
                cells[field] = list(blank)
            cells[field][at] = clean(text)
    return cells


def name_parts(cells: Cells, titles: Titles) -> list[tuple[str, str, str]]:
    """Give title, first name and surname of every row, however many columns they stood in."""
    known = seen_once(lambda text: titles.tidy(_worded(text)), cells["title"])
    firsts = seen_once(_worded, cells["first"])
    whole = seen_once(lambda text: _split(text, titles), cells["name"])
    return [
        (title, first, last)
        if title and first and not first.startswith(title)
        else _parts(title, first, last, full, titles)
        for title, first, last, full in zip(known, firsts, cells["last"], whole, strict=True)
    ]


def positions(cells: Cells) -> list[tuple[str, str]]:
    """Give position and level of every row, told apart where they were written as one."""
    joined = seen_once(split_level, cells["position_level"])
    return [
        (position or both[0], level or both[1]) if position or level else both
        for position, level, both in zip(cells["position"], cells["level"], joined, strict=True)
    ]


def _fill_down(texts: list[str], area: tuple[int, int, int], columns: Columns) -> None:
    """Give an agency that stands once beside several people to each of them."""
    top, bottom, column = area
    if columns.fields.get(column) == "agency" and top >= columns.data_row:
        at = top - columns.data_row
        below = texts[at + 1 : bottom - columns.data_row + 1]
        texts[at + 1 : at + 1 + len(below)] = [text or texts[at] for text in below]


def _cleaned(raw: list[str]) -> list[str]:
    """Clean a column; one that is clean already, as most are, is seen to be so at one glance."""
    different = dict.fromkeys(raw)
    if all_clean(different) and _NOTHING.isdisjoint(different):
        return raw
    return seen_once(_clean_cell, raw)


def _clean_cell(text: str) -> str:
    cleaned = clean(text)
    return "" if cleaned in _NOTHING else cleaned


def _split(full: str, titles: Titles) -> tuple[str, str, str]:
    title, first, last = split_name(full, titles)
    named = _worded(first) and (first, last) != (_VACANT, "")
    return (title, first, last) if named else (title, "", "")


def _worded(text: str) -> str:
    """Give the text if there is a letter in it: a row of column numbers names nobody."""
    return "" if _NO_LETTERS.fullmatch(text) else text


def _parts(
    title: str, first: str, last: str, full: tuple[str, str, str], titles: Titles
) -> tuple[str, str, str]:
    """Put together a name whose title is missing, repeated, or in the column of the name."""
    if not first:
        found, first, more = full
        return title or found, first, last or more
    found, rest = titles.split(first)
    if found and rest and title in ("", found):
        return found, rest, last
    return title, first, last
