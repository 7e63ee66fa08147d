from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QBoxLayout
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.actions import safety
from desktop.desk import Desk
from desktop.models.badges import badge_of
from desktop.models.citizen import check_digit_ok
from desktop.models.refusal import Fault
from desktop.models.syncing import Membership
from desktop.store.membership import join
from desktop.views.place import Place
from desktop.views.settings_view import SettingsView
from desktop.views.ui import Message, Ui

MakeUi = Callable[..., Ui]
BADGE = badge_of("01a1f71c-7600-785f-aa7c-8b66c7a02eb9")
ON_THAI_KEYS = BADGE.translate(str.maketrans("1234567890", "ๅ/-ภถุึคตจ"))

CITIZEN = next(
    f"1-1018-00000-01-{last}" for last in range(10) if check_digit_ok(f"110180000001{last}")
)


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    return make_ui(desk=desk)


@pytest.fixture
def said(ui: Ui) -> list[Message]:
    messages: list[Message] = []
    ui.said.connect(messages.append)
    return messages


@pytest.fixture
def view(ui: Ui, qtbot: QtBot) -> SettingsView:
    view = SettingsView(ui)
    qtbot.addWidget(view)
    view.resize(1120, 640)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def press(view: SettingsView, name: str, qtbot: QtBot) -> None:
    """Press a control by the keyboard; it is another one after each change of dress."""
    assert view._body is not None
    button = view._body.findChild(QAbstractButton, f"settings-{name}")
    assert isinstance(button, QAbstractButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_the_language_changes_while_one_looks_and_the_cursor_stays(
    view: SettingsView, ui: Ui, qtbot: QtBot
) -> None:
    press(view, "language-en", qtbot)

    focus = QApplication.focusWidget()
    assert ui.words.language == "en"
    assert view.author.name.accessibleName() == "Your name"
    assert focus is not None
    assert focus.objectName() == "settings-language-en"


def test_digits_and_colours_change_at_once(view: SettingsView, ui: Ui, qtbot: QtBot) -> None:
    press(view, "digits-arabic", qtbot)
    press(view, "theme-contrast", qtbot)

    assert (ui.words.digits, ui.theme.mode) == ("arabic", "contrast")


def test_the_text_grows_step_by_step_and_goes_back(
    view: SettingsView, ui: Ui, qtbot: QtBot
) -> None:
    press(view, "size-larger", qtbot)
    press(view, "size-larger", qtbot)
    grown = ui.theme.scale
    press(view, "size-smaller", qtbot)
    smaller = ui.theme.scale
    press(view, "size-normal", qtbot)

    assert (grown, smaller, ui.theme.scale) == (1.2, 1.1, 1.0)


def test_the_page_stays_where_it_was_scrolled_to(view: SettingsView, qtbot: QtBot, ui: Ui) -> None:
    from PySide6.QtWidgets import QScrollArea

    view.resize(1120, 300)
    area = view._body
    assert isinstance(area, QScrollArea)
    area.verticalScrollBar().setValue(120)

    ui.theme.set_mode("dark")

    fresh = view._body
    assert isinstance(fresh, QScrollArea)
    qtbot.waitUntil(lambda: fresh.verticalScrollBar().value() == 120)


def test_columns_stand_under_each_other_where_there_is_little_room(view: SettingsView) -> None:
    wide = view._columns.direction()

    view.resize(760, 640)

    assert wide == QBoxLayout.Direction.LeftToRight
    assert view._columns.direction() == QBoxLayout.Direction.TopToBottom


def test_the_name_is_kept_as_typed_and_stands_in_what_is_written_next(
    view: SettingsView, desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    view.author.name.selectAll()
    qtbot.keyClicks(view.author.name, "Suda")
    qtbot.keyClick(view.author.name, Qt.Key.Key_Return)

    assert desk.author == "Suda"
    assert settings.load(folder).author == "Suda"


def test_on_a_server_the_name_is_the_one_that_was_invited(
    view: SettingsView, desk: Desk, qtbot: QtBot
) -> None:
    join(desk.store, Membership("https://desk.example", "s1", "Somsri", "facilitator"))
    desk.author = "Somsri"
    view.ui.synced.emit()

    qtbot.keyClicks(view.author.name, "x")

    assert (view.author.name.text(), view.author.name.isReadOnly()) == ("Somsri", True)
    assert desk.author == "Somsri"


def test_an_empty_name_is_not_taken(view: SettingsView, desk: Desk, qtbot: QtBot) -> None:
    before = desk.author

    view.author.name.selectAll()
    qtbot.keyClick(view.author.name, Qt.Key.Key_Delete)

    assert desk.author == before
    assert view.author._field._said.plain() == "ใส่ชื่อก่อน ระหว่างนี้ยังใช้ชื่อเดิม"


def test_a_backup_is_made_now_and_joins_the_list(
    view: SettingsView, folder: Path, said: list[Message], qtbot: QtBot
) -> None:
    before = view.backups.told

    press(view, "back-up", qtbot)
    qtbot.waitUntil(lambda: bool(said))

    assert before == ["ยังไม่มี โปรแกรมสำรองให้เองทุก ๓๐ นาทีเมื่อมีการแก้ไข"]
    assert len(safety.backups(folder)) == len(view.backups.told) == 1
    assert said[-1].text.startswith("สำรองและตรวจสอบแล้ว")
    assert view.backups.now.isEnabled()


def test_only_the_newest_backups_are_listed(view: SettingsView, desk: Desk, folder: Path) -> None:
    for hours in range(7):
        safety.back_up(folder, desk.now() - timedelta(hours=hours))

    view.refresh()

    assert len(view.backups.told) == 6
    assert view.backups.told[-1] == "และก่อนหน้านั้นอีก ๒ ชุด"


@pytest.mark.parametrize("error", [Fault("backup-fails", reason="x"), OSError("x")])
def test_a_backup_that_fails_is_said_and_can_be_tried_again(
    view: SettingsView,
    said: list[Message],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(safety, "back_up", fail)

    press(view, "back-up", qtbot)
    qtbot.waitUntil(lambda: bool(said))

    assert said[-1].text == "สำรองข้อมูลไม่สำเร็จ (x) ข้อมูลหลักอยู่ครบ"
    assert view.backups.now.isEnabled()


def test_the_data_folder_opens_in_the_file_browser(
    view: SettingsView, folder: Path, qtbot: QtBot
) -> None:
    class Browser(QObject):
        opened = ""

        @Slot(QUrl)
        def show_folder(self, url: QUrl) -> None:
            self.opened = url.toLocalFile()

    browser = Browser()
    QDesktopServices.setUrlHandler("file", browser, "show_folder")

    press(view, "open-folder", qtbot)
    QDesktopServices.unsetUrlHandler("file")

    assert Path(browser.opened) == folder


def test_a_folder_that_cannot_be_opened_from_here_is_said(
    view: SettingsView, said: list[Message], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_: False)

    press(view, "open-folder", qtbot)

    assert said[-1].tone == "warning"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (BADGE, "อ่านบัตรผู้อบรมได้: "),
        (ON_THAI_KEYS, "แป้นพิมพ์เป็นภาษาไทยอยู่"),
        (CITIZEN, "อ่านเลขประจำตัวประชาชนได้ ลงท้าย"),
        ("123456789012", "แต่เลขตรวจสอบไม่ตรง"),
        ("สวัสดี", "ไม่ใช่เลขบัตรผู้อบรม"),
    ],
)
def test_the_scanner_field_says_what_was_understood(
    view: SettingsView, qtbot: QtBot, typed: str, said: str
) -> None:
    view.scanner.entry.insert(typed)
    qtbot.keyClick(view.scanner.entry, Qt.Key.Key_Return)

    assert view.scanner.said.isVisible()
    assert said in view.scanner.said.plain()
    assert view.scanner.entry.selectedText() == typed


def test_half_a_number_is_not_judged_yet(view: SettingsView, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.scanner.entry, BADGE[:7])

    half = view.scanner.said.isVisible()
    qtbot.keyClicks(view.scanner.entry, BADGE[7:])

    assert (half, view.scanner.said.isVisible()) == (False, True)


def test_the_certificates_have_their_settings_elsewhere(
    view: SettingsView, ui: Ui, qtbot: QtBot
) -> None:
    went: list[Place] = []
    ui.went.connect(went.append)

    qtbot.mouseClick(view.to_certificates, Qt.MouseButton.LeftButton)

    assert went == [Place("certificates")]
