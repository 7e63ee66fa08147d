from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import classes, forms, submissions
from desktop.models.submissions import State
from desktop.store import submissions as shelf
from desktop.store import typing
from desktop.views.form_fields.choosing import ScaleEditor
from desktop.views.form_fields.table import TableEditor
from desktop.views.form_fields.understood import UnderstoodEditor
from desktop.views.kiosk.form_page import FormPage, sentence_of
from desktop.views.kiosk.my_page import MyPage
from desktop.views.kiosk.name_page import NamePage
from desktop.views.kiosk.receipt_page import ReceiptPage
from desktop.views.kiosk.review_part import ReviewPart
from desktop.views.kiosk.stops import find_stop
from desktop.views.kiosk.window import KioskWindow
from desktop.views.widgets.button import Button
from desktop.views.widgets.wrap_label import WrapLabel

Write = Callable[[QWidget, str], None]
ENTER, ALT = Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(kiosk_window: KioskWindow, room: SimpleNamespace) -> FormPage:
    return open_form(kiosk_window, room)


def open_form(window: KioskWindow, room: SimpleNamespace, who: int = 0) -> FormPage:
    window.unlock(room.people[who])
    assert isinstance(window.page, MyPage)
    window.page.open_form("workflow")
    assert isinstance(window.page, FormPage)
    return window.page


def go(page: FormPage, section: str, field: str = "") -> None:
    page.show_stop(find_stop(page.stops, section, field))
    QApplication.processEvents()


def editor(page: FormPage, field: str) -> UnderstoodEditor:
    assert page.editor is not None
    found = page.editor.questions[field].editor
    assert isinstance(found, UnderstoodEditor)
    return found


def table(page: FormPage, field: str = "steps") -> TableEditor:
    assert page.editor is not None
    found = page.editor.questions[field].editor
    assert isinstance(found, TableEditor)
    return found


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_what_is_typed_is_durable_within_a_moment_without_any_change(
    opened: FormPage, room: SimpleNamespace, qtbot: QtBot, write: Write
) -> None:
    write(focus(), "การออกใบรับรอง")

    qtbot.waitUntil(lambda: bool(typing.typed(room.desk.store, opened.draft.opened.work_id)))
    kept = typing.typed(room.desk.store, opened.draft.opened.work_id)
    assert kept["s.process"]["answers"] == {"process_name": "การออกใบรับรอง"}
    assert shelf.works(room.desk.store, room.of.id) == []
    assert "บันทึกแล้ว" in opened.head.told.text()


def test_leaving_a_section_makes_one_change_of_it(
    opened: FormPage, room: SimpleNamespace, write: Write, qtbot: QtBot
) -> None:
    write(focus(), "การออกใบรับรอง")
    qtbot.keyClick(focus(), ENTER)
    write(focus(), "เป็นผู้ตรวจเอกสาร")
    before = len(room.desk.undoable)
    go(opened, "as_is")

    assert len(room.desk.undoable) == before + 1
    (work,) = shelf.works(room.desk.store, room.of.id)
    assert work.answers["process"] == {
        "process_name": "การออกใบรับรอง",
        "my_role": "เป็นผู้ตรวจเอกสาร",
    }


def test_times_are_understood_as_people_write_them(
    opened: FormPage, room: SimpleNamespace, write: Write
) -> None:
    go(opened, "as_is")
    table(opened).add_row()
    QApplication.processEvents()
    card = next(iter(table(opened).cards.values()))
    work, wait = (card.questions[code].editor for code in ("work_min", "wait_min"))
    assert isinstance(work, UnderstoodEditor)
    assert isinstance(wait, UnderstoodEditor)

    write(work.entry, "๓๐ นาที")
    write(wait.entry, "2 ชม.")

    assert (work.value(), wait.value()) == (30, 120)
    assert work.told.text() == "= ๓๐ นาที"
    assert wait.told.text().startswith("= ๑๒๐ นาที")


def test_a_day_asks_which_kind_of_day_with_two_buttons_and_the_words_survive_meanwhile(
    kiosk_window: KioskWindow, room: SimpleNamespace, write: Write, qtbot: QtBot
) -> None:
    opened = open_form(kiosk_window, room)
    go(opened, "as_is")
    table(opened).add_row()
    card = next(iter(table(opened).cards.values()))
    write(card.questions["wait_min"].editor.entry, "1.5 วัน")
    kiosk_window.lock()

    again = open_form(kiosk_window, room)
    go(again, "as_is")
    table(again).open_row(1)
    duration = next(iter(table(again).cards.values())).questions["wait_min"].editor
    qtbot.waitUntil(duration.ask.isVisible)
    qtbot.mouseClick(duration.kinds["working"], Qt.MouseButton.LeftButton)
    kiosk_window.lock()

    assert room.answers()["as_is"]["steps"][0]["wait_min"] == 630
    assert [w.answers for w in shelf.works(room.desk.store, room.of.id)] == [
        {"as_is": {"steps": [{"id": "a1", "wait_min": 630}]}}
    ]


def test_sending_with_the_citizen_step_empty_names_the_step_and_leads_there(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot, worked: dict[str, object]
) -> None:
    room.filled(0, {s: a for s, a in worked.items() if s != "empathy"})
    page = open_form(kiosk_window, room)
    page.show_stop(len(page.stops) - 1)

    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    part = page.part
    assert isinstance(part, ReviewPart)
    told = part.told.plain()
    way = focus()
    assert way is part.ways[0]
    qtbot.keyClick(way, ENTER)

    assert told == page.ui.words("kiosk.not_yet")
    assert "ยังไม่ได้ระบุผู้รับบริการ" in way.accessibleName()
    assert page.stops[page.at].section.code == "empathy"
    assert page.editor is not None
    assert page.editor.questions["user_who"].complaint == "ยังไม่ได้ระบุผู้รับบริการ"
    assert room.answers()["plan"] == worked["plan"]


def test_a_citizens_number_in_free_text_warns_and_may_be_sent_anyway(
    kiosk_window: KioskWindow, room: SimpleNamespace, worked: dict[str, dict[str, object]]
) -> None:
    empathy = {**worked["empathy"], "evidence": "ผู้ขอเลขประจำตัว 1101700230708 มาสามครั้ง"}
    room.filled(0, {**worked, "empathy": empathy})
    page = open_form(kiosk_window, room)
    page.show_stop(len(page.stops) - 1)
    warned = [f.code for f in page.draft.findings() if f.level == "soft"]

    page.send()

    assert any("personal" in code for code in warned)
    assert isinstance(kiosk_window.page, ReceiptPage)


def test_what_is_not_understood_keeps_it_from_being_sent_and_leads_there(
    kiosk_window: KioskWindow, room: SimpleNamespace, worked: dict[str, dict[str, object]]
) -> None:
    process = {**worked["process"], "volume_per_year": "ประมาณสองร้อย"}
    room.filled(0, {**worked, "process": process})
    page = open_form(kiosk_window, room)
    page.show_stop(len(page.stops) - 1)

    page.send()
    assert isinstance(page.part, ReviewPart)
    page.part.ways[0].click()

    assert page.stops[page.at].fields[0].code == "volume_per_year"
    assert editor(page, "volume_per_year").entry.text() == "ประมาณสองร้อย"


def test_after_a_return_the_comment_is_first_and_the_second_version_gets_its_number(
    kiosk_window: KioskWindow, room: SimpleNamespace, write: Write
) -> None:
    first = room.sent(0)
    submissions.review(room.desk, room.of, first, "returned", "เพิ่มขั้นลงนาม")
    kiosk_window.unlock(room.people[0])
    my_page = kiosk_window.page
    assert isinstance(my_page, MyPage)
    button = my_page.buttons[0]
    assert button.text() == my_page.ui.words("kiosk.mend")
    button.click()
    page = kiosk_window.page
    assert isinstance(page, FormPage)
    write(focus(), " ฉบับแก้")
    page.show_stop(len(page.stops) - 1)

    page.send()

    receipt = kiosk_window.page
    assert isinstance(receipt, ReceiptPage)
    opened = submissions.open_work(room.desk, room.of, room.people[0], "workflow")
    assert [v.receipt for v in opened.versions] == ["A-0001", "A-0001/2"]
    assert opened.versions[0].answers["process"] != opened.versions[1].answers["process"]
    assert opened.state is State.SUBMITTED


def test_a_class_closed_meanwhile_is_said_and_the_words_stay_on_the_screen(
    opened: FormPage, room: SimpleNamespace, write: Write
) -> None:
    heard: list[str] = []
    opened.ui.said.connect(lambda message: heard.append(message.text))
    classes.close_class(room.desk, room.of)

    write(focus(), "การรับคำร้อง")
    opened.draft.keep()

    entry = opened.editor.questions["process_name"].editor.entry  # type: ignore[union-attr]
    assert heard
    assert entry.text() == "การรับคำร้อง"
    assert opened.draft.answers()["process"] == {"process_name": "การรับคำร้อง"}


def test_sending_the_same_again_is_refused_in_words(
    kiosk_window: KioskWindow, room: SimpleNamespace
) -> None:
    room.sent(0)
    page = open_form(kiosk_window, room)
    page.show_stop(len(page.stops) - 1)

    page.send()

    assert isinstance(page.part, ReviewPart)
    assert not page.part.told.isHidden()
    assert "A-0001" in page.part.told.plain() or "A-๐๐๐๑" in page.part.told.plain()


def test_alt_and_arrows_go_back_and_forth_and_save_leads_home(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot
) -> None:
    page = open_form(kiosk_window, room)

    qtbot.keyClick(focus(), Qt.Key.Key_Right, ALT)
    qtbot.keyClick(focus(), Qt.Key.Key_Right, ALT)
    qtbot.keyClick(focus(), Qt.Key.Key_Left, ALT)
    reached = page.at
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)

    assert reached == 1
    assert isinstance(kiosk_window.page, MyPage)


def test_the_step_list_says_what_is_filled_in_and_jumps(
    kiosk_window: KioskWindow, room: SimpleNamespace, worked: dict[str, object], qtbot: QtBot
) -> None:
    room.filled(0, {"process": worked["process"]})
    page = open_form(kiosk_window, room)

    qtbot.mouseClick(page.head.steps, Qt.MouseButton.LeftButton)
    buttons = page.part.buttons
    said = [buttons[0].text(), buttons[1].text()]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)

    assert said[0].endswith(page.ui.words("kiosk.step_done"))
    assert said[1].endswith(page.ui.words("kiosk.step_empty"))
    assert page.stops[page.at].section.code == "as_is"


def test_the_example_of_a_page_stands_beside_it_and_goes_again(
    opened: FormPage, worked: dict[str, dict[str, str]], qtbot: QtBot
) -> None:
    qtbot.mouseClick(opened.head.samples, Qt.MouseButton.LeftButton)
    shown = opened.samples.isVisible()
    said = [w.plain() for w in opened.samples.findChildren(WrapLabel)]
    qtbot.mouseClick(opened.head.samples, Qt.MouseButton.LeftButton)

    assert shown
    assert worked["process"]["process_name"] in said
    assert not opened.samples.isVisible()


def test_a_whole_evaluation_by_mouse_alone(
    kiosk_window: KioskWindow, room: SimpleNamespace, qtbot: QtBot
) -> None:
    forms.give(room.desk, room.of, "evaluation")

    def click(widget: QWidget) -> None:
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def offered(text: str) -> Button:
        name = f"{kiosk_window.ui.words('kiosk.way_begin')}: {text}"
        buttons = kiosk_window.findChildren(Button)
        return next(b for b in buttons if b.accessibleName() == name and b.isVisible())

    kiosk_window.unlock(room.people[0])
    form = forms.form_of(room.desk, room.of, "evaluation")
    click(offered(form.title.text("th")))
    page = kiosk_window.page
    assert isinstance(page, FormPage)
    while page.stops[page.at].kind == "ask":
        for question in page.editor.questions.values():
            if isinstance(question.editor, ScaleEditor):
                click(question.editor.steps[4])
        click(page.next)
    click(page.next)

    assert isinstance(kiosk_window.page, ReceiptPage)
    answers = room.answers(form="evaluation")
    assert {v for said in answers.values() for v in said.values()} == {4}
    click(kiosk_window.page.home)
    assert isinstance(kiosk_window.page, MyPage)
    click(kiosk_window.lock_button)
    assert isinstance(kiosk_window.page, NamePage)


def test_a_workflow_written_by_hand_is_looked_over_and_sent_by_mouse(
    kiosk_window: KioskWindow, room: SimpleNamespace, worked: dict[str, object], qtbot: QtBot
) -> None:
    room.filled(0, {s: a for s, a in worked.items() if s != "review"})
    page = open_form(kiosk_window, room)

    for _ in range(len(page.stops) - 1):
        qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
    assert page.editor is not None
    tick = page.editor.questions["no_personal_data"].editor.tick
    page.area.ensureWidgetVisible(tick)
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)

    assert isinstance(kiosk_window.page, ReceiptPage)
    sent = submissions.open_work(room.desk, room.of, room.people[0], "workflow").latest
    assert sent is not None
    assert {**sent.answers, "review": None} == {**worked, "review": None}
    assert sent.answers["review"] == {"no_personal_data": True}


class Keys:
    """The keyboard, and nothing else."""

    def __init__(self, qtbot: QtBot, write: Write) -> None:
        self._qtbot, self._write = qtbot, write

    def _key(self, *keys: Qt.Key | Qt.KeyboardModifier) -> None:
        self._qtbot.keyClick(focus(), *keys)
        QApplication.processEvents()

    def lines(self, *texts: str) -> None:
        for text in texts:
            self.line(text)

    def line(self, text: str) -> None:
        self._write(focus(), text)
        self._key(ENTER)

    def texts(self, *texts: str) -> None:
        for text in texts:
            self.text(text)

    def text(self, text: str) -> None:
        self._write(focus(), text)
        self.on()

    def on(self) -> None:
        self._key(Qt.Key.Key_Right, ALT)

    def tab(self) -> None:
        self._key(Qt.Key.Key_Tab)

    def press(self) -> None:
        self._key(Qt.Key.Key_Space)

    def tab_until(self, widget: QWidget) -> None:
        for _ in range(60):
            if focus() is widget:
                return
            self.tab()
        raise AssertionError(f"the cursor never came to {widget.accessibleName()}")


def test_a_whole_submission_by_keyboard_alone(
    kiosk_window: KioskWindow, room: SimpleNamespace, write: Write, qtbot: QtBot
) -> None:
    kiosk_window.unlock(room.people[0])
    qtbot.keyClick(focus(), ENTER)
    page = kiosk_window.page
    assert isinstance(page, FormPage)

    keys = Keys(qtbot, write)
    keys.line("การรับคำร้อง")
    keys.text("เป็นผู้รับคำร้อง")
    keys.line("200")
    keys.text("ระเบียบสารบรรณ")
    for step in ("รับคำร้อง", "ตรวจเอกสาร", "เสนอลงนาม"):
        keys.press()  # add a step
        keys.lines(step, "เจ้าหน้าที่", "30 นาที", "1 ชม.", "คำร้อง", "2", "เคาน์เตอร์")
        keys.line("รอนาน")  # the problem; then the tick
        keys.tab_until(table(page).add)
    keys.on()
    keys.texts("ประชาชนในเขต", "ได้ใบรับรองเร็ว", "ต้องมาหลายครั้ง", "คุณป้ามาสามครั้ง")
    keys.press()  # interviews
    keys.on()
    keys.text("ทำอย่างไรให้ประชาชนได้ใบรับรองได้โดยไม่ต้องมาที่เขต")
    for idea in ("ยื่นทางอินเทอร์เน็ต", "ส่งทางไปรษณีย์"):
        keys.press()
        keys.lines(idea, "เร็ว", "ต้องมีระบบ")
        keys.press()  # this one
        keys.tab_until(table(page, "ideas").add)
    keys.on()
    keys.press()  # an electronic form
    keys.on()
    keys.tab_until(table(page).copy)
    keys.press()  # begin with the present steps
    keys.on()
    keys.on()
    keys.lines("50", "20", "2", "0")
    keys.text("ไม่มี")
    keys.tab_until(page.editor.questions["none"].editor.tick)
    keys.press()
    keys.tab()
    keys.text("ไม่ต้องใช้ข้อมูลของหน่วยงานอื่น")
    keys.press()
    keys.lines("เปิดระบบ", "ฝ่ายทะเบียน", "1/12/2569", "31/1/2570", "0", "จำนวนคำร้อง", "ไม่มี")
    keys.on()
    keys.text("ขอบคุณ")
    keys.on()  # no files
    part = page.part
    assert isinstance(part, ReviewPart)
    assert page.editor is not None
    keys.tab_until(page.editor.questions["no_personal_data"].editor.tick)
    keys.press()
    assert [sentence_of(page.ui, page.draft, f) for f in part.missing()] == []
    keys.tab_until(page.next)
    qtbot.keyClick(focus(), ENTER)

    receipt = kiosk_window.page
    assert isinstance(receipt, ReceiptPage)
    answers = room.answers()
    assert [row["step"] for row in answers["to_be"]["steps"]] == [
        "รับคำร้อง",
        "ตรวจเอกสาร",
        "เสนอลงนาม",
    ]
    assert answers["as_is"]["steps"][0]["docs"] == [{"name": "คำร้อง", "sheets": 2}]
    assert answers["plan"]["items"][0]["end"] == "2027-01-31"
