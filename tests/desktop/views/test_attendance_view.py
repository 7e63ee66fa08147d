from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import attendance, classes, opening, roster
from desktop.actions.classes import NewClass, create_class
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.ids import attendance_row
from desktop.models.people import Person
from desktop.models.timetable import Session
from desktop.store import attendance as register
from desktop.store import roster as people
from desktop.store import timetable
from desktop.views.attendance_view import AttendanceView
from desktop.views.history_panel import HistoryPanel
from desktop.views.mark_popover import MarkPopover
from desktop.views.place import Place
from desktop.views.scan_list import ScanList
from desktop.views.ui import Message, Ui
from desktop.views.undoing import add_commands
from protocol.change import Change

MakeUi = Callable[..., Ui]
DAYS = (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23))
NAMES = (
    ("นาง", "ปิ่นแก้ว", "แสงทอง"),
    ("นาย", "มานพ", "ใจดี"),
    ("นางสาว", "สุดา", "รุ่งเรือง"),
    ("นาย", "ภานุ", "เพิ่มพูน"),
)
THAI = str.maketrans("1234567890", "ๅ/-ภถุึคตจ")


class Clock:
    """The wall clock and the steady clock, both set by the test."""

    def __init__(self) -> None:
        self.ticks = 100.0
        self.set("08:50")

    def set(self, clock: str) -> None:
        hour, minute = clock.split(":")
        self.now = datetime(2026, 11, 20, int(hour), int(minute)).astimezone()

    def __call__(self) -> datetime:
        return self.now

    def steady(self) -> float:
        return self.ticks


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = opening.open_desk(tmp_path, clock=clock)
    yield desk
    desk.store.close()


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def of(desk: Desk) -> Class:
    made = create_class(desk, NewClass("T34", 34, DAYS))
    roster.enrol(desk, made, [Person(*name, agency="สำนักงานเขตบางรัก") for name in NAMES])
    desk.undoable.clear()
    return made


@pytest.fixture
def view(ui: Ui, of: Class, clock: Clock, qtbot: QtBot) -> AttendanceView:
    return shown(ui, of, clock, qtbot)


def shown(ui: Ui, of: Class, clock: Clock, qtbot: QtBot) -> AttendanceView:
    window = QWidget()
    qtbot.addWidget(window)
    view = AttendanceView(ui, window, clock.steady)
    view.resize(1100, 620)
    window.resize(1100, 620)
    ui.commands.attach(window)
    add_commands(ui)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.open(Place("classes", of.id))
    return view


def marks(desk: Desk, of: Class, code: str = "S05") -> list[Mark]:
    return [line.mark_in(code) for line in register.register(desk.store, of.id)]


def states(desk: Desk, of: Class, code: str = "S05") -> list[str]:
    return [mark.status.value for mark in marks(desk, of, code)]


def press(widget: QWidget, text: str) -> None:
    """Press a key that writes a text, in whatever alphabet."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, ord(text), Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(widget, key)


def type_slowly(
    view: AttendanceView, clock: Clock, keys: str, widget: QWidget | None = None
) -> None:
    """Type as a person does: each key long after the one before."""
    for key in keys:
        clock.ticks += 0.3
        press(widget or view.focusWidget() or view, key)
        view.scanner.rest()


def scan(view: AttendanceView, clock: Clock, code: str, widget: QWidget | None = None) -> None:
    """Type as a scanner does, an Enter at the end."""
    target = widget or view.focusWidget() or view
    clock.ticks += 5
    for key in code:
        clock.ticks += 0.004
        press(target, key)
    clock.ticks += 0.004
    QTest.keyClick(target, Qt.Key.Key_Return)


def badge(desk: Desk, of: Class, seat: int) -> str:
    return people.enrolments(desk.store, of.id)[seat - 1].badge


def popup(kind: type[QWidget]) -> QWidget:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def heard(ui: Ui) -> list[Message]:
    said: list[Message] = []
    ui.said.connect(said.append)
    return said


def test_it_opens_on_the_session_that_runs_with_the_cursor_on_who_is_not_checked(
    view: AttendanceView,
) -> None:
    assert view.code == "S05"
    assert view.grid.currentIndex().row() == 0
    assert view.grid.register.session_at(view.grid.currentIndex().column()) == view.session


def test_the_keys_1_to_5_set_a_state_and_move_down(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    view.grid.setFocus()

    type_slowly(view, clock, "134", view.grid)

    assert states(desk, of) == ["present", "excused", "absent", "unmarked"]
    assert view.grid.currentIndex().row() == 3


def test_a_mark_shows_in_its_cell_at_once(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    clock.set("09:20")

    type_slowly(view, clock, "2", view.grid)

    assert view.grid.register.rows[0].mark_in(view.session) == Mark(Status.LATE, minutes=20)
    assert view.tally.buttons["late"].count == 1


def test_keys_of_the_thai_layout_and_thai_digits_do_the_same(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    type_slowly(view, clock, "ๅ-๔", view.grid)

    assert states(desk, of)[:3] == ["present", "excused", "absent"]


def test_a_letter_that_is_also_a_key_waits_whether_a_name_follows(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    type_slowly(view, clock, "ภ", view.grid)
    qtbot.waitUntil(lambda: states(desk, of)[0] == "absent")
    type_slowly(view, clock, "ภา", view.grid)

    assert view.field.text() == "ภา"
    assert states(desk, of) == ["absent", "unmarked", "unmarked", "unmarked"]


def test_a_doubtful_letter_before_another_command_was_a_command(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    type_slowly(view, clock, "ถ", view.grid)
    type_slowly(view, clock, "1", view.grid)

    assert states(desk, of)[:2] == ["makeup", "present"]


def test_space_repeats_and_delete_clears(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    type_slowly(view, clock, "4", view.grid)
    QTest.keyClick(view.grid, Qt.Key.Key_Space)
    view.grid.go_to(0, view.grid.currentIndex().column())
    QTest.keyClick(view.grid, Qt.Key.Key_Delete)

    assert states(desk, of)[:2] == ["unmarked", "absent"]


def test_enter_moves_down_and_tab_right_and_marks_nothing(
    view: AttendanceView, desk: Desk, of: Class
) -> None:
    column = view.grid.currentIndex().column()

    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    QTest.keyClick(view.grid, Qt.Key.Key_Tab)
    QTest.keyClick(view.grid, Qt.Key.Key_Tab)
    QTest.keyClick(view.grid, Qt.Key.Key_Backtab)

    at = view.grid.currentIndex()
    assert (at.row(), at.column()) == (1, column + 1)
    assert set(states(desk, of)) == {"unmarked"}


def test_tab_leaves_the_grid_after_its_last_session(view: AttendanceView) -> None:
    view.grid.setFocus()
    view.grid.go_to(0, view.grid.register.chance - 1)

    QTest.keyClick(view.grid, Qt.Key.Key_Tab)

    assert not view.grid.hasFocus()


def test_several_cells_are_marked_as_one_step(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    QTest.keyClick(view.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    type_slowly(view, clock, "1", view.grid)
    marked = states(desk, of)
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert marked == ["present", "present", "unmarked", "unmarked"]
    assert set(states(desk, of)) == {"unmarked"}


def test_letters_typed_in_the_grid_go_to_the_search_and_enter_marks(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    view.grid.setFocus()

    type_slowly(view, clock, "สุดา", view.grid)
    QTest.keyClick(view.field, Qt.Key.Key_Return)

    assert states(desk, of) == ["unmarked", "unmarked", "present", "unmarked"]
    assert "นางสาวสุดา รุ่งเรือง" in view.answer.accessibleName()
    assert view.field.text() == ""


def test_ctrl_z_in_the_empty_search_takes_the_mark_back(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    view.field.setFocus()
    type_slowly(view, clock, "ปิน", view.field)
    QTest.keyClick(view.field, Qt.Key.Key_Return)

    QTest.keyClick(view.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert set(states(desk, of)) == {"unmarked"}


def test_a_number_and_enter_is_a_seat(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    type_slowly(view, clock, "2", view.field)
    QTest.keyClick(view.field, Qt.Key.Key_Return)

    assert states(desk, of) == ["unmarked", "present", "unmarked", "unmarked"]


def test_the_arrows_choose_among_those_found_and_ctrl_enter_only_shows(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    type_slowly(view, clock, "ง", view.field)
    QTest.keyClick(view.field, Qt.Key.Key_Down)
    QTest.keyClick(view.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert set(states(desk, of)) == {"unmarked"}
    assert view.grid.currentIndex().row() > 0


def test_a_click_on_somebody_found_marks_them(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    type_slowly(view, clock, "มานพ", view.field)
    found = view.field.popup.list
    box = found.visualItemRect(found.item(0))

    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=box.center())

    assert states(desk, of)[1] == "present"


def test_escape_clears_the_search_and_then_goes_back_to_the_grid(
    view: AttendanceView, clock: Clock
) -> None:
    view.field.setFocus()
    type_slowly(view, clock, "ฮฮ", view.field)
    nobody = view.field.popup.list.count()

    QTest.keyClick(view.field, Qt.Key.Key_Escape)
    cleared = view.field.text()
    QTest.keyClick(view.field, Qt.Key.Key_Escape)

    assert (nobody, cleared, view.grid.hasFocus()) == (1, "", True)


def test_a_scan_over_the_grid_marks_its_person_and_nobody_by_its_digits(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    view.grid.setFocus()

    scan(view, clock, badge(desk, of, 3), view.grid)

    assert states(desk, of) == ["unmarked", "unmarked", "present", "unmarked"]
    assert view.grid.currentIndex().row() == 0
    assert view.field.text() == ""


@pytest.mark.parametrize("where", ["field", "grid", "button"])
def test_a_scan_is_taken_from_anywhere_and_leaks_nothing(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class, where: str
) -> None:
    widget = {"field": view.field, "grid": view.grid, "button": view.foot.walk_in}[where]
    widget.setFocus()

    scan(view, clock, badge(desk, of, 2).translate(THAI), widget)

    assert states(desk, of) == ["unmarked", "present", "unmarked", "unmarked"]
    assert view.field.text() == ""


def test_a_scan_that_ends_with_a_pause_is_taken_too_and_its_late_enter_swallowed(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    for key in badge(desk, of, 4):
        clock.ticks += 0.004
        press(view.grid, key)

    qtbot.waitUntil(lambda: states(desk, of)[3] == "present")
    QTest.keyClick(view.grid, Qt.Key.Key_Return)

    assert view.grid.currentIndex().row() == 0


def test_two_quick_keys_are_still_typing(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    QTest.keyClicks(view.grid, "14")

    qtbot.waitUntil(lambda: states(desk, of)[:2] == ["present", "absent"])


def test_quick_typing_with_enter_loses_nothing(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    view.field.setFocus()
    for key in "ปิน":
        clock.ticks += 0.01
        press(view.field, key)
    QTest.keyClick(view.field, Qt.Key.Key_Return)

    assert states(desk, of)[0] == "present"


def test_the_same_card_twice_within_two_seconds_is_one_scan(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    scan(view, clock, badge(desk, of, 1), view.grid)
    said = view.answer.accessibleName()
    clock.ticks -= 4
    scan(view, clock, badge(desk, of, 1), view.grid)
    lingering = view.answer.accessibleName()
    clock.ticks += 3
    scan(view, clock, badge(desk, of, 1), view.grid)

    assert lingering == said
    assert view.answer.property("tone") == "warning"
    assert "๐๘.๕๐" in view.answer.accessibleName()


def test_a_card_that_cannot_be_read_says_what_to_do(view: AttendanceView, clock: Clock) -> None:
    scan(view, clock, "123456789012", view.grid)

    assert view.answer.property("tone") == "danger"
    assert view.ui.words("attendance.unreadable_help") in view.answer.accessibleName()


def test_a_card_of_another_class_is_not_in_this_one(
    view: AttendanceView, clock: Clock, desk: Desk
) -> None:
    other = create_class(desk, NewClass("T35", 35, DAYS))
    roster.enrol(desk, other, [Person("นาย", "คนอื่น", "ที่อื่น")])

    scan(view, clock, badge(desk, other, 1), view.grid)

    assert view.ui.words("attendance.stranger") in view.answer.accessibleName()


def test_who_withdrew_is_told_so_at_the_door(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    roster.withdraw(desk, people.enrolments(desk.store, of.id)[0])

    scan(view, clock, badge(desk, of, 1), view.grid)

    assert view.ui.words("attendance.withdrawn_help") in view.answer.accessibleName()
    assert len(view.grid.register.rows) == 3


def test_the_last_arrivals_can_be_taken_back_one_by_one(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    scan(view, clock, badge(desk, of, 1), view.grid)
    scan(view, clock, badge(desk, of, 2), view.grid)

    view.foot.scans.click()
    shown_list = popup(ScanList)
    assert isinstance(shown_list, ScanList)
    qtbot.mouseClick(shown_list.buttons[1], Qt.MouseButton.LeftButton)

    assert states(desk, of)[:2] == ["unmarked", "present"]
    assert len(view.door.arrivals) == 1


def test_the_answer_has_its_own_undo(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    scan(view, clock, badge(desk, of, 1), view.grid)

    view.answer.action.click()

    assert set(states(desk, of)) == {"unmarked"}


def test_an_arrival_changed_since_is_not_taken_back(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    said = heard(view.ui)
    scan(view, clock, badge(desk, of, 1), view.grid)
    type_slowly(view, clock, "4", view.grid)

    view.answer.action.click()

    assert states(desk, of)[0] == "absent"
    assert said[-1].tone == "warning"


def test_a_closed_class_is_only_looked_at(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    said = heard(view.ui)
    classes.close_class(desk, of)

    type_slowly(view, clock, "1", view.grid)
    scan(view, clock, badge(desk, of, 1), view.grid)

    assert set(states(desk, of)) == {"unmarked"}
    assert (said[-1].tone, view.answer.property("tone")) == ("warning", "danger")
    assert not view.notice.isHidden()
    assert not view.foot.all_present.isEnabled()


def test_all_remaining_says_the_number_first(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    type_slowly(view, clock, "4", view.grid)
    before = view.foot.all_present.accessibleName()

    view.foot.all_present.click()

    assert "๓" in before
    assert states(desk, of) == ["absent", "present", "present", "present"]
    assert not view.foot.all_present.isEnabled()


def test_the_session_before_is_copied(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    type_slowly(view, clock, "1241", view.grid)
    view.bar.on.click()

    view.foot.copy.click()

    assert states(desk, of, "S06") == ["present", "present", "absent", "present"]


def test_the_bar_leads_through_the_sessions_and_the_days(view: AttendanceView) -> None:
    view.bar.back.click()
    over_night = view.code
    view.bar.day_chosen.emit(3)
    third = view.code
    view.bar.day_chosen.emit(0)
    columns = len(view.grid.register.sessions)

    assert (over_night, third, columns) == ("S04", "S09", 12)
    assert view.code == "S09"


def test_the_clock_offers_the_session_of_now_and_moves_nothing(
    view: AttendanceView, clock: Clock
) -> None:
    view.bar.back.click()
    offered = not view.bar.now.isHidden()

    view.bar.now.click()

    assert (offered, view.code, view.bar.now.isHidden()) == (True, "S05", True)


def test_a_heading_makes_its_session_the_one_being_taken(view: AttendanceView) -> None:
    header = view.grid.horizontalHeader()
    column = view.grid.register.column_of("S07")
    where = QPoint(header.sectionViewportPosition(column) + 20, 10)

    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)

    assert view.code == "S07"
    assert view.grid.register.current == "S07"


def test_a_filter_keeps_those_it_found_until_it_is_pressed_again(
    view: AttendanceView, clock: Clock
) -> None:
    type_slowly(view, clock, "1", view.grid)
    view.tally.buttons["unmarked"].click()
    filtered = len(view.grid.register.rows)
    type_slowly(view, clock, "1", view.grid)
    marked = len(view.grid.register.rows)

    view.tally.buttons["unmarked"].click()

    assert (filtered, marked, len(view.grid.register.rows)) == (3, 3, 2)


def miss(desk: Desk, of: Class, seat: int, codes: tuple[str, ...]) -> None:
    person = people.enrolments(desk.store, of.id)[seat - 1]
    for session in timetable.sessions(desk.store, of.id):
        if session.code in codes:
            attendance.mark(desk, session, person.id, Mark(Status.ABSENT))


def test_who_cannot_pass_any_more_is_named_and_can_be_listed(
    view: AttendanceView, desk: Desk, of: Class
) -> None:
    miss(desk, of, 2, ("S01", "S02", "S03"))
    miss(desk, of, 3, ("S01", "S02"))

    named = view.foot.lost.toolTip()
    view.foot.lost.click()

    assert "นายมานพ ใจดี" in named
    assert [row.person.seat for row in view.grid.register.rows] == [2]
    assert view.tally.buttons["edge"].count == 1


def cell_at(view: AttendanceView, row: int) -> QPoint:
    index = view.grid.register.index(row, view.grid.currentIndex().column())
    return view.grid.visualRect(index).center()


def test_a_click_selects_and_a_second_click_opens_the_cell(
    view: AttendanceView, desk: Desk, of: Class
) -> None:
    view.grid.setFocus()
    port = view.grid.viewport()

    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=cell_at(view, 1))
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=cell_at(view, 1))
    opened = popup(MarkPopover)
    assert isinstance(opened, MarkPopover)
    opened.states[3].click()

    assert states(desk, of) == ["unmarked", "absent", "unmarked", "unmarked"]


def test_a_double_click_opens_the_cell_for_its_minutes(
    view: AttendanceView, desk: Desk, of: Class
) -> None:
    QTest.mouseDClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=cell_at(view, 0))
    opened = popup(MarkPopover)
    assert isinstance(opened, MarkPopover)

    opened.press(Status.LATE)
    QTest.keyClicks(opened.minutes, "17")
    view.scanner.rest()
    QTest.keyClick(opened, Qt.Key.Key_Return)

    assert marks(desk, of)[0] == Mark(Status.LATE, minutes=17)


def test_a_reason_is_kept_with_the_leave(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    QTest.keyClick(view.grid, Qt.Key.Key_F2)
    opened = popup(MarkPopover)
    assert isinstance(opened, MarkPopover)

    type_slowly(view, clock, "3", opened)
    opened.reason.setText("พบแพทย์")
    QTest.keyClick(opened.reason, Qt.Key.Key_Return)

    assert marks(desk, of)[0] == Mark(Status.EXCUSED, reason="พบแพทย์")


def test_a_scan_over_the_open_cell_is_taken_and_leaves_it_alone(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    QTest.keyClick(view.grid, Qt.Key.Key_F2)
    opened = popup(MarkPopover)
    assert isinstance(opened, MarkPopover)
    opened.press(Status.EXCUSED)

    scan(view, clock, badge(desk, of, 3), opened.reason)

    assert opened.reason.text() == ""
    assert states(desk, of) == ["excused", "unmarked", "present", "unmarked"]


def test_delete_in_the_open_cell_clears_it(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    type_slowly(view, clock, "1", view.grid)
    view.grid.go_to(0, view.grid.currentIndex().column())
    QTest.keyClick(view.grid, Qt.Key.Key_F2)

    QTest.keyClick(popup(MarkPopover), Qt.Key.Key_Delete)

    assert states(desk, of)[0] == "unmarked"


def test_a_make_up_takes_the_one_missed_session_at_once(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    miss(desk, of, 1, ("S02",))

    type_slowly(view, clock, "5", view.grid)

    assert marks(desk, of)[0] == Mark(Status.MAKEUP, of="S02")


def test_with_several_missed_sessions_the_make_up_asks_which(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    miss(desk, of, 1, ("S02", "S03"))

    type_slowly(view, clock, "5", view.grid)
    opened = popup(MarkPopover)
    assert isinstance(opened, MarkPopover)
    opened.missed[1].click()

    assert marks(desk, of)[0] == Mark(Status.MAKEUP, of="S03")


def test_a_make_up_for_many_with_several_missed_is_asked_one_by_one(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    said = heard(view.ui)
    miss(desk, of, 1, ("S02", "S03"))
    QTest.keyClick(view.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    type_slowly(view, clock, "5", view.grid)

    assert set(states(desk, of)) == {"unmarked"}
    assert said[-1].tone == "warning"


def copy_and_paste(view: AttendanceView, block: str) -> None:
    QGuiApplication.clipboard().setText(block)
    QTest.keyClick(view.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_block_is_pasted_as_one_step(view: AttendanceView, desk: Desk, of: Class) -> None:
    copy_and_paste(view, "มา\tPresent\r\nสาย 15\t\r\n4\tลา (ประชุม)\r\n")

    pasted = marks(desk, of)[:3], states(desk, of, "S06")
    desk.undo()

    assert pasted[0] == [
        Mark(Status.PRESENT),
        Mark(Status.LATE, minutes=15),
        Mark(Status.ABSENT),
    ]
    assert pasted[1] == ["present", "unmarked", "excused", "unmarked"]
    assert set(states(desk, of) + states(desk, of, "S06")) == {"unmarked"}


@pytest.mark.parametrize("block", ["มา\nอะไรก็ไม่รู้", "มา\n" * 9, "สาย 500"])
def test_a_block_that_cannot_be_meant_changes_nothing(
    view: AttendanceView, desk: Desk, of: Class, block: str
) -> None:
    said = heard(view.ui)

    copy_and_paste(view, block)

    assert set(states(desk, of)) == {"unmarked"}
    assert said[-1].tone == "warning"


def test_an_unreadable_word_is_named_with_its_row_and_column(view: AttendanceView) -> None:
    said = heard(view.ui)

    copy_and_paste(view, "มา\nอะไร")

    assert "แถวที่ ๒ (นายมานพ ใจดี) ช่อง S05" in said[-1].text


def test_a_block_is_copied_for_a_spreadsheet(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    clock.set("09:20")
    type_slowly(view, clock, "12", view.grid)
    view.grid.go_to(0, view.grid.currentIndex().column())
    QTest.keyClick(view.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    QTest.keyClick(view.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "มา\t\nสาย ๒๐\t"


def test_the_history_of_a_cell_tells_who_and_when(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    type_slowly(view, clock, "1", view.grid)
    view.grid.go_to(0, view.grid.currentIndex().column())
    type_slowly(view, clock, "4", view.grid)
    view.grid.go_to(0, view.grid.currentIndex().column())

    QTest.keyClick(view.grid, Qt.Key.Key_F8)
    panel = popup(HistoryPanel)
    assert isinstance(panel, HistoryPanel)
    entries = panel.table.rows_model.rows()
    panel.close()

    assert [(e.old, e.new) for e in entries] == [("มา", "ขาด"), ("ยังไม่เช็ก", "มา")]
    assert entries[0].when == "๒๐ พ.ย. ๒๕๖๙ ๐๘.๕๐ น."
    assert entries[0].device == view.ui.words("attendance.history.here")


def test_a_right_click_opens_the_history_too(view: AttendanceView, qtbot: QtBot) -> None:
    view.grid.customContextMenuRequested.emit(cell_at(view, 2))

    panel = popup(HistoryPanel)
    panel.close()

    assert view.grid.currentIndex().row() == 2


def test_the_history_of_a_person_tells_everything_about_them(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    person = people.enrolments(desk.store, of.id)[0]
    roster.withdraw(desk, person)
    panel = HistoryPanel(view.ui, view)

    panel.show(of.id, person.id)
    subjects = {entry.session for entry in panel.table.rows_model.rows()}
    panel.close()

    assert {"ชื่อ", "สถานะ"} <= subjects


def test_a_press_on_a_name_picks_the_person(view: AttendanceView) -> None:
    names = view.grid.findChild(QWidget, "frozen")
    assert names is not None

    QTest.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(90, 44 * 2 + 20))

    assert view.grid.currentIndex().row() == 2
    assert view.grid.register.session_at(view.grid.currentIndex().column()) == view.session


def test_a_cancelled_session_says_so_and_marks_nobody(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    classes.cancel_session(desk, of, view.session)

    type_slowly(view, clock, "1", view.grid)

    assert set(states(desk, of)) == {"unmarked"}
    assert "S05" in view.notice.accessibleName()


def test_without_people_it_leads_to_the_roster(
    ui: Ui, desk: Desk, clock: Clock, qtbot: QtBot
) -> None:
    empty = create_class(desk, NewClass("T40", 40, DAYS))
    view = shown(ui, empty, clock, qtbot)
    places: list[Place] = []
    ui.went.connect(places.append)

    view.stack.currentWidget().button.click()
    type_slowly(view, clock, "ก", view)

    assert places == [Place("classes", empty.id, "roster")]


def test_without_a_class_it_leads_to_the_classes(
    ui: Ui, of: Class, clock: Clock, qtbot: QtBot
) -> None:
    view = shown(ui, of, clock, qtbot)
    view.open(Place("classes"))
    places: list[Place] = []
    ui.went.connect(places.append)

    view.stack.currentWidget().button.click()

    assert places == [Place("classes")]


def test_another_class_begins_at_its_own_session(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    past = (date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 11))
    other = create_class(desk, NewClass("T33", 33, past))
    roster.enrol(desk, other, [Person("นาย", "คนอื่น", "ที่อื่น")])
    scan(view, clock, badge(desk, of, 1), view.grid)

    view.open(Place("classes", other.id))

    assert (view.code, view.door.arrivals) == ("S12", [])


def test_opened_at_a_person_the_cursor_is_on_them(
    view: AttendanceView, desk: Desk, of: Class
) -> None:
    person = people.enrolments(desk.store, of.id)[2]

    view.open(Place("classes", of.id, person=person.id))

    assert view.grid.currentIndex().row() == 2


def test_it_speaks_the_other_language_at_once(view: AttendanceView, clock: Clock) -> None:
    view.ui.wording.use("en", "arabic")

    assert view.foot.all_present.accessibleName() == "All remaining present (4)"
    assert view.code == "S05"


def test_a_row_is_read_as_one_sentence(view: AttendanceView, clock: Clock) -> None:
    type_slowly(view, clock, "1", view.grid)
    register = view.grid.register
    index = register.index(0, register.column_of("S05"))

    sentence = str(register.data(index, Qt.ItemDataRole.AccessibleTextRole))

    assert "นางปิ่นแก้ว แสงทอง" in sentence
    assert "S05 มา" in sentence
    assert "พลาดได้อีก" in sentence


def test_the_last_column_tells_the_numbers_behind_it(view: AttendanceView) -> None:
    register = view.grid.register
    index = register.index(0, register.chance)

    assert "๑๒" in str(register.data(index, Qt.ItemDataRole.ToolTipRole))


def test_little_height_is_left_to_the_people(view: AttendanceView) -> None:
    view.resize(1000, 380)

    assert view.bar.under.isHidden()
    assert view.tally.buttons["late"].sizeHint().height() == view.ui.theme.target


def test_a_walk_in_is_asked_for_by_one_key(view: AttendanceView, qtbot: QtBot) -> None:
    from desktop.views.walk_in_dialog import WalkInDialog

    view.foot.walk_in.click()

    dialog = popup(WalkInDialog)
    dialog.close()


def test_the_shortcuts_lead_through_the_sessions_and_to_the_search(view: AttendanceView) -> None:
    control = Qt.KeyboardModifier.ControlModifier

    QTest.keyClick(view.grid, Qt.Key.Key_PageDown, control)
    onward = view.code
    QTest.keyClick(view.grid, Qt.Key.Key_PageUp, control)
    QTest.keyClick(view.grid, Qt.Key.Key_F, control)

    assert (onward, view.code) == ("S06", "S05")
    assert view.field.hasFocus()


def test_letters_typed_on_a_button_begin_a_search_and_escape_puts_the_answer_away(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    scan(view, clock, badge(desk, of, 1), view.grid)
    view.foot.scans.setFocus()

    type_slowly(view, clock, "ม", view.foot.scans)
    typed = view.field.text()
    QTest.keyClick(view.foot.scans, Qt.Key.Key_Escape)

    assert typed == "ม"
    assert view.answer.isHidden()


def test_cells_two_devices_disagree_about_are_flagged(
    view: AttendanceView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    person = people.enrolments(desk.store, of.id)[0]
    session = view.session
    attendance.mark(desk, session, person.id, Mark(Status.PRESENT))
    other(desk, of, session, person.id, {"status": "absent"})

    view.outdated()

    register = view.grid.register
    assert register.rows[0].disputed == {"S05"}
    assert not view.notice.isHidden()
    index = register.index(0, register.column_of("S05"))
    shown_tip = str(register.data(index, Qt.ItemDataRole.ToolTipRole))
    assert view.ui.words("attendance.disputed") in shown_tip
    assert not view.grab().isNull()


def other(desk: Desk, of: Class, session: Session, enrolment: str, mark: object) -> None:
    """Let another device mark the same cell without having seen ours."""
    rival = Change(
        id="f" * 32,
        scope=of.scope,
        entity="attendance",
        row=attendance_row(session.id, enrolment),
        set={"mark": mark},
        over={},
        salt={"mark": "0" * 32},
        n=1,
        author="วินัย",
        device="ee" * 8,
        at="2026-11-20T01:55:00+00:00",
        schema=1,
        prev="",
    )
    desk.store.commit([rival])


def test_every_state_and_standing_is_drawn(view: AttendanceView, desk: Desk, of: Class) -> None:
    miss(desk, of, 1, ("S01", "S02", "S03"))
    miss(desk, of, 2, ("S01", "S02"))
    third = people.enrolments(desk.store, of.id)[2]
    for session in timetable.sessions(desk.store, of.id):
        if session.counted and session.code != "S12":
            attendance.mark(desk, session, third.id, Mark(Status.PRESENT))
    roster.add_walk_in(desk, of, Person("นาย", "มาเพิ่ม", "หน้างาน"))

    view.bar.day_chosen.emit(0)
    view.field.begin("มา")

    said = [
        view.grid.register.data(view.grid.register.index(row, view.grid.register.chance))
        for row in range(3)
    ]
    assert said == ["ไม่ผ่านแล้ว", "พลาดไม่ได้อีก", "ถึงเกณฑ์แล้ว"]
    assert not view.grab().isNull()


def test_the_headings_tell_their_sessions(view: AttendanceView) -> None:
    register = view.grid.register
    tip = register.headerData(
        register.column_of("S05"), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )

    assert "๐๙.๐๐–๑๐.๓๐ น." in str(tip)
    assert register.headerData(0, Qt.Orientation.Vertical) is None


def test_a_held_key_is_never_a_scan(view: AttendanceView, desk: Desk, of: Class) -> None:
    for _ in range(8):
        held = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", True
        )
        QApplication.sendEvent(view.grid, held)

    assert set(states(desk, of)) == {"present"}


def test_a_sign_from_the_number_pad_is_no_command(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class
) -> None:
    pad = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Minus, Qt.KeyboardModifier.KeypadModifier, "-")

    QApplication.sendEvent(view.grid, pad)
    view.scanner.rest()

    assert set(states(desk, of)) == {"unmarked"}


def test_a_scan_is_taken_while_the_focus_is_outside_the_screen_but_not_once_it_is_left(
    view: AttendanceView, clock: Clock, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    elsewhere = QLineEdit(view.window())
    elsewhere.show()
    view.hide()
    view.show()

    scan(view, clock, badge(desk, of, 2), elsewhere)
    taken = states(desk, of)[1], elsewhere.text(), view.grid.hasFocus()
    view.hide()
    scan(view, clock, badge(desk, of, 3), elsewhere)

    assert taken == ("present", "", True)
    assert elsewhere.text() == badge(desk, of, 3)
    assert states(desk, of)[2] == "unmarked"
