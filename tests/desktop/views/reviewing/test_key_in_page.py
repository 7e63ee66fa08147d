from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.actions import attachments, submissions
from desktop.actions.classes import close_class
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.store import submissions as shelf
from desktop.views.reviewing.exercises_view import ExercisesView
from desktop.views.ui import Message, Ui

Open = Callable[[], ExercisesView]
Begin = Callable[[Enrolment], ExercisesView]


@pytest.fixture
def begin(show: Open, given: str) -> Begin:
    """Opens somebody's work to be keyed in."""

    def open_page(person: Enrolment) -> ExercisesView:
        view = show()
        view.list.select(person.id)
        view.key_in()
        return view

    return open_page


def first_line(view: ExercisesView) -> QLineEdit:
    assert view.keying.editor is not None
    line = view.keying.editor.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def test_what_is_typed_is_kept_at_a_pause_and_makes_no_change(
    begin: Begin, desk: Desk, of: Class, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    view = begin(everybody[0])

    qtbot.keyClicks(first_line(view), "Registration of visitors")
    qtbot.waitUntil(lambda: bool(view.keying.kept.text()))

    opened = submissions.open_work(desk, of, everybody[0], "workflow")
    assert opened.answers["process"]["process_name"] == "Registration of visitors"
    assert shelf.works(desk.store, of.id) == []


def test_leaving_puts_by_as_one_step_and_leads_back_to_the_list(
    begin: Begin, desk: Desk, of: Class, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    view = begin(everybody[0])
    qtbot.keyClicks(first_line(view), "Registration of visitors")

    qtbot.mouseClick(view.keying.leaving, Qt.MouseButton.LeftButton)

    assert view.pages.currentIndex() == 1
    stored = shelf.works(desk.store, of.id)
    assert [w.answers["process"]["process_name"] for w in stored] == ["Registration of visitors"]
    assert view.list.table.rows_model.rows()[0].state.value == "draft"


def test_what_is_missing_is_shown_at_its_place_and_nothing_is_sent(
    begin: Begin, desk: Desk, of: Class, everybody: list[Enrolment], qtbot: QtBot,
    said: list[Message],
) -> None:  # fmt: skip
    view = begin(everybody[0])
    qtbot.mouseClick(view.keying.on, Qt.MouseButton.LeftButton)
    assert view.keying.steps.currentRow() == 1

    qtbot.mouseClick(view.keying.sending, Qt.MouseButton.LeftButton)

    assert view.keying.steps.currentRow() == 0
    assert said[-1].tone == "warning"
    assert shelf.versions(desk.store, of.id) == []


def test_a_whole_form_is_sent_in_its_owners_name_and_waits_for_their_pin(
    begin: Begin, desk: Desk, of: Class, everybody: list[Enrolment], sample: dict[str, Any],
    qtbot: QtBot,
) -> None:  # fmt: skip
    submissions.import_document(desk, of, everybody[0], deepcopy(sample), draft=True)
    view = begin(everybody[0])
    qtbot.keyClicks(first_line(view), " 2")

    qtbot.mouseClick(view.keying.sending, Qt.MouseButton.LeftButton)

    version = shelf.versions(desk.store, of.id)[0]
    assert (version.keyed_by, version.confirmed) == (desk.author, False)
    assert version.answers["process"]["process_name"].endswith(" 2")
    assert view.list.table.rows_model.rows()[0].state.value == "submitted"


def test_the_steps_are_walked_by_list_and_buttons(
    begin: Begin, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    view = begin(everybody[0])
    view.keying.steps.setFocus()

    qtbot.keyClick(view.keying.steps, Qt.Key.Key_Down)
    qtbot.mouseClick(view.keying.back, Qt.MouseButton.LeftButton)

    assert view.keying.steps.currentRow() == 0
    assert not view.keying.back.isEnabled()


def test_what_arrives_meanwhile_turns_nobodys_page(
    begin: Begin, desk: Desk, of: Class, everybody: list[Enrolment], sample: dict[str, Any],
    qtbot: QtBot,
) -> None:  # fmt: skip
    view = begin(everybody[0])
    qtbot.keyClicks(first_line(view), "Half")

    submissions.import_document(desk, of, everybody[1], sample)

    assert view.pages.currentWidget() is view.keying
    assert first_line(view).text() == "Half"


def test_a_closed_class_takes_nothing_in_and_says_so(
    begin: Begin, desk: Desk, of: Class, everybody: list[Enrolment], qtbot: QtBot,
    said: list[Message],
) -> None:  # fmt: skip
    view = begin(everybody[0])
    close_class(desk, of)
    qtbot.keyClicks(first_line(view), "Late")

    view.keying.keep()

    assert said[-1].tone == "warning"
    assert first_line(view).text() == "Late"


def test_hiding_the_page_keeps_what_was_typed(
    begin: Begin, desk: Desk, of: Class, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    view = begin(everybody[0])
    qtbot.keyClicks(first_line(view), "Before lunch")

    view.hide()

    opened = submissions.open_work(desk, of, everybody[0], "workflow")
    assert opened.answers["process"]["process_name"] == "Before lunch"


def test_a_change_of_language_leaves_every_word_and_the_page(
    begin: Begin, ui: Ui, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    view = begin(everybody[0])
    qtbot.keyClicks(first_line(view), "Still here")

    ui.wording.use("en", "arabic")

    assert view.pages.currentWidget() is view.keying
    assert first_line(view).text() == "Still here"


def test_the_scanned_paper_is_attached_to_the_work(
    begin: Begin, desk: Desk, of: Class, everybody: list[Enrolment], picture: bytes,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:  # fmt: skip
    scan = tmp_path / "scan.png"
    scan.write_bytes(picture)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(scan), ""))
    view = begin(everybody[0])

    qtbot.mouseClick(view.keying.scan, Qt.MouseButton.LeftButton)

    opened = submissions.open_work(desk, of, everybody[0], "workflow")
    assert [file.name for file in attachments.attached(desk, opened.work_id)] == ["scan.png"]


@pytest.mark.parametrize("size", [0, 50_000_000])
def test_a_file_that_cannot_be_taken_is_refused_and_nothing_is_lost(
    begin: Begin, desk: Desk, of: Class, everybody: list[Enrolment], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, said: list[Message], qtbot: QtBot, size: int,
) -> None:  # fmt: skip
    scan = tmp_path / "film.pdf"
    with scan.open("wb") as file:
        file.truncate(size)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(scan), ""))
    view = begin(everybody[0])
    qtbot.keyClicks(first_line(view), "Still here")

    view.keying.attach_scan()

    assert said[-1].tone == "warning"
    assert first_line(view).text() == "Still here"


def test_a_file_that_is_gone_is_said(
    begin: Begin, everybody: list[Enrolment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    said: list[Message],
) -> None:  # fmt: skip
    gone = str(tmp_path / "gone.pdf")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (gone, ""))
    view = begin(everybody[0])

    view.keying.attach_scan()

    assert "gone.pdf" in said[-1].text


def test_what_cannot_be_put_by_keeps_the_page_open(
    begin: Begin, desk: Desk, of: Class, everybody: list[Enrolment], qtbot: QtBot,
    said: list[Message],
) -> None:  # fmt: skip
    view = begin(everybody[0])
    qtbot.keyClicks(first_line(view), "Late")
    view.keying.keep()
    close_class(desk, of)

    view.keying.leave()

    assert view.pages.currentWidget() is view.keying
    assert said[-1].tone == "warning"
