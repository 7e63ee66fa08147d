from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop import resources
from desktop.exporters.archive_pdf import pages
from desktop.exporters.class_summary_pdf import render_class_summary
from desktop.models.summary_words import Block
from desktop.models.wording import Words

Read = Callable[[bytes], list[str]]
ENGLISH = Words("en", resources.catalogue("en"))


def blocks(rows: int) -> list[Block]:
    savings = tuple((f"สำนักงานเขตที่ {n}", "3", "12,000", "4,800") for n in range(rows))
    return [
        Block("attendance", "การเข้าร่วม", ("การเข้าร่วม", "คน"), (("ผู้เข้าอบรม", "45"),)),
        Block("dimensions", "กรอบ", ("ด้าน", "ตัวเลข"), (("๑", "ส่ง 40/45 " * 9),), texts=(0, 1)),
        Block(
            "savings",
            "ประหยัดได้ต่อปี",
            ("หน่วยงาน", "แบบฝึก", "นาที", "แผ่น"),
            (*savings, ("รวมทั้งหมด", "9", "99,999", "9")),
            note="ไม่ได้บอกปริมาณงาน 2 แบบฝึก",
            total=True,
        ),
        Block(
            "projects",
            "โครงการ",
            ("โครงการ", "สถานะ", "คะแนน"),
            tuple((f"P{n:02d} " + "ชื่อโครงการยาวมาก" * 9, "เสนอแล้ว", "78.7") for n in range(rows)),
            texts=(0, 1),
        ),
        Block("evaluation", "การประเมิน", ("คำถาม", "เฉลี่ย"), (), note="มีผู้ตอบน้อยเกินไป"),
        Block("gains", "ความรู้", ("เรื่อง", "ก่อน", "หลัง"), (("ทุกข้อ", "40.00 %", "61.50 %"),)),
    ]


@pytest.mark.parametrize("rows", [0, 1, 8, 300])
def test_a_class_is_one_page(rows: int) -> None:
    assert pages(render_class_summary(blocks(rows), "หลักสูตร", "รุ่นที่ 34", ENGLISH)) == 1


def test_what_fits_is_told_whole(text_of: Read) -> None:
    (read,) = text_of(render_class_summary(blocks(3), "หลักสูตร", "รุ่นที่ 34", ENGLISH))

    assert "99,999" in read
    assert "61.50 %" in read
    assert "มีผู้ตอบน้อยเกินไป" in read
    assert "more" not in read


def test_long_tables_are_cut_but_keep_their_sum(text_of: Read) -> None:
    (read,) = text_of(render_class_summary(blocks(300), "หลักสูตร", "รุ่นที่ 34", ENGLISH))

    assert "รวมทั้งหมด" in read
    assert "more" in read


def test_dimensions_and_attendance_are_never_cut(text_of: Read) -> None:
    parts = blocks(300)
    rows = tuple((f"ด้านที่ {n}", f"ตัวเลข {n}") for n in range(9))
    parts[1] = Block("dimensions", "กรอบ", ("ด้าน", "ตัวเลข"), rows, texts=(0, 1))

    (read,) = text_of(render_class_summary(parts, "หลักสูตร", "รุ่นที่ 34", ENGLISH))

    assert all(f"ด้านที่ {n}" in read for n in range(9))


def test_more_parts_than_a_page_holds_go_on_rather_than_get_lost(text_of: Read) -> None:
    many = [Block(f"part{n}", f"ส่วนที่ {n}", ("ก", "ข"), (("x", "1"),)) for n in range(40)]

    read = " ".join(text_of(render_class_summary(many, "หลักสูตร", "รุ่นที่ 34", ENGLISH)))

    assert all(f"ส่วนที่ {n}" in read for n in range(40))


def test_nothing_to_say_is_a_page_with_its_title(text_of: Read) -> None:
    (read,) = text_of(render_class_summary([], "หลักสูตร", "รุ่นที่ 34", ENGLISH))

    assert ENGLISH("paper.class_summary") in read
