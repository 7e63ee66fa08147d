from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import resources
from desktop.actions import classes, forms, kiosk, opening, roster, submissions
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.forms import Answers
from desktop.models.people import Person
from desktop.models.submissions import Version
from desktop.store import roster as shelf
from desktop.views.kiosk.window import KioskWindow
from desktop.views.ui import Ui

MakeUi = Callable[..., Ui]
CODE = "4321"


class Clock:
    """A clock the test turns."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class Room:
    """A class with three people, the workflow exercise given out."""

    desk: Desk
    of: Class
    people: list[Enrolment]
    clock: Clock
    example: Answers = field(default_factory=dict)

    def sent(self, who: int = 0) -> Version:
        return submissions.submit(self.desk, self.filled(who, worked_answers()))

    def filled(self, who: int, answers: Answers) -> submissions.Opened:
        opened = submissions.open_work(self.desk, self.of, self.people[who], "workflow")
        for section, said in answers.items():
            opened = submissions.type_in(self.desk, opened, section, said)
        return opened

    def answers(self, who: int = 0, form: str = "workflow") -> Answers:
        return submissions.open_work(self.desk, self.of, self.people[who], form).answers


def worked_answers() -> Answers:
    found: Answers = json.loads(resources.read("forms", "worked-sample.json"))["answers"]
    return found


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    clock = Clock()
    desk = opening.open_desk(tmp_path, language="th", clock=clock)
    days = tuple(date(2026, 11, day) for day in (20, 21, 22))
    of = classes.create_class(desk, classes.NewClass("T34", 34, days))
    names = [("สมชาย", "ใจดี"), ("วิไล", "สายทอง"), ("ประเสริฐ", "รุ่งเรือง")]
    roster.enrol(desk, of, [Person("นาย", *name, agency="สำนักการโยธา") for name in names])
    forms.give(desk, of, "workflow", "S12")
    kiosk.set_code(desk, CODE)
    kiosk.enter(desk, of)
    yield Room(desk, of, shelf.enrolments(desk.store, of.id), clock)
    desk.store.close()


@pytest.fixture
def worked() -> Answers:
    return worked_answers()


@pytest.fixture
def ui(make_ui: MakeUi, room: Room) -> Ui:
    ui = make_ui(desk=room.desk, scale=1.25)
    ui.theme.touch = True
    room.desk.words = ui.words
    return ui


@pytest.fixture
def kiosk_window(ui: Ui, room: Room, qtbot: QtBot) -> Iterator[KioskWindow]:
    window = KioskWindow(ui, room.of)
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close_for_good()


@pytest.fixture
def write() -> Callable[[QWidget, str], None]:
    """Type any letters as a keyboard does; ``qtbot.keyClicks`` knows the Latin ones alone."""

    def write(widget: QWidget, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, event)

    return write
