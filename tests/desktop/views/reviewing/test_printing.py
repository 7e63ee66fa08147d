from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.actions import submissions
from desktop.desk import Desk
from desktop.exporters.archive_pdf import pages
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.submissions import Version
from desktop.views.reviewing.exercises_view import ExercisesView
from desktop.views.reviewing.library_dialog import LibraryDialog
from desktop.views.reviewing.reminder_dialog import ReminderDialog
from desktop.views.ui import Message
from desktop.views.widgets.wrap_label import WrapLabel

Open = Callable[[], ExercisesView]
Send = Callable[..., Version]


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything is saved; nothing is opened with another program."""
    path = tmp_path / "printed.pdf"

    def opens(url: QUrl) -> bool:
        return url.isLocalFile()

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", opens)
    return path


def press(view: ExercisesView, key: str, **values: object) -> None:
    """Choose a line of the menu."""
    view.list.more.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    said = view.ui.words(key, **values)
    next(action for action in menu.actions() if action.text() == said).trigger()
    menu.close()


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("whole", True),
        ("page", True),
        ("receipt", True),
        ("list", False),
        ("blank", False),
        ("pins", False),
    ],
)
def test_each_paper_is_written_where_one_says(
    show: Open, send: Send, everybody: list[Enrolment], target: Path, key: str, named: bool,
    said: list[Message],
) -> None:  # fmt: skip
    send(everybody[0])
    view = show()

    values = {"name": everybody[0].name} if named else {}
    press(view, f"reviewing.more.{key}", **values)

    assert target.read_bytes().startswith(b"%PDF")
    assert target.name in said[-1].text


def test_all_works_come_in_one_file_drawn_elsewhere(
    show: Open, send: Send, everybody: list[Enrolment], target: Path, qtbot: QtBot
) -> None:
    for person in everybody[:3]:
        send(person)
    view = show()

    press(view, "reviewing.more.all_page", n=3)
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(view.progress.isHidden)

    assert pages(target.read_bytes()) == 3


def test_a_folder_that_says_no_is_told_calmly(
    show: Open, send: Send, everybody: list[Enrolment], target: Path, qtbot: QtBot,
    said: list[Message], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    send(everybody[0])
    view = show()
    gone = str(target.parent / "gone" / "x.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (gone, ""))

    press(view, "reviewing.more.all_whole", n=1)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)

    assert said[-1].tone == "warning"


def test_the_reminder_is_printed(
    show: Open, send: Send, everybody: list[Enrolment], target: Path
) -> None:
    send(everybody[0])
    view = show()
    view.remind()
    dialog = view.findChild(ReminderDialog)
    assert dialog is not None

    dialog.print.click()

    assert target.read_bytes().startswith(b"%PDF")
    dialog.close()


def test_the_library_shows_what_was_published_and_no_name(
    show: Open, desk: Desk, of: Class, send: Send, everybody: list[Enrolment],
    standing: Callable[[Version], Version], qtbot: QtBot,
) -> None:  # fmt: skip
    version = send(everybody[0], "การรับเรื่องร้องเรียน")
    send(everybody[1], "งานที่ไม่เผยแพร่")
    submissions.review(desk, of, version, "accepted")
    submissions.publish(desk, of, standing(version))
    view = show()

    press(view, "reviewing.more.library")
    dialog = view.findChild(LibraryDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.paper.whole)

    told = "\n".join(label.plain() for label in dialog.findChildren(WrapLabel))
    assert [dialog.choice.itemText(n) for n in range(dialog.choice.count())] == [
        f"การรับเรื่องร้องเรียน · {view.ui.words('classes.title', number=12, year=of.fiscal_year)}"
    ]
    assert "การรับเรื่องร้องเรียน" in told
    assert everybody[0].name not in told
    dialog.close()


def test_an_empty_library_says_how_to_fill_it(show: Open, given: str, qtbot: QtBot) -> None:
    view = show()

    press(view, "reviewing.more.library")

    dialog = view.findChild(LibraryDialog)
    assert dialog is not None
    told = [label.plain() for label in dialog.findChildren(WrapLabel)]
    assert view.ui.words("reviewing.library.how") in told
    dialog.close()


def test_saving_called_off_writes_nothing(
    show: Open, send: Send, everybody: list[Enrolment], target: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    send(everybody[0])
    view = show()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))

    press(view, "reviewing.more.list")
    press(view, "reviewing.more.all_page", n=1)

    assert not target.exists()
