from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.reviewing.answer_table import AnswerTable, Heading, shared
from desktop.views.ui import Ui

HEADS = (Heading("ที่", True), Heading("ขั้นตอน"), Heading("เวลา", True), Heading("ผู้ปฏิบัติ"),
         Heading("ปัญหา"))  # fmt: skip
ROWS = [("๑", "ตรวจเอกสารและบันทึกข้อมูลลงทะเบียน", "๓๐ นาที", "เจ้าหน้าที่", "เขียนซ้ำหลายแห่ง"),
        ("๒", "เสนอผู้อำนวยการ", "", "หัวหน้า", "")]  # fmt: skip


@pytest.fixture
def table(ui: Ui, qtbot: QtBot) -> AnswerTable:
    table = AnswerTable(ui, "ขั้นตอน")
    qtbot.addWidget(table)
    table.set_table(HEADS, ROWS)
    return table


def test_the_narrower_the_higher(table: AnswerTable) -> None:
    assert table.heightForWidth(400) > table.heightForWidth(1_000)


def test_a_row_is_read_out_with_its_headings_and_without_what_is_empty(table: AnswerTable) -> None:
    said = table.accessibleName()

    assert "ขั้นตอน เสนอผู้อำนวยการ, ผู้ปฏิบัติ หัวหน้า" in said
    assert "ปัญหา ." not in said


def test_it_is_copied_as_a_spreadsheet_takes_it(table: AnswerTable, qtbot: QtBot) -> None:
    table.show()
    table._offer_copy(table.rect().center())
    menu = QApplication.activePopupWidget()
    assert menu is not None

    menu.actions()[0].trigger()
    menu.close()

    assert QGuiApplication.clipboard().text() == table.text()
    assert table.text().splitlines()[2].split("\t") == list(ROWS[1])


def test_it_grows_with_the_type(table: AnswerTable, ui: Ui) -> None:
    before = table.heightForWidth(1_000)

    ui.theme.set_scale(1.5)

    assert table.heightForWidth(1_500) > before


def test_hundreds_of_rows_are_painted(table: AnswerTable) -> None:
    table.set_table(HEADS, ROWS * 150)
    table.resize(700, table.heightForWidth(700))

    assert not table.grab().isNull()


def test_nothing_is_a_table_too(table: AnswerTable) -> None:
    table.set_table((), ())

    assert table.heightForWidth(500) > 0
    assert shared([], [], 300) == []


WIDTHS = st.lists(st.floats(80, 340), min_size=1, max_size=8)


@given(WIDTHS, st.floats(300, 2_000))
def test_columns_fill_the_room_and_none_becomes_too_narrow(
    wanted: list[float], room: float
) -> None:
    least = [80.0] * len(wanted)

    widths = shared(wanted, least, room)

    assert all(width >= 79.9 for width in widths)
    if sum(least) <= room:
        assert sum(widths) <= room + 0.5
    if sum(wanted) <= room:
        assert sum(widths) == pytest.approx(room)
