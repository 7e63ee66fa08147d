from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.actions import classes
from desktop.desk import Desk
from desktop.models.attendance import Status
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.store import attendance as marks
from desktop.store import roster as shelf
from desktop.views.ui import Message, Ui
from desktop.views.walk_in_dialog import WalkInDialog

MakeUi = Callable[..., Ui]


def types(line: QLineEdit, text: str) -> None:
    """Type letter by letter; Qt's own test keyboard has no Thai."""
    for letter in text:
        line.insert(letter)


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def dialog(ui: Ui, qtbot: QtBot, of: Class, people: list[str]) -> WalkInDialog:
    dialog = WalkInDialog(ui, of, None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def last(desk: Desk, of: Class) -> Enrolment:
    return shelf.enrolments(desk.store, of.id)[-1]


def test_a_name_an_agency_and_enter_enrol_somebody(
    dialog: WalkInDialog, qtbot: QtBot, desk: Desk, of: Class
) -> None:
    types(dialog.name, "น.ส.สุดา รักดี")
    dialog.agency.entry.setText("สนข.บางรัก")
    with qtbot.waitSignal(dialog.added) as told:
        qtbot.keyClick(dialog.agency.entry, Qt.Key.Key_Return)

    enrolled = last(desk, of)
    assert told.args == [enrolled.id]
    assert (enrolled.name, enrolled.source, enrolled.confirmed) == (
        "นางสาวสุดา รักดี", "walk-in", False,
    )  # fmt: skip
    assert enrolled.person.agency == "สำนักงานเขตบางรัก"


def test_it_stays_open_and_empty_for_the_next_one(dialog: WalkInDialog) -> None:
    dialog.name.setText("นายหนึ่ง ดี")
    dialog.confirm.click()

    assert dialog.isVisible()
    assert (dialog.name.text(), dialog.agency.text()) == ("", "")
    assert "นายหนึ่ง ดี" in dialog.told.text()


def test_the_title_is_split_off_and_shown(dialog: WalkInDialog) -> None:
    dialog.name.setText("ว่าที่ร้อยตรีหญิง ปิ่นแก้ว ณ อยุธยา")

    said = dialog.name.accessibleDescription()
    assert "คำนำหน้า ว่าที่ร้อยตรีหญิง" in said
    assert "นามสกุล ณ อยุธยา" in said


def test_a_namesake_in_the_class_is_pointed_out(dialog: WalkInDialog) -> None:
    dialog.name.setText("สมชาย ใจดี")

    assert "เลขที่ ๑" in dialog.name.accessibleDescription()


def test_enter_in_the_name_goes_on_to_the_agency(
    dialog: WalkInDialog, qtbot: QtBot, desk: Desk, of: Class
) -> None:
    with qtbot.waitExposed(dialog):
        dialog.activateWindow()
    dialog.name.setFocus()
    qtbot.waitUntil(dialog.name.hasFocus)
    dialog.name.setText("นายหนึ่ง ดี")

    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    moved = dialog.agency.entry.hasFocus()
    qtbot.keyClick(dialog.agency.entry, Qt.Key.Key_Return)

    assert moved
    assert last(desk, of).name == "นายหนึ่ง ดี"


def test_without_a_name_nobody_is_added(
    dialog: WalkInDialog, desk: Desk, of: Class, people: list[str]
) -> None:
    dialog.name.setText("นาย")
    dialog.name.clear()

    dialog.confirm.click()

    assert last(desk, of).id == people[-1]
    assert dialog.name.accessibleDescription()


def test_agencies_are_suggested_while_typing(dialog: WalkInDialog, qtbot: QtBot) -> None:
    types(dialog.agency.entry, "บางรัก")

    assert dialog.agency.suggested()[0] == "สำนักงานเขตบางรัก"
    popup = dialog.agency.entry.completer().popup()
    assert popup is not None
    popup.grab()
    popup.hide()


def test_an_agency_is_read_back_or_said_to_be_unknown(dialog: WalkInDialog) -> None:
    said = []
    for text in ("สนข.ดุสิต", "สำนักงานเขตดุสิต", "บริษัท ทดลอง"):
        dialog.agency.entry.setText(text)
        said.append(dialog.agency.entry.accessibleDescription())

    assert "สำนักงานเขตดุสิต" in said[0]
    assert said[1] == ""
    assert "ไม่พบหน่วยงาน" in said[2]


def test_from_the_attendance_the_newcomer_is_present_at_once(
    ui: Ui, qtbot: QtBot, desk: Desk, of: Class
) -> None:
    session = classes.find_session(desk, of, "S01")
    dialog = WalkInDialog(ui, of, None, session)
    qtbot.addWidget(dialog)

    dialog.name.setText("นายหนึ่ง ดี")
    dialog.confirm.click()

    line = marks.line(desk.store, last(desk, of).id)
    assert line is not None
    assert line.mark_in("S01").status is Status.PRESENT


def test_a_closed_class_says_so(
    ui: Ui, dialog: WalkInDialog, desk: Desk, of: Class, people: list[str], qtbot: QtBot
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)
    classes.close_class(desk, of)
    late = WalkInDialog(ui, classes.find_class(desk, of.code), None)
    qtbot.addWidget(late)

    late.name.setText("นายหนึ่ง ดี")
    late.confirm.click()

    assert [message.tone for message in said] == ["warning"]
    assert last(desk, of).id == people[-1]
