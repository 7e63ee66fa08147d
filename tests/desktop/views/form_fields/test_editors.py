from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import resources
from desktop.models.form_json import read_form
from desktop.models.forms import Field, Option, Said
from desktop.views.form_fields.choosing import (
    ChoiceEditor,
    ChoicesEditor,
    ScaleEditor,
    YesEditor,
)
from desktop.views.form_fields.duration import DurationEditor
from desktop.views.form_fields.editor import Around, Editor
from desktop.views.form_fields.make import editor_for
from desktop.views.form_fields.papers import PapersEditor
from desktop.views.form_fields.plain import LineEditor, TextEditor
from desktop.views.form_fields.question import Question
from desktop.views.form_fields.table import TableEditor
from desktop.views.form_fields.understood import BahtEditor, CountEditor, DateEditor
from desktop.views.ui import Ui

Write = Callable[[QWidget, str], None]
FORM = read_form(json.loads(resources.read("forms", "workflow.json")))
OPTIONS = tuple(
    Option(code, Said(th, en))
    for code, th, en in (("a", "ข้อหนึ่ง", "one"), ("b", "ข้อสอง", "two"), ("c", "ข้อสาม", "three"))
)


def asked(kind: Any, **more: Any) -> Field:
    return Field("x", kind, Said("คำถาม", "Question"), **more)


def shown(qtbot: QtBot, editor: Editor) -> list[Any]:
    """Show an editor and note what it says after each change."""
    heard: list[Any] = []
    editor.changed.connect(lambda: heard.append(editor.value()))
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitUntil(editor.isActiveWindow)
    return heard


EXAMPLES: list[tuple[Field, Any]] = [
    (asked("line"), "การรับคำขอ"),
    (asked("text"), "บรรทัดหนึ่ง\nบรรทัดสอง"),
    (asked("count"), 4_800),
    (asked("baht"), 125_050),
    (asked("duration"), 90),
    (asked("date"), "2027-01-31"),
    (asked("choice", options=OPTIONS), "b"),
    (asked("quiz", options=OPTIONS), "c"),
    (asked("choices", options=OPTIONS), ["a", "c"]),
    (asked("yes"), True),
    (asked("scale"), 4),
    (asked("mapping", of="as_is.steps"), ["a2"]),
    (asked("table", columns=(asked("line"),)), [{"id": "r1", "x": "แถวแรก"}]),
]


@pytest.mark.parametrize(("field", "value"), EXAMPLES, ids=lambda part: getattr(part, "kind", ""))
def test_every_kind_gives_back_the_answer_it_was_given_and_none_where_there_is_none(
    ui: Ui, qtbot: QtBot, field: Field, value: Any
) -> None:
    steps = [{"id": "a1", "step": "รับ"}, {"id": "a2", "step": "ตรวจ"}]
    around = Around(FORM, lambda: {"as_is": {"steps": steps}})
    editor = editor_for(ui, field, around)
    qtbot.addWidget(editor)

    editor.set_value(value)
    given = editor.value()
    editor.set_value(None)

    assert given == value
    assert editor.value() is None
    assert not editor.troubled()


def test_every_kind_of_the_catalogue_has_its_editor() -> None:
    from desktop.models.forms import KINDS

    assert {field.kind for field, _ in EXAMPLES} | {"picture"} == KINDS


@pytest.mark.parametrize(
    ("kind", "editor", "typed", "value", "back"),
    [
        ("count", CountEditor, "๔,๘๐๐", 4_800, "= ๔,๘๐๐"),
        ("baht", BahtEditor, "1250.50", 125_050, "= ๑,๒๕๐.๕๐ บาท"),
        ("date", DateEditor, "31/1/2570", "2027-01-31", "= วันอาทิตย์ที่ ๓๑ ม.ค. ๒๕๗๐"),
        ("duration", DurationEditor, "2 ชม.", 120, "= ๑๒๐ นาที (๒ ชั่วโมง)"),
        ("duration", DurationEditor, "๓๐ นาที", 30, "= ๓๐ นาที"),
    ],
)
def test_what_is_understood_is_shown_back(
    ui: Ui, qtbot: QtBot, write: Write, kind: str, editor: Any, typed: str, value: Any, back: str
) -> None:
    made = editor(ui, asked(kind))
    heard = shown(qtbot, made)

    write(made.entry, typed)

    assert heard[-1] == value
    assert made.told.text() == back


@pytest.mark.parametrize(
    ("kind", "editor", "typed"),
    [
        ("count", CountEditor, "มากมาย"),
        ("baht", BahtEditor, "หลายบาท"),
        ("date", DateEditor, "สิ้นปี"),
        ("duration", DurationEditor, "สักพัก"),
    ],
)
def test_what_is_not_understood_is_said_and_kept_as_it_was_typed(
    ui: Ui, qtbot: QtBot, write: Write, kind: str, editor: Any, typed: str
) -> None:
    made = editor(ui, asked(kind))
    shown(qtbot, made)
    write(made.entry, typed)
    again = editor(ui, asked(kind))
    qtbot.addWidget(again)

    again.set_value(made.value())

    assert made.value() == typed
    for each in (made, again):
        assert each.troubled()
        assert each.entry.text() == typed
        assert each.trouble.plain()


def test_days_wait_until_somebody_says_which_kind(ui: Ui, qtbot: QtBot, write: Write) -> None:
    made = DurationEditor(ui, asked("duration"), large=True)
    shown(qtbot, made)

    write(made.entry, "1.5 วัน")
    waiting = (made.value(), made.ask.isVisible(), made.troubled())
    qtbot.mouseClick(made.kinds["calendar"], Qt.MouseButton.LeftButton)

    assert waiting == ("1.5 วัน", True, True)
    assert made.value() == 2_160
    assert not made.ask.isVisible()


def test_a_day_asked_for_can_be_answered_by_keyboard(ui: Ui, qtbot: QtBot, write: Write) -> None:
    made = DurationEditor(ui, asked("duration"))
    shown(qtbot, made)
    made.entry.setFocus()
    write(made.entry, "2 วัน")

    qtbot.keyClick(made.entry, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert made.value() == 840


def test_arrows_choose_one_answer_and_the_mark_follows(ui: Ui, qtbot: QtBot) -> None:
    made = ChoiceEditor(ui, asked("choice", options=OPTIONS))
    heard = shown(qtbot, made)
    made.begin()

    qtbot.keyClick(made.ticks["a"], Qt.Key.Key_Space)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)

    assert heard == ["a", "b"]
    assert not made.ticks["a"].isChecked()


def test_several_answers_are_given_in_the_order_they_are_offered(ui: Ui, qtbot: QtBot) -> None:
    made = ChoicesEditor(ui, asked("choices", options=OPTIONS))
    heard = shown(qtbot, made)

    made.ticks["c"].click()
    made.ticks["a"].click()
    made.ticks["c"].click()

    assert heard == [["c"], ["a", "c"], ["a"]]


def test_a_scale_is_a_row_of_numbers_with_words_at_its_ends(ui: Ui, qtbot: QtBot) -> None:
    made = ScaleEditor(ui, asked("scale"))
    heard = shown(qtbot, made)
    made.begin()

    made.steps[4].click()
    made.steps[2].click()

    assert heard == [4, 2]
    assert not made.steps[2].icon().isNull()
    assert made.steps[4].icon().isNull()
    assert made.steps[1].accessibleName() == f"๑ {ui.words('fill.scale_least')}"


def test_a_sentence_to_agree_to_stands_on_its_button(ui: Ui, qtbot: QtBot) -> None:
    made = YesEditor(ui, asked("yes"))
    heard = shown(qtbot, made)

    made.tick.click()
    made.tick.click()

    assert heard == [True, None]
    assert made.tick.accessibleName() == "คำถาม"


def test_a_long_answer_breaks_and_its_button_grows(ui: Ui, qtbot: QtBot) -> None:
    long = (Option("a", Said("ข้อความยาว " * 40)),)
    made = ChoiceEditor(ui, asked("choice", options=long))
    qtbot.addWidget(made)
    made.setFixedSize(400, 600)
    made.show()
    QApplication.processEvents()

    tick = made.ticks["a"]

    assert tick.height() > 3 * ui.theme.target
    assert tick.words.heightForWidth(tick.words.width()) <= tick.height()


def test_text_grows_with_its_lines_up_to_a_bound(ui: Ui, qtbot: QtBot) -> None:
    made = TextEditor(ui, asked("text"))
    shown(qtbot, made)
    before = made.entry.sizeHint().height()

    made.set_value("\n".join("บรรทัด" for _ in range(8)))
    eight = made.entry.sizeHint().height()
    made.set_value("\n".join("บรรทัด" for _ in range(80)))

    assert before < eight < made.entry.sizeHint().height() < 2 * eight


def test_a_line_takes_no_more_than_a_form_keeps(ui: Ui, qtbot: QtBot, write: Write) -> None:
    made = LineEditor(ui, asked("line"))
    shown(qtbot, made)

    write(made.entry, "ก" * 301)

    assert len(made.value()) == 300


def test_papers_are_listed_line_by_line_and_taken_out_again(
    ui: Ui, qtbot: QtBot, write: Write
) -> None:
    docs = FORM.section("as_is").field("steps").column("docs")  # type: ignore[union-attr]
    assert docs is not None
    made = PapersEditor(ui, docs)
    shown(qtbot, made)
    made.begin()

    write(QApplication.focusWidget(), "คำขอ")
    write(made._lines[0].cells["sheets"].entry, "๓")
    made.more.click()
    write(QApplication.focusWidget(), "บันทึก")
    both = made.value()
    made._lines[0].remove.click()

    assert both == [{"name": "คำขอ", "sheets": 3}, {"name": "บันทึก"}]
    assert made.value() == [{"name": "บันทึก"}]
    made._lines[0].remove.click()
    assert made.value() is None
    assert len(made._lines) == 1


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=6), part),
    max_leaves=12,
)


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(value=JUNK)
def test_whatever_another_program_stored_shows_without_a_crash(ui: Ui, value: Any) -> None:
    around = Around(FORM, lambda: {"as_is": {"steps": value}})

    for field, _ in EXAMPLES:
        editor = editor_for(ui, field, around)
        editor.set_value(value)
        editor.value()
        editor.deleteLater()


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(cells=st.lists(JUNK, min_size=11, max_size=11))
def test_a_row_of_whatever_opens_and_says_something(ui: Ui, cells: list[Any]) -> None:
    around = Around(FORM, dict)
    for code in ("as_is", "to_be"):
        table = FORM.section(code).field("steps")  # type: ignore[union-attr]
        assert table is not None
        row = {c.code: cell for c, cell in zip(table.columns, cells, strict=False)}
        editor = editor_for(ui, table, around, section=code)

        editor.set_value([{"id": "a1", **row}])
        assert isinstance(editor, TableEditor)
        editor.open_row(1)
        editor.cards["a1"].row()
        editor.deleteLater()


def test_a_complaint_stands_below_its_question_and_reaches_a_screen_reader(
    ui: Ui, qtbot: QtBot
) -> None:
    field = asked("line", help=Said("ช่วย"), example=Said("ตัวอย่าง"))
    editor = LineEditor(ui, field)
    question = Question(ui, field, editor)
    qtbot.addWidget(question)
    question.show()

    question.complain("ยังไม่ได้กรอก")
    said = (question.complaint, editor.entry.accessibleDescription())
    question.forgive()

    assert said == ("ยังไม่ได้กรอก", "ยังไม่ได้กรอก")
    assert editor.entry.accessibleDescription() == "ช่วย"
    assert not question._line.isVisible()
