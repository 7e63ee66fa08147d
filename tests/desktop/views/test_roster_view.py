from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.actions import classes, roster
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.people import Person
from desktop.store import roster as shelf
from desktop.views.import_view import ImportDialog
from desktop.views.person_dialog import PersonDialog
from desktop.views.place import Place
from desktop.views.roster_view import RosterView
from desktop.views.ui import Message, Ui
from desktop.views.walk_in_dialog import WalkInDialog

MakeUi = Callable[..., Ui]
ROSTERS = Path(__file__).resolve().parents[2] / "data" / "rosters"


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def view(ui: Ui, qtbot: QtBot, of: Class, people: list[str]) -> RosterView:
    return shown(ui, qtbot, of)


def shown(ui: Ui, qtbot: QtBot, of: Class) -> RosterView:
    view = RosterView(ui)
    qtbot.addWidget(view)
    view.resize(1100, 600)
    view.open(Place("classes", of.id, "roster"))
    view.show()
    return view


def in_class(desk: Desk, of: Class) -> list[Enrolment]:
    return shelf.enrolments(desk.store, of.id)


def names(view: RosterView) -> list[str]:
    return [e.name for e in view.table.rows_model.rows()]


def test_everybody_is_listed_in_the_order_of_the_seats(view: RosterView, people: list[str]) -> None:
    listed = view.table.rows_model.rows()

    assert [e.id for e in listed] == people
    assert "๔" in view.ways.count.text()


def test_a_click_on_the_heading_sorts_names_as_a_thai_dictionary_does(
    view: RosterView, desk: Desk, of: Class
) -> None:
    roster.enrol(desk, of, [Person("นาง", "ขวัญ", "ดี"), Person("นาย", "เกษม", "ดี")])

    view.table.horizontalHeader().sectionClicked.emit(1)

    listed = names(view)
    assert listed.index("นายเกษม ดี") < listed.index("นางขวัญ ดี")


def test_somebody_enrolled_elsewhere_appears_by_itself(
    view: RosterView, desk: Desk, of: Class
) -> None:
    roster.enrol(desk, of, [Person("นาย", "มาใหม่", "ดี")])

    assert names(view)[-1] == "นายมาใหม่ ดี"


def test_enter_opens_the_person_and_saving_changes_them(
    view: RosterView, qtbot: QtBot, desk: Desk, of: Class
) -> None:
    view.table.select_row(0)
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    dialog = view.findChild(PersonDialog)
    assert dialog is not None

    dialog.entry("first").setText("สมหมาย")
    dialog.agency.entry.setText("สนข.บางรัก")
    qtbot.keyClick(dialog.entry("first"), Qt.Key.Key_Return)

    saved = in_class(desk, of)[0].person
    assert (saved.first, saved.agency) == ("สมหมาย", "สำนักงานเขตบางรัก")
    assert names(view)[0].startswith("นายสมหมาย")
    assert desk.undo() is not None
    assert names(view)[0].startswith("นายสมชาย")


def test_a_person_without_a_name_is_not_saved(
    view: RosterView, qtbot: QtBot, desk: Desk, of: Class
) -> None:
    view.edit(in_class(desk, of)[0])
    dialog = view.findChild(PersonDialog)
    assert dialog is not None

    dialog.entry("first").setText("  ")
    dialog.confirm.click()

    assert dialog.isVisible()
    assert in_class(desk, of)[0].person.first == "สมชาย"


def test_a_wrong_email_is_warned_of_and_kept(view: RosterView, desk: Desk, of: Class) -> None:
    view.edit(in_class(desk, of)[0])
    dialog = view.findChild(PersonDialog)
    assert dialog is not None

    dialog.entry("email").setText("somchai@")
    warned = dialog.entry("email").accessibleDescription()
    dialog.confirm.click()

    assert "อีเมล" in warned
    assert in_class(desk, of)[0].person.email == "somchai@"


def test_the_citizen_number_shows_its_last_four_digits_only(
    ui: Ui, view: RosterView, desk: Desk, of: Class
) -> None:
    roster.enrol(desk, of, [Person(first="มี", citizen_hash="a" * 64, citizen_last4="4321")])
    last = in_class(desk, of)[-1]

    view.edit(last)

    dialog = view.findChild(PersonDialog)
    assert dialog is not None
    said = [label.text() for label in dialog.findChildren(type(view.ways.count))]
    assert any("๔๓๒๑" in text for text in said)
    dialog.confirm.click()
    assert in_class(desk, of)[-1].person.citizen_hash == "a" * 64


def test_a_walk_in_is_flagged_filtered_and_confirmed(
    view: RosterView, qtbot: QtBot, desk: Desk, of: Class
) -> None:
    roster.add_walk_in(desk, of, Person("นาย", "หน้างาน", "มาดี"))

    qtbot.mouseClick(view.chips["walk-in"], Qt.MouseButton.LeftButton)
    only = names(view)
    view.table.select_row(0)
    offered = view.bar.confirm.text()
    qtbot.mouseClick(view.bar.confirm, Qt.MouseButton.LeftButton)

    assert only == ["นายหน้างาน มาดี"]
    assert "๑" in offered
    assert in_class(desk, of)[-1].confirmed
    assert view.chips["walk-in"].isHidden()
    assert len(names(view)) == 5


def test_somebody_is_withdrawn_and_taken_back(
    view: RosterView, qtbot: QtBot, desk: Desk, of: Class
) -> None:
    view.table.select_row(1)
    qtbot.mouseClick(view.bar.withdraw, Qt.MouseButton.LeftButton)
    gone = in_class(desk, of)[1].status
    view.table.select_row(1)
    qtbot.mouseClick(view.bar.readmit, Qt.MouseButton.LeftButton)

    assert gone == "withdrawn"
    assert in_class(desk, of)[1].status == "enrolled"


def test_agencies_nobody_knows_have_their_chip(view: RosterView, desk: Desk, of: Class) -> None:
    before = view.chips["agency"].count
    roster.enrol(desk, of, [Person(first="ก", agency="บริษัท ทดลอง")])

    assert view.chips["agency"].count == (before or 0) + 1


def test_the_place_may_name_a_person(ui: Ui, qtbot: QtBot, of: Class, people: list[str]) -> None:
    view = shown(ui, qtbot, of)

    view.open(Place("classes", of.id, "roster", people[2]))

    row = view.table.current_row()
    assert isinstance(row, Enrolment)
    assert row.id == people[2]


def test_an_empty_class_offers_the_ways_in(ui: Ui, qtbot: QtBot, of: Class) -> None:
    view = shown(ui, qtbot, of)

    assert not view.ways.isVisible()
    assert view.table.rows_model.rowCount() == 0


def test_f4_adds_a_walk_in(ui: Ui, qtbot: QtBot, of: Class, people: list[str]) -> None:
    view = shown(ui, qtbot, of)
    with qtbot.waitExposed(view):
        view.activateWindow()
    view.table.setFocus()

    qtbot.keyClick(view.table, Qt.Key.Key_F4)

    assert view.findChild(WalkInDialog) is not None


def test_a_closed_class_says_why_nobody_can_be_added(
    ui: Ui, view: RosterView, desk: Desk, of: Class
) -> None:
    classes.close_class(desk, of)
    said: list[Message] = []
    ui.said.connect(said.append)

    view.walk_in()
    view.import_file(ROSTERS / "01_plain.xlsx")

    assert [message.tone for message in said] == ["warning", "warning"]
    assert view.findChild(WalkInDialog) is None


def test_a_file_chosen_opens_its_preview(
    view: RosterView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(ROSTERS / "02_official_letter.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))

    view.ways.add.click()

    dialog = view.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.preview is not None)


def test_a_dropped_file_opens_its_preview(view: RosterView, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ROSTERS / "01_plain.xlsx"))])
    copy, left, none = (
        Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip

    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    view.dragEnterEvent(enter)
    view.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))

    dialog = view.findChild(ImportDialog)
    assert enter.isAccepted()
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.preview is not None)


def test_ctrl_v_previews_what_was_copied_from_a_spreadsheet(view: RosterView, qtbot: QtBot) -> None:
    with qtbot.waitExposed(view):
        view.activateWindow()
    view.table.setFocus()
    QGuiApplication.clipboard().setText("ชื่อ\tนามสกุล\nสุดา\tใจดี\nมานี\tงามดี\n")

    qtbot.keyClick(view.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    dialog = view.findChild(ImportDialog)
    assert dialog is not None
    assert dialog.preview is not None
    assert len(dialog.preview.review.accepted) == 2


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv", "out"])
def test_the_list_is_exported(
    ui: Ui, view: RosterView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), "(*.csv)")
    )

    view.export()

    written = tmp_path / (name if "." in name else "out.csv")
    assert written.stat().st_size > 0
    assert written.name in said[0].text


def test_an_export_called_off_writes_nothing(
    view: RosterView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))

    view.export()

    assert list(tmp_path.glob("*.xlsx")) == []


def test_the_lesser_buttons_fold_to_icons_where_there_is_little_room(view: RosterView) -> None:
    buttons = [button for button, _ in view.ways._folding]
    wide = [button.text() for button in buttons]

    view.ways.resize(420, 60)

    assert all(text.strip() for text in wide)
    assert [button.text() for button in buttons] == ["", "", ""]
    assert all(button.accessibleName() for button in buttons)


def test_the_list_follows_the_language(ui: Ui, view: RosterView) -> None:
    ui.wording.use("en", "arabic")

    assert view.ways.count.text().startswith("4 people")
