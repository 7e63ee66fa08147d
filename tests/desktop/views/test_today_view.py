from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.actions import attendance, classes, roster
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.views.place import Place
from desktop.views.today_view import TodayView
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button

MakeUi = Callable[..., Ui]


class Clock:
    now: datetime


def at(clock: Clock, day: int, hour: int, minute: int) -> None:
    clock.now = datetime(2026, 12, day, hour, minute).astimezone(UTC)


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def show(ui: Ui, qtbot: QtBot, qapp: QApplication) -> Callable[[], TodayView]:
    """Opens the page in a window of its own and lets it be painted and filled."""

    def open_view() -> TodayView:
        view = TodayView(ui)
        qtbot.addWidget(view)
        view.resize(1100, 700)
        view.open(Place("today"))
        view.show()
        view.grab()
        qapp.processEvents()
        return view

    return open_view


@pytest.fixture
def went(ui: Ui) -> list[Place]:
    """Where the person was taken."""
    places: list[Place] = []
    ui.went.connect(places.append)
    return places


def test_in_the_morning_the_next_session_and_one_button_stand_there(
    show: Callable[[], TodayView], of: Class, people: list[str], clock: Clock
) -> None:
    at(clock, 2, 8, 30)

    view = show()

    assert view.heading.title.text() == "วันพุธที่ ๒ ธ.ค. ๒๕๖๙"
    assert view.heading.under.text() == "รุ่นที่ ๑๒ · วันที่ ๒ จาก ๓ วัน · ห้องประชุม ๑"
    assert view.day.when.text() == "กิจกรรมถัดไป · ๐๙.๐๐–๑๐.๓๐ น."
    assert view.day.session.text().startswith("S05 ")
    assert view.switch.isHidden()


def test_the_button_leads_to_the_register(
    show: Callable[[], TodayView], of: Class, people: list[str], clock: Clock,
    went: list[Place], qtbot: QtBot,
) -> None:  # fmt: skip
    at(clock, 1, 9, 10)
    view = show()

    qtbot.mouseClick(view.day.mark, Qt.MouseButton.LeftButton)

    assert went == [Place("classes", class_id=of.id, tab="attendance")]


def test_a_mark_made_anywhere_shows_at_once(
    show: Callable[[], TodayView], desk: Desk, of: Class, people: list[str], clock: Clock
) -> None:
    at(clock, 1, 9, 10)
    view = show()
    assert view.day.latest.entries == []

    first = classes.find_session(desk, of, "S01")
    attendance.mark(desk, first, people[1], Mark(Status.LATE, 10))

    assert view.day.here.accessibleName() == "มาแล้ว ๑ จาก ๔"
    assert view.day.counters[Status.LATE].accessibleName() == "สาย ๑"
    (entry,) = view.day.latest.entries
    assert (entry.text, entry.state) == ("นางสาวปิ่นแก้ว น้ำทิพย์", "late")
    assert entry.more == "๐๙.๑๐ น."
    assert "มา ๐" not in view.day.chart.chart.accessibleDescription()


def test_what_is_pressed_and_counted_stands_there_before_the_first_paint(
    ui: Ui, qtbot: QtBot, desk: Desk, of: Class, people: list[str], clock: Clock
) -> None:
    at(clock, 1, 9, 10)
    attendance.mark(desk, classes.find_session(desk, of, "S01"), people[1], Mark(Status.LATE, 10))
    view = TodayView(ui)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.open(Place("today"))

    view.show()

    assert view.day.session.text().startswith("S01 ")
    assert view.day.counters[Status.LATE].accessibleName() == "สาย ๑"
    assert view.day.todo.entries
    assert view.day.latest.entries == []
    qtbot.waitUntil(lambda: len(view.day.latest.entries) == 1)


def test_who_is_at_risk_is_named_with_what_they_missed(
    show: Callable[[], TodayView], desk: Desk, of: Class, people: list[str], clock: Clock
) -> None:
    at(clock, 1, 15, 10)
    for code in ("S01", "S02", "S03"):
        session = classes.find_session(desk, of, code)
        attendance.mark(desk, session, people[0], Mark(Status.ABSENT))

    view = show()

    (entry,) = view.day.risk.entries
    assert (entry.text, entry.state_text) == ("นายสมชาย ใจดี", "ไม่ผ่านแล้ว")
    assert entry.more == "ขาดหรือลา S01, S02, S03"


def test_more_at_risk_than_fit_are_counted(
    show: Callable[[], TodayView], desk: Desk, of: Class, clock: Clock
) -> None:
    roster.enrol(desk, of, [Person("นาย", f"ชื่อ{n}", "สมมุติ") for n in range(8)])
    for code in ("S01", "S02"):
        session = classes.find_session(desk, of, code)
        attendance.mark_remaining(desk, session, Mark(Status.ABSENT))
    at(clock, 1, 15, 10)

    view = show()

    assert len(view.day.risk.entries) == 5
    assert any(
        "และอีก ๓ คน" in label.text() for label in view.day.risk.findChildren(type(view.day.when))
    )


def test_what_is_left_to_do_leads_where_it_is_done(
    show: Callable[[], TodayView], desk: Desk, of: Class, people: list[str], clock: Clock,
    went: list[Place], qtbot: QtBot,
) -> None:  # fmt: skip
    at(clock, 1, 8, 40)
    roster.add_walk_in(desk, of, Person("", "สมหญิง", "มาหน้างาน"))
    view = show()

    (entry,) = view.day.todo.entries
    assert entry.text == "เพิ่มหน้างาน รอยืนยันรายชื่อ ๑ คน"
    (button,) = view.day.todo.findChildren(Button)
    assert button.accessibleName() == "เปิด: เพิ่มหน้างาน รอยืนยันรายชื่อ ๑ คน"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)

    assert went == [Place("classes", class_id=of.id, tab="roster")]


def test_a_session_that_is_over_is_said_to_be(
    show: Callable[[], TodayView], of: Class, people: list[str], clock: Clock
) -> None:
    at(clock, 1, 17, 0)

    view = show()

    assert view.day.when.text() == "จบแล้ว · ๑๕.๐๐–๑๖.๓๐ น."


def test_of_several_classes_one_can_be_chosen(
    show: Callable[[], TodayView], desk: Desk, of: Class, people: list[str], clock: Clock
) -> None:
    days = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))
    classes.create_class(desk, classes.NewClass("T13", 13, days))
    at(clock, 1, 9, 10)
    view = show()
    assert [view.switch.itemText(n) for n in range(2)] == ["รุ่นที่ ๑๒", "รุ่นที่ ๑๓"]

    view.switch.setCurrentIndex(1)
    view.switch.activated.emit(1)

    assert view.heading.under.text() == "รุ่นที่ ๑๓ · วันที่ ๑ จาก ๓ วัน"
    assert [entry.text for entry in view.day.todo.entries] == [
        "ยังไม่มีรายชื่อ นำเข้ารายชื่อจากไฟล์ของหน่วยงาน"
    ]
    assert view.switch.currentIndex() == 1


def test_without_a_class_the_next_one_is_named(
    show: Callable[[], TodayView], of: Class, clock: Clock, went: list[Place], qtbot: QtBot
) -> None:
    clock.now = datetime(2026, 11, 30, 8, 0).astimezone(UTC)
    view = show()

    assert view.heading.under.text() == "วันนี้ไม่มีชั้นเรียน"
    goto = next(b for b in view.findChildren(Button) if b.text() == "เปิดรุ่นที่ ๑๒")
    qtbot.mouseClick(goto, Qt.MouseButton.LeftButton)

    assert went == [Place("classes", class_id=of.id, tab="roster")]


def test_without_any_class_a_new_one_is_offered(
    show: Callable[[], TodayView], clock: Clock, qtbot: QtBot
) -> None:
    view = show()

    qtbot.mouseClick(view.empty.button, Qt.MouseButton.LeftButton)

    dialog = view.findChild(QDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_a_class_set_up_takes_the_place_of_the_empty_page(
    show: Callable[[], TodayView], desk: Desk, clock: Clock
) -> None:
    at(clock, 1, 8, 0)
    view = show()
    assert view.stack.currentWidget() is not view.day

    days = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))
    classes.create_class(desk, classes.NewClass("T13", 13, days))

    assert view.stack.currentWidget() is view.day


def test_a_clock_set_to_the_buddhist_era_is_warned_of(
    show: Callable[[], TodayView], clock: Clock
) -> None:
    clock.now = datetime(2569, 12, 1, 2, 0, tzinfo=UTC)

    view = show()

    assert view.clock_card.isVisible()


def test_the_page_speaks_english_and_grows(
    show: Callable[[], TodayView], ui: Ui, of: Class, people: list[str], clock: Clock
) -> None:
    at(clock, 1, 9, 10)
    view = show()

    ui.wording.use("en", "arabic")
    ui.theme.set_scale(1.5)

    assert view.day.mark.accessibleName() == "Take attendance"
    assert view.day.when.text() == "Now · 09:00–10:30"
