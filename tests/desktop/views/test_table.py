from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.models.refusal import Refused
from desktop.views.table import TableView
from desktop.views.table_filter import ColumnMenu
from desktop.views.table_model import Column
from desktop.views.ui import Message, Ui
from desktop.views.widgets.empty_state import EmptyState


@dataclass(frozen=True)
class Person:
    number: int
    name: str
    agency: str
    mark: str = "present"


PEOPLE = [
    Person(1, "นางสาวสุดารัตน์ แสงทอง", "เขตบางรัก"),
    Person(2, "นายประเสริฐ รุ่งเรือง", "การโยธา", "absent"),
    Person(3, "นางเพ็ญศรี ณ อยุธยา", "เขตดุสิต"),
    Person(4, "นายก้อง ทองดี", "เขตดุสิต"),
]

Build = Callable[..., TableView]


@pytest.fixture
def build(ui: Ui, qtbot: QtBot) -> Build:
    edited: list[tuple[Person, str]] = []

    def edit(row: Person, text: str) -> None:
        if not text:
            raise Refused("empty")
        edited.append((row, text))

    def make(frozen: int = 2) -> TableView:
        columns = (
            Column(
                "number",
                "เลขที่",
                72,
                "right",
                lambda p: ui.words.number(p.number),
                lambda p: p.number,
            ),
            Column("name", "ชื่อ", 240, edit=edit),
            Column("agency", "หน่วยงาน", 200),
            Column(
                "mark",
                "S01",
                140,
                text=lambda p: ui.words(f"state.{p.mark}"),
                state=lambda p: p.mark,
                tint=lambda p: "accent-tint",
            ),
        )
        table = TableView(ui, "people", columns, frozen)
        table.setProperty("edited", edited)
        table.edited = edited  # type: ignore[attr-defined]  # for the test to look at
        qtbot.addWidget(table)
        table.resize(500, 400)
        table.set_rows(PEOPLE)
        table.show()
        return table

    return make


def numbers(table: TableView) -> list[int]:
    return [row.number for row in table.rows_model.rows()]


def test_a_heading_sorts_up_then_down_then_not(build: Build) -> None:
    table = build()
    head = table.horizontalHeader()

    orders = []
    for _ in range(3):
        head.sectionClicked.emit(2)
        orders.append(numbers(table))

    assert orders == [[2, 3, 4, 1], [1, 3, 4, 2], [1, 2, 3, 4]]


def test_the_cursor_stays_on_its_row_while_sorting(build: Build) -> None:
    table = build()
    table.go_to(2, 2)

    table.horizontalHeader().sectionClicked.emit(2)

    assert table.current_row() == PEOPLE[2]


def test_rows_can_be_filtered_by_value_and_by_part_of_a_text(build: Build) -> None:
    model = build().rows_model

    model.filter_by(2, frozenset({"เขตดุสิต"}))
    by_value = [row.number for row in model.rows()]
    model.filter_by(1, "ก้อง")
    by_both = [row.number for row in model.rows()]
    model.filter_by(1, None)
    model.filter_by(2, None)

    assert (by_value, by_both, len(model.rows())) == ([3, 4], [4], 4)


def test_the_menu_of_a_heading_filters_as_it_is_ticked(build: Build, ui: Ui, qtbot: QtBot) -> None:
    table = build()
    menu = ColumnMenu(ui, table.rows_model, 2, table)
    qtbot.addWidget(menu)

    next(tick for tick in menu.findChildren(QCheckBox) if tick.text() == "การโยธา").click()
    after_tick = numbers(table)
    menu.findChildren(QLineEdit)[0].setText("โยธา")

    assert (after_tick, numbers(table)) == ([1, 3, 4], [2])


def test_a_replaced_row_stays_where_it_is(build: Build) -> None:
    table = build()
    table.rows_model.sort_by(3)
    before = numbers(table)

    table.rows_model.replace(PEOPLE[1], replace(PEOPLE[1], mark="late"))

    assert numbers(table) == before


def test_a_block_is_copied_as_a_spreadsheet_takes_it(build: Build, qtbot: QtBot) -> None:
    table = build()
    table.select_row(1)

    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "๒\tนายประเสริฐ รุ่งเรือง\tการโยธา\tขาด"


def test_a_block_is_pasted_into_cells_that_can_be_edited(build: Build) -> None:
    table = build()
    table.go_to(0, 1)

    table.paste("นางหนึ่ง\tไม่แก้\nนางสอง\n")

    assert table.edited == [(PEOPLE[0], "นางหนึ่ง"), (PEOPLE[1], "นางสอง")]  # type: ignore[attr-defined]


def test_a_refused_edit_is_told_and_changes_nothing(build: Build, ui: Ui) -> None:
    table = build()
    told: list[Message] = []
    ui.said.connect(told.append)

    table.rows_model.setData(table.rows_model.index(0, 1), "")

    assert told[0].tone == "warning"
    assert table.edited == []  # type: ignore[attr-defined]


def test_enter_moves_down_and_control_enter_opens(build: Build, qtbot: QtBot) -> None:
    table = build()
    opened: list[Person] = []
    table.opened.connect(opened.append)
    table.go_to(0, 2)

    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert (table.currentIndex().row(), opened) == (1, [PEOPLE[1]])


def test_f2_edits_the_cell_at_the_cursor(build: Build, qtbot: QtBot) -> None:
    table = build(frozen=0)
    table.go_to(0, 1)

    qtbot.keyClick(table, Qt.Key.Key_F2)

    assert table.state() == TableView.State.EditingState


def test_the_number_of_selected_rows_is_told(build: Build) -> None:
    table = build()
    counts: list[int] = []
    table.selected.connect(counts.append)

    table.selectAll()

    assert counts[-1] == 4
    assert table.selected_rows() == PEOPLE


def test_widths_are_remembered_at_any_scale(build: Build, ui: Ui) -> None:
    build().setColumnWidth(2, 333)

    again = build()

    assert again.columnWidth(2) == 333
    assert ui.settings["table.people"]["agency"] == 333


def test_a_whole_row_is_read_as_one_sentence(build: Build) -> None:
    model = build().rows_model

    said = model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)

    assert said == "เลขที่ ๒, ชื่อ นายประเสริฐ รุ่งเรือง, หน่วยงาน การโยธา, S01 ขาด"


def test_an_empty_table_says_what_it_is_for(build: Build, ui: Ui) -> None:
    table = build()
    empty = EmptyState(ui, "users", "ยังไม่มีผู้อบรม", "นำเข้ารายชื่อก่อน", "นำเข้า")
    table.set_empty(empty)
    with_rows = empty.isVisible()

    table.set_rows([])

    assert (with_rows, empty.isVisible()) == (False, True)


def test_the_cursor_never_hides_under_the_frozen_columns(build: Build) -> None:
    table = build()
    table.resize(420, 300)
    table.horizontalScrollBar().setValue(999)

    table.go_to(0, 2)

    index = table.rows_model.index(0, 2)
    assert table.visualRect(index).left() >= table.columnWidth(0) + table.columnWidth(1)


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_a_selected_row_can_be_told_apart_in_every_theme(build: Build, ui: Ui, mode: str) -> None:
    ui.theme.set_mode(mode)  # type: ignore[arg-type]
    table = build(frozen=0)
    table.select_row(1)

    picture = table.grab().toImage()

    row = ui.theme.row
    top = table.viewport().y()
    plain, chosen = (picture.pixelColor(8, top + row * at + 8) for at in (0, 1))
    assert plain == ui.theme.token("surface")
    assert chosen == ui.theme.token("selection")
