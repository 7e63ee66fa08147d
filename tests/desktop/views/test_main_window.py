from __future__ import annotations

from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.syncing import SyncState
from desktop.views.commands import Command, Commands
from desktop.views.header import Choice
from desktop.views.main_window import MainWindow
from desktop.views.palette import Entry, Palette
from desktop.views.place import Place
from desktop.views.shortcut_sheet import ShortcutSheet
from desktop.views.ui import Ui
from desktop.views.view import View
from scripts.lib.pretended_network import MEMBER, Pretended


class Page(View):
    shows: ClassVar[frozenset[str]] = frozenset({"class"})

    def build(self, page: QVBoxLayout) -> None:
        page.addWidget(QLineEdit())


@pytest.fixture
def paged(window: MainWindow) -> MainWindow:
    window.add_page("today", "sun", lambda: Page(window.ui))
    window.add_page("people", "users", lambda: Page(window.ui))
    return window


def pages(window: MainWindow) -> list[Page]:
    return window.findChildren(Page)


def test_a_page_is_made_at_its_first_visit_only(paged: MainWindow) -> None:
    before = len(pages(paged))

    for name in ("today", "people", "today"):
        paged.ui.go(Place(name))

    assert (before, len(pages(paged)), paged.page) == (0, 2, "today")


def test_a_place_reaches_its_page(paged: MainWindow) -> None:
    paged.ui.go(Place("people", class_id="c34", tab="roster"))

    assert pages(paged)[0].place == Place("people", "c34", "roster")


def test_an_unknown_place_changes_nothing(paged: MainWindow) -> None:
    paged.ui.go(Place("today"))

    paged.ui.go(Place("nowhere"))

    assert paged.page == "today"


def test_control_and_a_digit_open_a_page(paged: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(paged, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert paged.page == "people"


def test_the_rail_folds_where_there_is_little_room(paged: MainWindow) -> None:
    paged.resize(1366, 768)
    wide = paged.rail.folded
    paged.resize(1100, 768)

    assert (wide, paged.rail.folded) == (False, True)


def test_the_page_is_at_most_1280_wide(paged: MainWindow, qtbot: QtBot) -> None:
    paged.ui.go(Place("today"))

    paged.resize(2200, 900)

    qtbot.waitUntil(lambda: 0 < pages(paged)[0].width() <= 1280)


def test_every_control_of_the_frame_has_a_name(paged: MainWindow) -> None:
    controls: list[QWidget] = [*paged.findChildren(QAbstractButton)]

    unnamed = [c for c in controls if c.isVisible() and not (c.accessibleName() or c.toolTip())]

    assert not unnamed


def test_the_frame_speaks_another_language_at_once(paged: MainWindow) -> None:
    paged.ui.network = Pretended(SyncState("offline", MEMBER, pending=12))
    paged.status.set("09.12", "09.00")

    paged.ui.wording.use("en", "arabic")

    assert paged.status.told.text() == "Saved 09.12 · Backed up 09.00 · 12 waiting to be sent"
    assert paged.header.network.whole == "Saved here · offline · 12 to send"


def test_the_status_line_mentions_only_what_is_known(paged: MainWindow) -> None:
    paged.status.set(saved="09.12 น.")

    assert paged.status.told.text() == "บันทึกแล้ว ๐๙.๑๒ น."


def test_the_status_line_counts_what_is_selected(paged: MainWindow) -> None:
    paged.status.select(3)
    three = paged.status.chosen.text()
    paged.status.select(0)

    assert (three, paged.status.chosen.text()) == ("เลือก ๓ แถว", "")


def test_the_window_comes_back_where_it_was(paged: MainWindow, qtbot: QtBot) -> None:
    paged.setGeometry(40, 50, 1000, 700)
    paged.close()

    again = MainWindow(paged.ui)
    qtbot.addWidget(again)

    assert again.geometry().getRect() == (40, 50, 1000, 700)


def test_the_class_switcher_offers_what_there_is_now(paged: MainWindow, qtbot: QtBot) -> None:
    chosen: list[str] = []
    paged.header.choices = lambda: [Choice("รุ่นที่ ๓๔", lambda: chosen.append("34"))]

    paged.header.switcher.click()
    menu = paged.header.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    actions = [action for each in menu for action in each.actions()]
    actions[0].trigger()

    assert chosen == ["34"]


def test_a_message_is_shown_with_its_way_back(paged: MainWindow) -> None:
    undone: list[bool] = []

    paged.ui.say("ลบแล้ว", undo=lambda: undone.append(True))
    seen = paged.toast.isVisible()
    paged.toast.undo.click()

    assert (seen, undone, paged.toast.isVisible()) == (True, [True], False)


def test_the_cursor_goes_round_the_parts_of_the_window(paged: MainWindow, qtbot: QtBot) -> None:
    paged.ui.go(Place("today"))
    paged.activateWindow()
    buttons = paged.rail.findChildren(QAbstractButton)
    qtbot.waitUntil(lambda: paged.isActiveWindow() and all(b.isVisible() for b in buttons))
    pages(paged)[0].findChildren(QLineEdit)[0].setFocus()

    places = []
    for _ in range(3):
        qtbot.keyClick(paged, Qt.Key.Key_F6)
        places.append(type(paged.focusWidget()).__name__)

    assert places == ["Press", "Button", "QLineEdit"]


def test_the_palette_lists_every_command_with_its_shortcut(paged: MainWindow, qtbot: QtBot) -> None:
    palette = Palette(paged.ui, paged, [])

    entries = {entry.title: entry.shortcut for entry in palette.found()}

    assert entries["แป้นลัดทั้งหมด"] == "F1"
    assert entries["ผู้อบรม"] == "Ctrl+2"
    assert "ค้นหาและสั่งงาน" not in entries  # it is open already


def test_the_palette_is_used_with_the_keyboard_alone(paged: MainWindow, qtbot: QtBot) -> None:
    gone: list[str] = []

    def people(query: str) -> list[Entry]:
        found = ("นางเพ็ญศรี", "นางเพ็ญแข") if query else ()
        return [Entry(name, run=lambda name=name: gone.append(name)) for name in found]

    palette = Palette(paged.ui, paged, [people])
    palette.open_over()
    palette.entry.setText("เพ็ญ")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(palette.entry, key)

    assert gone == ["นางเพ็ญแข"]


def test_the_palette_says_so_when_nothing_is_found(paged: MainWindow) -> None:
    palette = Palette(paged.ui, paged, [])

    palette.search("zzzz")

    assert [entry.title for entry in palette.found()] == ["ไม่พบ ลองพิมพ์ให้สั้นลง"]


def test_a_command_of_a_page_is_offered_only_while_it_is_seen(ui: Ui, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    commands = Commands()
    commands.add(Command("mark", "state.present", lambda: None, "1"), owner=page)
    hidden = commands.listed()

    page.show()

    assert (hidden, [each.key for each in commands.listed()]) == ([], ["mark"])


def test_a_command_of_the_same_key_is_replaced(window: MainWindow, qtbot: QtBot) -> None:
    ran: list[int] = []
    for n in (1, 2):
        window.ui.commands.add(Command("x", "common.ok", lambda n=n: ran.append(n), "Ctrl+J"))

    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)

    assert ran == [2]


def test_the_shortcut_sheet_can_be_closed(paged: MainWindow, qtbot: QtBot) -> None:
    sheet = ShortcutSheet(paged.ui, paged)
    qtbot.addWidget(sheet)
    sheet.open()

    qtbot.keyClick(sheet, Qt.Key.Key_Escape)

    assert not sheet.isVisible()
