from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.actions import attendance, classes, roster
from desktop.actions.classes import NewClass
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.timetable import working_days
from desktop.views.people_index import people_index
from desktop.views.people_view import PeopleView, people_provider
from desktop.views.place import Place
from desktop.views.ui import Ui

MakeUi = Callable[..., Ui]


def types(line: QLineEdit, text: str) -> None:
    """Type letter by letter; Qt's own test keyboard has no Thai."""
    for letter in text:
        line.insert(letter)


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def view(ui: Ui, qtbot: QtBot, of: Class, people: list[str]) -> PeopleView:
    view = PeopleView(ui)
    qtbot.addWidget(view)
    view.resize(1100, 600)
    view.open(Place("people"))
    with qtbot.waitExposed(view):
        view.show()
    return view


def found(view: PeopleView) -> list[str]:
    return [row.enrolment.name for row in view.table.rows_model.rows()]


def cell(view: PeopleView, row: int, key: str) -> str:
    model = view.table.rows_model
    column = next(column for column in model.columns if column.key == key)
    return column.say(model.row(row))


def test_before_anything_is_typed_everybody_is_listed(view: PeopleView) -> None:
    assert len(found(view)) == 4


def test_a_name_is_found_letter_by_letter(view: PeopleView, qtbot: QtBot) -> None:
    types(view.entry, "สมช")

    assert found(view) == ["นายสมชาย ใจดี"]
    assert "๑" in view.said.text()


def test_a_title_before_the_name_does_no_harm(view: PeopleView, qtbot: QtBot) -> None:
    types(view.entry, "นายสมชาย")

    assert found(view) == ["นายสมชาย ใจดี"]


def test_a_person_of_two_classes_is_listed_for_each(
    view: PeopleView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    other = classes.create_class(desk, NewClass("T99", 99, working_days(of.last, 3)))
    roster.enrol(desk, other, [Person("นาย", "สมชาย", "ใจดี")])

    types(view.entry, "สมชาย")

    assert [row.of.number for row in view.table.rows_model.rows()].count(99) == 1
    assert len(found(view)) == 2


def test_how_far_each_has_come_is_shown(
    view: PeopleView, desk: Desk, of: Class, people: list[str], qtbot: QtBot
) -> None:
    session = classes.find_session(desk, of, "S01")
    attendance.mark(desk, session, people[0], Mark(Status.PRESENT))

    types(view.entry, "สมชาย")

    assert cell(view, 0, "done") == "๑ จาก ๑๒"
    assert cell(view, 0, "class").endswith(ui_number(of))


def ui_number(of: Class) -> str:
    return str(of.number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def test_every_column_sorts(view: PeopleView) -> None:
    for column in range(len(view.table.rows_model.columns)):
        view.table.horizontalHeader().sectionClicked.emit(column)

        assert len(found(view)) == 4


def test_enter_opens_the_attendance_of_the_first_one_found(
    ui: Ui, view: PeopleView, qtbot: QtBot, of: Class, people: list[str]
) -> None:
    types(view.entry, "สมช")

    with qtbot.waitSignal(ui.went) as went:
        qtbot.keyClick(view.entry, Qt.Key.Key_Return)

    assert went.args == [Place("classes", of.id, "attendance", people[0])]


def test_the_arrow_goes_into_the_table_and_enter_opens_the_row(
    ui: Ui, view: PeopleView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view.entry, Qt.Key.Key_Down)
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(ui.went) as went:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)

    assert went.args is not None
    assert went.args[0].person == view.table.rows_model.row(1).enrolment.id


def test_escape_empties_the_line(view: PeopleView, qtbot: QtBot) -> None:
    types(view.entry, "สมช")

    qtbot.keyClick(view.entry, Qt.Key.Key_Escape)

    assert view.entry.text() == ""
    assert len(found(view)) == 4


def test_a_name_nobody_has_says_so(view: PeopleView, qtbot: QtBot) -> None:
    types(view.entry, "ฮฮฮ")

    assert found(view) == []
    assert view.said.text() == ""


def test_a_newcomer_is_found_at_once(view: PeopleView, desk: Desk, of: Class, qtbot: QtBot) -> None:
    types(view.entry, "มาใหม่")
    before = found(view)

    roster.add_walk_in(desk, of, Person("นาย", "มาใหม่", "ดี"))

    assert before == []
    assert found(view) == ["นายมาใหม่ ดี"]


def test_with_nobody_at_all_the_way_to_the_classes_is_offered(ui: Ui, qtbot: QtBot) -> None:
    view = PeopleView(ui)
    qtbot.addWidget(view)
    view.show()

    assert found(view) == []
    assert people_index(ui).total() == 0


def test_what_was_typed_survives_a_change_of_language(
    ui: Ui, view: PeopleView, qtbot: QtBot
) -> None:
    types(view.entry, "สมช")

    ui.wording.use("en", "arabic")

    assert view.entry.text() == "สมช"
    assert found(view) == ["นายสมชาย ใจดี"]


def test_the_palette_finds_people(ui: Ui, qtbot: QtBot, of: Class, people: list[str]) -> None:
    offer = people_provider(ui)

    nothing, entries = offer(" "), offer("สมช")

    assert list(nothing) == []
    assert [entry.title for entry in entries] == ["นายสมชาย ใจดี"]
    with qtbot.waitSignal(ui.went) as went:
        entries[0].run()
    assert went.args == [Place("classes", of.id, "attendance", people[0])]


def test_there_is_one_index_for_the_whole_window(ui: Ui, of: Class) -> None:
    assert people_index(ui) is people_index(ui)
