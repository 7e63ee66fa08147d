from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions import classes
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.refusal import Fault
from desktop.models.timetable import Session
from desktop.store import timetable as plan
from desktop.views import session_dialog
from desktop.views.place import Place
from desktop.views.session_dialog import SessionDialog
from desktop.views.timetable_block import SessionBlock
from desktop.views.timetable_view import TimetableView
from desktop.views.ui import Message, Ui
from desktop.views.undoing import undo

MakeUi = Callable[..., Ui]


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def said(ui: Ui) -> list[Message]:
    messages: list[Message] = []
    ui.said.connect(messages.append)
    return messages


@pytest.fixture
def view(ui: Ui, of: Class, qtbot: QtBot) -> TimetableView:
    view = TimetableView(ui)
    qtbot.addWidget(view)
    view.resize(1120, 640)
    view.open(Place("classes", of.id, "timetable"))
    view.show()
    return view


def block(view: TimetableView, code: str) -> SessionBlock:
    assert view.days is not None
    return next(b for b in view.days.blocks.values() if b.session.code == code)


def session(desk: Desk, of: Class, code: str) -> Session:
    return classes.find_session(desk, of, code)


def asked(view: TimetableView, code: str, qtbot: QtBot) -> SessionDialog:
    """Press a block and give the dialog it opens."""
    qtbot.mouseClick(block(view, code), Qt.MouseButton.LeftButton)
    return view.findChildren(SessionDialog)[-1]


def type_over(dialog: SessionDialog, start: str, end: str, qtbot: QtBot) -> None:
    for field, text in ((dialog.start, start), (dialog.end, end)):
        field.entry.selectAll()
        qtbot.keyClicks(field.entry, text)


def test_three_days_stand_side_by_side_and_a_sound_plan_says_so_once(view: TimetableView) -> None:
    assert view.days is not None

    columns = {view.days.blocks[key].x() for key in view.days.blocks}

    assert len(view.days.blocks) == 12
    assert len(columns) == 3
    assert view.checks.said == ["ตารางครบ: ๑๘ ชั่วโมง ๓ วัน ทุกหัวข้อและทุกกิจกรรม"]
    assert view.checks.property("tone") == "ok"


def test_sessions_at_the_same_time_stand_in_one_line(view: TimetableView) -> None:
    tops = {block(view, code).y() for code in ("S02", "S06", "S10")}

    assert len(tops) == 1


def test_a_cancelled_session_is_struck_and_every_gap_it_leaves_is_named(
    view: TimetableView, desk: Desk, of: Class
) -> None:
    classes.cancel_session(desk, of, session(desk, of, "S02"), "วิทยากรป่วย")

    assert view.checks.said[0] == "เวลาเรียนรวม ๙๙๐ นาที ขาดไป ๙๐ นาที (ต้องได้ ๑,๐๘๐)"
    assert view.checks.said[1].startswith("ยังไม่มีกิจกรรมใดสอนหัวข้อ T1 หลักการ และแนวคิด")
    assert view.checks.property("tone") == "warning"
    assert "งด" in block(view, "S02").accessibleName()
    assert "วิทยากรป่วย" in block(view, "S02").accessibleName()


def test_the_cursor_stays_on_its_session_when_the_plan_changes(
    view: TimetableView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    qtbot.waitUntil(view.isActiveWindow)
    block(view, "S06").setFocus()

    classes.cancel_session(desk, of, session(desk, of, "S02"))

    assert block(view, "S06").hasFocus()


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        ("S01", Qt.Key.Key_Down, "S02"),
        ("S01", Qt.Key.Key_Up, "S01"),
        ("S02", Qt.Key.Key_Right, "S06"),
        ("S06", Qt.Key.Key_Left, "S02"),
        ("S09", Qt.Key.Key_Right, "S09"),
        ("S04", Qt.Key.Key_Down, "S04"),
        ("S04", Qt.Key.Key_Home, "S04"),
    ],
)
def test_arrows_move_between_sessions(
    view: TimetableView, qtbot: QtBot, start: str, key: Qt.Key, end: str
) -> None:
    qtbot.waitUntil(view.isActiveWindow)
    block(view, start).setFocus()

    qtbot.keyClick(block(view, start), key)

    assert block(view, end).hasFocus()


def test_enter_shows_the_session_with_its_objective_and_what_a_cancellation_does(
    view: TimetableView, qtbot: QtBot
) -> None:
    qtbot.keyClick(block(view, "S02"), Qt.Key.Key_Return)

    dialog = view.findChildren(SessionDialog)[-1]
    texts = " ".join(label.text() for label in dialog.findChildren(session_dialog.WrapLabel))
    assert "จุดประสงค์: อธิบายหลักการเศรษฐกิจดิจิทัล" in texts
    assert "ถ้างด: ต้องเข้าร่วมอย่างน้อย ๙ จาก ๑๑ กิจกรรม" in texts
    assert "T9  ปัจจัยที่จะก่อให้เกิดการเปลี่ยนแปลง" in texts


def test_moving_shows_the_new_time_and_can_be_undone_by_name(
    view: TimetableView, desk: Desk, of: Class, ui: Ui, said: list[Message], qtbot: QtBot
) -> None:
    dialog = asked(view, "S02", qtbot)
    type_over(dialog, "1100", "12.30", qtbot)

    qtbot.keyClick(dialog.end.entry, Qt.Key.Key_Return)
    moved = session(desk, of, "S02")
    name = block(view, "S02").accessibleName()
    undo(ui)

    assert (moved.state, moved.start, moved.end) == ("moved", "11:00", "12:30")
    assert "๑๑.๐๐–๑๒.๓๐ น., เลื่อน" in name
    assert said[-1].text == "เลิกทำแล้ว: เลื่อนกิจกรรม S02"
    assert session(desk, of, "S02").state == "planned"


def test_a_session_moved_to_a_fourth_day_gets_a_column_and_a_finding(
    view: TimetableView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    dialog = asked(view, "S12", qtbot)
    dialog.day.entry.selectAll()
    qtbot.keyClicks(dialog.day.entry, "4/12/2569")
    qtbot.keyClick(dialog.end.entry, Qt.Key.Key_Return)

    assert session(desk, of, "S12").on == date(2026, 12, 4)
    assert view.checks.said == ["จัดไว้ ๔ วัน หลักสูตรใช้ ๓ วัน"]
    assert block(view, "S12").x() > block(view, "S09").x()


def test_an_overlap_is_named_with_its_minutes(
    view: TimetableView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    dialog = asked(view, "S02", qtbot)
    type_over(dialog, "10.00", "11.30", qtbot)
    qtbot.keyClick(dialog.end.entry, Qt.Key.Key_Return)

    assert view.checks.said == ["S01 กับ S02 ทับกัน ๓๐ นาที"]


def test_two_sessions_at_one_time_both_stay_in_view(
    view: TimetableView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    first = session(desk, of, "S01")

    classes.move_session(desk, of, session(desk, of, "S02"), first.on, first.start, first.end)
    qtbot.waitUntil(lambda: block(view, "S02").height() > 40)

    boxes = [block(view, code).geometry() for code in ("S01", "S02")]
    assert not boxes[0].intersects(boxes[1])


def test_nothing_changed_is_no_move(view: TimetableView, qtbot: QtBot) -> None:
    dialog = asked(view, "S02", qtbot)

    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert dialog.day.field._said.plain() == "ยังไม่ได้เปลี่ยนวันหรือเวลา"


def test_an_end_before_the_start_is_refused_beside_it(view: TimetableView, qtbot: QtBot) -> None:
    dialog = asked(view, "S02", qtbot)
    type_over(dialog, "14:00", "13:00", qtbot)

    qtbot.keyClick(dialog.end.entry, Qt.Key.Key_Return)

    assert dialog.end._said.plain() == "กิจกรรม S02 เลิกก่อนเริ่ม ตรวจเวลาเริ่มและเวลาเลิก"


def test_an_unreadable_time_takes_the_cursor(view: TimetableView, qtbot: QtBot) -> None:
    dialog = asked(view, "S02", qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    type_over(dialog, "soon", "13:00", qtbot)

    qtbot.keyClick(dialog.end.entry, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert dialog.start.entry.hasFocus()


def test_cancelling_and_reinstating_from_the_block(
    view: TimetableView, desk: Desk, of: Class, said: list[Message], qtbot: QtBot
) -> None:
    dialog = asked(view, "S03", qtbot)
    dialog.reason.setText("น้ำท่วม")
    qtbot.mouseClick(dialog.call_off, Qt.MouseButton.LeftButton)
    cancelled = session(desk, of, "S03")

    again = asked(view, "S03", qtbot)
    qtbot.mouseClick(again.confirm, Qt.MouseButton.LeftButton)

    assert (cancelled.state, cancelled.note) == ("cancelled", "น้ำท่วม")
    assert session(desk, of, "S03").state == "planned"
    assert [m.text for m in said] == ["งด S03 แล้ว", "เรียกคืน S03 แล้ว"]


def test_only_the_reason_of_a_moved_session_can_change(
    view: TimetableView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    classes.move_session(desk, of, session(desk, of, "S02"), of.first, "11:00", "12:30", "ฝน")
    same = asked(view, "S02", qtbot)
    steps = len(desk.undoable)
    same.accept()
    unchanged = len(desk.undoable) == steps
    other = asked(view, "S02", qtbot)

    other.reason.setText("น้ำท่วม")
    other.accept()

    assert unchanged
    assert session(desk, of, "S02").note == "น้ำท่วม"


def test_a_closed_class_shows_its_sessions_and_changes_none(
    view: TimetableView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    classes.close_class(desk, of)

    dialog = asked(view, "S02", qtbot)

    assert not dialog.confirm.isVisible()
    assert dialog.cancel.text() == "ปิด"


def test_a_full_disk_is_said_and_the_dialog_stays(
    view: TimetableView, said: list[Message], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise Fault("disk-full")

    monkeypatch.setattr(session_dialog, "cancel_session", fail)
    dialog = asked(view, "S03", qtbot)

    qtbot.mouseClick(dialog.call_off, Qt.MouseButton.LeftButton)

    assert dialog.isVisible()
    assert said[-1].tone == "danger"


def test_the_roster_is_the_next_step_while_nobody_is_on_it(
    view: TimetableView, ui: Ui, of: Class, qtbot: QtBot
) -> None:
    went: list[Place] = []
    ui.went.connect(went.append)

    qtbot.mouseClick(view.to_roster, Qt.MouseButton.LeftButton)

    assert went == [Place("classes", of.id, "roster")]


def test_people_on_the_roster_end_the_next_step(people: list[str], view: TimetableView) -> None:
    assert not view.next_step.isVisible()


def test_english_titles_and_days_are_shown_in_english(view: TimetableView, ui: Ui) -> None:
    ui.wording.use("en", "arabic")

    assert view.checks.said == ["Complete: 18 hours, 3 days, every topic and activity"]
    assert block(view, "S02").accessibleName().startswith("S02, The digital economy")


def test_a_course_not_known_here_is_shown_without_checks(
    view: TimetableView, monkeypatch: pytest.MonkeyPatch
) -> None:
    view._courses = {"another": replace(classes.templates()[0], key="another")}

    view.outdated()

    assert not view.checks.isVisible()
    assert view.days is not None
    assert len(view.days.blocks) == 12


def test_a_class_that_is_gone_leaves_the_timetable_as_it_was(
    view: TimetableView, desk: Desk, of: Class
) -> None:
    classes.remove_class(desk, of)

    assert view.isVisible()
    assert plan.sessions(desk.store, of.id)
