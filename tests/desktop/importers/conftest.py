"""Rosters made on the spot, and what becomes of them on the way an import takes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest

from desktop.importers.bundled import bundled_agencies, bundled_titles
from desktop.importers.spreadsheet import read_sheet
from desktop.models.refusal import Refused
from desktop.models.roster import Review, as_outcome, review
from desktop.models.roster_header import find_header

Rows = Sequence[Sequence[Any]]


def _reviewed(data: bytes, name: str) -> Review:
    sheet = read_sheet(data, name)
    return review(sheet, find_header(sheet), bundled_agencies(), bundled_titles(), b"k" * 32)


def _outcome(data: bytes, name: str = "roster.xlsx") -> dict[str, Any]:
    try:
        return as_outcome(_reviewed(data, name))
    except Refused as no:
        return {"error": no.code}


def _workbook(*sheets: Rows, merged: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        page = book.create_sheet(f"Sheet{number}")
        for row in rows:
            page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    for column in hidden:
        page.column_dimensions[column].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def reviewed() -> Callable[[bytes, str], Review]:
    """Read and review a file, as an import does."""
    return _reviewed


@pytest.fixture
def outcome() -> Callable[..., dict[str, Any]]:
    """Read and review a file, and report as the command line does."""
    return _outcome


@pytest.fixture
def workbook_of() -> Callable[..., bytes]:
    """Save rows as the sheets of an xlsx workbook."""
    return _workbook


@pytest.fixture
def told() -> Callable[[str, str], dict[str, Any]]:
    """Import rows written as text, and tell in short who came in and what was amiss, by row."""

    def tell(text: str, saved_as: str) -> dict[str, Any]:
        rows = [line.strip(" ").split("|") for line in text.strip("\n ").split("\n")]
        lines = "\r\n".join("|".join(row) for row in rows)
        data = _workbook(rows) if saved_as == "xlsx" else lines.encode("utf-8-sig")
        found = _reviewed(data, f"roster.{saved_as}")
        outcome = as_outcome(found)
        short = {
            "warnings": {each["row"]: each["code"] for each in outcome["warnings"]},
            "duplicates": {each["row"]: each["of"] for each in outcome["duplicates"]},
            "rejected": tuple(each["row"] for each in outcome["rejected"]),
        }
        names = ", ".join(person.name for person in found.accepted)
        return {"names": names, **{key: rows for key, rows in short.items() if rows}}

    return tell
