from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from desktop.actions import attendance, certificates, classes, roster
from desktop.actions.listing import sign_in_list, summary_list, write_list
from desktop.actions.opening import words_for
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.refusal import Refused
from desktop.store import roster as shelf
from desktop.store import timetable

TH = words_for("th", "thai")


def read(path: Path) -> list[str]:
    command = ["pdftotext", "-layout", path, "-"]
    out = subprocess.run(command, check=True, capture_output=True).stdout
    return out.decode("utf-8").split("\f")[:-1]


def test_the_result_of_a_class_reads_back_from_paper(
    desk: Desk, of: Class, people: list[str], tmp_path: Path
) -> None:
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark(desk, session, people[0], Mark(Status.PRESENT))
        attendance.mark(desk, session, people[1], Mark(Status.ABSENT))
    certificates.issue(desk, of)

    write_list(summary_list(desk, of, TH), tmp_path / "out.pdf")

    (page,) = read(tmp_path / "out.pdf")
    assert "บัญชีสรุปผลการฝึกอบรม" in page
    assert "นายสมชาย ใจดี" in page
    assert "นางสาวปิ่นแก้ว น้ำทิพย์" in page
    assert "กทม. ๐๐๐๑/๒๕๖๙" in page
    assert "ไม่ผ่าน" in page
    assert "หน้า ๑ จาก ๑" in page


def test_the_sheet_to_sign_has_a_column_for_each_session_of_the_day(
    desk: Desk, of: Class, people: list[str], tmp_path: Path
) -> None:
    gone = shelf.enrolment(desk.store, people[3])
    assert gone is not None
    roster.withdraw(desk, gone)

    sheet = sign_in_list(desk, of, date(2026, 12, 2), TH)
    write_list(sheet, tmp_path / "out.pdf")

    (page,) = read(tmp_path / "out.pdf")
    headings = [column.heading for column in sheet.columns]
    assert headings[3:] == [
        "S05 ๐๙.๐๐–๑๐.๓๐", "S06 ๑๐.๔๕–๑๒.๑๕", "S07 ๑๓.๑๕–๑๔.๔๕", "S08 ๑๕.๐๐–๑๖.๓๐",
    ]  # fmt: skip
    assert len(sheet.rows) == 3
    assert "วันพุธที่ ๒ ธ.ค. ๒๕๖๙" in page
    assert "วุฒิชัย" not in page


def test_a_long_list_repeats_its_heading_and_signs_on_the_last_page(
    desk: Desk, of: Class, tmp_path: Path
) -> None:
    roster.enrol(desk, of, [Person("นาง", f"ชื่อ{n}", "สมมุติ") for n in range(1, 121)])

    write_list(summary_list(desk, of, desk.words), tmp_path / "out.pdf")

    pages = read(tmp_path / "out.pdf")
    assert len(pages) > 3
    assert all("Agency" in page for page in pages)
    assert [f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1)] == [True] * len(
        pages
    )
    assert "Facilitator" in pages[-1]
    assert not any("Facilitator" in page for page in pages[:-1])


def test_a_folder_that_is_not_there_is_said(desk: Desk, of: Class, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="folder-missing"):
        write_list(summary_list(desk, of, TH), tmp_path / "gone" / "out.pdf")
