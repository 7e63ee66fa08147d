from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.models.syncing import SyncState
from desktop.views.main_window import MainWindow
from desktop.views.sync_chip import SyncChip
from desktop.views.sync_sheet import SyncSheet
from desktop.views.ui import Ui
from scripts.lib.pretended_network import MEMBER, Pretended

MakeUi = Callable[..., Ui]


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    return make_ui(desk=desk)


@pytest.fixture
def chip(ui: Ui, qtbot: QtBot) -> SyncChip:
    chip = SyncChip(ui, lambda: None)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    chip.show()
    return chip


def joined(desk: Desk, **more: object) -> SyncState:
    last = desk.now().replace(hour=9, minute=12)
    fields: dict[str, object] = {"phase": "idle", "membership": MEMBER, "last": last, **more}
    return SyncState(**fields)  # type: ignore[arg-type]


def test_a_device_that_never_joined_is_told_only_that_all_is_saved(ui: Ui, chip: SyncChip) -> None:
    ui.network = Pretended(SyncState(pending=900))

    assert chip.whole == "บันทึกในเครื่องแล้ว"
    assert chip.property("tone") is None


def test_everything_is_said_in_the_order_in_which_people_ask(
    ui: Ui, chip: SyncChip, desk: Desk
) -> None:
    ui.network = Pretended(joined(desk, pending=12, conflicts=1, attention=2))

    assert chip.whole == ("บันทึกในเครื่องแล้ว · รอส่ง ๑๒ · ส่งล่าสุด ๐๙.๑๒ น. · ต่างกัน ๑ · ต้องดู ๒")
    assert chip.accessibleName() == chip.whole


def test_being_offline_is_no_alarm(ui: Ui, chip: SyncChip, desk: Desk) -> None:
    ui.network = Pretended(joined(desk, phase="offline", pending=3, cause="unreachable"))

    assert chip.whole == "บันทึกในเครื่องแล้ว · ออฟไลน์ · รอส่ง ๓ · ส่งล่าสุด ๐๙.๑๒ น."
    assert chip.property("tone") is None


@pytest.mark.parametrize("more", [{"conflicts": 1}, {"attention": 1}, {"phase": "trouble"}])
def test_what_somebody_must_do_is_coloured_too(
    ui: Ui, chip: SyncChip, desk: Desk, more: dict[str, object]
) -> None:
    ui.network = Pretended(joined(desk, **more))

    assert chip.property("tone") == "warning"


def test_a_first_download_says_how_far_it_is(ui: Ui, chip: SyncChip, desk: Desk) -> None:
    ui.network = Pretended(joined(desk, phase="working", done=3, total=12))

    assert chip.whole == "บันทึกในเครื่องแล้ว · กำลังรับ รุ่นที่ ๓ จาก ๑๒"


def test_a_day_before_is_said_with_its_date(ui: Ui, chip: SyncChip, desk: Desk) -> None:
    ui.network = Pretended(joined(desk, last=desk.now() - timedelta(days=1)))

    assert "ส่งล่าสุด ๓๐ พ.ย. ๒๕๖๙" in chip.whole


def test_where_there_is_little_room_the_differences_stay(
    ui: Ui, chip: SyncChip, desk: Desk
) -> None:
    ui.network = Pretended(joined(desk, pending=12, conflicts=1))
    shown = []

    for width in (chip.sizeHint().width(), chip.sizeHint().width() - 40, 10):
        chip.resize(width, chip.height())
        shown.append(chip.text().strip())

    assert shown == [chip.whole, "บันทึกในเครื่องแล้ว · รอส่ง ๑๒ · ต่างกัน ๑", "ต่างกัน ๑"]
    assert chip.whole in chip.toolTip()


def test_it_hears_of_every_change(ui: Ui, chip: SyncChip, desk: Desk) -> None:
    network = Pretended(joined(desk, pending=2))
    ui.network = network

    network.change(pending=0)

    assert "รอส่ง" not in chip.whole


def test_the_foot_of_the_window_says_the_same(ui: Ui, desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(ui)
    qtbot.addWidget(window)
    network = Pretended(joined(desk, pending=7))

    ui.network = network
    waiting = window.status.told.text()
    network.change(phase="alone", membership=None)

    assert (waiting, window.status.told.text()) == ("รอส่ง ๗", "")


@pytest.mark.parametrize("way", ["key", "chip"])
def test_a_click_or_its_keys_open_the_sheet(ui: Ui, way: str, qtbot: QtBot) -> None:
    window = MainWindow(ui)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)

    if way == "chip":
        qtbot.mouseClick(window.header.network, Qt.MouseButton.LeftButton)
    else:
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(window, Qt.Key.Key_S, keys)

    assert isinstance(QApplication.activeModalWidget(), SyncSheet)


def test_on_a_large_type_small_screen_search_and_chip_do_not_overlap(
    make_ui: MakeUi, desk: Desk, qtbot: QtBot
) -> None:
    ui = make_ui(desk=desk, scale=1.5)
    window = MainWindow(ui)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    ui.network = Pretended(joined(desk, pending=12, conflicts=1, attention=2, phase="trouble"))

    window.show()

    chip, seek = window.header.network.geometry(), window.header.seek.geometry()
    assert seek.right() < chip.left()
    assert chip.right() <= window.header.width()
    assert window.width() == 1366
