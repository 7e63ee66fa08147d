from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.actions import attachments, forms, projects, submissions, teams
from desktop.actions.attendance import mark
from desktop.actions.pins import pin
from desktop.models.attendance import Mark, Status
from desktop.models.submissions import State
from desktop.store import timetable
from desktop.views.kiosk.confirm_page import ConfirmPage
from desktop.views.kiosk.files_part import FilesPart
from desktop.views.kiosk.form_page import FormPage
from desktop.views.kiosk.my_page import MyPage
from desktop.views.kiosk.receipt_page import ReceiptPage
from desktop.views.kiosk.window import KioskWindow
from desktop.views.widgets.wrap_label import WrapLabel


def my_page(window: KioskWindow, room: SimpleNamespace, who: int = 0) -> MyPage:
    window.unlock(room.people[who])
    assert isinstance(window.page, MyPage)
    return window.page


def said(page: object) -> list[str]:
    return [w.plain() for w in page.findChildren(WrapLabel)]  # type: ignore[attr-defined]


def labels(page: MyPage) -> list[str]:
    return [button.text() for button in page.buttons]


def test_it_says_what_is_to_be_done_until_when(
    kiosk_window: KioskWindow, room: SimpleNamespace
) -> None:
    page = my_page(kiosk_window, room)

    assert labels(page) == [page.ui.words("kiosk.way_begin")]
    assert any("ส่งภายในวันอาทิตย์ที่ ๒๒ พ.ย. ๒๕๖๙" in text for text in said(page))


def test_it_says_what_may_still_be_missed(kiosk_window: KioskWindow, room: SimpleNamespace) -> None:
    first = next(s for s in timetable.sessions(room.desk.store, room.of.id) if s.counts)
    mark(room.desk, first, room.people[0].id, Mark(Status.ABSENT))

    sentences = my_page(kiosk_window, room).mine.attendance(kiosk_window.ui.words)

    assert kiosk_window.ui.words("kiosk.may_miss", n=1) in sentences
    assert any(first.code in sentence for sentence in sentences)


def test_who_may_miss_nothing_more_is_told_so(
    kiosk_window: KioskWindow, room: SimpleNamespace
) -> None:
    for session in [s for s in timetable.sessions(room.desk.store, room.of.id) if s.counts][:2]:
        mark(room.desk, session, room.people[0].id, Mark(Status.ABSENT))

    sentences = my_page(kiosk_window, room).mine.attendance(kiosk_window.ui.words)

    assert kiosk_window.ui.words("kiosk.may_miss_none") in sentences


def test_the_group_and_its_project_are_named(
    kiosk_window: KioskWindow, room: SimpleNamespace
) -> None:
    teams.accept(room.desk, room.of, teams.propose(room.desk, room.of, 1))
    (team,) = teams.teams(room.desk, room.of)
    project = projects.ensure(room.desk, room.of, team)
    projects.change(room.desk, room.of, project, "title", "คิวเดียวทั้งเขต")

    lines = my_page(kiosk_window, room).mine.team_lines(kiosk_window.ui.words)

    assert lines[2] == "โครงการ: คิวเดียวทั้งเขต"
    assert all(person.name in lines[1] for person in room.people)


def test_nobody_elses_work_is_on_the_page(kiosk_window: KioskWindow, room: SimpleNamespace) -> None:
    room.sent(1)

    page = my_page(kiosk_window, room, 0)

    assert page.mine.sent == []
    assert not any("A-0002" in text for text in said(page))


@pytest.mark.parametrize(
    ("verdict", "way"), [("", "change"), ("returned", "mend"), ("accepted", "look")]
)
def test_what_can_be_done_with_what_was_sent_follows_its_state(
    kiosk_window: KioskWindow, room: SimpleNamespace, verdict: str, way: str
) -> None:
    version = room.sent(0)
    if verdict:
        submissions.review(room.desk, room.of, version, verdict, "เพราะ")

    page = my_page(kiosk_window, room)

    assert page.ui.words(f"kiosk.way_{way}") in labels(page)


def test_a_test_is_sent_once(kiosk_window: KioskWindow, room: SimpleNamespace) -> None:
    forms.give(room.desk, room.of, "pretest")
    opened = submissions.open_work(room.desk, room.of, room.people[0], "pretest")
    for section in opened.form.sections:
        answers = {f.code: f.options[0].code if f.options else "ตอบ" for f in section.fields}
        opened = submissions.type_in(room.desk, opened, section.code, answers)
    submissions.submit(room.desk, opened)

    page = my_page(kiosk_window, room)

    sent = next(work for work in page.mine.given if work.form.code == "pretest")
    assert page.mine.way(sent) == "none"


def test_a_form_withdrawn_later_stays_among_the_receipts_only(
    kiosk_window: KioskWindow, room: SimpleNamespace
) -> None:
    room.sent(0)
    forms.withdraw(room.desk, room.of, "workflow")

    page = my_page(kiosk_window, room)

    assert page.mine.given == ()
    assert [v.receipt for v in page.mine.sent] == ["A-0001"]
    page.buttons[-1].click()
    assert isinstance(kiosk_window.page, ReceiptPage)


def test_an_older_version_is_shown_with_what_changed_in_the_next(
    kiosk_window: KioskWindow, room: SimpleNamespace, worked: dict[str, dict[str, object]]
) -> None:
    submissions.review(room.desk, room.of, room.sent(0), "returned", "แก้ชื่อ")
    process = {**worked["process"], "process_name": "การเสนอแผนฉบับใหม่"}
    submissions.submit(room.desk, room.filled(0, {"process": process}))
    page = my_page(kiosk_window, room)

    newest, oldest = page.buttons[-2:]
    newest.click()
    second = said(kiosk_window.page)
    my_page(kiosk_window, room).buttons[-1].click()
    first = said(kiosk_window.page)

    assert "A-๐๐๐๑/๒" in newest.text()
    was = worked["process"]["process_name"]
    assert any(f"{was} → การเสนอแผนฉบับใหม่" in text for text in second)
    assert worked["process"]["process_name"] in first
    assert oldest.text() != newest.text()


def test_the_receipt_is_saved_as_pdf(
    kiosk_window: KioskWindow,
    room: SimpleNamespace,
    tmp_path: Path,
) -> None:
    file = tmp_path / "ใบรับ.pdf"
    version = room.sent(0)
    page = my_page(kiosk_window, room)
    page._open_version(page.mine.given[0], version)
    assert isinstance(kiosk_window.page, ReceiptPage)

    kiosk_window.page.save.click()
    dialog = kiosk_window.page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(file))

    assert file.read_bytes().startswith(b"%PDF")


def test_the_receipt_goes_to_the_printer_without_another_program(
    kiosk_window: KioskWindow,
    room: SimpleNamespace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    printer = tmp_path / "lp"
    printer.write_text('#!/bin/sh\ncp "$1" "$(dirname "$0")/printed.pdf"\n')
    printer.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    heard: list[str] = []
    kiosk_window.ui.said.connect(lambda message: heard.append(message.text))
    version = room.sent(0)
    page = my_page(kiosk_window, room)
    page._open_version(page.mine.given[0], version)
    assert isinstance(kiosk_window.page, ReceiptPage)

    kiosk_window.page.print.click()

    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [kiosk_window.ui.words("kiosk.printed")]
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_printer_it_says_what_else_to_do(
    kiosk_window: KioskWindow,
    room: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    heard: list[str] = []
    kiosk_window.ui.said.connect(lambda message: heard.append(message.text))
    version = room.sent(0)
    page = my_page(kiosk_window, room)
    page._open_version(page.mine.given[0], version)
    assert isinstance(kiosk_window.page, ReceiptPage)

    kiosk_window.page.print.click()

    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [kiosk_window.ui.words("kiosk.not_printed")]


def test_a_paper_keyed_in_by_somebody_else_is_confirmed_by_pin(
    kiosk_window: KioskWindow, room: SimpleNamespace, worked: dict[str, object], qtbot: QtBot
) -> None:
    submissions.submit(room.desk, room.filled(0, worked), keyed_by="สมศรี")
    page = my_page(kiosk_window, room)
    page.buttons[0].click()
    assert isinstance(kiosk_window.page, ConfirmPage)

    qtbot.keyClicks(kiosk_window.page.pad.entry, pin(room.desk, room.people[0]))

    assert isinstance(kiosk_window.page, MyPage)
    assert kiosk_window.page.mine.unconfirmed == []
    opened = submissions.open_work(room.desk, room.of, room.people[0], "workflow")
    assert opened.versions[0].confirmed
    assert opened.state is State.SUBMITTED


@pytest.fixture
def files(kiosk_window: KioskWindow, room: SimpleNamespace) -> FilesPart:
    page = my_page(kiosk_window, room)
    page.open_form("workflow")
    form = kiosk_window.page
    assert isinstance(form, FormPage)
    form.show_stop(len(form.stops) - 2)
    assert isinstance(form.part, FilesPart)
    return form.part


def photo(folder: Path, name: str = "ภาพ.png") -> Path:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("green"))
    path = folder / name
    picture.save(str(path))
    return path


def test_a_photo_is_added_shown_small_and_taken_away(
    files: FilesPart, room: SimpleNamespace, tmp_path: Path, qtbot: QtBot
) -> None:
    files.take([photo(tmp_path)])
    (kept,) = attachments.attached(room.desk, files._draft.opened.work_id)
    picture = files.pictures[kept.id]
    icon = picture.pixmap().cacheKey()

    qtbot.waitUntil(lambda: picture.pixmap().cacheKey() != icon)
    files._remove(kept)

    assert picture.pixmap().width() == files._ui.theme.px(64)
    assert attachments.attached(room.desk, files._draft.opened.work_id) == []


def test_files_are_chosen_and_a_lock_meanwhile_takes_the_question_away(
    files: FilesPart, room: SimpleNamespace, tmp_path: Path, kiosk_window: KioskWindow
) -> None:
    files.add.click()
    dialog = files.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(photo(tmp_path))])
    opened = files._draft.opened
    files.add.click()
    kiosk_window.lock()
    settle()

    assert len(attachments.attached(room.desk, opened.work_id)) == 1
    assert kiosk_window.findChildren(QFileDialog) == []


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_file_is_dropped_onto_the_page(
    files: FilesPart, room: SimpleNamespace, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo(tmp_path)))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    files.dropEvent(event)

    assert len(attachments.attached(room.desk, files._draft.opened.work_id)) == 1


def test_what_cannot_be_taken_is_said_and_the_rest_is_kept(
    files: FilesPart, room: SimpleNamespace, tmp_path: Path
) -> None:
    large, strange = tmp_path / "ใหญ่.pdf", tmp_path / "แปลก.exe"
    with large.open("wb") as file:
        file.write(b"%PDF-")
        file.truncate(50_000_000)
    strange.write_bytes(b"MZ")
    told = []

    for path in (large, strange, tmp_path / "ไม่มี.png"):
        files.take([photo(tmp_path), path])
        told.append(files.told.plain())

    assert "20" in told[0] or "๒๐" in told[0]
    assert len(set(told)) == 3
    assert all(told)
    assert len(attachments.attached(room.desk, files._draft.opened.work_id)) == 1


def test_a_damaged_picture_keeps_the_plain_mark(
    files: FilesPart, room: SimpleNamespace, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "เสีย.png"
    broken.write_bytes(photo(tmp_path).read_bytes()[:60])

    files.take([broken])
    (kept,) = attachments.attached(room.desk, files._draft.opened.work_id)
    icon = files.pictures[kept.id].pixmap().cacheKey()
    qtbot.waitUntil(lambda: not files._ui.background._tasks)

    assert files.pictures[kept.id].pixmap().cacheKey() == icon
