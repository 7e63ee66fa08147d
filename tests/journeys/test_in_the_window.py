from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import opening
from desktop.app import Application
from desktop.store import certificates
from desktop.store import classes as shelf
from desktop.store.attendance import attending, stamps
from desktop.views import class_certificates_view
from desktop.views.attendance_view import AttendanceView
from desktop.views.class_certificates_view import ClassCertificatesView
from desktop.views.import_view import ImportDialog
from desktop.views.issue_dialog import IssueDialog
from desktop.views.new_class_dialog import NewClassDialog
from desktop.views.place import Place
from desktop.views.roster_view import RosterView

LETTER = Path(__file__).parent.parent / "data" / "rosters" / "02_official_letter.xlsx"
SOME = TypeVar("SOME", bound=QWidget)


@pytest.fixture
def app(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Application]:
    """The program on an empty folder, on the morning of the first day."""
    clock = datetime(2026, 12, 1, 1, 45, tzinfo=UTC)
    desk = opening.open_desk(tmp_path, language="en", clock=lambda: clock)
    application = Application(qapp, desk, tmp_path)
    qtbot.addWidget(application.window)
    application.window.resize(1366, 768)
    application.window.show()
    yield application
    application.window.close()
    application.theme.release()
    application.close()


def shown(app: Application, qtbot: QtBot, kind: type[SOME]) -> SOME:
    """Wait for a dialog or a page of this kind, of this window's own, to be on the screen."""

    def visible() -> list[SOME]:
        return [w for w in app.window.findChildren(kind) if w.isVisible()]

    qtbot.waitUntil(lambda: bool(visible()))
    return visible()[0]


def press(qtbot: QtBot, button: QWidget) -> None:
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


def test_from_an_empty_folder_to_a_printed_certificate_by_mouse_and_keyboard(
    app: Application, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, printed = app.desk.store, tmp_path / "printed.pdf"

    # A new class: number and first day typed, in the Buddhist era.
    qtbot.keyClick(app.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = shown(app, qtbot, NewClassDialog)
    dialog.number.setValue(34)
    dialog.days.fields[0].entry.selectAll()
    qtbot.keyClicks(dialog.days.fields[0].entry, "1/12/2569")
    press(qtbot, dialog.confirm)
    qtbot.waitUntil(lambda: bool(shelf.classes(store)))
    (of,) = shelf.classes(store)

    # The roster as the agency sent it, previewed, then brought in.
    app.ui.go(Place("classes", class_id=of.id, tab="roster"))
    shown(app, qtbot, RosterView).import_file(LETTER)
    preview = shown(app, qtbot, ImportDialog)
    qtbot.waitUntil(lambda: preview.confirm.text().strip() == "Import 38 people")
    press(qtbot, preview.confirm)

    # Three days of attendance: the first person misses the first session, all others are there.
    app.ui.go(Place("classes", class_id=of.id, tab="attendance"))
    register = shown(app, qtbot, AttendanceView)
    for number in range(1, 13):
        assert register.session is not None
        assert register.session.code == f"S{number:02d}"
        if number == 1:
            register.grid.setFocus()
            qtbot.keyClick(register.grid, Qt.Key.Key_4)
            qtbot.waitUntil(lambda: bool(stamps(store, of.id)))
        press(qtbot, register.foot.all_present)
        if number < 12:
            press(qtbot, register.bar.on)
    first, *others = attending(store, of.id)
    assert first.mark_in("S01").status == "absent"
    assert {m.status for line in others for m in line.marks.values()} == {"present"}
    assert sum(len(line.marks) for line in (first, *others)) == 38 * 12

    # Certificates: issued with one question, rendered beside the work, saved.
    monkeypatch.setattr(class_certificates_view, "ask_save", lambda *_: printed)
    app.ui.go(Place("classes", class_id=of.id, tab="certificates"))
    desk = shown(app, qtbot, ClassCertificatesView)
    press(qtbot, desk.primary)
    press(qtbot, shown(app, qtbot, IssueDialog).confirm)
    qtbot.waitUntil(lambda: all(c.archive for c in certificates.certificates(store, of.id)))
    qtbot.waitUntil(lambda: not desk.work.busy)
    press(qtbot, desk.primary)
    qtbot.waitUntil(printed.exists)

    issued = certificates.certificates(store, of.id)
    text = subprocess.run(
        ["pdftotext", str(printed), "-"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    pages = text.split("\f")[:-1]
    assert [c.running for c in issued] == list(range(1, 39))
    assert len(pages) == 38
    for certificate, page in zip(issued, pages, strict=True):
        assert certificate.printed.name in page.splitlines()
    assert not [w for w in app.window.findChildren(QDialog) if w.isVisible()]
