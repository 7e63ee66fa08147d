from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import resources
from desktop.models.form_json import read_form
from desktop.models.forms import Answers
from desktop.views.form_fields.fates import FatesEditor
from desktop.views.form_fields.measures import MeasuresEditor, saved_words
from desktop.views.form_fields.section_editor import SectionEditor
from desktop.views.form_fields.steps import NewStepsEditor
from desktop.views.form_fields.table import SHOWN, TableEditor
from desktop.views.ui import Ui

Write = Callable[[QWidget, str], None]
FORM = read_form(json.loads(resources.read("forms", "workflow.json")))
STEPS = [
    {"id": "a1", "step": "รับคำขอ", "actor": "เจ้าหน้าที่", "work_min": 30},
    {"id": "a2", "step": "ตรวจ", "actor": "หัวหน้า", "work_min": 20, "pain": "รอนาน"},
    {"id": "a3", "step": "ลงนาม", "actor": "ผู้อำนวยการ", "work_min": 10},
]


def section(
    ui: Ui, qtbot: QtBot, code: str, answers: Answers, large: bool = False
) -> SectionEditor:
    found = FORM.section(code)
    assert found is not None
    editor = SectionEditor(ui, FORM, found, answers, large=large)
    qtbot.addWidget(editor)
    editor.resize(900, 700)
    editor.show()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor


@pytest.fixture
def as_is(ui: Ui, qtbot: QtBot) -> TableEditor:
    editor = section(ui, qtbot, "as_is", {"as_is": {"steps": STEPS}}).questions["steps"].editor
    assert isinstance(editor, TableEditor)
    return editor


def words_of(table: TableEditor) -> list[str]:
    return [row["step"] for row in table.value()]


def press(table: TableEditor, number: int, deed: str) -> None:
    table.open_row(number)
    QApplication.processEvents()
    table.cards[table.value()[number - 1]["id"]].deeds[deed].click()
    QApplication.processEvents()


def test_a_closed_step_is_one_line_that_says_who_and_how_long(as_is: TableEditor) -> None:
    card = as_is.cards["a1"]

    assert card.title.plain() == "๑. รับคำขอ"
    assert card.under.plain() == "เจ้าหน้าที่ · ๓๐ นาที"
    assert not card.is_open


def test_steps_move_and_every_deed_is_taken_back_by_its_name(as_is: TableEditor) -> None:
    press(as_is, 1, "down")
    moved, said = words_of(as_is), as_is.told.text()
    press(as_is, 3, "remove")
    removed = words_of(as_is)
    as_is.undo.click()
    back = words_of(as_is)
    as_is.undo.click()

    assert moved == ["ตรวจ", "รับคำขอ", "ลงนาม"]
    assert said == as_is.ui.words("fill.done.down", number=1)
    assert removed == ["ตรวจ", "รับคำขอ"]
    assert back == moved
    assert as_is.value() == STEPS
    assert not as_is.undo.isVisible()


def test_a_step_splits_in_two_and_two_join_into_one(as_is: TableEditor) -> None:
    press(as_is, 1, "split")
    split = as_is.value()
    as_is.undo.click()
    press(as_is, 1, "merge")
    merged = as_is.value()

    assert [row.get("step", "") for row in split] == ["รับคำขอ", "", "ตรวจ", "ลงนาม"]
    assert split[1] == {"id": "a4", "actor": "เจ้าหน้าที่"}
    assert merged[0]["step"] == "รับคำขอ / ตรวจ"
    assert merged[0]["work_min"] == 50


def test_the_ends_cannot_be_moved_over(as_is: TableEditor) -> None:
    as_is.open_row(1)
    first = as_is.cards["a1"].deeds
    up = first["up"].isEnabled()
    as_is.open_row(3)
    last = as_is.cards["a3"].deeds

    assert not up
    assert not last["down"].isEnabled()
    assert not last["merge"].isEnabled()
    assert last["up"].isEnabled()


def test_a_row_with_nothing_in_it_is_no_row(as_is: TableEditor, write: Write) -> None:
    as_is.add_row()
    QApplication.processEvents()
    empty = as_is.value()
    write(as_is.cards["a4"].questions["step"].editor.entry, "ส่งมอบ")

    assert empty == STEPS
    assert as_is.value()[3] == {"id": "a4", "step": "ส่งมอบ"}


def test_an_id_that_was_taken_out_is_not_given_again(as_is: TableEditor) -> None:
    press(as_is, 3, "remove")

    assert as_is.fresh_id() == "a4"


def test_enter_goes_from_line_to_line_and_closes_after_the_last(
    as_is: TableEditor, qtbot: QtBot, write: Write
) -> None:
    as_is.add_row()
    QApplication.processEvents()
    for text in ("ส่งมอบ", "ธุรการ", "5", "", "ใบส่ง", "1", "ไปรษณีย์"):
        write(QApplication.focusWidget(), text)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    write(QApplication.focusWidget(), "หาย")

    assert as_is.value()[3] == {
        "id": "a4",
        "step": "ส่งมอบ",
        "actor": "ธุรการ",
        "work_min": 5,
        "docs": [{"name": "ใบส่ง", "sheets": 1}],
        "channel": "ไปรษณีย์",
        "pain": "หาย",
    }


def test_only_so_many_rows_are_made_at_once_and_a_later_one_opens_all_the_same(
    ui: Ui, qtbot: QtBot
) -> None:
    rows = [{"id": f"a{n}", "step": f"ขั้น {n}"} for n in range(1, 301)]
    table = section(ui, qtbot, "as_is", {"as_is": {"steps": rows}}).questions["steps"].editor
    assert isinstance(table, TableEditor)
    made = len(table.cards)

    table.more.click()
    more = len(table.cards)
    table.open_row(200)

    assert (made, more) == (SHOWN, 2 * SHOWN)
    assert table.cards["a200"].is_open
    assert len(table.value()) == 300


@pytest.fixture
def to_be(ui: Ui, qtbot: QtBot) -> SectionEditor:
    return section(ui, qtbot, "to_be", {"as_is": {"steps": STEPS}}, large=True)


def parts(editor: SectionEditor) -> tuple[NewStepsEditor, FatesEditor]:
    steps, fates = editor.questions["steps"].editor, editor.questions["removed"].editor
    assert isinstance(steps, NewStepsEditor)
    assert isinstance(fates, FatesEditor)
    return steps, fates


def test_new_steps_begin_with_the_present_ones_kept(to_be: SectionEditor) -> None:
    steps, fates = parts(to_be)
    open_at_first = len(fates._shown)

    steps.copy.click()

    assert open_at_first == 3
    assert [(row["id"], row["change"], row["from"]) for row in steps.value()] == [
        ("b1", "kept", ["a1"]),
        ("b2", "kept", ["a2"]),
        ("b3", "kept", ["a3"]),
    ]
    assert "pain" not in steps.value()[1]
    assert fates._shown == []
    assert not steps.copy.isVisible()


def test_a_present_step_is_kept_dropped_and_brought_back_by_a_press(to_be: SectionEditor) -> None:
    steps, fates = parts(to_be)

    fates._shown[0].keep.click()
    fates._shown[0].drop.click()
    dropped = to_be.value()
    fates._shown[0].keep.click()
    back = to_be.value()

    assert [row["from"] for row in dropped["steps"]] == [["a1"]]
    assert dropped["removed"] == ["a2"]
    assert back["removed"] is None
    assert len(steps.value()) == 1


def test_what_a_new_step_refers_to_says_how_it_came_about(to_be: SectionEditor) -> None:
    steps, _fates = parts(to_be)
    steps.add_row()
    QApplication.processEvents()
    ticks = steps.cards["b1"].questions["from"].editor.ticks

    said = []
    for row in ("a1", "a2", "a2", "a1"):
        ticks[row].click()
        said.append(steps._value[0]["change"])

    assert said == ["changed", "merged", "changed", "new"]
    assert steps.cards["b1"].questions["change"].editor.value() == "new"


def test_a_dropped_step_that_is_used_again_is_dropped_no_more(to_be: SectionEditor) -> None:
    steps, fates = parts(to_be)
    fates._shown[0].drop.click()

    steps.keep(STEPS[0])

    assert to_be.value()["removed"] is None


def test_measures_are_computed_as_the_figures_beside_them_are_typed(
    ui: Ui, qtbot: QtBot, write: Write
) -> None:
    new = [{"id": "b1", "step": "รับ", "actor": "ก", "work_min": 15, "from": ["a1"]}]
    answers = {
        "process": {"volume_per_year": 200},
        "as_is": {"steps": STEPS},
        "to_be": {"steps": new},
    }
    editor = section(ui, qtbot, "measures", answers)
    picture = editor.questions["picture"].editor
    assert isinstance(picture, MeasuresEditor)
    before = picture.card._body.accessibleName()

    write(editor.questions["cost_before"].editor.entry, "50")
    write(editor.questions["cost_after"].editor.entry, "80")

    said = picture.card._body.accessibleName()
    assert "ลดลง ๔๕ นาที (๗๕.๐๐ %)" in before
    assert "๑๕๐ ชั่วโมง" in before
    assert "ค่าใช้จ่าย" not in before
    assert "เพิ่มขึ้น ๓๐ บาท" in said
    assert "picture" not in editor.value()


def test_a_loss_is_said_in_words_and_not_by_colour_alone(ui: Ui) -> None:
    assert saved_words(ui.words, "steps", 4, -2) == ("เพิ่มขึ้น ๒ ขั้น", "danger")
    assert saved_words(ui.words, "steps", 4, 0) == ("เท่าเดิม", None)


def test_what_is_not_understood_yet_counts_for_nothing(ui: Ui, qtbot: QtBot) -> None:
    steps = [{"id": "a1", "step": "รับ", "work_min": "1.5 วัน"}]
    answers = {"as_is": {"steps": steps}, "to_be": {"steps": steps}}

    editor = section(ui, qtbot, "measures", answers)

    picture = editor.questions["picture"].editor
    assert isinstance(picture, MeasuresEditor)
    assert "๐ นาที" in picture.card._body.accessibleName()


def test_a_section_points_at_a_row_and_says_what_is_missing_there(ui: Ui, qtbot: QtBot) -> None:
    editor = section(ui, qtbot, "as_is", {"as_is": {"steps": STEPS}})

    editor.begin("steps", 2, "pain")
    editor.complain("steps", "ยังไม่ได้บอกปัญหา", "warning")

    table = editor.questions["steps"].editor
    assert isinstance(table, TableEditor)
    pain = table.cards["a2"].questions["pain"].editor
    qtbot.waitUntil(lambda: QApplication.focusWidget() is pain.start)
    assert editor.questions["steps"].complaint == "ยังไม่ได้บอกปัญหา"
    editor.forgive()
    assert editor.questions["steps"].complaint == ""


def test_a_section_names_what_is_not_understood(ui: Ui, qtbot: QtBot, write: Write) -> None:
    editor = section(ui, qtbot, "process", {})

    write(editor.questions["volume_per_year"].editor.entry, "มาก")

    assert editor.troubled() == ["volume_per_year"]
