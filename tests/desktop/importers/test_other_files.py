"""Rosters as other programs save them, and files that are no rosters at all."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.models.roster import Review

Outcome = Callable[..., dict[str, Any]]
ROSTERS = Path(__file__).parents[2] / "data" / "rosters"

TABLE = (
    "ที่,ชื่อ-สกุล,สังกัด\r\n"
    "1,นายปิยะ ดี,สำนักอนามัย\r\n"
    '2,"นางมาลี “แดง” ณ อยุธยา","สนข.\nบางรัก"\r\n'
    '3,นายดำ สุข,"กองทะเบียน, กรมที่ดิน"\r\n'
)
ROWS = [["ที่", "ชื่อ-สกุล", "สังกัด"], [1, "นายปิยะ ดี", "สยป."], [2, "นางมาลี สุข", "สยป."]]
TWO = {"accepted": 2, "warnings": [], "duplicates": [], "rejected": []}
NOBODY = {**TWO, "accepted": 0}


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.xls", "a.xlsx"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "utf-32"],
)
def test_delimited_text_is_read_in_every_encoding_under_every_name(
    encoding: str, name: str, outcome: Outcome
) -> None:
    found = outcome(TABLE.encode(encoding), name)

    assert found == {**TWO, "accepted": 3, "warnings": [{"row": 4, "code": "agency_unknown"}]}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt"])
def test_delimited_text_is_read_with_every_separator(
    name: str, separator: str, newline: str, outcome: Outcome
) -> None:
    text = newline.join(separator.join(map(str, row)) for row in ROWS)

    assert outcome(text.encode("cp874"), name) == TWO


@pytest.mark.parametrize("first", ["sep=;", "SEP=;"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_line_that_names_the_separator_is_no_row(
    first: str, encoding: str, outcome: Outcome
) -> None:
    text = f"{first}\r\nที่;ชื่อ-สกุล;สังกัด\r\n1;นายปิยะ ดี;กอง ก, กรม ข\r\n"

    found = outcome(text.encode(encoding), "a.csv")

    assert found["warnings"] == [{"row": 2, "code": "agency_unknown"}]


def test_rows_count_as_a_spreadsheet_counts_them_over_cells_of_several_lines(
    outcome: Outcome,
) -> None:
    text = 'ที่,ชื่อ-สกุล,อีเมล\n1,"นายปิยะ\nดี",a@b.co\n\n2,นางมาลี สุข,x\n'

    assert outcome(text.encode(), "a.csv")["warnings"] == [{"row": 4, "code": "email_invalid"}]


def test_the_header_may_stand_under_lines_of_text(outcome: Outcome) -> None:
    text = "บัญชีรายชื่อ, รุ่นที่ 1\n\nที่;ชื่อ-สกุล;สังกัด\n1;นายปิยะ ดี;สยป.\n2;นางมาลี สุข;สยป.\n"

    assert outcome(text.encode("cp874"), "a.csv") == TWO


def test_a_web_page_called_xls_is_a_roster(outcome: Outcome) -> None:
    cells = ["".join(f"<td>{cell}&nbsp;</td>" for cell in row) for row in ROWS]
    page = f"<html><body><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></body></html>"

    assert outcome(page.encode("cp874"), "a.xls") == TWO


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.txt", "a"])
def test_a_workbook_is_read_whatever_it_is_called(
    name: str, outcome: Outcome, workbook_of: Callable[..., bytes]
) -> None:
    assert outcome(workbook_of(ROWS), name) == TWO


def test_an_old_workbook_is_read_whatever_it_is_called(outcome: Outcome) -> None:
    assert outcome((ROSTERS / "06_legacy.xls").read_bytes(), "a.csv")["accepted"] == 30


def test_the_roster_may_be_the_second_sheet(
    outcome: Outcome, workbook_of: Callable[..., bytes]
) -> None:
    summary = [["หน่วยงาน", "จำนวน", "อีเมล", "โทร"], *[["สยป.", 3, "a@b.co", "021234567"]] * 30]

    assert outcome(workbook_of(summary, ROWS)) == TWO


def test_numbers_kept_as_numbers_get_their_zeros_back(
    reviewed: Callable[..., Review], workbook_of: Callable[..., bytes]
) -> None:
    header = ["ที่", "ชื่อ-สกุล", "เลขประจำตัวประชาชน", "โทรศัพท์", "วันเกิด"]
    rows = [
        [1, "นายปิยะ ดี", 609611260185, 812345678, dt.datetime(2020, 1, 1)],
        [2.0, "นางมาลี สุข", 1234567890121, 21234567, dt.date(2020, 1, 1)],
        [3, "นายแดง สุข", 609611260186, 812345678.0, None],
        [4, "นายดำ สุข", 1.23457e12, "081-234-5678", "๑/๑/๒๕๓๐"],
    ]

    found = reviewed(workbook_of([header, *rows]), "a.xlsx")

    assert [person.phone for person in found.accepted] == [
        "0812345678", "021234567", "0812345678", "0812345678",
    ]  # fmt: skip
    assert [person.citizen_last4 for person in found.accepted] == ["0185", "0121", "", ""]
    assert [row.number for row in found.rows if row.problems] == [4, 5]


def test_hidden_columns_and_merged_titles_are_read_as_others(
    outcome: Outcome, workbook_of: Callable[..., bytes]
) -> None:
    rows = [["บัญชีรายชื่อ"], ["ที่", "ชื่อเล่น", "ชื่อ-สกุล"], [1, "ปู", "นายปิยะ ดี"], [2, "ปลา", "นางมาลี สุข"]]

    assert outcome(workbook_of(rows, merged=["A1:C1"], hidden=["B"])) == TWO


def test_an_agency_merged_over_several_people_is_each_ones(
    reviewed: Callable[..., Review], workbook_of: Callable[..., bytes]
) -> None:
    rows = [
        ["ที่", "สังกัด", "ชื่อ-สกุล"],
        [1, "สนข.บางรัก", "นายปิยะ ดี"],
        [2, None, "นางมาลี สุข"],
        [3, None, "นายแดง สุข"],
        [4, "สยป.", "นายดำ สุข"],
        [None, None, "ผู้ประสานงาน"],
    ]

    found = reviewed(workbook_of(rows, merged=["B2:B4", "C6:C9", "A5:A6"]), "a.xlsx")

    assert [person.agency for person in found.accepted] == [
        *["สำนักงานเขตบางรัก"] * 3,
        "สำนักยุทธศาสตร์และประเมินผล",
    ]


def test_a_header_merged_downwards_is_no_agency(
    reviewed: Callable[..., Review], workbook_of: Callable[..., bytes]
) -> None:
    rows = [["ที่", "ชื่อ", None, "สังกัด"], [None, "ชื่อ", "สกุล", None], [1, "นายปิยะ", "ดี", None]]

    found = reviewed(workbook_of(rows, merged=["A1:A2", "B1:C1", "D1:D2"]), "a.xlsx")

    assert [(person.name, person.agency) for person in found.accepted] == [("นายปิยะ ดี", "")]


def test_of_a_formula_the_result_is_read(
    outcome: Outcome, workbook_of: Callable[..., bytes]
) -> None:
    source = zipfile.ZipFile(io.BytesIO(workbook_of(ROWS)))
    parts: dict[str, str | bytes] = {name: source.read(name) for name in source.namelist()}
    cells = ["ที่", "ชื่อ-สกุล", "1", "นายปิยะ ดี", "2", "นางมาลี สุข"]
    formulas = [f'<c t="str"><f>A1&amp;"x"</f><v>{cell}</v></c>' for cell in cells]
    rows = "".join(f"<row>{''.join(formulas[at : at + 2])}</row>" for at in range(0, 6, 2))
    parts["xl/worksheets/sheet1.xml"] = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )

    assert outcome(zipped(parts)) == TWO


@pytest.mark.parametrize("people", [[], [["รวม", None, 0]], [[1, None, None], [2, None, None]]])
def test_a_roster_of_nobody_accepts_nobody(
    people: list[list[object]], outcome: Outcome, workbook_of: Callable[..., bytes]
) -> None:
    assert outcome(workbook_of([ROWS[0], *people])) == NOBODY


NOT_ROSTERS: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \r\n\t\r\n",
    "only a byte order mark": b"\xef\xbb\xbf",
    "zeros": bytes(500),
    "pdf": b"%PDF-1.7\n1 0 obj <<>> endobj",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(200),
    "rtf": b"{\\rtf1 hello}",
    "docx": zipped({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}),
    "pptx": zipped({"ppt/presentation.xml": "<p/>"}),
    "odt": zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"}),
    "zip of a roster": zipped({"roster.csv": TABLE}),
    "half a workbook": zipped({"xl/workbook.xml": "<workbook/>"})[:60],
    "old office, no workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "gzip": b"\x1f\x8b\x08\x00" + bytes(range(256)),
    "rar": b"Rar!\x1a\x07\x00" + bytes(range(256)),
    "a database": b"SQLite format 3\x00" + bytes(200),
    "a letter": "เรียน ผู้อำนวยการ\nขอส่งรายชื่อมาพร้อมนี้\nขอบคุณ".encode(),
    "json": '{"ชื่อ": "นายปิยะ ดี"}'.encode(),
    "a page without a table": b"<html><body>404 Not Found</body></html>",
}


@pytest.mark.parametrize("title", NOT_ROSTERS)
def test_what_is_no_workbook_is_unreadable(title: str, outcome: Outcome) -> None:
    assert outcome(NOT_ROSTERS[title]) == {"error": "unreadable"}


def test_a_workbook_with_nothing_but_a_picture_is_unreadable(
    outcome: Outcome, workbook_of: Callable[..., bytes]
) -> None:
    source = zipfile.ZipFile(io.BytesIO(workbook_of([])))
    parts: dict[str, str | bytes] = {name: source.read(name) for name in source.namelist()}
    parts["xl/media/image1.png"] = NOT_ROSTERS["png"]

    assert outcome(zipped(parts)) == {"error": "unreadable"}


def test_more_rows_than_a_roster_has_are_unreadable(outcome: Outcome) -> None:
    rows = "".join(f"{number},นายปิยะ ดี{number}\n" for number in range(20_000))

    assert outcome(f"ที่,ชื่อ-สกุล\n{rows}".encode(), "a.csv") == {"error": "unreadable"}


@pytest.mark.parametrize(
    "rows",
    [
        [["วันที่", "รายการ", "จำนวนเงิน"], ["๑๕ ม.ค. ๖๒", "ค่าวิทยากร", 7200]],
        [["ชื่อโครงการ", "ชื่อหลักสูตร", "งบประมาณ"], ["ก", "ข", 1]],
        [["ที่", "ชื่อเล่น", "ชื่อหน่วยงาน"], [1, "ปู", "สยป."]],
        [["หน่วยงาน", "จำนวนผู้เข้าอบรม"], ["สยป.", 3]],
    ],
)
def test_a_table_without_names_says_so(
    rows: list[list[object]], outcome: Outcome, workbook_of: Callable[..., bytes]
) -> None:
    assert outcome(workbook_of(rows)) == {"error": "no_name_column"}
