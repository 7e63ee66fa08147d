from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.syncing import SyncState
from desktop.views.bundle_export import ExportDialog
from desktop.views.bundle_import import ImportBundleDialog
from desktop.views.device_page import DeviceDialog
from desktop.views.main_window import MainWindow
from desktop.views.place import Place
from desktop.views.sync_sheet import SyncSheet
from desktop.views.ui import Ui
from desktop.views.window_commands import WindowCommands
from scripts.lib.pretended_network import MEMBER, Pretended

MakeUi = Callable[..., Ui]


@pytest.fixture
def network() -> Pretended:
    return Pretended(SyncState("idle", MEMBER))


@pytest.fixture
def window(make_ui: MakeUi, desk: Desk, of: Class, network: Pretended, qtbot: QtBot) -> MainWindow:
    ui = make_ui(desk=desk, language="en")
    ui.network = network
    window = MainWindow(ui)
    WindowCommands(ui, of.id)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def run(window: MainWindow, key: str) -> None:
    next(c for c in window.ui.commands.listed() if c.key == key).run()


def test_a_key_sends_and_receives_now(window: MainWindow, network: Pretended, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F9)

    assert network.asked == [("sync",)]


def test_alone_the_same_key_shows_how_to_join(window: MainWindow, network: Pretended) -> None:
    network.change(phase="alone", membership=None)

    run(window, "sync.now")

    assert network.asked == []
    assert [s.isVisible() for s in window.findChildren(SyncSheet)] == [True]


def test_the_class_one_is_in_is_the_first_to_be_saved(window: MainWindow, of: Class) -> None:
    run(window, "sync.export")

    [dialog] = window.findChildren(ExportDialog)
    assert dialog.scopes() == [of.scope]


@pytest.mark.parametrize(("file", "opened"), [("T12.wdb", 1), ("", 0)])
def test_a_file_is_asked_for_and_looked_into(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, file: str, opened: int
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))

    run(window, "sync.import")

    assert len(window.findChildren(ImportBundleDialog)) == opened


def test_what_is_on_the_device_is_one_command_away(window: MainWindow) -> None:
    run(window, "sync.device")

    assert len(window.findChildren(DeviceDialog)) == 1


def test_the_differences_of_the_class_are_one_command_away(window: MainWindow, of: Class) -> None:
    went: list[Place] = []
    window.ui.went.connect(went.append)

    run(window, "class.conflicts")

    assert went == [Place("classes", of.id, "conflicts")]


@pytest.mark.parametrize(("button", "kind"), [("export", ExportDialog), ("device", DeviceDialog)])
def test_the_sheet_leads_to_files_and_to_the_device(
    window: MainWindow, button: str, kind: type[ExportDialog | DeviceDialog]
) -> None:
    window.open_sync_sheet()
    [sheet] = window.findChildren(SyncSheet)

    getattr(sheet, button).click()

    assert len(sheet.findChildren(kind)) == 1
    sheet.reject()
