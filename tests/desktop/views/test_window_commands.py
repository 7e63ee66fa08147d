from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.views.main_window import MainWindow
from desktop.views.new_class_dialog import NewClassDialog
from desktop.views.place import Place
from desktop.views.table import TableView
from desktop.views.table_model import Column
from desktop.views.ui import Ui
from desktop.views.window_commands import WindowCommands

MakeUi = Callable[..., Ui]


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    return make_ui(desk=desk)


@pytest.fixture
def went(ui: Ui) -> list[Place]:
    places: list[Place] = []
    ui.went.connect(places.append)
    return places


def run(ui: Ui, key: str) -> None:
    next(each for each in ui.commands.listed() if each.key == key).run()


def test_a_new_class_can_be_asked_for_before_any_page_is_made(
    window: MainWindow, ui: Ui, qtbot: QtBot
) -> None:
    WindowCommands(ui, "")
    qtbot.waitUntil(window.isActiveWindow)

    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    dialog = window.findChild(NewClassDialog)
    assert dialog is not None
    dialog.reject()


def test_the_parts_of_the_class_last_visited_are_offered(
    ui: Ui, of: Class, went: list[Place]
) -> None:
    WindowCommands(ui, "")
    ui.go(Place("classes", class_id=of.id, tab="timetable"))
    ui.go(Place("settings"))

    run(ui, "class.attendance")

    assert went[-1] == Place("classes", class_id=of.id, tab="attendance")


def test_with_no_class_the_list_is_shown(ui: Ui, went: list[Place]) -> None:
    WindowCommands(ui, "gone")

    run(ui, "class.summary")

    assert went == [Place("classes")]


def test_several_selected_rows_are_counted_below(window: MainWindow, ui: Ui) -> None:
    table = TableView(ui, "t", (Column("seat", "column.seat", text=str),))
    table.set_rows(["a", "b", "c"])
    table.setParent(window)
    table.show()

    table.select_all_rows()
    shown = window.status.chosen.text()
    table.select_row(0)

    assert shown == ui.words("frame.selected", n=3)
    assert window.status.chosen.text() == ""
