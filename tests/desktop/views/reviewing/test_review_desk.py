from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import attachments, pins, submissions
from desktop.actions.classes import close_class
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.submissions import Version
from desktop.store import typing
from desktop.views.lanes.lane_view import LaneView
from desktop.views.place import Place
from desktop.views.reviewing.answer_table import AnswerTable
from desktop.views.reviewing.attachments_card import AttachmentsCard
from desktop.views.reviewing.changes_card import ChangesCard
from desktop.views.reviewing.exercises_view import ExercisesView
from desktop.views.reviewing.paper_section import PaperSection
from desktop.views.reviewing.pin_dialog import PinDialog
from desktop.views.reviewing.review_draft import draft_of
from desktop.views.ui import Message, Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.wrap_label import WrapLabel
from protocol.change import Change

Open = Callable[[], ExercisesView]
Send = Callable[..., Version]
Standing = Callable[[Version], Version]
Read = Callable[[Enrolment], ExercisesView]


@pytest.fixture
def read(show: Open, qtbot: QtBot) -> Read:
    """Opens the tab with somebody's work on the desk, made to its end."""

    def open_work(person: Enrolment) -> ExercisesView:
        view = show()
        view.list.select(person.id)
        qtbot.keyClick(view.list.table, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: view.desk.paper.whole)
        return view

    return open_work


def name(view: ExercisesView) -> str:
    assert view.desk.person is not None
    return view.desk.person.enrolment.name


def told(widget: QWidget) -> str:
    return "\n".join(label.plain() for label in widget.findChildren(WrapLabel))


def test_a_work_is_read_with_diagrams_and_computed_measures(
    read: Read, send: Send, everybody: list[Enrolment]
) -> None:
    send(everybody[0], "การเสนอแผนของสำนักงาน")

    view = read(everybody[0])

    assert "การเสนอแผนของสำนักงาน" in told(view.desk.paper)
    assert view.desk.paper.findChild(LaneView) is not None
    tables = {
        t.accessibleName().split(".")[0]: t for t in view.desk.paper.findChildren(AnswerTable)
    }
    measures = tables[view.ui.words("reviewing.measures")].text()
    assert "๔,๘๐๐" in measures


def test_a_is_for_accept_and_the_next_unread_comes_up(
    read: Read, send: Send, everybody: list[Enrolment], standing: Standing, qtbot: QtBot
) -> None:
    first, third = send(everybody[0]), send(everybody[2])
    view = read(everybody[0])

    qtbot.keyClick(view.desk.paper, Qt.Key.Key_A)

    assert standing(first).verdict == "accepted"
    assert standing(third).verdict == ""
    assert name(view) == everybody[2].name


def test_the_keys_work_with_the_thai_layout_on(
    read: Read, send: Send, everybody: list[Enrolment], standing: Standing
) -> None:
    version = send(everybody[0])
    view = read(everybody[0])

    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "ฟ")
    QApplication.sendEvent(view.desk.paper, event)

    assert standing(version).verdict == "accepted"


def test_accepting_is_taken_back_from_the_message(
    read: Read, send: Send, everybody: list[Enrolment], standing: Standing, said: list[Message]
) -> None:
    version = send(everybody[0])
    view = read(everybody[0])
    view.desk.verdicts.accept()
    assert said[-1].undo is not None

    said[-1].undo()

    assert standing(version).verdict == ""
    assert view.desk.panel.verdict.accept.isVisible()


def test_returning_without_a_comment_asks_for_one_and_does_nothing(
    read: Read, send: Send, everybody: list[Enrolment], standing: Standing, qtbot: QtBot
) -> None:
    version = send(everybody[0])
    view = read(everybody[0])

    qtbot.keyClick(view.desk.paper, Qt.Key.Key_R)

    assert standing(version).verdict == ""
    assert view.desk.panel.comment.hasFocus()
    assert view.ui.words("refused.review-without-comment") in told(view.desk.panel.field)


def test_a_remark_used_before_is_put_in_by_one_click_and_returned(
    read: Read,
    desk: Desk,
    of: Class,
    send: Send,
    everybody: list[Enrolment],
    standing: Standing,
    qtbot: QtBot,
) -> None:
    submissions.review(desk, of, send(everybody[0]), "returned", "กรุณาใส่เวลารอ")
    version = send(everybody[1])
    view = read(everybody[1])

    qtbot.mouseClick(view.desk.panel.remarks.lines[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.desk.panel.verdict.send_back, Qt.MouseButton.LeftButton)

    assert standing(version).verdict == "returned"
    assert standing(version).comment == "กรุณาใส่เวลารอ"


def test_a_letter_typed_into_the_comment_is_no_command(
    read: Read, send: Send, everybody: list[Enrolment], standing: Standing, qtbot: QtBot
) -> None:
    version = send(everybody[0])
    view = read(everybody[0])
    view.desk.panel.comment.setFocus()

    qtbot.keyClicks(view.desk.panel.comment, "ajr")

    assert view.desk.panel.comment.toPlainText() == "ajr"
    assert standing(version).verdict == ""


def test_a_remark_is_kept_at_a_pause_and_there_after_a_restart(
    read: Read, ui: Ui, desk: Desk, send: Send, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    version = send(everybody[0])
    view = read(everybody[0])

    view.desk.panel.comment.insertPlainText("เวลารอ")
    view.desk.panel.checklist.points["as_is"].click()
    qtbot.waitUntil(lambda: draft_of(desk, version).comment == "เวลารอ")

    again = ExercisesView(ui)
    qtbot.addWidget(again)
    assert view.of is not None
    again.open(Place("classes", view.of.id, "exercises"))
    again.show()
    again.read()
    assert again.desk.panel.comment.toPlainText() == "เวลารอ"
    assert again.desk.panel.checklist.value()["as_is"] is True


def test_paging_on_keeps_what_was_typed_for_each(
    read: Read, desk: Desk, send: Send, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    first, second = send(everybody[0]), send(everybody[1])
    view = read(everybody[0])
    view.desk.panel.comment.setPlainText("ของคนแรก")

    view.desk.on()
    view.desk.panel.comment.setPlainText("ของคนที่สอง")
    view.desk.back()

    assert draft_of(desk, first).comment == "ของคนแรก"
    assert draft_of(desk, second).comment == "ของคนที่สอง"
    assert view.desk.panel.comment.toPlainText() == "ของคนแรก"


def test_alt_arrows_j_and_k_page_through_the_class(
    read: Read, send: Send, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    send(everybody[1])
    view = read(everybody[1])
    seen = []

    for key, held in (
        (Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    ):
        qtbot.keyClick(view.desk.paper, key, held)
        seen.append(name(view))

    assert seen == [everybody[at].name for at in (2, 1, 0, 1)]


def test_escape_leads_back_to_the_person_in_the_list(
    read: Read, send: Send, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    send(everybody[2])
    view = read(everybody[2])

    qtbot.keyClick(view.desk.paper, Qt.Key.Key_Escape)

    current = view.list.current()
    assert view.pages.currentIndex() == 1
    assert current is not None
    assert current.enrolment == everybody[2]
    assert view.list.table.hasFocus()


def test_a_second_version_shows_what_changed_and_the_first_can_still_be_read(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    submissions.review(desk, of, send(everybody[0], "ชื่อเดิมของงาน"), "returned", "เปลี่ยนชื่อ")
    send(everybody[0], "ชื่อใหม่ของงาน")
    view = read(everybody[0])
    changes = view.desk.paper.findChild(ChangesCard)
    assert changes is not None
    assert "ชื่อเดิมของงาน → ชื่อใหม่ของงาน" in told(changes)

    view.desk.panel._chips[0].click()
    qtbot.waitUntil(lambda: view.desk.paper.whole)

    assert "ชื่อเดิมของงาน" in told(view.desk.paper)
    assert "เปลี่ยนชื่อ" in view.desk.panel.comment.toPlainText()
    assert view.desk.panel.comment.isReadOnly()
    assert not view.desk.panel.verdict.accept.isVisible()


def test_publishing_needs_the_owners_consent(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], standing: Standing
) -> None:
    silent, willing = send(everybody[0], consent=False), send(everybody[1])
    for version in (silent, willing):
        submissions.review(desk, of, version, "accepted")
    view = read(everybody[0])
    bar = view.desk.panel.verdict
    assert (bar.publish.isVisible(), bar.consent.isVisible()) == (False, True)

    view.desk.on()
    bar.publish.click()

    assert standing(willing).published
    assert bar.unpublish.isVisible()
    assert not bar.reopen.isVisible()


def test_a_sample_is_taken_out_and_the_verdict_reopened(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], standing: Standing
) -> None:
    version = send(everybody[0])
    submissions.review(desk, of, version, "accepted")
    submissions.publish(desk, of, standing(version))
    view = read(everybody[0])

    view.desk.panel.verdict.unpublish.click()
    view.desk.panel.verdict.reopen.click()

    assert (standing(version).published, standing(version).verdict) == (False, "")
    undo(view.ui)
    assert standing(version).verdict == "accepted"


def test_findings_lead_to_their_section(
    read: Read,
    desk: Desk,
    of: Class,
    sample: dict[str, Any],
    given: str,
    everybody: list[Enrolment],
    qtbot: QtBot,
) -> None:
    sample["answers"]["empathy"]["evidence"] = "โทร 081-234-5678"
    submissions.import_document(desk, of, everybody[0], sample)
    view = read(everybody[0])
    line = view.desk.panel.findings.lines[0]

    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)

    sections = view.desk.paper.findChildren(PaperSection)
    place = sections[2].mapTo(view.desk.paper, sections[2].rect().topLeft())
    assert 0 <= place.y() < 40


def test_a_draft_nobody_sent_can_be_looked_at_and_nothing_decided(
    read: Read, desk: Desk, of: Class, sample: dict[str, Any], given: str,
    everybody: list[Enrolment],
) -> None:  # fmt: skip
    submissions.import_document(desk, of, everybody[0], sample, draft=True)

    view = read(everybody[0])

    assert view.ui.words("reviewing.not_sent") in told(view.desk.panel)
    assert not view.desk.panel.verdict.accept.isVisible()
    view.desk.verdicts.accept()
    view.desk.verdicts.send_back()
    assert view.list.current() is not None


def test_a_work_keyed_in_from_paper_is_confirmed_with_the_owners_pin(
    read: Read, desk: Desk, send: Send, everybody: list[Enrolment], standing: Standing, qtbot: QtBot
) -> None:
    version = send(everybody[0], keyed_by="สมศรี ใจงาม")
    view = read(everybody[0])
    view.desk.panel.paper.confirm.click()
    dialog = view.findChild(PinDialog)
    assert dialog is not None
    right = pins.pin(desk, everybody[0])
    wrong = f"{(int(right) + 1) % 10_000:04d}"

    qtbot.keyClicks(dialog.pin, wrong)
    dialog.confirm.click()
    assert not standing(version).confirmed
    dialog.pin.clear()
    qtbot.keyClicks(dialog.pin, right)
    dialog.confirm.click()

    assert standing(version).confirmed
    assert not view.desk.panel.paper.confirm.isVisible()


def test_files_are_listed_with_small_pictures_and_damaged_ones_do_no_harm(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], qtbot: QtBot,
    picture: bytes,
) -> None:  # fmt: skip
    send(everybody[0])
    opened = submissions.open_work(desk, of, everybody[0], "workflow")
    good = attachments.attach(desk, opened, "as_is", "ภาพ.png", picture)
    bad = attachments.attach(desk, opened, "as_is", "เสีย.png", picture[:40])

    view = read(everybody[0])

    card = view.desk.paper.findChild(AttachmentsCard)
    assert card is not None
    plain = card.pictures[bad.id].pixmap().toImage()
    qtbot.waitUntil(lambda: card.pictures[good.id].pixmap().toImage() != plain)
    assert card.pictures[bad.id].pixmap().toImage() == plain


def test_a_file_is_saved_as_it_is(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], tmp_path: Any,
    picture: bytes, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from PySide6.QtWidgets import QFileDialog

    send(everybody[0])
    opened = submissions.open_work(desk, of, everybody[0], "workflow")
    attachments.attach(desk, opened, "as_is", "ภาพ.png", picture)
    view = read(everybody[0])
    card = view.desk.paper.findChild(AttachmentsCard)
    assert card is not None
    target = tmp_path / "kept.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    said = view.ui.words("reviewing.file.save", file="ภาพ.png")
    next(b for b in card.findChildren(Button) if b.accessibleName() == said).click()

    assert target.read_bytes() == picture


def test_what_another_device_decides_meanwhile_is_shown_at_once(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment]
) -> None:
    version = send(everybody[0])
    view = read(everybody[0])

    submissions.review(desk, of, version, "accepted", "ดีแล้ว")

    assert not view.desk.panel.verdict.accept.isVisible()
    assert view.desk.panel.verdict.reopen.isVisible()
    assert view.desk.panel.comment.toPlainText() == "ดีแล้ว"


def test_a_file_is_opened_with_the_program_for_it_or_that_is_said(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], picture: bytes,
    monkeypatch: pytest.MonkeyPatch, said: list[Message],
) -> None:  # fmt: skip
    send(everybody[0])
    opened = submissions.open_work(desk, of, everybody[0], "workflow")
    attachments.attach(desk, opened, "as_is", "ภาพ.png", picture)
    view = read(everybody[0])
    tried: list[bytes] = []

    def no_program(url: QUrl) -> bool:
        tried.append(Path(url.toLocalFile()).read_bytes())
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", no_program)
    card = view.desk.paper.findChild(AttachmentsCard)
    assert card is not None
    name = view.ui.words("reviewing.file.open", file="ภาพ.png")
    next(b for b in card.findChildren(Button) if b.accessibleName() == name).click()

    assert tried == [picture]
    assert said[-1].text == view.ui.words("reviewing.file.no_reader", file="ภาพ.png")


def test_a_file_that_has_not_come_yet_is_named_and_not_offered(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], picture: bytes
) -> None:
    send(everybody[0])
    opened = submissions.open_work(desk, of, everybody[0], "workflow")
    attachments.attach(desk, opened, "as_is", "ภาพ.png", picture)
    desk.store.connection.execute("DELETE FROM blobs")

    view = read(everybody[0])

    card = view.desk.paper.findChild(AttachmentsCard)
    assert card is not None
    labels = [label.text() for label in card.findChildren(ElidedLabel)]
    assert view.ui.words("reviewing.file.not_here") in labels[0]
    assert card.findChildren(Button) == []


def test_rows_that_came_went_and_moved_are_told_apart(
    read: Read, desk: Desk, of: Class, given: str, sample: dict[str, Any],
    everybody: list[Enrolment],
) -> None:  # fmt: skip
    first = submissions.import_document(desk, of, everybody[0], deepcopy(sample))
    assert first is not None
    submissions.review(desk, of, first, "returned", "เรียงใหม่")
    ideas = sample["answers"]["ideate"]["ideas"]
    ideas.insert(0, {"id": "new1", "idea": "แนวคิดที่เพิ่งคิดได้"})
    steps = sample["answers"]["as_is"]["steps"]
    steps[0], steps[1] = steps[1], steps[0]
    sample["answers"]["plan"]["items"].append(
        {**sample["answers"]["plan"]["items"][0], "id": "p99", "activity": "กิจกรรมใหม่"}
    )
    second = submissions.import_document(desk, of, everybody[0], deepcopy(sample))
    assert second is not None
    ideas.pop(0)
    submissions.review(desk, of, second, "returned", "เอาออก")
    submissions.import_document(desk, of, everybody[0], sample)
    view = read(everybody[0])
    third = view.desk.paper.findChild(ChangesCard)
    assert third is not None
    assert "ตัดแถวออก: แนวคิดที่เพิ่งคิดได้" in told(third)

    view.desk.panel._chips[1].click()

    seconds = view.desk.paper.findChildren(ChangesCard)[-1]
    assert "เพิ่มแถว: แนวคิดที่เพิ่งคิดได้" in told(seconds)
    assert "เรียงลำดับใหม่" in told(seconds)


def test_a_long_table_shows_its_first_rows_and_the_others_on_demand(
    read: Read, desk: Desk, of: Class, given: str, sample: dict[str, Any],
    everybody: list[Enrolment],
) -> None:  # fmt: skip
    items = sample["answers"]["plan"]["items"]
    items += [{**items[0], "id": f"x{n}", "activity": f"กิจกรรม {n}"} for n in range(60)]
    submissions.import_document(desk, of, everybody[0], sample)
    view = read(everybody[0])
    plan = view.desk.paper.findChildren(PaperSection)[8]
    table = plan.findChild(AnswerTable)
    assert table is not None
    assert "กิจกรรม 59" not in table.text()

    said = view.ui.words("reviewing.rows_more", n=len(items) - 40)
    more = next(b for b in plan.findChildren(Button) if b.accessibleName() == said)
    more.click()

    assert "กิจกรรม 59" in table.text()
    assert not more.isVisible()


def test_more_remarks_wait_in_a_menu(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    for at, person in enumerate(everybody[:3]):
        version = send(person)
        submissions.review(desk, of, version, "returned", f"ความเห็นที่ {at} " + "ยาว" * 30)
        submissions.review(desk, of, send(person, f"ใหม่ {at}"), "returned", f"อีกข้อ {at}")
    send(everybody[3])
    view = read(everybody[3])
    assert len(view.desk.panel.remarks.lines) == 3

    view.desk.panel.remarks.more.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    last = menu.actions()[-1]
    last.trigger()
    menu.close()

    assert view.desk.panel.comment.toPlainText()
    assert view.desk.panel.comment.toPlainText().startswith(last.text().rstrip("…"))


def test_a_remark_is_added_below_what_is_there(
    read: Read, send: Send, everybody: list[Enrolment]
) -> None:
    send(everybody[0])
    view = read(everybody[0])
    view.desk.panel.comment.setPlainText("ข้อแรก")

    view.desk.panel.add_remark("ข้อสอง")

    assert view.desk.panel.comment.toPlainText() == "ข้อแรก\nข้อสอง"


def test_a_closed_class_decides_nothing_and_keeps_the_remark(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment],
    standing: Standing, said: list[Message],
) -> None:  # fmt: skip
    version = send(everybody[0])
    view = read(everybody[0])
    view.desk.panel.comment.setPlainText("ดีมาก")
    close_class(desk, of)

    view.desk.verdicts.accept()
    view.desk.panel.keep()

    assert standing(version).verdict == ""
    assert said[-1].tone == "warning"
    assert draft_of(desk, version).comment == "ดีมาก"


def test_two_devices_that_decide_differently_are_told_apart(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], standing: Standing
) -> None:
    version = send(everybody[0])
    submissions.review(desk, of, version, "accepted")
    elsewhere = {"verdict": "returned", "comment": "ยังขาดตัวเลข", "checklist": {}}
    desk.store.commit(
        [
            Change(
                id=desk.new_id(), scope=of.scope, entity="version", row=version.id,
                set={"review": elsewhere}, over={}, salt={"review": "0" * 32}, n=1,
                author="Winai", device="ee" * 8, at="2026-12-01T02:00:00.000+00:00", schema=1,
                prev="",
            )
        ]
    )  # fmt: skip

    view = read(everybody[0])

    assert standing(version).conflicts == ("review",)
    assert view.ui.words("reviewing.disputed") in told(view.desk.panel)


def test_what_arrives_while_one_types_moves_neither_words_nor_cursor(
    read: Read, send: Send, everybody: list[Enrolment]
) -> None:
    send(everybody[0])
    view = read(everybody[0])
    comment = view.desk.panel.comment
    comment.insertPlainText("ยังพิมพ์อยู่ ")

    send(everybody[1])

    assert comment.toPlainText() == "ยังพิมพ์อยู่ "
    assert comment.textCursor().position() == len("ยังพิมพ์อยู่ ")


def test_a_remark_on_what_somebody_else_decided_is_forgotten(
    read: Read, desk: Desk, of: Class, send: Send, everybody: list[Enrolment]
) -> None:
    version = send(everybody[0])
    view = read(everybody[0])
    view.desk.panel.comment.insertPlainText("ของฉัน")
    view.desk.panel.keep()

    submissions.review(desk, of, version, "accepted", "ของเขา")

    assert view.desk.panel.comment.toPlainText() == "ของเขา"
    assert typing.typed(desk.store, version.id) == {}


@pytest.mark.parametrize(
    "document",
    [
        {"answers": {"as_is": {"steps": [{"step": 5}]}}},
        {"answers": {"nowhere": {"x": 1}}},
        {"form": "workflow", "form_version": 1, "answers": {"review": {"library_ok": "yes"}}},
    ],
)
def test_a_version_that_fits_no_form_is_said_and_does_no_harm(
    read: Read, desk: Desk, of: Class, given: str, everybody: list[Enrolment], document: object
) -> None:
    sent = {
        "work": "w", "enrolment": everybody[0].id, "form": "workflow", "number": 1,
        "receipt": "A-0001", "document": document, "digest": "", "late": False,
    }  # fmt: skip
    desk.commit("step.submit", [Edit(of.scope, "version", desk.new_id(), {"sent": sent})])

    view = read(everybody[0])

    assert view.ui.words("reviewing.unfit") in told(view.desk.paper)


def test_in_little_room_the_panel_opens_to_say_what_is_missing(
    read: Read, send: Send, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    send(everybody[0])
    view = read(everybody[0])
    view.resize(900, 640)
    assert not view.desk.panel.isVisible()

    qtbot.keyClick(view.desk.paper, Qt.Key.Key_R)

    assert view.desk.panel.isVisible()
    assert view.desk.panel.comment.hasFocus()
