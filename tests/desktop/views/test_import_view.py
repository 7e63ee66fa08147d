from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import roster_import, safety
from desktop.desk import Desk
from desktop.importers import spreadsheet
from desktop.models.classes import Class
from desktop.models.refusal import Fault
from desktop.models.roster import as_outcome
from desktop.models.sheet import Sheet
from desktop.store import roster as shelf
from desktop.views.import_preview import ImportPreview
from desktop.views.import_view import ImportDialog
from desktop.views.ui import Message, Ui
from desktop.views.widgets.error_panel import ErrorPanel
from desktop.views.widgets.wrap_label import WrapLabel

MakeUi = Callable[..., Ui]
ROSTERS = Path(__file__).resolve().parents[2] / "data" / "rosters"
EXPECTED = json.loads((ROSTERS / "expected.json").read_bytes())
READABLE = sorted(name for name, outcome in EXPECTED.items() if "error" not in outcome)


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    parent.resize(1366, 768)
    qtbot.addWidget(parent)
    parent.show()
    return parent


@pytest.fixture
def dialog(ui: Ui, qtbot: QtBot, of: Class, parent: QWidget) -> ImportDialog:
    dialog = ImportDialog(ui, of, parent)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def read(dialog: ImportDialog, qtbot: QtBot, name: str) -> ImportPreview:
    dialog.read(ROSTERS / name)
    qtbot.waitUntil(lambda: dialog.preview is not None)
    assert dialog.preview is not None
    return dialog.preview


def column(preview: ImportPreview, key: str) -> int:
    columns = preview.table.table.rows_model.columns
    return next(at for at, column in enumerate(columns) if column.key == key)


def mend(preview: ImportPreview, qtbot: QtBot, row: int, at: int, text: str) -> None:
    """Edit a cell as a person does: F2, type, Enter; the row is numbered as in the sheet."""
    table = preview.table.table
    rows = [r.number for r in table.rows_model.rows()]
    table.go_to(rows.index(row), at)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = next(e for e in table.viewport().findChildren(QLineEdit) if e.isVisible())
    editor.selectAll()
    editor.insert(text)
    before = preview.review
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: preview.review is not before)


@pytest.mark.parametrize("name", READABLE)
def test_the_preview_shows_what_is_expected_of_every_sample(
    dialog: ImportDialog, qtbot: QtBot, name: str
) -> None:
    preview = read(dialog, qtbot, name)

    assert as_outcome(preview.review) == EXPECTED[name]
    number = dialog._ui.words.number(EXPECTED[name]["accepted"])
    assert f" {number} " in dialog.confirm.text()


def test_one_button_enrols_them_all_as_one_step_that_can_be_taken_back(
    ui: Ui, dialog: ImportDialog, qtbot: QtBot, desk: Desk, of: Class, folder: Path
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)
    read(dialog, qtbot, "02_official_letter.xlsx")

    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)

    assert not dialog.isVisible()
    assert len(shelf.enrolments(desk.store, of.id)) == 38
    assert len(safety.backups(folder)) == 1
    assert "๓๘" in said[0].text
    assert said[0].undo is not None
    said[0].undo()
    assert shelf.enrolments(desk.store, of.id) == []


def test_nothing_is_stored_when_it_is_cancelled(
    dialog: ImportDialog, qtbot: QtBot, desk: Desk, of: Class
) -> None:
    read(dialog, qtbot, "01_plain.xlsx")

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert shelf.enrolments(desk.store, of.id) == []


def test_a_file_imported_again_brings_nobody(
    ui: Ui, dialog: ImportDialog, qtbot: QtBot, of: Class
) -> None:
    read(dialog, qtbot, "01_plain.xlsx")
    dialog.confirm.click()
    again = ImportDialog(ui, of, dialog.parentWidget())

    preview = read(again, qtbot, "01_plain.xlsx")
    again.accept()

    assert preview.chips["duplicate"].count == 45
    assert not again.confirm.isEnabled()


def test_chips_count_and_filter_the_rows(dialog: ImportDialog, qtbot: QtBot) -> None:
    preview = read(dialog, qtbot, "05_dirty.xlsx")
    counted = {wish: chip.count for wish, chip in preview.chips.items()}

    qtbot.mouseClick(preview.chips["rejected"], Qt.MouseButton.LeftButton)

    listed = preview.table.table.rows_model.rows()
    assert [row.number for row in listed] == [
        r["row"] for r in EXPECTED["05_dirty.xlsx"]["rejected"]
    ]
    assert counted["accepted"] == 56
    assert counted["doubtful"] == len(
        {warning["row"] for warning in EXPECTED["05_dirty.xlsx"]["warnings"]}
    )


def test_a_missing_name_is_mended_in_place_and_the_row_comes_in(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    preview = read(dialog, qtbot, "05_dirty.xlsx")
    row = EXPECTED["05_dirty.xlsx"]["rejected"][0]["row"]

    mend(preview, qtbot, row, column(preview, "column2"), "สุดา")

    assert len(preview.review.accepted) == 57
    assert "๕๗" in dialog.confirm.text()


def test_a_wrong_citizen_number_is_mended_in_place(dialog: ImportDialog, qtbot: QtBot) -> None:
    preview = read(dialog, qtbot, "05_dirty.xlsx")
    before = preview.chips["doubtful"].count or 0

    mend(preview, qtbot, 5, column(preview, "column4"), "0193857383002")

    mended = next(row for row in preview.review.rows if row.number == 5)
    assert mended.problems == ()
    assert preview.chips["doubtful"].count == before - 1


def test_opening_a_row_edits_the_cell_that_wants_mending(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    preview = read(dialog, qtbot, "05_dirty.xlsx")
    rows = {row.number: row for row in preview.review.rows}

    preview.table.mend(rows[10])
    email = preview.table.table.currentIndex().column()
    preview.table.mend(rows[9])
    name = preview.table.table.currentIndex().column()

    assert (email, name) == (column(preview, "column9"), column(preview, "column2"))


def test_no_citizen_number_is_ever_shown(dialog: ImportDialog, qtbot: QtBot) -> None:
    preview = read(dialog, qtbot, "05_dirty.xlsx")
    at = column(preview, "column4")
    table = preview.table.table

    shown = [table.rows_model.columns[at].say(row) for row in table.rows_model.rows()]

    assert all(sum(c.isdigit() for c in text) <= 4 for text in shown)


def test_a_column_given_another_meaning_is_read_anew(dialog: ImportDialog, qtbot: QtBot) -> None:
    preview = read(dialog, qtbot, "01_plain.xlsx")
    box = preview.table.bar.boxes[7]
    before = preview.review

    box.setCurrentIndex(box.findData("note"))
    qtbot.waitUntil(lambda: preview.review is not before)

    person = preview.review.accepted[0]
    assert person.agency == ""
    assert person.note == "สำนักการคลัง"


def test_without_a_column_of_names_nobody_can_be_imported(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    preview = read(dialog, qtbot, "02_official_letter.xlsx")
    box = preview.table.bar.boxes[1]
    before = preview.review

    box.setCurrentIndex(0)
    qtbot.waitUntil(lambda: preview.review is not before)

    assert not dialog.confirm.isEnabled()
    assert "ชื่อ" in preview.hint.plain()


def test_a_cell_that_is_not_used_cannot_be_mended(dialog: ImportDialog, qtbot: QtBot) -> None:
    preview = read(dialog, qtbot, "01_plain.xlsx")
    box = preview.table.bar.boxes[9]
    box.setCurrentIndex(0)
    before = preview.review
    qtbot.waitUntil(lambda: preview.review is not before)
    settled = preview.review

    preview.table.typed.emit(2, 9, "x@y.go.th")

    assert preview.review is settled
    assert preview.review.accepted[0].email == ""


def test_the_header_may_be_said_to_stand_elsewhere(dialog: ImportDialog, qtbot: QtBot) -> None:
    preview = read(dialog, qtbot, "01_plain.xlsx")
    before = preview.review

    preview.header_row.setValue(2)
    qtbot.waitUntil(lambda: preview.review is not before)

    assert len(preview.review.accepted) == 44


def test_the_row_under_the_cursor_is_explained(dialog: ImportDialog, qtbot: QtBot) -> None:
    preview = read(dialog, qtbot, "05_dirty.xlsx")
    table = preview.table.table
    numbers = [row.number for row in table.rows_model.rows()]

    table.go_to(numbers.index(10), 4)
    doubtful = preview.hint.plain()
    table.go_to(0, 4)
    plain = preview.hint.plain()
    preview.show_only("duplicate")
    table.go_to(0, 4)

    assert "อีเมล" in doubtful
    assert "F2" in doubtful
    assert "แถวที่" not in plain
    assert "ซ้ำกับแถวที่" in preview.hint.plain()


@pytest.mark.parametrize("name", ["08_not_a_roster.xlsx", "09_no_names.xlsx"])
def test_a_file_that_is_no_roster_gets_one_sentence_and_a_button(
    dialog: ImportDialog, qtbot: QtBot, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.read(ROSTERS / name)
    qtbot.waitUntil(lambda: dialog.findChild(ErrorPanel) is not None)
    panel = dialog.findChild(ErrorPanel)
    assert panel is not None
    sentences = [label.plain() for label in panel.findChildren(WrapLabel)]
    confirm = dialog.confirm.isVisible()
    file = str(ROSTERS / "01_plain.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))

    qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.preview is not None)

    assert len(sentences) == 2
    assert not confirm
    assert dialog.confirm.isVisible()


def test_the_column_of_names_may_be_chosen_by_hand(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.read(ROSTERS / "09_no_names.xlsx")
    qtbot.waitUntil(lambda: dialog.findChild(ErrorPanel) is not None)
    words = dialog._ui.words("import.by_hand")
    button = next(b for b in dialog.findChildren(QPushButton) if words in b.text())

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dialog.preview is not None
    nobody = dialog.confirm.isEnabled()
    box = dialog.preview.table.bar.boxes[1]
    box.setCurrentIndex(box.findData("name"))
    qtbot.waitUntil(dialog.confirm.isEnabled)

    assert not nobody
    assert [person.first for person in dialog.preview.review.accepted] == ["ค่าวิทยากร"]


def test_a_monstrous_file_is_refused_before_it_is_read(
    dialog: ImportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    monster = tmp_path / "รายชื่อ.xlsx"
    with monster.open("wb") as out:
        out.truncate(100_000_000)

    dialog.read(monster)
    qtbot.waitUntil(lambda: dialog.findChild(ErrorPanel) is not None)

    panel = dialog.findChild(ErrorPanel)
    assert panel is not None
    assert "ใหญ่เกิน" in panel.findChildren(WrapLabel)[0].plain()


def test_a_file_that_is_not_there_is_said_so(
    dialog: ImportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.read(tmp_path / "gone.xlsx")
    qtbot.waitUntil(lambda: dialog.findChild(ErrorPanel) is not None)

    panel = dialog.findChild(ErrorPanel)
    assert panel is not None
    assert "gone.xlsx" in panel.findChildren(WrapLabel)[0].plain()


def test_reading_can_be_called_off(
    dialog: ImportDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.read(ROSTERS / "07_all_8000.xlsx")

    qtbot.mouseClick(dialog.progress.stop, Qt.MouseButton.LeftButton)
    dialog._ui.background.close()

    assert not dialog.isVisible()
    assert dialog.preview is None


def test_nothing_copied_is_said_so(dialog: ImportDialog) -> None:
    dialog.read_text("  \n")

    panel = dialog.findChild(ErrorPanel)
    assert panel is not None
    assert "Ctrl+C" in panel.findChildren(WrapLabel)[0].plain()


def test_rows_copied_from_a_spreadsheet_are_previewed(dialog: ImportDialog) -> None:
    dialog.read_text("ชื่อ - สกุล\tหน่วยงาน\nนายสมชาย ใจดี\tสนข.บางรัก\n")

    assert dialog.preview is not None
    assert dialog.preview.review.accepted[0].agency == "สำนักงานเขตบางรัก"


def test_garbled_thai_put_right_is_told(dialog: ImportDialog) -> None:
    dialog.show_sheet("x.csv", Sheet("", [["ชื่อ", "สกุล"], ["สุดา", "ใจดี"]], repaired=True))

    assert dialog.preview is not None
    told = [label.plain() for label in dialog.preview.findChildren(WrapLabel)]
    assert dialog._ui.words("roster.repaired") in told


def test_a_backup_that_fails_stops_the_import_and_says_so(
    dialog: ImportDialog, qtbot: QtBot, desk: Desk, of: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Fault("disk-full")

    monkeypatch.setattr(safety, "back_up", full)
    read(dialog, qtbot, "01_plain.xlsx")

    dialog.confirm.click()

    assert dialog.isVisible()
    assert "เต็ม" in dialog.said.plain()
    assert shelf.enrolments(desk.store, of.id) == []


def test_a_world_that_fails_while_reading_is_a_sentence_too(
    dialog: ImportDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> Sheet:
        raise OSError("unplugged")

    monkeypatch.setattr(roster_import, "open_file", broken)
    monkeypatch.setattr(spreadsheet, "read_file", broken)

    dialog.read(ROSTERS / "01_plain.xlsx")

    qtbot.waitUntil(lambda: dialog.findChild(ErrorPanel) is not None)


def test_the_drop_downs_follow_the_columns(dialog: ImportDialog, qtbot: QtBot) -> None:
    preview = read(dialog, qtbot, "05_dirty.xlsx")
    table, bar = preview.table.table, preview.table.bar

    table.setColumnWidth(6, 260)
    table.horizontalScrollBar().setValue(120)

    left = bar.boxes[2].mapTo(preview.table, bar.boxes[2].rect().topLeft()).x()
    over = table.viewport().x() + table.columnViewportPosition(6)
    assert abs(left - over) < 12
    assert bar.boxes[2].width() > 240
