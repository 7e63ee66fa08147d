from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import opening
from desktop.actions.classes import NewClass, create_class, template
from desktop.desk import Desk
from desktop.models.refusal import Fault
from desktop.store import classes as shelf
from desktop.store import timetable as plan
from desktop.views import new_class_dialog
from desktop.views.new_class_dialog import NewClassDialog, open_new_class
from desktop.views.place import Place
from desktop.views.ui import Message, Ui

MakeUi = Callable[..., Ui]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = opening.open_desk(tmp_path, clock=lambda: datetime(2026, 11, 20, 4, 0, tzinfo=UTC))
    yield desk
    desk.store.close()


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    return make_ui(desk=desk)


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1366, 768)
    widget.show()
    return widget


@pytest.fixture
def asked(ui: Ui, desk: Desk, around: QWidget) -> NewClassDialog:
    """The dialog over an office that has class T34 already."""
    days = (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23))
    create_class(desk, NewClass("T34", 34, days, venue="ห้อง ๑", capacity=40))
    return open_new_class(ui, around)


def type_over(asked: NewClassDialog, at: int, text: str, qtbot: QtBot) -> None:
    entry = asked.days.fields[at].entry
    entry.setFocus()
    entry.selectAll()
    if text.isascii():
        qtbot.keyClicks(entry, text)
    else:
        entry.insert(text)  # Qt's test keyboard knows no Thai


def complaint(asked: NewClassDialog, at: int) -> str:
    return asked.days.fields[at].field._said.plain()


def test_enter_alone_makes_the_class_that_is_proposed(
    asked: NewClassDialog, ui: Ui, desk: Desk, qtbot: QtBot
) -> None:
    went: list[Place] = []
    ui.went.connect(went.append)

    qtbot.keyClick(asked.number, Qt.Key.Key_Return)

    [made] = shelf.classes_by_code(desk.store, "T35")
    assert (made.number, made.fiscal_year, made.venue, made.capacity) == (35, 2570, "ห้อง ๑", 40)
    assert (made.first, made.last) == (date(2026, 11, 23), date(2026, 11, 25))
    assert sum(s.counted for s in plan.sessions(desk.store, made.id)) == 12
    assert went == [Place("classes", made.id, "timetable")]


def test_the_days_follow_the_first_over_the_weekend_in_either_era(
    asked: NewClassDialog, qtbot: QtBot
) -> None:
    type_over(asked, 0, "๑/๑๐/๒๕๖๙", qtbot)

    assert asked.days.values() == (date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 5))
    assert complaint(asked, 0) == "อ่านได้ว่า วันพฤหัสบดีที่ ๑ ต.ค. ๒๕๖๙"
    assert asked.year.value() == 2570


def test_the_fiscal_year_follows_until_it_is_typed(asked: NewClassDialog, qtbot: QtBot) -> None:
    type_over(asked, 0, "15 ก.ย. 2569", qtbot)
    followed = asked.year.value()
    asked.year.lineEdit().selectAll()
    qtbot.keyClicks(asked.year.lineEdit(), "2571")

    type_over(asked, 0, "1/12/2026", qtbot)

    assert (followed, asked.year.value()) == (2569, 2571)


def test_a_day_changed_by_hand_stays(asked: NewClassDialog, qtbot: QtBot) -> None:
    type_over(asked, 2, "30/11/2569", qtbot)

    type_over(asked, 0, "24/11/2569", qtbot)

    assert asked.days.values() == (date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 30))


def test_a_weekend_is_pointed_out_and_allowed(asked: NewClassDialog, qtbot: QtBot) -> None:
    type_over(asked, 2, "28/11/2569", qtbot)

    assert "ตรงกับวันหยุด" in complaint(asked, 2)
    assert asked.days.values() is not None


def test_the_code_follows_the_number_until_it_is_typed(asked: NewClassDialog, qtbot: QtBot) -> None:
    asked.number.setValue(40)
    followed = asked.code.text()
    asked.code.selectAll()
    qtbot.keyClicks(asked.code, "EXEC")

    asked.number.setValue(41)

    assert (followed, asked.code.text()) == ("T40", "EXEC")


def test_a_number_used_this_year_is_pointed_out(asked: NewClassDialog) -> None:
    asked.number.setValue(34)

    assert asked._number._said.plain() == "มีรุ่นนี้แล้ว คือ T34"
    assert asked.code.text() == "T34-2"


def test_a_taken_code_is_refused_beside_its_field(
    asked: NewClassDialog, desk: Desk, qtbot: QtBot
) -> None:
    asked.code.selectAll()
    qtbot.keyClicks(asked.code, "t34")

    qtbot.keyClick(asked.code, Qt.Key.Key_Return)

    assert asked.isVisible()
    assert asked._code._said.plain() == "มีชั้นเรียนรหัส “t34” อยู่แล้ว ใช้รหัสอื่น"
    assert len(shelf.classes(desk.store)) == 1


def test_the_same_day_twice_is_refused_beside_the_days(asked: NewClassDialog, qtbot: QtBot) -> None:
    type_over(asked, 1, "23/11/2569", qtbot)

    qtbot.keyClick(asked.venue, Qt.Key.Key_Return)

    assert complaint(asked, 2) == "เลือกวันเดียวกันซ้ำ แต่ละวันต้องไม่ซ้ำกัน"


@pytest.mark.parametrize(
    ("typed", "said"), [("", "ใส่วันที่ก่อน"), ("31/11/2569", "31/11/2569"), ("23/11/69", "69")]
)
def test_a_day_that_is_none_stops_it(
    asked: NewClassDialog, desk: Desk, qtbot: QtBot, typed: str, said: str
) -> None:
    asked.days.fields[1].entry.clear()
    qtbot.keyClicks(asked.days.fields[1].entry, typed)

    qtbot.keyClick(asked.venue, Qt.Key.Key_Return)

    assert said in complaint(asked, 1)
    assert asked.days.fields[1].entry.hasFocus()
    assert len(shelf.classes(desk.store)) == 1


def test_a_full_disk_is_said_and_nothing_typed_is_lost(
    asked: NewClassDialog, ui: Ui, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)

    def fail(*_: object) -> None:
        raise Fault("disk-full")

    monkeypatch.setattr(new_class_dialog, "create_class", fail)

    qtbot.keyClick(asked.venue, Qt.Key.Key_Return)

    assert asked.isVisible()
    assert said[-1].tone == "danger"


def test_templates_are_asked_for_only_when_there_are_several(
    ui: Ui, around: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = template("digital-government-18h")
    alone = NewClassDialog(ui, around)
    monkeypatch.setattr(new_class_dialog, "templates", lambda: [course, course])

    several = NewClassDialog(ui, around)
    several.template.setCurrentIndex(1)

    assert alone.template.parent() is None
    assert several.template.parent() is not None
    assert len(several.days.fields) == 3


def test_escape_makes_nothing(asked: NewClassDialog, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(asked, Qt.Key.Key_Escape)

    assert len(shelf.classes(desk.store)) == 1
