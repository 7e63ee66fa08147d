from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import classes, submissions
from desktop.actions.pins import pin
from desktop.views.kiosk.form_page import FormPage
from desktop.views.kiosk.leave_dialog import LeaveDialog
from desktop.views.kiosk.my_page import MyPage
from desktop.views.kiosk.name_page import NamePage
from desktop.views.kiosk.pin_page import PinPage
from desktop.views.kiosk.window import KioskWindow
from desktop.views.ui import Ui

CODE = "4321"
Write = Callable[[QWidget, str], None]


def name_page(window: KioskWindow) -> NamePage:
    assert isinstance(window.page, NamePage)
    return window.page


def pin_page(window: KioskWindow) -> PinPage:
    assert isinstance(window.page, PinPage)
    return window.page


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def everything_said(window: QWidget) -> str:
    """All words of all widgets of a window, also of hidden ones."""
    settle()
    said = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QLineEdit | QPushButton):
            said.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            said.append(widget.toPlainText())
    return "\n".join(said)


def test_a_name_and_a_pin_lead_to_ones_own_page(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot, write: Write
) -> None:
    person = room.people[1]

    write(name_page(kiosk_window).entry, "วิไ")
    qtbot.keyClick(name_page(kiosk_window).entry, Qt.Key.Key_Return)
    qtbot.keyClicks(pin_page(kiosk_window).pad.entry, pin(room.desk, person))

    assert isinstance(kiosk_window.page, MyPage)
    assert kiosk_window.person == person
    assert person.name in everything_said(kiosk_window)


def test_the_pin_can_be_pressed_on_the_screen(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot
) -> None:
    kiosk_window.ask_pin(room.people[0])

    for digit in pin(room.desk, room.people[0]):
        key = pin_page(kiosk_window).pad.keys[digit]
        qtbot.mouseClick(key, Qt.MouseButton.LeftButton)

    assert isinstance(kiosk_window.page, MyPage)


def test_five_wrong_pins_lock_that_person_alone_and_the_seconds_count_down(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot
) -> None:
    somebody, other = room.people[:2]
    wrong = "0000" if pin(room.desk, somebody) != "0000" else "1111"
    kiosk_window.ask_pin(somebody)
    pad = pin_page(kiosk_window).pad

    for _ in range(5):
        qtbot.keyClicks(pad.entry, wrong)
    said_first = pad.told.plain()
    pad._clock.timeout.emit()

    assert pad.wait == 59
    assert not pad.entry.isEnabled()
    assert (said_first, pad.told.plain()) == (
        kiosk_window.ui.words("kiosk.wait", n=60),
        kiosk_window.ui.words("kiosk.wait", n=59),
    )
    kiosk_window.ask_pin(other)
    qtbot.keyClicks(pin_page(kiosk_window).pad.entry, pin(room.desk, other))
    assert kiosk_window.person == other


def test_after_the_minute_the_pad_takes_the_pin_again(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot
) -> None:
    person = room.people[0]
    wrong = "0000" if pin(room.desk, person) != "0000" else "1111"
    kiosk_window.ask_pin(person)
    pad = pin_page(kiosk_window).pad
    for _ in range(5):
        qtbot.keyClicks(pad.entry, wrong)

    room.clock.wait(60)
    for _ in range(60):
        pad._clock.timeout.emit()
    qtbot.keyClicks(pad.entry, pin(room.desk, person))

    assert kiosk_window.person == person


def test_after_locking_nothing_of_the_person_is_left_in_any_widget(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot, write: Write
) -> None:
    person = room.people[0]
    kiosk_window.unlock(person)
    my_page = kiosk_window.page
    assert isinstance(my_page, MyPage)
    my_page.open_form("workflow")
    assert isinstance(kiosk_window.page, FormPage)
    entry = kiosk_window.page.editor.questions["process_name"].editor.entry
    write(entry, "การออกหนังสือลับ")
    kiosk_window.ui.say(f"{person.name} ทำเสร็จ")
    assert "ลับ" in everything_said(kiosk_window)
    entry.selectAll()
    entry.copy()

    qtbot.mouseClick(kiosk_window.lock_button, Qt.MouseButton.LeftButton)

    said = everything_said(kiosk_window) + QApplication.clipboard().text()
    assert "ลับ" not in said
    assert person.person.first not in said
    assert person.person.last not in said
    assert isinstance(kiosk_window.page, NamePage)


def test_five_idle_minutes_lock_and_put_by_what_was_typed(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot, write: Write
) -> None:
    kiosk_window.unlock(room.people[0])
    assert isinstance(kiosk_window.page, MyPage)
    kiosk_window.page.open_form("workflow")
    assert isinstance(kiosk_window.page, FormPage)
    entry = kiosk_window.page.editor.questions["process_name"].editor.entry
    write(entry, "การออกหนังสือ")
    assert kiosk_window.idle.clock.interval() == timedelta(minutes=5) / timedelta(milliseconds=1)

    kiosk_window.idle.clock.setInterval(1)
    kiosk_window.idle.clock.start()

    qtbot.waitUntil(lambda: kiosk_window.person is None)
    assert room.answers()["process"]["process_name"] == "การออกหนังสือ"
    assert not room.desk.undoable


def test_a_key_or_a_movement_begins_the_idle_time_anew(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot
) -> None:
    kiosk_window.unlock(room.people[0])
    clock = kiosk_window.idle.clock
    clock.stop()

    qtbot.mouseMove(kiosk_window)
    qtbot.keyClick(kiosk_window, Qt.Key.Key_Shift)

    assert clock.isActive()


def test_closing_asks_for_the_staff_code_and_only_that_leads_out(
    kiosk_window: KioskWindow, qtbot: QtBot
) -> None:
    left: list[bool] = []
    kiosk_window.left.connect(lambda: left.append(True))

    kiosk_window.close()
    dialog = kiosk_window.findChild(LeaveDialog)
    assert isinstance(dialog, LeaveDialog)
    qtbot.keyClicks(dialog.code.entry, "9999")
    dialog.confirm.click()
    wrong = dialog.code._said.plain()
    qtbot.keyClicks(dialog.code.entry, CODE)
    dialog.confirm.click()

    assert wrong == kiosk_window.ui.words("refused.staff-code-wrong", left=4)
    assert left == [True]
    assert kiosk_window.isVisible()  # its owner closes it


def test_what_another_device_says_shows_at_once_on_ones_own_page(
    kiosk_window: KioskWindow, room: SimpleNamespace
) -> None:
    version = room.sent(0)
    kiosk_window.unlock(room.people[0])
    submissions.review(room.desk, room.of, version, "returned", "เพิ่มขั้นลงนาม")

    kiosk_window.ui.live.announce(frozenset({"version"}))

    assert "เพิ่มขั้นลงนาม" in everything_said(kiosk_window)
    kiosk_window.lock()
    kiosk_window.ui.live.announce(frozenset({"version"}))
    assert isinstance(kiosk_window.page, NamePage)


def test_arrows_go_through_the_names_and_enter_takes_one(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot, write: Write
) -> None:
    write(name_page(kiosk_window).entry, "สำนัก")
    settle()

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(kiosk_window.focusWidget(), key)
    qtbot.keyClick(kiosk_window.focusWidget(), Qt.Key.Key_Return)

    assert pin_page(kiosk_window).pad
    assert room.people[1].name in everything_said(kiosk_window)


def test_a_class_without_people_says_so(ui: Ui, room: SimpleNamespace, qtbot: QtBot) -> None:
    days = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))
    empty = classes.create_class(room.desk, classes.NewClass("T35", 35, days))
    page = NamePage(ui, empty)
    qtbot.addWidget(page)

    assert page.told.plain() == ui.words("kiosk.nobody_enrolled")


def test_no_page_flashes_a_window_of_its_own(
    kiosk_window: KioskWindow, room: SimpleNamespace, qapp: QApplication
) -> None:
    shown: list[str] = []

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            opened = event.type() == QEvent.Type.Show and watched is not kiosk_window
            if opened and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
            return False

    watcher = Watcher()
    qapp.installEventFilter(watcher)
    version = room.sent(0)
    kiosk_window.ask_pin(room.people[0])
    kiosk_window.unlock(room.people[0])
    assert isinstance(kiosk_window.page, MyPage)
    opened = kiosk_window.page.mine.given[0]
    kiosk_window.page._open_version(opened, version)
    kiosk_window.unlock(room.people[0])
    assert isinstance(kiosk_window.page, MyPage)
    kiosk_window.page.open_form("workflow")
    page = kiosk_window.page
    assert isinstance(page, FormPage)
    for at in range(len(page.stops)):
        page.show_stop(at)
        settle()
    page.show_steps()
    page.toggle_samples()
    settle()
    qapp.removeEventFilter(watcher)

    assert shown == []


@pytest.mark.parametrize("letters", ["", "ไม่มีใคร"])
def test_nobody_is_listed_before_a_letter_is_typed_or_when_nobody_fits(
    kiosk_window: KioskWindow, qtbot: QtBot, letters: str, write: Write
) -> None:
    page = name_page(kiosk_window)

    write(page.entry, letters)

    assert page.found == []
    assert bool(page.told.plain()) == bool(letters)
