from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.models.refusal import Refused
from desktop.models.roster_header import Columns, find_header
from desktop.models.sheet import Sheet


def header(*rows: Sequence[str]) -> Columns:
    return find_header(Sheet("test", rows))


def meanings(*rows: Sequence[str]) -> list[str]:
    return list(header(*rows).fields.values())


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("ลำดับที่|คำนำหน้าชื่อ|ชื่อตัว|ชื่อสกุล", "seq title first last"),
        ("ที่|ชื่อ - นามสกุล|ตำแหน่ง/ระดับ|สังกัด", "seq name position_level agency"),
        ("No.|Name|Surname|Department|Mobile", "seq first last agency phone"),
        ("#|Full name|Job title|Organisation|E-mail", "seq name position agency email"),
        ("Title|First name|Last name|ID Card No.", "title first last citizen_id"),
        ("ชื่อ|หน่วยงาน|เบอร์โทร.", "name agency phone"),
        ("ยศ/ชื่อ–สกุล|ระดับ|รหัสพนักงาน|หมายเหตุ", "name level employee_no note"),
        ("ชื่อ\nสกุล|ส่วน ราชการ|อี-เมล", "name agency email"),
        ("โทรศัพท์ที่ทำงาน|ชื่อ|สกุล|โทรศัพท์มือถือ", "first last phone"),
        ("ชื่อ|สกุล|ชื่อ-สกุล (ภาษาอังกฤษ)", "first last"),
        ("ลำดับ|ชื่อ-สกุล (English)", "seq name"),
        ("S/N|Rank|First name / Last name|Position/Level", "seq title name position_level"),
        ("ยศ/คำนำหน้า|ชื่อ (Name)|Surname นามสกุล|สำนัก/กอง", "title first last agency"),
        ("รายนาม|เลขที่บัตร|Contact No.|Agency Name", "name citizen_id phone agency"),
        ("ชื่อผู้ประสานงาน|ชื่อ|สกุล|นามสกุลเดิม", "first last"),
        ("ที่|ชื่อ-สกุล ผู้ประสานงาน|โทรศัพท์ผู้ประสานงาน", "seq name"),
        ("ชื่อเล่น|Nickname|ชื่อ-ฉายา|ชื่อวัด/สังกัด", "name"),
        ("ยศ/ตำแหน่ง|ผู้เข้ารับการอบรม|ชื่อ Facebook", "name"),
    ],
)
def test_headings_are_understood(headings: str, fields: str) -> None:
    assert meanings(headings.split("|")) == fields.split()


def test_the_header_stands_under_title_rows() -> None:
    found = header(
        ["บัญชีรายชื่อผู้เข้ารับการฝึกอบรม", "", ""],
        ["รายชื่อ", "", ""],
        [],
        ["ที่", "ชื่อ-สกุล", "สังกัด"],
        ["1", "นายปิยะ ดี", "สำนักอนามัย"],
    )

    assert (found.header_row, found.data_row) == (4, 5)


def test_a_header_over_two_merged_rows_is_read_as_one() -> None:
    found = header(
        ["ลำดับ", "ชื่อ - นามสกุล", "", "", "หน่วยงาน", "การติดต่อ", ""],
        ["", "คำนำหน้า", "ชื่อ", "นามสกุล", "", "โทรศัพท์", "อีเมล"],
        ["1", "นาย", "ปิยะ", "ดี", "สำนักอนามัย", "0812345678", "a@b.co"],
    )

    assert found.data_row == 3
    assert list(found.fields.values()) == (
        ["seq", "title", "first", "last", "agency", "phone", "email"]
    )


@pytest.mark.parametrize(
    ("person", "fields"),
    [
        (["1", "นาย", "ปิยะ", "ดี", "ครู"], "seq title first last position"),
        (["1", "นายปิยะ", "ดี", "", "ครู"], "seq first last position"),
        (["1", "นาย", "ปิยะ ดี", "", "ครู"], "seq title name position"),
        (["1", "นายปิยะ ดี", "", "", "ครู"], "seq name position"),
        (["1", "นายปิยะ", "วีระ", "ดี", "ครู"], "seq first last position"),
    ],
)
def test_a_name_heading_merged_over_columns_is_spread(person: list[str], fields: str) -> None:
    assert meanings(["ที่", "ชื่อ - นามสกุล", "", "", "ตำแหน่ง"], person) == fields.split()


def test_rows_without_a_header_are_told_by_their_content() -> None:
    whole = meanings(["1", "นายปิยะ ดี", "สำนักอนามัย", "0812345678", "a@b.co"])
    parts = meanings(["นาย", "ปิยะ", "ดี", "1-2345-67890-12-1"])

    assert set(whole) == {"seq", "name", "agency", "phone", "email"}
    assert set(parts) == {"title", "first", "last", "citizen_id"}


@pytest.mark.parametrize(
    "rows",
    [
        [["วันที่", "รายการ", "จำนวนเงิน"], ["๑๕ ม.ค. ๖๒", "ค่าวิทยากร", "7200"]],
        [["หน่วยงาน", "อีเมล"], ["สำนักอนามัย", "a@b.co"]],
        [["hello world"]],
        [],
    ],
)
def test_a_sheet_without_names_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(Refused, match="no_name_column"):
        header(*rows)


def test_a_person_can_correct_what_a_column_means() -> None:
    found = header(["ที่", "ชื่อ-สกุล", "สังกัด"])

    moved = found.with_field(2, "position").with_field(0, None).with_field(5, "name")

    assert moved.fields == {2: "position", 5: "name"}
    assert moved.column("name") == 5
    assert moved.column("seq") is None
    assert moved.has_name
    assert not moved.with_field(5, None).has_name
