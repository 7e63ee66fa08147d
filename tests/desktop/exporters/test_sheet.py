from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from desktop.exporters.sheet import Column, Table, harmless, write_csv, write_xlsx
from desktop.models.refusal import Refused

COLUMNS = (
    Column("seat", "เลขที่", 8, "number"),
    Column("name", "ชื่อ-สกุล", 32),
    Column("phone", "เบอร์โทร", 16, "id"),
    Column("share", "ร้อยละ", 10, "percent"),
    Column("on", "วันที่", 16, "date"),
)
ROWS = (
    {
        "seat": 1,
        "name": "นายสมชาย ใจดี",
        "phone": "0812345678",
        "share": 0.8,
        "on": date(2019, 1, 25),
    },
    {"seat": 2, "name": "=1+1", "phone": "+66812345678", "share": 1, "on": None},
    {"seat": -3, "name": "https://example.invalid/ไม่ใช่ลิงก์", "phone": "0000000000000"},
)
TABLE = Table("รายชื่อ", COLUMNS, ROWS, frozen=2)


def csv_rows(path: Path) -> list[list[str]]:
    return list(csv.reader(StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_a_workbook_gives_back_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"

    write_xlsx([TABLE], path)

    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("รายชื่อ").to_python()
    assert rows[0] == ["เลขที่", "ชื่อ-สกุล", "เบอร์โทร", "ร้อยละ", "วันที่"]
    assert rows[1] == [1.0, "นายสมชาย ใจดี", "0812345678", 0.8, date(2019, 1, 25)]
    assert rows[2][:3] == [2.0, "=1+1", "+66812345678"]
    assert rows[3][:3] == [-3.0, "https://example.invalid/ไม่ใช่ลิงก์", "0000000000000"]


def test_texts_in_a_workbook_never_become_formulas_or_links(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"

    write_xlsx([TABLE], path)

    sheet = load_workbook(path)["รายชื่อ"]
    assert sheet["B3"].data_type == "s"
    assert sheet["B4"].hyperlink is None
    assert (sheet["C2"].data_type, sheet["C2"].number_format) == ("s", "@")


def test_a_workbook_is_ready_to_read_and_to_print(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"

    write_xlsx([TABLE], path)

    sheet = load_workbook(path)["รายชื่อ"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:E4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage  # one page wide is the default
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["A1"].font.name == "TH Sarabun New"
    assert "107041E" in sheet["E2"].number_format


@pytest.mark.parametrize("title", ["", "a/b:c*[d]?", "ก" * 40, "'quoted'", "1 ใน 5 & กว่า"])
def test_any_title_names_a_sheet(title: str, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"

    write_xlsx([Table(title, COLUMNS, ROWS), Table(title, COLUMNS, ()), TABLE], path)

    names = load_workbook(path).sheetnames
    assert len({name.casefold() for name in names}) == 3
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_a_text_longer_than_a_cell_is_cut_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    column = Column("note", "หมายเหตุ")

    write_xlsx([Table("ยาว", (column,), ({"note": "ก" * 40_000},))], path)

    assert load_workbook(path)["ยาว"]["A2"].value == "ก" * 32_767


def test_a_table_without_columns_is_an_empty_sheet(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"

    write_xlsx([Table("ว่าง", (), ())], path)

    assert ZipFile(path).testzip() is None


def test_csv_is_utf8_with_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"

    write_csv(TABLE, path)

    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 4


def test_csv_keeps_numbers_zeros_and_days_and_disarms_formulas(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"

    write_csv(TABLE, path)

    assert csv_rows(path)[1:] == [
        ["1", "นายสมชาย ใจดี", "'0812345678", "0.8", "2019-01-25"],
        ["2", "'=1+1", "'+66812345678", "1", ""],
        ["-3", "https://example.invalid/ไม่ใช่ลิงก์", "'0000000000000", "", ""],
    ]


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n=1", "-"]
)
def test_what_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "สมชาย", "1+1", "ณ อยุธยา", "081-234-5678", " x"])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), max_size=8)
)
def test_csv_texts_come_back_but_for_the_apostrophe(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("csv") / "out.csv"

    write_csv(
        Table("t", (Column("x", "x"), Column("y", "y")), [{"x": t, "y": t} for t in texts]), path
    )

    read = [row[0] for row in csv_rows(path)[1:]]
    assert read == [harmless(text) for text in texts]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="folder-missing"):
        write_xlsx([TABLE], tmp_path / "nowhere" / "out.xlsx")
