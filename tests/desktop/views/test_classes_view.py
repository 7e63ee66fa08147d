from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop.actions import opening, roster
from desktop.actions.classes import NewClass, create_class
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.store import classes as shelf
from desktop.views import class_page
from desktop.views.class_details_dialog import ClassDetailsDialog
from desktop.views.classes_view import ClassesView
from desktop.views.main_window import MainWindow
from desktop.views.new_class_dialog import NewClassDialog
from desktop.views.place import Place
from desktop.views.policy_dialog import PolicyDialog
from desktop.views.ui import Message, Ui
from desktop.views.undoing import undo
from desktop.views.view import View
from protocol.change import Change

MakeUi = Callable[..., Ui]
DAYS = {
    "T33": (date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 11)),
    "T34": (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)),
    "T35": (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)),
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = opening.open_desk(tmp_path, clock=lambda: datetime(2026, 11, 20, 4, 0, tzinfo=UTC))
    yield desk
    desk.store.close()


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def office(desk: Desk) -> dict[str, Class]:
    """Three classes: one over, one running, one to come."""
    made = {
        code: create_class(desk, NewClass(code, int(code[1:]), days, venue="ห้อง ๑"))
        for code, days in DAYS.items()
    }
    roster.enrol(desk, made["T34"], [Person("นาย", "ก้องภพ", "ใจดี"), Person("นาง", "มาลี", "งามดี")])
    return made


@pytest.fixture
def window(ui: Ui, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window with the page of classes; tabs of other rooms stand empty."""
    for name in class_page.TABS:
        if name != "timetable":
            monkeypatch.setitem(class_page.TABS, name, View)
    window = MainWindow(ui)
    qtbot.addWidget(window)
    window.add_page("classes", "graduation-cap", lambda: ClassesView(ui))
    window.resize(1366, 768)
    window.show()
    ui.go(Place("classes"))
    return window


def page_of(window: MainWindow) -> ClassesView:
    view = window.findChild(ClassesView)
    assert isinstance(view, ClassesView)
    return view


def dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    return next(found for found in window.findChildren(kind) if found.isVisible())


def shown(window: MainWindow, column: int) -> list[str]:
    table = page_of(window).list.table
    return [table.rows_model.columns[column].say(row) for row in table.rows_model.rows()]


def pick(window: MainWindow, text: str, qtbot: QtBot) -> None:
    """Open the menu of the class and choose a line of it."""
    page = page_of(window).page
    qtbot.mouseClick(page.manage, Qt.MouseButton.LeftButton)
    menu = page.manage.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def test_every_class_stands_in_the_list_with_its_state_and_people(
    office: dict[str, Class], window: MainWindow
) -> None:
    assert shown(window, 0) == ["รุ่นที่ ๓๕/๒๕๗๐", "รุ่นที่ ๓๔/๒๕๗๐", "รุ่นที่ ๓๓/๒๕๗๐"]
    assert shown(window, 2) == ["เปิดรับ", "กำลังอบรม", "จบแล้ว รอปิดรุ่น"]
    assert shown(window, 3) == ["๑ – ๓ ธ.ค. ๒๕๖๙", "๑๙ – ๒๓ พ.ย. ๒๕๖๙", "๙ – ๑๑ พ.ย. ๒๕๖๙"]
    assert shown(window, 4) == ["๐/๔๕", "๒/๔๕", "๐/๔๕"]


def test_a_row_is_read_as_one_sentence(office: dict[str, Class], window: MainWindow) -> None:
    table = page_of(window).list.table

    said = table.rows_model.data(table.rows_model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)

    assert said == "รุ่นที่ ๓๔/๒๕๗๐ กำลังอบรม ๑๙ – ๒๓ พ.ย. ๒๕๖๙ ผู้อบรม ๒ จาก ๔๕ คน ห้อง ๑"


def test_a_chip_shows_only_its_state(
    office: dict[str, Class], window: MainWindow, qtbot: QtBot
) -> None:
    chips = page_of(window).list.chips

    qtbot.mouseClick(chips["ended"], Qt.MouseButton.LeftButton)

    assert shown(window, 1) == ["T33"]


def test_enter_opens_the_running_class_and_the_button_leads_back(
    office: dict[str, Class], window: MainWindow, qtbot: QtBot
) -> None:
    view = page_of(window)

    qtbot.keyClick(view.list.table, Qt.Key.Key_Return)
    inside = (view.page.isVisible(), view.page.title.text(), view.page.pill.stage)
    qtbot.mouseClick(view.page.back, Qt.MouseButton.LeftButton)

    assert inside == (True, "รุ่นที่ ๓๔/๒๕๗๐", "running")
    assert view.list.isVisible()


def test_a_double_click_opens(office: dict[str, Class], window: MainWindow, qtbot: QtBot) -> None:
    view = page_of(window)
    table = view.list.table
    spot = table.visualRect(table.rows_model.index(2, 3)).center()

    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert view.page.place.class_id == office["T33"].id


def test_an_empty_list_says_what_it_is_for_and_offers_the_first_class(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = page_of(window)

    qtbot.mouseClick(view.list.empty.button, Qt.MouseButton.LeftButton)

    assert not view.list.table.isVisible()
    assert dialog(window, NewClassDialog).isVisible()


def test_ctrl_tab_goes_through_the_tabs_and_the_last_one_is_remembered(
    office: dict[str, Class], ui: Ui, window: MainWindow, qtbot: QtBot
) -> None:
    ui.go(Place("classes", office["T34"].id))
    page = page_of(window).page

    qtbot.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    first = page.tabs.current()
    ui.go(Place("classes", office["T35"].id))

    assert (first, page.tabs.current()) == ("roster", "roster")
    assert page.place.class_id == office["T35"].id


def test_a_place_names_tab_and_person_and_the_tab_hears_of_both(
    office: dict[str, Class], ui: Ui, window: MainWindow
) -> None:
    ui.go(Place("classes", office["T34"].id, "attendance", "somebody"))

    view = page_of(window).page.tabs.stack.currentWidget().findChild(View)
    assert isinstance(view, View)
    assert view.place == Place("classes", office["T34"].id, "attendance", "somebody")


def test_tabs_are_made_once_and_outlive_a_change_of_language(
    office: dict[str, Class], ui: Ui, window: MainWindow
) -> None:
    ui.go(Place("classes", office["T34"].id, "timetable"))
    page = page_of(window).page
    before = page._views["timetable"]

    ui.wording.use("en", "arabic")

    assert page.title.text() == "Class 34/2570"
    assert page.tabs.bar.tabText(0) == "Timetable"
    assert page._views["timetable"] is before
    assert before.isVisible()


def test_details_are_changed_from_the_menu(
    office: dict[str, Class], ui: Ui, window: MainWindow, qtbot: QtBot
) -> None:
    ui.go(Place("classes", office["T34"].id))
    pick(window, ui.words("classes.menu.details"), qtbot)
    asked = dialog(window, ClassDetailsDialog)
    assert isinstance(asked, ClassDetailsDialog)

    asked.venue.setText("ห้องประชุมใหญ่")
    asked.capacity.setValue(50)
    qtbot.keyClick(asked.venue, Qt.Key.Key_Return)

    assert "ห้องประชุมใหญ่" in page_of(window).page.about.text()
    assert "๒ จาก ๕๐" in page_of(window).page.about.text()


def test_details_left_as_they_were_are_not_written(
    office: dict[str, Class], ui: Ui, desk: Desk, window: MainWindow
) -> None:
    asked = ClassDetailsDialog(ui, office["T34"], window)
    steps = len(desk.undoable)

    asked.accept()

    assert len(desk.undoable) == steps


def test_closing_and_reopening_show_in_the_pill_and_the_menu(
    office: dict[str, Class], ui: Ui, window: MainWindow, qtbot: QtBot
) -> None:
    ui.go(Place("classes", office["T33"].id))
    page = page_of(window).page

    pick(window, ui.words("classes.menu.close"), qtbot)
    closed = page.pill.stage
    pick(window, ui.words("classes.menu.reopen"), qtbot)

    assert (closed, page.pill.stage) == ("closed", "ended")


def test_the_policy_is_reached_from_the_menu(
    office: dict[str, Class], ui: Ui, window: MainWindow, qtbot: QtBot
) -> None:
    ui.go(Place("classes", office["T33"].id))

    pick(window, ui.words("classes.menu.policy"), qtbot)

    assert dialog(window, PolicyDialog).isVisible()


def test_a_class_taken_off_the_list_comes_back_with_undo(
    office: dict[str, Class], ui: Ui, desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)
    ui.go(Place("classes", office["T33"].id))

    pick(window, ui.words("classes.menu.remove"), qtbot)
    left = shown(window, 1)
    assert said[-1].undo is not None
    said[-1].undo()

    assert page_of(window).list.isVisible()
    assert (left, shown(window, 1)) == (["T35", "T34"], ["T35", "T34", "T33"])


def test_a_refusal_to_close_is_said_and_leads_to_what_has_to_be_chosen(
    office: dict[str, Class], ui: Ui, desk: Desk, window: MainWindow
) -> None:
    from desktop.views import class_menu

    said: list[Message] = []
    went: list[Place] = []
    ui.said.connect(said.append)
    ui.went.connect(went.append)
    of = office["T34"]
    rivals = [
        Change(
            id=device * 32, scope=of.scope, entity="class", row=of.id, set={"place": place},
            over={}, salt={"place": "0" * 32}, n=1, author="x", device=device * 16,
            at="2026-11-20T02:00:00+00:00", schema=1, prev="",
        )
        for device, place in (("e", {"venue": "A"}), ("f", {"venue": "B"}))
    ]  # fmt: skip
    desk.store.commit(rivals)

    class_menu.close(ui, of)

    assert "๑ รายการ" in said[-1].text
    assert went == [Place("classes", of.id, "conflicts")]


def test_undoing_the_making_of_a_class_leads_back_to_the_list(
    ui: Ui, desk: Desk, window: MainWindow
) -> None:
    made = create_class(desk, NewClass("T1", 1, DAYS["T35"]))
    ui.go(Place("classes", made.id, "timetable"))

    undo(ui)

    assert page_of(window).list.isVisible()
    assert shelf.classes(desk.store) == []
