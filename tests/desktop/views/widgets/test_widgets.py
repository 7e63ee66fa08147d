from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.refusal import Refused
from desktop.views.tokens import STATES
from desktop.views.ui import Ui
from desktop.views.widgets.answer_line import AnswerLine
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card, Section
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.counter import Counter
from desktop.views.widgets.date_field import DateField
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.error_panel import ErrorPanel
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label
from desktop.views.widgets.number_field import NumberField
from desktop.views.widgets.pill import Pill
from desktop.views.widgets.tabs import Tabs
from desktop.views.widgets.thai_breaks import BREAK, at_spaces, breakable
from desktop.views.widgets.wrap_label import WrapLabel

LONG = "ผู้เข้าอบรมที่มีเวลาเรียนไม่ครบจะไม่ได้รับวุฒิบัตรเว้นแต่เรียนชดเชยตามที่กำหนดไว้"


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_a_button_runs_what_it_says(ui: Ui, qtbot: QtBot) -> None:
    ran: list[int] = []
    button = Button(ui, "ตกลง", "primary", "check", lambda: ran.append(1))
    qtbot.addWidget(button)

    button.click()

    assert (ran, button.accessibleName()) == ([1], "ตกลง")


def test_a_button_with_an_icon_alone_has_a_name(ui: Ui, qtbot: QtBot) -> None:
    button = Button(ui, icon="printer", tip="พิมพ์")
    qtbot.addWidget(button)

    assert button.accessibleName() == "พิมพ์"


def test_a_chip_counts_in_the_digits_chosen(ui: Ui, qtbot: QtBot) -> None:
    chip = Chip(ui, "มา", 38, "present")
    qtbot.addWidget(chip)

    chip.set_count(39)

    assert chip.accessibleName() == "มา  ๓๙"


def test_every_state_has_a_shape_of_its_own(ui: Ui, qtbot: QtBot) -> None:
    pictures = []
    for state in STATES:
        pill = Pill(ui, state, "x")
        qtbot.addWidget(pill)
        ui.theme.token(state)
        pictures.append(picture(pill).convertToFormat(QImage.Format.Format_Mono))

    assert all(a != b for at, a in enumerate(pictures) for b in pictures[at + 1 :])


def test_a_pill_says_its_state_in_words(ui: Ui, qtbot: QtBot) -> None:
    pill = Pill(ui, "late")
    qtbot.addWidget(pill)

    pill.set_state("makeup")

    assert pill.accessibleName() == "ชดเชย"


def test_a_field_shows_what_is_wrong_and_forgives(ui: Ui, qtbot: QtBot) -> None:
    entry = QLineEdit()
    field = Field(ui, "ชื่อรุ่น", entry, "จะปรากฏบนวุฒิบัตร")
    qtbot.addWidget(field)

    field.complain("ต้องมีชื่อ")
    wrong = (entry.property("wrong"), entry.accessibleDescription())
    field.forgive()

    assert wrong == ("true", "ต้องมีชื่อ")
    assert entry.accessibleDescription() == "จะปรากฏบนวุฒิบัตร"
    assert entry.accessibleName() == "ชื่อรุ่น"


def test_a_date_field_reads_back_what_it_understood(ui: Ui, qtbot: QtBot) -> None:
    def read(text: str) -> date:
        if not text.isdigit():
            raise Refused("date")
        return date(2019, 1, int(text))

    field = DateField(ui, "วันแรก", read, lambda day: f"วันที่ {day.day}")
    qtbot.addWidget(field)
    heard: list[date | None] = []
    field.changed.connect(heard.append)

    field.entry.setText("23")
    understood = field.entry.accessibleDescription()
    field.entry.setText("?")
    refused = field.entry.property("wrong")
    field.entry.setText("")

    assert heard == [date(2019, 1, 23), None]
    assert (understood, refused, field.value()) == ("อ่านได้ว่า วันที่ 23", "true", None)


def test_a_number_field_reads_both_digits(ui: Ui, qtbot: QtBot) -> None:
    field = NumberField(ui, 0, 100, 45)
    qtbot.addWidget(field)
    shown = field.text()

    field.lineEdit().setText("๖๗")
    letters = field.validate("x", 0)[0]

    assert (shown, field.value(), letters) == ("๔๕", 67, QValidator.State.Invalid)


def test_a_counter_says_what_it_counts(ui: Ui, qtbot: QtBot) -> None:
    counter = Counter(ui, "มา", 38, 45, "present")
    qtbot.addWidget(counter)

    assert counter.accessibleName() == "มา ๓๘ จาก ๔๕"


def test_an_answer_is_said_and_cleared(ui: Ui, qtbot: QtBot) -> None:
    line = AnswerLine(ui)
    qtbot.addWidget(line)

    line.answer("warning", "สแกนซ้ำ", "เมื่อ ๐๙.๐๒ น.", "เลิกทำ")
    said = (line.isVisible(), line.accessibleName(), line.action.isVisible())
    line.clear()

    assert said == (True, "สแกนซ้ำ เมื่อ ๐๙.๐๒ น.", True)
    assert not line.isVisible()


def test_an_empty_state_offers_the_next_step(ui: Ui, qtbot: QtBot) -> None:
    pressed: list[int] = []
    state = EmptyState(ui, "users", "ยังไม่มี", "เริ่มที่นี่", "สร้าง", lambda: pressed.append(1))
    qtbot.addWidget(state)

    state.button.click()

    assert pressed == [1]


def test_details_of_an_error_fold_out(ui: Ui, qtbot: QtBot) -> None:
    panel = ErrorPanel(ui, "บันทึกไม่ได้", "ข้อมูลยังอยู่ครบ", "ลองใหม่", details="Errno 28")
    qtbot.addWidget(panel)
    panel.show()
    details = panel.findChildren(QPlainTextEdit)[0]
    before = details.isVisible()

    panel.fold.click()

    assert (before, details.isVisible(), details.toPlainText()) == (False, True, "Errno 28")


def test_a_dialog_starts_in_its_first_input_and_enter_confirms(ui: Ui, qtbot: QtBot) -> None:
    dialog = Dialog(ui, None, "ชื่อใหม่", "ใส่ชื่อที่ต้องการ")
    qtbot.addWidget(dialog)
    entry = QLineEdit()
    dialog.body.addWidget(Field(ui, "ชื่อ", entry))
    dialog.open()
    focused = dialog.focusWidget() is entry

    qtbot.keyClick(entry, Qt.Key.Key_Return)

    assert focused
    assert dialog.result() == Dialog.DialogCode.Accepted


def test_a_dialog_stays_while_something_is_wrong_and_escape_cancels(ui: Ui, qtbot: QtBot) -> None:
    dialog = Dialog(ui, None, "ลบ", confirm="ลบ ๓ คน", kind="danger", check=lambda: False)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.confirm.click()
    still = dialog.isVisible()

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert (still, dialog.isVisible()) == (True, False)
    assert dialog.result() == Dialog.DialogCode.Rejected


def test_thai_breaks_between_words(ui: Ui) -> None:
    words = breakable("ผู้เข้าอบรมลงทะเบียน 34 คน").split(BREAK)

    assert "ลงทะเบียน" in "".join(words)
    assert len(words) > 2


NAME = st.text("กขคงจอัาเ ", max_size=30)


@given(NAME, st.integers(1, 12))
def test_a_name_breaks_only_where_a_space_stands(name: str, room: int) -> None:
    lines = at_spaces(name, lambda line: len(line) <= room).split("\n")

    assert " ".join(lines) == name
    assert all(len(line) <= room or " " not in line for line in lines)


def test_a_surname_stays_whole_in_a_narrow_column(ui: Ui, qtbot: QtBot) -> None:
    name = "นางสาวผกามาศ อินทรสุวรรณ"
    whole, wrapped = WrapLabel(ui, name), WrapLabel(ui, name, breaks="spaces")
    for label in (whole, wrapped):
        qtbot.addWidget(label)
    width = wrapped.sizeHint().width() - 20

    (first, _), (second, line) = wrapped.laid(width).paragraphs

    assert (first.text(), second.text(), line) == ("นางสาวผกามาศ", "อินทรสุวรรณ", 1)
    assert wrapped.text() == name


def test_a_text_said_anew_is_measured_anew(ui: Ui, qtbot: QtBot) -> None:
    label = WrapLabel(ui, LONG)
    qtbot.addWidget(label)
    long, long_again = label.heightForWidth(200), label.heightForWidth(200)

    label.set_text("สั้น")

    assert (long_again, label.heightForWidth(200)) == (long, 29)


def test_a_paragraph_is_as_high_as_its_lines(ui: Ui, qtbot: QtBot) -> None:
    label = WrapLabel(ui, LONG)
    qtbot.addWidget(label)

    one, narrow = label.heightForWidth(2000), label.heightForWidth(200)

    assert (one, narrow - one) == (29, 48)


def test_what_is_copied_from_a_paragraph_has_no_hidden_breaks(ui: Ui, qtbot: QtBot) -> None:
    label = WrapLabel(ui, LONG)
    qtbot.addWidget(label)
    label.resize(200, 400)
    label.grab()

    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == LONG
    assert BREAK not in label.text()


def test_no_mark_of_a_paragraph_is_cut(ui: Ui, qtbot: QtBot) -> None:
    marked, plain = WrapLabel(ui, "ป็ ผื้ เมื่อ ซ้ำ ปั๊ญู๋"), WrapLabel(ui, "")
    for label in (marked, plain):
        qtbot.addWidget(label)
        label.resize(300, label.heightForWidth(300))

    with_marks, ground = picture(marked), picture(plain)

    edges = (0, with_marks.height() - 1)
    assert all(
        with_marks.pixelColor(x, y) == ground.pixelColor(x, 0)
        for y in edges
        for x in range(with_marks.width())
    )


@pytest.mark.parametrize("role", ["body", "section", "title", "answer"])
def test_no_mark_of_a_label_is_cut(ui: Ui, qtbot: QtBot, role: str) -> None:
    label = Label("ผื้ ป็ญู๋ ฎี่", role)  # type: ignore[arg-type]
    qtbot.addWidget(label)
    label.resize(label.sizeHint())

    shown = picture(label)

    ground = shown.pixelColor(shown.width() - 1, 0)
    assert all(shown.pixelColor(x, 0) == ground for x in range(shown.width()))


def test_tabs_open_by_name(ui: Ui, qtbot: QtBot) -> None:
    tabs = Tabs(ui, "ส่วนของรุ่น")
    qtbot.addWidget(tabs)
    for name in ("timetable", "roster"):
        tabs.add(name, name, QWidget())
    opened: list[str] = []
    tabs.opened.connect(opened.append)

    tabs.open("roster")
    tabs.open("nowhere")

    assert (tabs.current(), opened) == ("roster", ["roster"])


def test_a_section_has_room_for_buttons(ui: Ui, qtbot: QtBot) -> None:
    section = Section(ui, "รายชื่อ")
    card = Card(ui, "ตอนนี้")
    for widget in (section, card):
        qtbot.addWidget(widget)
    section.buttons.addWidget(Button(ui, "เพิ่ม"))

    section.set_under("๔๕ คน")

    assert section.under.text() == "๔๕ คน"
    assert card.accessibleName() == "ตอนนี้"


def test_enter_presses_the_button_with_the_ring(ui: Ui, qtbot: QtBot) -> None:
    pressed: list[str] = []
    button = Button(ui, "เช็กชื่อ", run=lambda: pressed.append("button"))
    qtbot.addWidget(button)

    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_A):
        qtbot.keyClick(button, key)

    assert pressed == ["button"] * 3
