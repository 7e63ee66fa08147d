from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.models.refusal import Fault, Refused
from desktop.views.enrol_dialog import EnrolDialog
from desktop.views.ui import Message, Ui
from scripts.lib.pretended_network import Pretended

MakeUi = Callable[..., Ui]
ADDRESS, CODE = "https://desk.example", "7QK4M-9TXW2-HD"


@pytest.fixture
def network() -> Pretended:
    return Pretended()


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk, network: Pretended) -> Ui:
    ui = make_ui(desk=desk)
    ui.network = network
    return ui


@pytest.fixture
def dialog(ui: Ui, qtbot: QtBot) -> EnrolDialog:
    dialog = EnrolDialog(ui, None)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def beside(dialog: EnrolDialog, field: str) -> str:
    return str(getattr(dialog, field).accessibleDescription())


def test_a_scanned_line_is_taken_apart_and_enter_joins(
    dialog: EnrolDialog, network: Pretended, qtbot: QtBot
) -> None:
    dialog.address.insert(f"{ADDRESS} {CODE}")
    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)

    assert network.asked == [("enrol", ADDRESS, CODE)]


def test_a_scanner_that_types_key_by_key_is_understood(
    dialog: EnrolDialog, network: Pretended, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.address, f"{ADDRESS} {CODE}")
    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)

    assert network.asked == [("enrol", ADDRESS, CODE)]


def test_it_says_as_whom_and_closes_at_the_next_press(dialog: EnrolDialog, qtbot: QtBot) -> None:
    dialog.address.setText(f"{ADDRESS} {CODE}")
    dialog.confirm.click()
    said, open_still = dialog._said.plain(), dialog.isVisible()

    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert said == "เข้าร่วมแล้วในชื่อ สมศรี ใจงาม (ผู้ดำเนินการอบรม)"
    assert (open_still, dialog.isVisible()) == (True, False)


@pytest.mark.parametrize(
    ("address", "code", "field", "said"),
    [
        ("", "", "address", "สแกน QR หรือพิมพ์ที่อยู่เซิร์ฟเวอร์ก่อน"),
        (ADDRESS, "", "code", "พิมพ์รหัสที่ผู้ดูแลระบบให้ไว้"),
        ("้ะะยห", CODE, "address", "แป้นพิมพ์เป็นภาษาไทยอยู่"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    dialog: EnrolDialog, network: Pretended, address: str, code: str, field: str, said: str
) -> None:
    dialog.code.setText(code)
    dialog.address.setText(address)

    dialog.confirm.click()

    assert said in beside(dialog, field)
    assert network.asked == []


@pytest.mark.parametrize(
    ("error", "field"), [(Refused("bad-code"), "code"), (Refused("plain-http"), "address")]
)
def test_a_failure_is_said_beside_its_field_and_nothing_typed_is_lost(
    dialog: EnrolDialog, network: Pretended, ui: Ui, error: Refused | Fault, field: str
) -> None:
    network.error = error
    dialog.address.setText(f"{ADDRESS} {CODE}")

    dialog.confirm.click()

    assert ui.wording.sentence(error) in beside(dialog, field)
    assert (dialog.address.text(), dialog.code.text()) == (ADDRESS, CODE)
    assert dialog.confirm.isEnabled()


def test_it_is_asked_once_however_often_one_presses(
    dialog: EnrolDialog, network: Pretended
) -> None:
    network.waits = True
    dialog.address.setText(f"{ADDRESS} {CODE}")

    dialog.confirm.click()
    dialog.accept()

    assert len(network.asked) == 1
    assert not dialog.confirm.isEnabled()


@pytest.mark.parametrize("error", [None, Refused("bad-code")])
def test_closed_while_it_waits_the_answer_is_said_by_the_window(
    dialog: EnrolDialog, network: Pretended, ui: Ui, error: Refused | None
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)
    network.waits, network.error = True, error
    dialog.address.setText(f"{ADDRESS} {CODE}")
    dialog.confirm.click()

    dialog.reject()
    network.later.pop()()

    assert [m.tone for m in said] == ["warning" if error else "ok"]
