from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import PasswordError

from desktop.importers import spreadsheet, workbook
from desktop.importers.spreadsheet import read_clipboard, read_file, read_sheet
from desktop.models.refusal import Refused

ROSTERS = Path(__file__).parents[2] / "data" / "rosters"
TABLE = "ที่,ชื่อ-สกุล,สังกัด\r\n1,นายปิยะ ดี,สำนักอนามัย\r\n2,นางมาลี ณ อยุธยา,สนข.บางรัก\r\n"
ROWS = [
    ["ที่", "ชื่อ-สกุล", "สังกัด"],
    ["1", "นายปิยะ ดี", "สำนักอนามัย"],
    ["2", "นางมาลี ณ อยุธยา", "สนข.บางรัก"],
]


def why(data: bytes, name: str = "roster.xlsx") -> object:
    with pytest.raises(Refused) as refused:
        read_sheet(data, name)
    assert refused.value.code == "unreadable"
    return refused.value.details["why"]


def xlsx(*sheets: tuple[str, list[list[object]]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
        page.sheet_state = "hidden" if name == hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_sheet_xml(sheet: str) -> bytes:
    """Replace the first sheet of a real workbook by the given XML."""
    source = zipfile.ZipFile(io.BytesIO(xlsx(("a", [["x"]]))))
    parts = {name: source.read(name).decode() for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{sheet}</sheetData></worksheet>"
    )
    return zipped(parts)


ODS = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "META-INF/manifest.xml": (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry'
        ' m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</m:manifest>"
    ),
    "content.xml": (
        '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="รายชื่อ">'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        "<table:table-row>"
        '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p>'
        "</table:table-cell>"
        '<table:table-cell office:value-type="string"><text:p>นายปิยะ ดี</text:p></table:table-cell>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></o:document-content>"
    ),
}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_is_read_in_every_encoding_and_with_every_separator(
    encoding: str, separator: str
) -> None:
    data = TABLE.replace(",", separator).encode(encoding)

    assert read_sheet(data, "roster.csv").rows == ROWS


def test_rows_of_text_are_numbered_as_a_spreadsheet_would() -> None:
    data = 'ชื่อ,ที่อยู่\n\n"นายปิยะ ดี","เลขที่ 1\nถนนสอง"\nนางมาลี ดี,-\n'.encode()

    rows = read_sheet(data, "roster.csv").rows

    assert rows[2] == ["นายปิยะ ดี", "เลขที่ 1\nถนนสอง"]
    assert rows[3][0] == "นางมาลี ดี"


def test_old_line_ends_and_a_line_naming_the_separator_are_understood() -> None:
    assert read_sheet(TABLE.replace("\r\n", "\r").encode(), "a.csv").rows == ROWS
    assert read_sheet(b"sep=;\r\n" + TABLE.replace(",", ";").encode(), "a.csv").rows == ROWS


def test_a_stray_quote_does_not_swallow_the_rest() -> None:
    lines = ["ที่,ชื่อ", '1,"นายปิยะ ดี', *(f"{n},นางมาลี ดี" for n in range(2, 90))]

    assert len(read_sheet("\n".join(lines).encode(), "a.csv").rows) == len(lines)


def test_a_cell_larger_than_any_parser_allows_is_no_crash() -> None:
    assert why(b'a,"' + b"x" * 200_000, "a.csv") == "not_a_table"


@pytest.mark.parametrize(("written", "read"), [("cp874", "latin-1"), ("utf-8", "latin-1")])
def test_garbled_thai_is_put_right_and_flagged(written: str, read: str) -> None:
    sheet = read_sheet(TABLE.encode(written).decode(read).encode(), "a.csv")

    assert sheet.rows == ROWS
    assert sheet.repaired


def test_western_names_are_left_alone() -> None:
    sheet = read_sheet("No.,Name\n1,Émile Zoë – Müller\n".encode(), "a.csv")

    assert sheet.rows[1][1] == "Émile Zoë – Müller"
    assert not sheet.repaired


def test_a_single_thai_word_that_happens_to_be_utf8_is_read_as_thai() -> None:
    assert read_sheet("เกด".encode("cp874"), "a.csv").rows == [["เกด"]]


def test_rows_of_a_workbook_count_from_its_first_row() -> None:
    data = xlsx(("a", [[], [], [], ["", "ชื่อ"], ["", "นายปิยะ ดี"]]))

    rows = read_sheet(data, "a.xlsx").rows

    assert rows[3] == ["", "ชื่อ"]
    assert len(rows) == 5


def test_numbers_and_dates_read_as_people_write_them() -> None:
    cells = [847380575.0, 1.5, dt.date(2019, 1, 28), dt.datetime(2019, 1, 28, 9, 30), True, 10**15]
    data = xlsx(("a", [["x"], [*cells, dt.time(9, 30)]]))

    assert read_sheet(data, "a.xlsx").rows[1] == [
        *("847380575", "1.5", "2019-01-28", "2019-01-28T09:30:00", "True", "1000000000000000"),
        "09:30:00",
    ]


def test_the_sheet_that_looks_like_a_roster_is_taken() -> None:
    data = xlsx(
        ("คำชี้แจง", [["โปรดกรอก"]] * 30),
        ("รายชื่อ", [list(row) for row in ROWS]),
        ("เก่า", [[*ROWS[0], "อีเมล", "โทร"]] * 40),
        hidden="เก่า",
    )

    assert read_sheet(data, "a.xlsx").name == "รายชื่อ"


def test_an_open_document_is_read_with_its_leading_blank_rows() -> None:
    sheet = read_sheet(zipped(ODS), "a.ods")

    assert sheet.rows[2] == ["1", "นายปิยะ ดี"]
    assert len(sheet.rows) == 3


@pytest.mark.parametrize(
    ("sample", "name"),
    [("01_plain.xlsx", "a.csv"), ("06_legacy.xls", "a.xlsx"), ("03_cp874.csv", "a.xls")],
)
def test_the_content_counts_and_not_the_name(sample: str, name: str) -> None:
    data = (ROSTERS / sample).read_bytes()

    assert read_sheet(data, name).rows == read_sheet(data, sample).rows


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
def test_a_web_page_called_xls_is_read(encoding: str) -> None:
    page = """<html><head><title>x</title><style>td {color: red}</style></head><body><table>
      <tr><th rowspan=2>ที่</th><th colspan="2">ชื่อ-สกุล</th><th rowspan="2">สังกัด</th></tr>
      <tr><th>ชื่อ<th>สกุล</tr>
      <tr><td>1</td><td>ปิยะ<br>พงษ์</td><td>ดี</td><td>สำนักอนามัย</td></tr></table></body></html>"""

    assert read_sheet(page.encode(encoding), "a.xls").rows == [
        ["ที่", "ชื่อ-สกุล", "", "สังกัด"],
        ["", "ชื่อ", "สกุล"],
        ["1", "ปิยะ พงษ์", "ดี", "สำนักอนามัย"],
    ]


def test_an_xml_spreadsheet_is_read() -> None:
    page = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
      xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style/></Styles>
      <Worksheet ss:Name="a"><Table><Row ss:Index="2"><Cell><Data>ที่</Data></Cell>
      <Cell ss:Index="3"><Data>ชื่อ</Data></Cell></Row><Row ss:Index="x"><Cell/></Row></Table>
      </Worksheet></Workbook>"""

    assert read_sheet(page.encode(), "a.xls").rows == [[], ["ที่", "", "ชื่อ"], [""]]


def test_rows_pasted_from_a_spreadsheet_are_read() -> None:
    sheet = read_clipboard('1\t"นายปิยะ\nดี"\tสำนักอนามัย\n')

    assert sheet.rows == [["1", "นายปิยะ\nดี", "สำนักอนามัย"]]
    with pytest.raises(Refused):
        read_clipboard("ก\n" * 20_001)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b",,,\n,,,\n", "empty"),
        (b"PK this is not a workbook", "damaged"),
        (b"PK\x03\x04 nor is this", "damaged"),
        (b"this is not a workbook", "damaged"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (bytes(range(256)) * 40, "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
        (zipped({"word/document.xml": "<w/>"}), "not_a_table"),
        (zipped({"xl/workbook.xml": "<workbook"}), "damaged"),
        (xlsx(("a", [])), "empty"),
    ],
)
def test_what_is_no_table_says_why(data: bytes, reason: str) -> None:
    assert why(data) == reason


def test_too_many_rows_are_refused() -> None:
    assert why(b"a,b\n" * 20_001, "a.csv") == "too_many_rows"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.xlsx"
    with huge.open("wb") as file:
        file.truncate(100_000_000)

    with pytest.raises(Refused) as refused:
        read_file(huge)

    assert refused.value.details["why"] == "too_large"


@pytest.mark.parametrize("last", ["XFD1048576", "A99999999999", "ZZ99999", "XFD50000"])
def test_a_tiny_file_with_a_monstrous_sheet_is_refused(last: str) -> None:
    data = with_sheet_xml(f'<row><c r="A1"><v>1</v></c></row><row><c r="{last}"><v>2</v></c></row>')

    assert why(data) == "too_large"


def record(kind: int, body: bytes) -> bytes:
    return bytes([kind, len(body)]) + body


@pytest.mark.parametrize(("row", "reason"), [(1_000_000, "too_large"), (1, "damaged")])
def test_a_binary_sheet_is_measured_too(row: int, reason: str) -> None:
    records = record(0x94, b"") + record(0, row.to_bytes(4, "little")) + record(3, b"\x10\0\0\0")
    data = zipped({"xl/workbook.bin": "", "xl/worksheets/sheet1.bin": records.decode("latin-1")})

    assert why(data, "a.xlsb") == reason


def test_a_workbook_with_a_password_is_refused() -> None:
    data = bytearray(zipped({"xl/workbook.xml": "<workbook/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1

    assert why(bytes(data)) == "encrypted"


def test_sheets_without_people_are_ranked_by_length() -> None:
    data = xlsx(("a", [["x"]]), ("b", [["x"], ["y"]]))

    assert read_sheet(data, "a.xlsx").name == "b"


def test_a_workbook_without_a_worksheet_is_empty() -> None:
    source = zipfile.ZipFile(io.BytesIO(xlsx(("a", [["x"]]))))
    parts = {name: source.read(name).decode() for name in source.namelist()}
    parts["xl/workbook.xml"] = "<workbook><sheets/></workbook>"

    assert why(zipped(parts)) == "empty"


class PanicException(BaseException):  # the name calamine's panics arrive under
    pass


@pytest.mark.parametrize(
    ("raised", "seen"), [(PanicException, Refused), (KeyboardInterrupt, KeyboardInterrupt)]
)
def test_a_panic_is_a_refusal_and_an_interrupt_is_none(
    raised: type[BaseException], seen: type[BaseException]
) -> None:
    with pytest.raises(seen), workbook.refusals():
        raise raised


def test_a_password_inside_an_old_workbook_is_told() -> None:
    with pytest.raises(Refused) as refused, workbook.refusals():
        raise PasswordError("secret")

    assert refused.value.details["why"] == "encrypted"


def test_one_cell_far_to_the_right_is_no_harm() -> None:
    data = with_sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>')

    assert len(read_sheet(data, "a.xlsx").rows) == 1


def test_a_zip_bomb_is_refused_without_being_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.importers.zip_guard._LARGEST_PART", 1_000)

    assert why(zipped({"xl/worksheets/sheet1.xml": "0" * 2_000})) == "too_large"


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(zipped({"xl/worksheets/sheet1.xml": "0" * 5_000}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (100).to_bytes(4, "little")

    assert why(bytes(data)) == "damaged"


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"<table>")
@example(b'"')
def test_any_bytes_are_a_sheet_or_refused(data: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        try:
            read_sheet(data, name)
        except Refused as no:
            assert no.code == "unreadable"  # noqa: PT017  # either way out is right


@pytest.mark.parametrize("sample", ["02_official_letter.xlsx", "06_legacy.xls", "03_cp874.csv"])
def test_a_damaged_file_is_a_sheet_or_refused(sample: str) -> None:
    good = (ROSTERS / sample).read_bytes()
    dice = random.Random(sample)
    outcomes = set()

    for _ in range(60):
        data = bytearray(good)
        for _ in range(dice.randint(1, 12)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        data = data[: dice.choice([len(data), dice.randrange(len(data))])]
        try:
            outcomes.add(type(read_sheet(bytes(data), sample)).__name__)
        except Refused as no:
            outcomes.add(no.code)

    assert outcomes <= {"Sheet", "unreadable"}


def test_the_limits_stand_where_the_sentences_say() -> None:
    assert spreadsheet.LARGEST_FILE == 60_000_000
    assert spreadsheet.MOST_ROWS == 20_000


def test_the_apostrophe_that_guards_a_phone_number_is_no_part_of_it() -> None:
    sheet = read_sheet("ชื่อ,โทรศัพท์,หมายเหตุ\nกัญญา,'0812345678,'=1+1\n".encode(), "a.csv")

    assert sheet.rows[1] == ["กัญญา", "0812345678", "=1+1"]
