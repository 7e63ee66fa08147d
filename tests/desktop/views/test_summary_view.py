from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop.actions import attendance, classes, forms, roster, submissions, teams
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.eligibility import Policy
from desktop.models.people import Person
from desktop.views.place import Place
from desktop.views.policy_dialog import PolicyDialog
from desktop.views.summary_view import SummaryView
from desktop.views.ui import Message, Ui
from tests.desktop.exercise import fill

MakeUi = Callable[..., Ui]


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def said(ui: Ui) -> list[Message]:
    heard: list[Message] = []
    ui.said.connect(heard.append)
    return heard


@pytest.fixture
def marked(desk: Desk, of: Class, people: list[str]) -> list[str]:
    """The first has passed all, the second lost three, the third lost two, the fourth none."""
    for n in range(1, 13):
        session = classes.find_session(desk, of, f"S{n:02d}")
        attendance.mark(desk, session, people[0], Mark(Status.PRESENT))
        if n <= 3:
            attendance.mark(desk, session, people[1], Mark(Status.ABSENT))
        if n <= 2:
            attendance.mark(desk, session, people[2], Mark(Status.EXCUSED, reason="ประชุม"))
    return people


@pytest.fixture
def view(ui: Ui, of: Class, marked: list[str], qtbot: QtBot) -> SummaryView:
    view = SummaryView(ui)
    qtbot.addWidget(view)
    view.resize(1100, 600)
    view.open(Place("classes", class_id=of.id, tab="summary"))
    view.show()
    return view


def names(view: SummaryView) -> list[str]:
    return [row.enrolment.person.first for row in view.table.rows_model.rows()]


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    answer = (str(path) if path else "", "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)


def test_everybody_stands_there_with_result_and_the_first_explained(view: SummaryView) -> None:
    assert names(view) == ["สมชาย", "ปิ่นแก้ว", "ญาณิศา", "วุฒิชัย"]
    model = view.table.rows_model
    said = [[column.say(row) for column in model.columns] for row in model.rows()]
    assert said[0][2:6] == ["๑๒/๑๒", "๑๐๐.๐๐", "ผ่าน", "๒"]
    assert said[1][4] == "ไม่ผ่านแล้ว"
    assert said[2][4] == "พลาดไม่ได้อีก"
    assert view.panel.isVisible()
    assert "นายสมชาย ใจดี" in view.panel.text()


def test_moving_the_cursor_explains_another_person(view: SummaryView, qtbot: QtBot) -> None:
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)

    text = view.panel.text()
    assert text.startswith("นางสาวปิ่นแก้ว น้ำทิพย์ · เลขที่ ๒")
    assert "เกณฑ์: เข้าร่วมอย่างน้อยร้อยละ ๘๐ ของกิจกรรม คือ ๑๐ จาก ๑๒ กิจกรรม" in text
    assert "ยังขาด ๑๐ ทำได้มากสุด ๙" in text
    assert "ที่พลาด: S01, S02, S03" in text
    assert "- เข้าร่วมอีก ๙ กิจกรรม: S04" in text
    assert "- ชดเชย ๑ กิจกรรม: S01" in text
    assert "S01 ขาด · ไม่นับ" in text
    assert "S04 ยังไม่เช็ก · ยังไม่มีผล" in text


def test_the_account_is_copied_as_text(view: SummaryView, said: list[Message]) -> None:
    view.panel.copy()

    assert QGuiApplication.clipboard().text() == view.panel.text()
    assert said[-1].text.startswith("คัดลอกแล้ว")


def test_chips_count_and_filter(view: SummaryView, qtbot: QtBot) -> None:
    chips = view._chips
    assert {kind: chip.count for kind, chip in chips.items() if chip.isVisible()} == {
        "passed": 1, "edge": 1, "out": 1, "open": 1,
    }  # fmt: skip

    qtbot.mouseClick(chips["edge"], Qt.MouseButton.LeftButton)
    assert names(view) == ["ญาณิศา"]
    qtbot.mouseClick(chips["out"], Qt.MouseButton.LeftButton)
    assert names(view) == ["ปิ่นแก้ว", "ญาณิศา"]
    qtbot.mouseClick(chips["edge"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chips["out"], Qt.MouseButton.LeftButton)
    assert len(names(view)) == 4


def test_a_mark_made_elsewhere_is_judged_at_once(
    view: SummaryView, desk: Desk, of: Class, marked: list[str]
) -> None:
    view.table.select_row(2)
    session = classes.find_session(desk, of, "S03")

    attendance.mark(desk, session, marked[2], Mark(Status.ABSENT))

    assert view._chips["out"].count == 2
    assert view.table.currentIndex().row() == 2
    assert "ญาณิศา" in view.panel.text()


def test_made_up_and_minutes_are_accounted_for(
    view: SummaryView, desk: Desk, of: Class, marked: list[str]
) -> None:
    makeup = classes.find_session(desk, of, "S04")
    attendance.mark(desk, makeup, marked[2], Mark(Status.MAKEUP, of="S01"))
    view.table.select_row(2)
    assert "S01 ลา (ประชุม) · ชดเชยแล้วใน S04 · นับ" in view.panel.text()

    classes.change_policy(desk, of, Policy(basis="minutes"))
    view.table.select_row(0)
    assert "ร้อยละ ๘๐ ของเวลา คือ ๘๖๔ จาก ๑๐๘๐ นาที" in view.panel.text()
    assert "นับ ๙๐ จาก ๙๐ นาที" in view.panel.text()


def test_a_walk_in_is_told_what_is_missing(view: SummaryView, desk: Desk, of: Class) -> None:
    row = roster.add_walk_in(desk, of, Person("นาง", "สมหญิง", "มาหน้างาน"))
    for session in range(1, 13):
        where = classes.find_session(desk, of, f"S{session:02d}")
        attendance.mark(desk, where, row, Mark(Status.PRESENT))

    view.table.select_row(4)

    assert view._chips["held"].count == 1
    assert "- ยืนยันรายชื่อในหน้ารายชื่อ" in view.panel.text()


def test_the_chart_stands_in_the_place_of_the_list(view: SummaryView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view._switch, Qt.MouseButton.LeftButton)

    assert view.card.isVisible()
    assert not view.table.isVisible()
    assert view._switch.accessibleName() == "ดูรายชื่อ"
    assert len(view.card.chart.data.bars) == 12


def test_excel_is_written_where_asked(
    view: SummaryView, said: list[Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:  # fmt: skip
    save_to(monkeypatch, tmp_path / "ผล")

    qtbot.mouseClick(view._export, Qt.MouseButton.LeftButton)

    book = load_workbook(tmp_path / "ผล.xlsx")
    assert book.worksheets[0]["C2"].value == "สมชาย"
    assert said[-1].text == "ส่งออก ๔ คนแล้ว: ผล.xlsx"
    assert view.ui.settings["folder"] == str(tmp_path)


def test_a_folder_that_cannot_be_written_is_said_calmly(
    view: SummaryView, said: list[Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path / "gone" / "out.xlsx")

    view.export_xlsx()

    assert said[-1].tone == "warning"
    assert "ไม่พบโฟลเดอร์" in said[-1].text


def test_nothing_happens_when_no_place_is_chosen(
    view: SummaryView, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, None)

    view.export_csv()

    assert said == []


def offered(view: SummaryView, qtbot: QtBot) -> QMenu:
    qtbot.mouseClick(view._more, Qt.MouseButton.LeftButton)
    menu = view.findChildren(QMenu)[-1]
    assert isinstance(menu, QMenu)
    return menu


def test_the_menu_prints_lists_and_writes_csv(
    view: SummaryView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    menu = offered(view, qtbot)
    actions = [action for action in menu.actions() if not action.isSeparator()]
    assert [a.text() for a in actions][1] == "พิมพ์ใบลงลายมือชื่อ วันอังคารที่ ๑ ธ.ค. ๒๕๖๙ (PDF)"
    assert len(actions) == 6

    for action, name in (
        (actions[0], "a.pdf"),
        (actions[2], "b.pdf"),
        (actions[4], "page.pdf"),
        (actions[5], "c.csv"),
    ):
        save_to(monkeypatch, tmp_path / name)
        action.trigger()
    menu.close()

    for name, expected in (("a.pdf", "บัญชีสรุปผลการฝึกอบรม"), ("b.pdf", "ใบลงลายมือชื่อ")):
        command = ["pdftotext", tmp_path / name, "-"]
        text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        assert expected in text
        assert "นายสมชาย ใจดี" in text
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    rows = list(csv.reader((tmp_path / "c.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 5


def test_the_page_counts_the_class_when_it_is_looked_at_and_again_when_it_changes(
    view: SummaryView, desk: Desk, of: Class, marked: list[str], qtbot: QtBot
) -> None:
    before = view.page.parts
    qtbot.mouseClick(view._whole, Qt.MouseButton.LeftButton)
    shown = {block.code: block for block in view.page.parts}
    in_front = view.stack.currentWidget()

    session = classes.find_session(desk, of, "S04")
    attendance.mark(desk, session, marked[0], Mark(Status.ABSENT))
    for code in ("S05", "S06"):
        session = classes.find_session(desk, of, code)
        attendance.mark(desk, session, marked[0], Mark(Status.ABSENT))

    after = {block.code: block for block in view.page.parts}
    assert before == []
    assert in_front is view.page
    assert shown["attendance"].rows[1] == ("เข้าร่วมถึงเกณฑ์", "๑", "๒๕.๐๐")
    assert after["attendance"].rows[1] == ("เข้าร่วมถึงเกณฑ์", "๐", "๐.๐๐")
    assert not view.page.saved.isVisible()


def test_the_panel_names_what_is_done_and_what_is_missing_besides_attendance(
    view: SummaryView, desk: Desk, of: Class
) -> None:
    forms.give(desk, of, "workflow")
    teams.accept(desk, of, teams.propose(desk, of, 2))

    before = view.panel.text()
    submissions.submit(desk, fill(desk, of, 1))
    after = view.panel.text()

    assert "ยังไม่ได้ส่ง “แบบฝึกวิเคราะห์และสังเคราะห์กระบวนงาน”" in before
    assert "- ทำและส่ง “แบบฝึกวิเคราะห์และสังเคราะห์กระบวนงาน”" in before
    assert "\nส่ง “แบบฝึกวิเคราะห์และสังเคราะห์กระบวนงาน” แล้ว\n" in after
    assert "กลุ่มยังไม่ได้นำเสนอโครงการต้นแบบ" in after
    assert "- นำเสนอโครงการต้นแบบกับกลุ่ม" in after
    assert "ผล: ยังไม่ครบ" in after


def test_the_page_goes_back_to_the_list(view: SummaryView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view._whole, Qt.MouseButton.LeftButton)
    named = view._whole.toolTip()

    qtbot.mouseClick(view._whole, Qt.MouseButton.LeftButton)

    assert (named, view._whole.toolTip()) == ("ดูรายชื่อ", "ดูสรุปหน้าเดียว")
    assert view.stack.currentIndex() == 0


def test_an_empty_class_says_what_comes_first(ui: Ui, of: Class, qtbot: QtBot) -> None:
    view = SummaryView(ui)
    qtbot.addWidget(view)
    view.open(Place("classes", class_id=of.id))
    view.show()

    assert not view.panel.isVisible()
    assert not view._export.isEnabled()
    assert view.panel.text() == ""


def test_in_large_type_the_buttons_keep_their_names(view: SummaryView, ui: Ui) -> None:
    ui.theme.set_scale(1.5)

    assert view._export.text() == ""
    assert view._export.accessibleName() == "ส่งออก Excel"
    assert view._switch.accessibleName() == "ดูกราฟ"
    assert len(names(view)) == 4


def test_without_a_class_nothing_is_shown(ui: Ui, qtbot: QtBot) -> None:
    view = SummaryView(ui)
    qtbot.addWidget(view)
    view.show()

    view.export_xlsx()
    view._offer()

    assert names(view) == []


def test_the_rule_can_be_seen_and_changed_from_its_explanation(
    view: SummaryView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view.panel.policy, Qt.Key.Key_Space)

    dialog = view.findChild(PolicyDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_a_class_of_nobody_has_no_chart_to_turn_to(
    view: SummaryView, desk: Desk, of: Class, people: list[str]
) -> None:
    view.turn()
    charting = view.stack.currentIndex()

    view.open(Place("classes", class_id="", tab="summary"))

    assert (charting, view.stack.currentIndex()) == (1, 0)
