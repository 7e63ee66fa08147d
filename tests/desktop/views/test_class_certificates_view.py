from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.actions import attendance, certificates, classes, roster
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.store import certificates as shelf
from desktop.store import timetable
from desktop.views.certificate_notes import Notes
from desktop.views.certificate_template_dialog import CertificateTemplateDialog
from desktop.views.class_certificates_view import ClassCertificatesView
from desktop.views.issue_dialog import IssueDialog
from desktop.views.place import Place
from desktop.views.ui import Message, Ui
from desktop.views.widgets.wrap_label import WrapLabel

MakeUi = Callable[..., Ui]
Open = Callable[[], ClassCertificatesView]


class Clock:
    now: datetime


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def said(ui: Ui) -> list[Message]:
    heard: list[Message] = []
    ui.said.connect(heard.append)
    return heard


@pytest.fixture
def attended(desk: Desk, of: Class, people: list[str], clock: Clock) -> list[str]:
    """All but the second have been everywhere, and the class is over."""
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark(desk, session, people[1], Mark(Status.ABSENT))
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))
    clock.now = datetime(2026, 12, 4, 9, 0).astimezone(UTC)
    return people


@pytest.fixture
def show(ui: Ui, of: Class, qtbot: QtBot) -> Open:
    """Opens the tab in a window of its own."""

    def open_view() -> ClassCertificatesView:
        view = ClassCertificatesView(ui)
        qtbot.addWidget(view)
        view.resize(1100, 600)
        view.open(Place("classes", class_id=of.id, tab="certificates"))
        view.show()
        return view

    return open_view


def press_primary(view: ClassCertificatesView, qtbot: QtBot) -> IssueDialog:
    qtbot.mouseClick(view.primary, Qt.MouseButton.LeftButton)
    dialog = view.findChild(IssueDialog)
    assert dialog is not None
    return dialog


def issue(view: ClassCertificatesView, qtbot: QtBot) -> None:
    dialog = press_primary(view, qtbot)
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.work.busy)


def kept(desk: Desk, of: Class) -> list[str]:
    return [c.archive for c in shelf.certificates(desk.store, of.id)]


def told(notes: Notes) -> list[str]:
    return [text for _, text in notes.said]


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[QUrl]:
    opened: list[QUrl] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    return opened


def pages_of(path: Path) -> list[str]:
    out = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout
    return out.decode("utf-8").split("\f")[:-1]


def test_who_is_ready_and_who_is_not_stands_there_with_reasons(
    show: Open, attended: list[str]
) -> None:
    view = show()

    model = view.table.rows_model
    said = [[column.say(row) for column in model.columns] for row in model.rows()]
    assert [row[2] for row in said] == ["ออกได้", "ไม่ผ่านแล้ว", "ออกได้", "ออกได้"]
    assert said[0][6] == ""
    assert "ไม่ผ่านแล้ว เว้นแต่ชดเชย" in said[1][6]
    assert view.primary.accessibleName() == "ออกวุฒิบัตร ๓ ฉบับ"
    assert view.steps.at == 0
    assert told(view.notes) == ["ไม่พบสิ่งที่ต้องแก้", "ยังไม่มีสิทธิ์ ๑ คน เหตุผลอยู่ในตาราง"]


def test_the_question_names_the_numbers_and_takes_both_eras(
    show: Open, attended: list[str], qtbot: QtBot
) -> None:
    dialog = press_primary(show(), qtbot)
    assert dialog.issued_on == date(2026, 12, 3)
    assert dialog.range.text() == "กทม. ๐๐๐๑–๐๐๐๓/๒๕๖๙"
    assert dialog.confirm.accessibleName() == "ออกวุฒิบัตร ๓ ฉบับ"

    dialog.day.entry.setText("5/1/2570")
    assert dialog.issued_on == date(2027, 1, 5)
    assert dialog.range.text() == "กทม. ๐๐๐๑–๐๐๐๓/๒๕๗๐"

    dialog.day.entry.setText("ไม่รู้")
    assert not dialog.confirm.isEnabled()
    assert dialog.range.text() == "–"
    dialog.accept()
    assert dialog.isVisible()
    dialog.reject()


def test_refusing_the_question_gives_no_number(
    show: Open, desk: Desk, of: Class, attended: list[str], qtbot: QtBot
) -> None:
    dialog = press_primary(show(), qtbot)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert shelf.certificates(desk.store, of.id) == []


def test_issued_certificates_are_numbered_made_and_kept(
    show: Open, desk: Desk, of: Class, attended: list[str], said: list[Message], qtbot: QtBot
) -> None:
    view = show()

    issue(view, qtbot)

    given = shelf.certificates(desk.store, of.id)
    assert [c.number for c in given] == [f"กทม. 000{n}/2569" for n in (1, 2, 3)]
    assert [c.page for c in given] == [1, 2, 3]
    assert said[-1].text == "วุฒิบัตรพร้อมพิมพ์แล้ว ๓ ฉบับ"
    assert view.primary.accessibleName() == "บันทึก PDF ๓ ฉบับเพื่อพิมพ์"
    assert view.steps.at == 2
    assert view.progress.isHidden()


def test_the_file_to_print_holds_every_name_in_list_order(
    show: Open, attended: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    view = show()
    issue(view, qtbot)
    opened = save_to(monkeypatch, tmp_path / "วุฒิบัตร")

    qtbot.mouseClick(view.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.saved.isVisible())
    qtbot.mouseClick(view.open_saved, Qt.MouseButton.LeftButton)

    pages = pages_of(tmp_path / "วุฒิบัตร.pdf")
    names = ["นายสมชาย ใจดี", "นางญาณิศา ณ อยุธยา", "พ.จ.อ. วุฒิชัย ศรีสุข"]
    assert [name in page for name, page in zip(names, pages, strict=True)] == [True] * 3
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "วุฒิบัตร.pdf")]


def test_some_can_be_printed_again_alone(
    show: Open, attended: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    view = show()
    issue(view, qtbot)
    save_to(monkeypatch, tmp_path / "one.pdf")

    view.table.select_row(2)
    assert view.some.accessibleName() == "พิมพ์เฉพาะที่เลือก ๑ ฉบับ"
    qtbot.mouseClick(view.some, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.saved.isVisible())

    (page,) = pages_of(tmp_path / "one.pdf")
    assert "นางญาณิศา ณ อยุธยา" in page
    view.table.select_row(1)
    assert view.some.isHidden()


def test_a_reprint_after_the_template_changed_is_the_same_page(
    show: Open, desk: Desk, attended: list[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:  # fmt: skip
    view = show()
    issue(view, qtbot)
    template = certificates.template(desk)
    view._edit()
    dialog = view.findChild(CertificateTemplateDialog)
    assert dialog is not None
    dialog.texts["organisation"].setText("สำนักตัวอย่างใหม่")
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert certificates.template(desk).version == template.version + 1
    save_to(monkeypatch, tmp_path / "again.pdf")

    qtbot.mouseClick(view.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.saved.isVisible())

    assert "สำนักตัวอย่างใหม่" not in pages_of(tmp_path / "again.pdf")[0]


def test_cut_short_it_goes_on_where_it_stopped(
    show: Open, desk: Desk, of: Class, attended: list[str], qtbot: QtBot
) -> None:
    certificates.issue(desk, of)
    view = show()
    assert view.primary.accessibleName() == "ทำหน้าวุฒิบัตรต่อ ๓ ฉบับ"
    assert view.steps.at == 1

    qtbot.mouseClick(view.primary, Qt.MouseButton.LeftButton)
    assert not view.primary.isEnabled()
    assert view.progress.isVisible()
    qtbot.mouseClick(view.progress.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.work.busy)
    assert kept(desk, of) == [""] * 3
    assert view.primary.isEnabled()

    qtbot.mouseClick(view.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.work.busy)
    assert "" not in kept(desk, of)
    assert [c.running for c in shelf.certificates(desk.store, of.id)] == [1, 2, 3]


def test_the_work_is_still_watched_after_a_change_of_language(
    show: Open, ui: Ui, desk: Desk, of: Class, attended: list[str], qtbot: QtBot
) -> None:
    certificates.issue(desk, of)
    view = show()
    qtbot.mouseClick(view.primary, Qt.MouseButton.LeftButton)

    ui.wording.use("en", "arabic")
    assert view.progress.isVisible()
    qtbot.waitUntil(lambda: not view.work.busy)

    assert view.primary.accessibleName() == "Save 3 as PDF to print"
    assert "" not in kept(desk, of)


def test_who_became_eligible_later_gets_the_next_number(
    show: Open, desk: Desk, of: Class, attended: list[str], qtbot: QtBot
) -> None:
    view = show()
    issue(view, qtbot)

    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark(desk, session, attended[1], Mark(Status.PRESENT))
    assert view.primary.accessibleName() == "ออกวุฒิบัตร ๑ ฉบับ"
    dialog = press_primary(view, qtbot)
    assert dialog.range.text() == "กทม. ๐๐๐๔/๒๕๖๙"
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.work.busy)

    assert sorted(c.running for c in shelf.certificates(desk.store, of.id)) == [1, 2, 3, 4]
    assert "" not in kept(desk, of)


def test_what_should_be_looked_at_is_said_before_issuing(
    show: Open, desk: Desk, of: Class, attended: list[str], clock: Clock, qtbot: QtBot
) -> None:
    roster.add_walk_in(desk, of, Person("นาง", "สมหญิง", "มาหน้างาน"))
    roster.enrol(desk, of, [Person("", f"ไร้คำนำหน้า{n}", "สมมุติ") for n in range(6)])
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))
    clock.now = datetime(2026, 12, 3, 12, 0).astimezone(UTC)

    view = show()
    notes = told(view.notes)
    dialog = press_primary(view, qtbot)

    assert notes[0] == "การอบรมยังไม่จบ ผลของบางคนอาจเปลี่ยนได้"
    assert notes[1].endswith("นางสมหญิง มาหน้างาน")
    assert notes[2].startswith("ไม่มีคำนำหน้าชื่อ ๖ คน: ไร้คำนำหน้า0 สมมุติ")
    assert notes[2].endswith("และอีก ๒ คน")
    assert any("ยังไม่จบ" in label.plain() for label in dialog.findChildren(WrapLabel))
    dialog.reject()


def test_a_folder_that_is_gone_is_said_calmly(
    show: Open, attended: list[str], said: list[Message], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:  # fmt: skip
    view = show()
    issue(view, qtbot)
    save_to(monkeypatch, tmp_path / "gone" / "out.pdf")

    qtbot.mouseClick(view.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.work.busy)

    assert "ไม่พบโฟลเดอร์" in said[-1].text
    assert view.primary.isEnabled()


def test_a_machine_without_a_reader_says_where_the_file_is(
    show: Open, attended: list[str], said: list[Message], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:  # fmt: skip
    view = show()
    issue(view, qtbot)
    save_to(monkeypatch, tmp_path / "out.pdf")
    qtbot.mouseClick(view.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.saved.isVisible())
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)

    qtbot.mouseClick(view.open_saved, Qt.MouseButton.LeftButton)

    assert "out.pdf" in said[-1].text


def test_without_people_there_is_nothing_to_press(show: Open) -> None:
    view = show()

    assert not view.primary.isEnabled()
    assert not view.side.isVisible()


def test_while_nobody_has_passed_the_button_waits(show: Open, people: list[str]) -> None:
    view = show()

    assert view.primary.accessibleName() == "ยังไม่มีผู้ผ่าน"
    assert not view.primary.isEnabled()
    assert view.preview.accessibleName() == "ตัวอย่างวุฒิบัตรของ นางสาวปิ่นแก้ว น้ำทิพย์"
