from __future__ import annotations

from desktop.models.people import Person
from desktop.models.roster import Review, Row
from desktop.models.roster_header import Columns
from desktop.models.roster_people import Problem
from desktop.models.roster_preview import (
    cell,
    counts,
    heading,
    looked_at,
    masked,
    used_columns,
    wanted,
    with_header_row,
)
from desktop.models.sheet import Sheet

SHEET = Sheet(
    "รายชื่อ",
    [
        ["บัญชีรายชื่อ"],
        ["ที่", "ชื่อ", "", "เลขประชาชน", "อีเมล"],
        ["", "สกุล", "", "", ""],
        ["1", "สุดา ใจดี", "", "0-1075-41352-73-9", "a@b"],
        ["2", "มานี"],
    ],
)
COLUMNS = Columns(2, 4, {0: "seq", 1: "name", 3: "citizen_id", 4: "email"})
DOUBTFUL = Row(4, "accepted", Person(first="สุดา"), (Problem("email_invalid", "email"),))
FINE = Row(5, "accepted", Person(first="มานี"))
TWICE = Row(6, "duplicate", Person(first="มานี"), (), 5)


def test_a_row_that_comes_in_with_a_warning_is_doubtful() -> None:
    assert [looked_at(row) for row in (DOUBTFUL, FINE, TWICE)] == [
        "doubtful", "accepted", "duplicate",
    ]  # fmt: skip


def test_the_doubtful_are_among_the_accepted() -> None:
    rows = [DOUBTFUL, FINE, TWICE]

    assert wanted(rows, "accepted") == [DOUBTFUL, FINE]
    assert wanted(rows, "doubtful") == [DOUBTFUL]
    assert wanted(rows, "all") == rows


def test_every_kind_is_counted() -> None:
    told = counts(Review((DOUBTFUL, FINE, TWICE)))

    assert told == {
        "all": 3, "accepted": 2, "doubtful": 1, "duplicate": 1, "rejected": 0, "skipped": 0,
    }  # fmt: skip


def test_a_blank_column_is_not_shown() -> None:
    assert used_columns(SHEET, COLUMNS) == [0, 1, 3, 4]


def test_a_heading_over_two_rows_is_read_as_one() -> None:
    assert heading(SHEET, COLUMNS, 1) == "ชื่อ สกุล"
    assert heading(SHEET, Columns(0, 1, {}), 1) == ""


def test_a_citizen_number_shows_its_last_four_digits_only() -> None:
    assert cell(SHEET, COLUMNS, {}, 4, 3) == "•••••••••2739"
    assert masked("๐๑๐๗๕๔๑๓๕๒๗๓๙").endswith("2739")
    assert masked("12345") == "•2345"
    assert masked("123") == "123"


def test_a_citizen_number_is_hidden_in_a_column_nobody_recognised() -> None:
    assert "1075" not in cell(SHEET, Columns(2, 4, {}), {}, 4, 3)


def test_a_corrected_cell_shows_the_correction() -> None:
    assert cell(SHEET, COLUMNS, {(4, "email"): "a@b.go.th"}, 4, 4) == "a@b.go.th"


def test_a_short_row_shows_blank_cells() -> None:
    assert cell(SHEET, COLUMNS, {}, 5, 4) == ""
    assert cell(SHEET, COLUMNS, {}, 99, 0) == ""


def test_the_header_may_be_put_elsewhere() -> None:
    assert with_header_row(SHEET, COLUMNS, 3) == Columns(3, 4, COLUMNS.fields)
    assert with_header_row(SHEET, COLUMNS, 0) == Columns(0, 1, COLUMNS.fields)
    assert with_header_row(SHEET, COLUMNS, 99).header_row == 5
