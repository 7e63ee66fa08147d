from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.actions import attendance, certificates, classes
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.store import timetable
from desktop.views.place import Place
from desktop.views.reports_view import ReportsView
from desktop.views.ui import Message, Ui
from desktop.views.widgets.chip import Chip

MakeUi = Callable[..., Ui]


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def run(desk: Desk, of: Class, people: list[str]) -> Class:
    """The class after its three days: the second was never there."""
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark(desk, session, people[1], Mark(Status.ABSENT))
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))
    certificates.issue(desk, of)
    return of


@pytest.fixture
def show(ui: Ui, qtbot: QtBot) -> Callable[[], ReportsView]:
    """Opens the page and waits until it has counted."""

    def open_view() -> ReportsView:
        view = ReportsView(ui)
        qtbot.addWidget(view)
        view.resize(1100, 700)
        view.open(Place("reports"))
        view.show()
        qtbot.waitUntil(lambda: not view.counting)
        return view

    return open_view


def said(view: ReportsView) -> list[list[str]]:
    model = view.table.rows_model
    return [[column.say(row) for column in model.columns] for row in model.rows()]


def test_a_class_in_a_line(show: Callable[[], ReportsView], run: Class) -> None:
    view = show()

    assert said(view) == [["รุ่นที่ ๑๒", "๑ – ๓ ธ.ค. ๒๕๖๙", "๔", "๑๐๐", "๓", "๐", "๑", "๓"]]
    assert view.totals["passed"].accessibleName() == "ผ่านแล้ว ๓"
    assert view.totals["certificates"].accessibleName() == "วุฒิบัตร ๓"
    assert view.chart.chart.data.bars[0].values == (3, 0, 0, 0, 1)


def test_another_year_is_a_chip_away(
    show: Callable[[], ReportsView], desk: Desk, run: Class, qtbot: QtBot
) -> None:
    days = (date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 4))
    classes.create_class(desk, classes.NewClass("T9", 9, days))
    view = show()
    older = view.findChildren(Chip)[-1]
    assert older.text() == "ปีงบประมาณ ๒๕๖๘"

    qtbot.mouseClick(older, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.counting)

    assert [row[0] for row in said(view)] == ["รุ่นที่ ๙"]
    assert view.head.under.text() == "รายงานการฝึกอบรม ปีงบประมาณ ๒๕๖๘"


def test_a_mark_is_counted_again(
    show: Callable[[], ReportsView], desk: Desk, run: Class, people: list[str], qtbot: QtBot
) -> None:
    view = show()

    for n in range(1, 11):
        session = classes.find_session(desk, run, f"S{n:02d}")
        attendance.mark(desk, session, people[1], Mark(Status.PRESENT))
    qtbot.waitUntil(lambda: not view.counting)

    assert view.totals["passed"].accessibleName() == "ผ่านแล้ว ๔"


def test_the_table_goes_to_the_clipboard_with_arabic_numbers(
    show: Callable[[], ReportsView], run: Class, qtbot: QtBot
) -> None:
    view = show()

    qtbot.mouseClick(view.copy, Qt.MouseButton.LeftButton)

    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][:3] == ["รุ่นที่", "วันที่อบรม", "ผู้อบรม"]
    assert lines[1][2:] == ["4", "100", "3", "0", "1", "3"]


def test_the_table_is_written_as_a_workbook_with_numbers(
    show: Callable[[], ReportsView], run: Class, ui: Ui, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:  # fmt: skip
    view = show()
    heard: list[Message] = []
    ui.said.connect(heard.append)
    path = tmp_path / "รายงาน.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    qtbot.mouseClick(view.export, Qt.MouseButton.LeftButton)

    sheet = load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["รุ่นที่ ๑๒", "๑ – ๓ ธ.ค. ๒๕๖๙", 4, 100, 3, 0, 1, 3]
    assert heard[-1].text == "บันทึกแล้ว: รายงาน.xlsx"


def test_nothing_is_written_when_no_place_is_chosen(
    show: Callable[[], ReportsView], run: Class, ui: Ui, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = show()
    heard: list[Message] = []
    ui.said.connect(heard.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))

    view.export_xlsx()

    assert heard == []


def test_columns_of_numbers_sort_as_numbers(
    show: Callable[[], ReportsView], desk: Desk, run: Class
) -> None:
    days = (date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 9))
    classes.create_class(desk, classes.NewClass("T13", 13, days))
    view = show()

    view.table.rows_model.sort_by(2, descending=True)

    assert [row[2] for row in said(view)] == ["๔", "๐"]


def test_a_line_leads_to_the_summary_of_its_class(
    show: Callable[[], ReportsView], run: Class, ui: Ui, qtbot: QtBot
) -> None:
    view = show()
    places: list[Place] = []
    ui.went.connect(places.append)

    view.table.select_row(0)
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert places == [Place("classes", class_id=run.id, tab="summary")]


def test_without_classes_the_page_says_what_it_is_for(show: Callable[[], ReportsView]) -> None:
    view = show()

    assert not view.export.isEnabled()
    assert view.chart.isHidden()
