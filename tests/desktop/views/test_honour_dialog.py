from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.actions import honours, projects
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.store import certificates as shelf
from desktop.views.class_certificates_view import ClassCertificatesView
from desktop.views.honour_dialog import HonourDialog
from desktop.views.place import Place
from desktop.views.ui import Ui
from tests.desktop.panel_room import project, score, set_up

BEST, GOOD = (4, 4, 4, 4, 4, 4), (3, 3, 3, 3, 3, 3)


@pytest.fixture
def ui(make_ui: Callable[..., Ui], desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def scored(desk: Desk) -> Class:
    """Six people in three groups; two of the projects have scores."""
    of = set_up(desk, heads=6, groups=3)
    score(desk, of, "judge-a", BEST, "P02")
    score(desk, of, "judge-a", GOOD, "P01")
    projects.change(desk, of, project(desk, of, "P02"), "title", "คลังหนังสือ")
    return of


@pytest.fixture
def view(ui: Ui, scored: Class, qtbot: QtBot) -> ClassCertificatesView:
    view = ClassCertificatesView(ui)
    qtbot.addWidget(view)
    view.resize(1100, 600)
    view.open(Place("classes", class_id=scored.id, tab="certificates"))
    view.show()
    return view


def ask(view: ClassCertificatesView, qtbot: QtBot) -> HonourDialog:
    qtbot.mouseClick(view.honour, Qt.MouseButton.LeftButton)
    return view.findChildren(HonourDialog)[-1]


def confirm(view: ClassCertificatesView, dialog: HonourDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.work.busy)


def test_the_question_names_the_projects_by_rank_and_the_numbers(
    view: ClassCertificatesView, qtbot: QtBot
) -> None:
    dialog = ask(view, qtbot)

    assert dialog.projects.plain() == "อันดับที่ ๑ · P02 คลังหนังสือ · ๒ คน\nอันดับที่ ๒ · P01 · ๒ คน"
    assert dialog.numbers.text() == "กทม. ๐๐๐๑–๐๐๐๔/๒๕๖๙"
    assert dialog.confirm.accessibleName() == "ออกเกียรติบัตร ๔ ฉบับ"
    assert dialog.issued_on == date(2026, 12, 3)


def test_fewer_ranks_honour_fewer_people(view: ClassCertificatesView, qtbot: QtBot) -> None:
    dialog = ask(view, qtbot)

    dialog.ranks.setValue(1)

    assert dialog.confirm.accessibleName() == "ออกเกียรติบัตร ๒ ฉบับ"
    assert dialog.top == 1


def test_a_day_it_cannot_read_keeps_it_open(view: ClassCertificatesView, qtbot: QtBot) -> None:
    dialog = ask(view, qtbot)

    dialog.day.entry.setText("ไม่รู้")
    dialog.accept()

    assert not dialog.confirm.isEnabled()
    assert dialog.isVisible()
    assert not dialog.numbers.isVisible()


def test_issued_once_the_next_time_saves_the_same_pages(
    view: ClassCertificatesView,
    desk: Desk,
    scored: Class,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "honours.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    confirm(view, ask(view, qtbot), qtbot)
    kept = shelf.certificates(desk.store, scored.id, honours.KIND)

    again = ask(view, qtbot)
    named = again.confirm.accessibleName()
    confirm(view, again, qtbot)

    assert len(kept) == 4
    assert all(c.archive for c in kept)
    assert named == "บันทึก PDF ๔ ฉบับเพื่อพิมพ์"
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout
    assert text.decode().count("เกียรติบัตร\n") == 4
    assert shelf.certificates(desk.store, scored.id, honours.KIND) == kept


def test_a_class_without_groups_offers_no_honours(
    ui: Ui, of: Class, people: list[str], qtbot: QtBot
) -> None:
    view = ClassCertificatesView(ui)
    qtbot.addWidget(view)
    view.open(Place("classes", class_id=of.id, tab="certificates"))
    view.show()

    assert not view.honour.isVisible()
    assert len(people) == 4


def test_without_any_score_it_says_what_comes_first(ui: Ui, desk: Desk, qtbot: QtBot) -> None:
    of = set_up(desk, heads=4, groups=2)

    dialog = HonourDialog(ui, of, None)
    qtbot.addWidget(dialog)

    assert dialog.projects.plain().startswith("ยังไม่มีโครงการที่มีคะแนน")
    assert not dialog.confirm.isEnabled()
