from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.importers.bundled import bundled_agencies, bundled_titles
from desktop.models.people import Person
from desktop.models.refusal import Refused
from desktop.models.roster import IN_CLASS, Review, as_outcome, review
from desktop.models.roster_cells import Edits
from desktop.models.roster_header import find_header
from desktop.models.sheet import Sheet

HEADER = ["ลำดับ", "คำนำหน้า", "ชื่อ", "นามสกุล", "เลขประจำตัวประชาชน", "หน่วยงาน", "อีเมล"]
GOOD, OTHER, WRONG = "1234567890121", "0469643286572", "1234567890122"


def reviewed(
    *rows: Sequence[str], edits: Edits | None = None, present: Sequence[Person] = ()
) -> Review:
    sheet = Sheet("test", rows)
    return review(
        sheet,
        find_header(sheet),
        bundled_agencies(),
        bundled_titles(),
        b"k" * 32,
        edits=edits,
        present=present,
    )


def fates(found: Review) -> list[tuple[int, str]]:
    return [(row.number, row.fate) for row in found.rows]


def names(found: Review) -> list[str]:
    return [person.name for person in found.accepted]


def test_a_plain_row_becomes_a_person() -> None:
    found = reviewed(HEADER, ["1", "นาย", "ปิยะ", "ดี", GOOD, "สนข.บางรัก", "a@b.co"])

    (person,) = found.accepted
    assert person.name == "นายปิยะ ดี"
    assert person.agency == "สำนักงานเขตบางรัก"
    assert person.citizen_last4 == "0121"
    assert GOOD not in repr(person)
    assert found.rows[0].problems == ()


def test_every_warning_is_reported_with_its_row_and_the_row_still_comes_in() -> None:
    found = reviewed(HEADER, ["1", "นาย", "ปิยะ", "ดี", WRONG, "ฝ่ายบริการ ๒", "ปิยะ"])

    assert as_outcome(found) == {
        "accepted": 1,
        "warnings": [
            {"row": 2, "code": "citizen_id_checksum"},
            {"row": 2, "code": "email_invalid"},
            {"row": 2, "code": "agency_unknown"},
        ],
        "duplicates": [],
        "rejected": [],
    }
    assert found.accepted[0].agency == "ฝ่ายบริการ ๒"
    assert found.accepted[0].citizen_hash == ""


@pytest.mark.parametrize("nothing", ["", "-", "–", "ไม่มี", " N/A "])
def test_cells_that_say_nothing_are_no_problem(nothing: str) -> None:
    found = reviewed(HEADER, ["1", "นาย", "ปิยะ", "ดี", nothing, nothing, nothing])

    assert found.rows[0].problems == ()
    assert found.accepted[0].agency == ""


def test_a_numbered_row_without_a_name_is_rejected() -> None:
    found = reviewed(
        HEADER,
        ["1", "นาย", "", "", GOOD, "", ""],
        ["2", "", "-", "", OTHER, "สำนักอนามัย", ""],
        ["", "", "", "ดี", "", "สำนักอนามัย", "a@b.co"],
    )

    assert as_outcome(found)["rejected"] == [
        {"row": row, "code": "name_missing"} for row in (2, 3, 4)
    ]


def test_a_line_of_a_form_that_only_has_its_number_is_nobody() -> None:
    found = reviewed(HEADER, ["1", "นาย", "ปิยะ", "ดี", "", "", ""], ["2", "", "", "", "", "", ""])

    assert fates(found) == [(2, "accepted"), (3, "skipped")]


def test_one_citizen_number_is_one_person() -> None:
    found = reviewed(
        HEADER,
        ["1", "นาย", "ปิยะ", "ดี", GOOD, "สำนักอนามัย", ""],
        ["2", "นาย", "ปียะ", "ดี", "1-2345-67890-12-1", "สำนักเทศกิจ", ""],
    )

    assert as_outcome(found)["duplicates"] == [{"row": 3, "of": 2}]


def test_two_people_of_one_name_with_different_numbers_are_two_people() -> None:
    found = reviewed(
        HEADER,
        ["1", "นาย", "ปิยะ", "ดี", GOOD, "สำนักอนามัย", ""],
        ["2", "นาย", "ปิยะ", "ดี", OTHER, "สำนักอนามัย", ""],
        ["3", "นาย", "ปิยะ", "ดี", WRONG, "สำนักอนามัย", ""],
    )

    assert fates(found) == [(2, "accepted"), (3, "accepted"), (4, "duplicate")]
    assert found.rows[2].duplicate_of == 2


def test_marks_in_another_order_and_another_title_do_not_make_another_person() -> None:
    found = reviewed(
        HEADER,
        ["1", "นาง", "น้ำผึ้ง", "ปิ่น", "", "สำนักงานเขตสาทร", ""],
        ["2", "นางสาว", "นํ้าผ้ึง", "ป่ิน\u200b", GOOD, "สนข.สาทร", ""],
        ["3", "นางสาว", "น้ำผึ้ง", "ปิ่น", "", "สำนักอนามัย", ""],
    )

    assert fates(found) == [(2, "accepted"), (3, "duplicate"), (4, "accepted")]


def test_a_second_import_accepts_nobody() -> None:
    rows = [
        HEADER,
        ["1", "นาย", "ปิยะ", "ดี", GOOD, "สำนักอนามัย", ""],
        ["2", "นาง", "แดง", "ดี", "", "สำนักอนามัย", ""],
    ]
    first = reviewed(*rows)

    again = reviewed(*rows, present=first.accepted)

    assert again.accepted == []
    assert {row.duplicate_of for row in again.of("duplicate")} == {IN_CLASS}


def test_totals_signatures_notes_and_repeated_headings_are_skipped() -> None:
    found = reviewed(
        HEADER,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        ["1", "นาย", "ปิยะ", "ดี", "", "", ""],
        ["รวม 1 คน", "", "", "", "", "", ""],
        HEADER,
        ["2", "นาง", "แดง", "ดี", "", "", ""],
        ["", "", "", "", "", "", ""],
        ["", "", "รวมทั้งสิ้น", "๒", "ราย", "", ""],
        ["หมายเหตุ: โปรดมาก่อนเวลา"],
        ["", "", "ลงชื่อ ..............", "", "ลงชื่อ ..............", "", ""],
        ["", "", "(นายประเสริฐ รุ่งเรือง)", "", "(นางสาวมาลี ดี)", "", ""],
        ["", "", "ผู้อำนวยการกอง", "", "หัวหน้าฝ่าย", "", ""],
        ["", "", "นายประเสริฐ รุ่งเรือง", "", "", "", ""],
    )

    assert names(found) == ["นายปิยะ ดี", "นางแดง ดี"]
    assert as_outcome(found)["rejected"] == []
    assert len(found.of("skipped")) == 9


def test_people_named_like_a_total_or_a_unit_come_in() -> None:
    found = reviewed(
        HEADER,
        ["1", "นางสาว", "รวม", "ใจดี", "", "", ""],
        ["2", "", "รวมพร", "ทั้งสิ้น", "", "", ""],
        ["3", "นาย", "เขต", "กองแก้ว", "", "", ""],
    )

    assert len(found.accepted) == 3


def test_a_section_heading_names_the_agency_of_the_rows_below() -> None:
    found = reviewed(
        ["ที่", "ชื่อ - นามสกุล", "ตำแหน่ง"],
        ["สำนักงานเขตบางรัก", "", ""],
        ["1", "นายปิยะ ดี", "ครู"],
        ["", "สำนักอนามัย", ""],
        ["2", "นางแดง ดี", "ครู"],
        ["กลุ่มที่ ๒", "", ""],
        ["3", "นางดำ ดี", "ครู"],
    )

    assert [p.agency for p in found.accepted] == ["สำนักงานเขตบางรัก", "สำนักอนามัย", ""]


def test_a_list_of_names_alone_is_a_roster() -> None:
    found = reviewed(
        ["ชื่อ-สกุล"], ["1. นายปิยะ ดี"], ["น.ส.มาลี ณ อยุธยา"], ["สมหญิง"], ["สำนักอนามัย"], ["รวม 3 คน"]
    )

    assert names(found) == ["นายปิยะ ดี", "นางสาวมาลี ณ อยุธยา", "สมหญิง"]


def test_a_lone_text_in_a_wide_roster_is_a_person_only_with_two_names() -> None:
    found = reviewed(
        ["ชื่อ - นามสกุล", "ตำแหน่ง"], ["ปิยะ ดี", ""], ["พักรับประทานอาหาร", ""], ["มาลี ดี", "ครู"]
    )

    assert names(found) == ["ปิยะ ดี", "มาลี ดี"]


def test_after_the_end_of_an_unnumbered_roster_a_title_is_believed() -> None:
    found = reviewed(
        ["ชื่อ - นามสกุล", "ตำแหน่ง"],
        ["นายปิยะ ดี", "ครู"],
        ["รวม 1 คน", ""],
        ["นางมาลี ดี", "ครู"],
        ["มาลี ดี", "ครู"],
        ["", "ครู"],
        ["", "ครู", "ครู", "ครู"],
    )

    assert names(found) == ["นายปิยะ ดี", "นางมาลี ดี"]


def test_two_stray_cells_without_a_name_are_nobody() -> None:
    found = reviewed(["ชื่อ - นามสกุล", "ตำแหน่ง", "อีเมล"], ["", "ครู", "a@b.co"])

    assert fates(found) == [(2, "skipped")]


def test_a_title_in_the_column_of_first_names_is_split_off() -> None:
    header = ["ชื่อ", "นามสกุล", "คำนำหน้า"]
    found = reviewed(header, ["นายปิยะ", "ดี", ""], ["นายปิติ", "ดี", "นาย"], ["๑๒", "ดี", "นาง"])

    assert names(found) == ["นายปิยะ ดี", "นายปิติ ดี"]
    assert found.rows[2].fate == "rejected"


def test_a_separate_level_keeps_the_position_whole() -> None:
    header = ["ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"]
    found = reviewed(header, ["นายปิยะ ดี", "ผู้เชี่ยวชาญ", "ชำนาญการ"])

    assert (found.accepted[0].position, found.accepted[0].level) == ("ผู้เชี่ยวชาญ", "ชำนาญการ")


def test_a_cell_corrected_by_hand_changes_the_fate_of_its_row() -> None:
    rows = [HEADER[:4], ["1", "นาย", "", ""], ["2", "นาย", "ปิยะ", ""]]

    mended = reviewed(
        *rows,
        edits={
            (2, "first"): "มานะ ",
            (2, "agency"): "สนข.สาทร",
            (3, "agency"): "ที่อื่น",
            (99, "first"): "ไม่มีแถวนี้",
        },
    )

    assert names(mended) == ["นายมานะ", "นายปิยะ"]
    assert mended.accepted[0].agency == "สำนักงานเขตสาทร"
    assert mended.rows[1].problems[0].code == "agency_unknown"


def test_a_name_of_three_hundred_letters_is_kept() -> None:
    long = "ก" * 300
    found = reviewed(HEADER, ["1", "นาย", long, long, "", "", ""])

    assert found.accepted[0].name == f"นาย{long} {long}"


cell = st.one_of(
    st.text(max_size=12), st.sampled_from([*HEADER, "นาย", "นายปิยะ ดี", "1", GOOD, "รวม"])
)


@given(st.lists(st.lists(cell, max_size=8), max_size=12))
def test_any_sheet_is_reviewed_or_refused(rows: list[list[str]]) -> None:
    try:
        found = reviewed(*rows)
    except Refused:
        return

    numbers = [row.number for row in found.rows]
    assert numbers == sorted(set(numbers))
    assert all(person.first for person in found.accepted)
