"""Participants' mode as it is used: the plug pulled while somebody types, and the way back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.actions import classes, forms, kiosk, opening, roster, submissions
from desktop.actions.pins import pin
from desktop.app import Application
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.store import classes as classes_shelf
from desktop.store import roster as shelf
from desktop.store.doctor import examine
from desktop.views.class_menu import open_class_menu
from desktop.views.kiosk.door import door
from desktop.views.kiosk.enter_dialog import EnterDialog
from desktop.views.kiosk.leave_dialog import LeaveDialog
from desktop.views.kiosk.my_page import MyPage
from desktop.views.kiosk.name_page import NamePage
from desktop.views.kiosk.pin_page import PinPage
from desktop.views.kiosk.window import KioskWindow
from desktop.views.palette import Palette

CODE = "4321"
KILLS = int(os.environ.get("WORKSHOP_DESK_KILLS", "25")) // 8
ROOT = Path(__file__).parents[2]
A_SECOND = 1.0


def furnish(folder: Path) -> tuple[Desk, Class]:
    desk = opening.open_desk(folder, language="th", clock=lambda: NOW)
    days = tuple(date(2026, 11, day) for day in (20, 21, 22))
    of = classes.create_class(desk, classes.NewClass("T34", 34, days))
    roster.enrol(desk, of, [Person("นาย", "สมชาย", "ใจดี"), Person("นาง", "วิไล", "สายทอง")])
    forms.give(desk, of, "workflow")
    return desk, of


NOW = datetime(2026, 11, 20, 4, 5, tzinfo=UTC)


def type_until_killed(folder: Path, letters: int, moment: float) -> int:
    """Let a process type, kill it, and say how many letters were on its screen a second before."""
    worker = Path(__file__).with_name("kiosk_worker.py")
    process = subprocess.Popen(
        [sys.executable, worker, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    heard: list[tuple[float, int]] = []
    until = float("inf")
    for line in process.stdout:
        now, count = time.monotonic(), int(line.split()[1])
        heard.append((now, count))
        if count == letters:
            until = now + A_SECOND + moment
        if now >= until:
            break
    process.send_signal(signal.SIGKILL)
    killed = time.monotonic()
    process.stdout.close()
    process.wait()
    return max((n for at, n in heard if at <= killed - A_SECOND), default=0)


@pytest.mark.skipif(sys.platform == "win32", reason="killed by a signal")
def test_every_word_that_was_on_the_screen_a_second_ago_survives_a_pulled_plug(
    tmp_path: Path,
) -> None:
    desk, of = furnish(tmp_path)
    kiosk.set_code(desk, CODE)
    kiosk.enter(desk, of)
    desk.store.close()
    chance, kept = Random(os.environ.get("WORKSHOP_DESK_SEED", "12")), ""

    for _ in range(max(2, KILLS)):
        before = len(kept)
        on_screen = type_until_killed(tmp_path, chance.randint(5, 60), chance.random() * 0.3)

        desk = opening.open_desk(tmp_path, clock=lambda: NOW)
        assert examine(desk.store) == []
        person = shelf.enrolments(desk.store, of.id)[0]
        answers = submissions.open_work(desk, of, person, "workflow").answers
        desk.store.close()
        again = str(answers["process"]["my_role"])
        assert on_screen > 0
        assert again.startswith(kept)
        assert len(again) >= before + on_screen - 1  # a space at the end is no word
        kept = again

    assert kept


@pytest.fixture
def app(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Application]:
    desk, _ = furnish(tmp_path)
    application = Application(qapp, desk, tmp_path)
    qtbot.addWidget(application.window)
    application.open()
    yield application
    participants = door(application.ui).window
    if participants is not None:
        participants.close_for_good()
    application.window.close()
    application.theme.release()
    application.close()


def press(qtbot: QtBot, button: QWidget) -> None:
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


def enter(app: Application, qtbot: QtBot) -> KioskWindow:
    """Go in from the palette's command, setting the code."""
    command = next(c for c in app.ui.commands.listed() if c.key == "kiosk")
    command.run()
    dialog = app.window.findChild(EnterDialog)
    assert isinstance(dialog, EnterDialog)
    qtbot.keyClicks(dialog.code.entry, CODE)
    qtbot.keyClicks(dialog.again.entry, CODE)
    press(qtbot, dialog.confirm)
    window = door(app.ui).window
    assert window is not None
    return window


def test_the_screen_is_handed_over_and_only_the_code_brings_the_desk_back(
    app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    scale = app.theme.scale
    window = enter(app, qtbot)
    person = shelf.enrolments(app.desk.store, window.of.id)[0]
    inside = (window.isFullScreen(), app.window.isVisible(), app.theme.font().pixelSize())

    assert isinstance(window.page, NamePage)
    qtbot.keyClick(window.page.entry, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert app.window.findChildren(Palette) == []
    qtbot.keyClicks(window.page.entry, "1")
    press(qtbot, window.page.found[0])
    assert isinstance(window.page, PinPage)
    qtbot.keyClicks(window.page.pad.entry, pin(app.desk, person))
    assert isinstance(window.page, MyPage)
    window.lock()
    press(qtbot, window.staff_button)
    dialog = window.findChild(LeaveDialog)
    assert isinstance(dialog, LeaveDialog)
    qtbot.keyClicks(dialog.code.entry, CODE)
    press(qtbot, dialog.confirm)

    assert inside == (True, False, 20)
    assert app.window.isVisible()
    assert door(app.ui).window is None
    assert app.theme.scale == scale
    assert settings.load(tmp_path).scale == scale
    assert not settings.load(tmp_path).kiosk.on


def test_a_program_started_again_comes_up_where_it_was(
    app: Application, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    enter(app, qtbot)
    desk = opening.open_desk(tmp_path, language="th", clock=lambda: NOW)
    again = Application(qapp, desk, tmp_path)
    qtbot.addWidget(again.window)

    again.open()

    window = door(again.ui).window
    assert window is not None
    assert window.isVisible()
    assert not again.window.isVisible()
    assert again.visible
    again.raise_window()
    assert not again.window.isVisible()
    window.close_for_good()
    again.theme.release()
    again.close()


def test_without_its_class_the_desk_comes_up(app: Application, qtbot: QtBot) -> None:
    enter(app, qtbot)
    door(app.ui).go_out()
    app.desk.settings.kiosk.on = True
    app.desk.settings.kiosk.class_id = "gone"
    app.window.hide()

    app.open()

    assert app.window.isVisible()
    assert not app.desk.settings.kiosk.on


def test_two_codes_that_differ_are_said_and_a_code_once_set_is_asked_for(
    app: Application, qtbot: QtBot
) -> None:
    dialog = EnterDialog(app.ui, app.window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.code.entry, CODE)
    qtbot.keyClicks(dialog.again.entry, "4322")
    dialog.confirm.click()
    differ = dialog.again._said.plain()
    kiosk.set_code(app.desk, CODE)

    other = EnterDialog(app.ui, app.window)
    qtbot.addWidget(other)
    other.show()
    qtbot.keyClicks(other.code.entry, "9999")
    other.confirm.click()
    wrong = other.code._said.plain()
    press(qtbot, other.anew)

    assert differ == app.ui.words("kiosk.enter.differ")
    assert wrong == app.ui.words("refused.staff-code-wrong", left=4)
    assert other.again.isVisible()
    assert door(app.ui).window is None


def test_the_menu_of_a_class_hands_the_screen_to_its_people(app: Application, qtbot: QtBot) -> None:
    (of,) = classes_shelf.classes(app.desk.store)
    menu = open_class_menu(app.ui, of, app.window.header.switcher)
    named = {action.text(): action for action in menu.actions()}

    named[app.ui.words("kiosk.command")].trigger()

    dialog = app.window.findChild(EnterDialog)
    assert isinstance(dialog, EnterDialog)
    assert dialog.isVisible()
    assert dialog.choice.currentData() == of.id
    dialog.reject()
    menu.close()
