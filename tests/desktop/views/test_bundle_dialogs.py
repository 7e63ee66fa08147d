from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.refusal import Refused
from desktop.models.syncing import BundlePreview, SyncState
from desktop.store.replica import Replica
from desktop.views import bundle_export
from desktop.views.bundle_export import ExportDialog
from desktop.views.bundle_import import ImportBundleDialog, brings_words
from desktop.views.main_window import MainWindow
from desktop.views.sync_sheet import SyncSheet
from desktop.views.ui import Message, Ui
from protocol.wire import Device
from scripts.lib.pretended_network import MEMBER, Pretended

MakeUi = Callable[..., Ui]
OTHER = "ee" * 8
PREVIEW = BundlePreview(
    "Winai", OTHER, True, True, datetime(2026, 12, 1, tzinfo=UTC), ("T12",), 41, 200, 34, 2, 0
)


@pytest.fixture
def network() -> Pretended:
    return Pretended(SyncState("idle", MEMBER))


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk, network: Pretended) -> Ui:
    ui = make_ui(desk=desk, language="en")
    ui.network = network
    return ui


@pytest.fixture
def said(ui: Ui) -> list[Message]:
    messages: list[Message] = []
    ui.said.connect(messages.append)
    return messages


@pytest.fixture
def known(desk: Desk) -> None:
    others = [
        Device(id=OTHER, person="Winai", label="Notebook 2", key="0" * 64, box="0" * 64),
        Device(id="dd" * 8, person="Gone", label="Old", key="1" * 64, box="1" * 64, revoked=True),
    ]
    Replica(desk.store).keep_devices(others)


@pytest.fixture
def export(
    ui: Ui, of: Class, known: None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> ExportDialog:
    monkeypatch.setattr(bundle_export, "ask_save", lambda *_: Path("T12.wdb"))
    dialog = ExportDialog(ui, None, of.id)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


@pytest.fixture
def bundle(ui: Ui, network: Pretended, qtbot: QtBot) -> Callable[..., ImportBundleDialog]:
    def show(preview: BundlePreview | None = PREVIEW) -> ImportBundleDialog:
        network.preview = preview
        dialog = ImportBundleDialog(ui, Path("T12.wdb"), None)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return show


def way(dialog: ExportDialog, name: str) -> None:
    dialog.ways.button(bundle_export.WAYS.index(name)).click()


def test_a_class_is_saved_for_the_devices_chosen(
    export: ExportDialog, network: Pretended, of: Class, said: list[Message]
) -> None:
    export.devices[OTHER].click()

    export.confirm.click()

    assert network.asked == [("export", (of.scope,), "T12.wdb", (OTHER,), "")]
    assert said[-1].text == "Saved: T12.wdb"
    assert not export.isVisible()


def test_devices_that_were_revoked_are_not_offered(export: ExportDialog) -> None:
    assert [box.text() for box in export.devices.values()] == ["Winai · Notebook 2"]


def test_nobody_chosen_is_said(export: ExportDialog, network: Pretended) -> None:
    export.confirm.click()

    assert export.said.plain() == "Choose at least one device"
    assert network.asked == []


@pytest.mark.parametrize(
    ("first", "second", "field", "said"),
    [
        ("short", "short", "first", "Use at least 8 characters"),
        ("long enough", "long enougth", "second", "The two are not the same"),
    ],
)
def test_a_passphrase_is_long_enough_and_typed_twice_alike(
    export: ExportDialog, network: Pretended, first: str, second: str, field: str, said: str
) -> None:
    way(export, "passphrase")
    export.first.setText(first)
    export.second.setText(second)

    export.confirm.click()

    assert said in getattr(export, field).accessibleDescription()
    assert network.asked == []


def test_a_passphrase_goes_with_the_file(
    export: ExportDialog, network: Pretended, of: Class
) -> None:
    export.devices[OTHER].click()
    way(export, "passphrase")
    export.first.setText("long enough")
    export.second.setText("long enough")

    export.confirm.click()

    assert network.asked == [("export", (of.scope,), "T12.wdb", (), "long enough")]


def test_an_open_file_is_warned_of_plainly(export: ExportDialog) -> None:
    way(export, "open")

    assert export._parts[2].isVisible()
    assert not export._parts[0].isVisible()


def test_all_that_is_unsent_can_be_saved_at_once(export: ExportDialog, network: Pretended) -> None:
    way(export, "open")
    export.what.setCurrentIndex(export.what.count() - 1)

    export.confirm.click()

    assert [asked[:2] for asked in network.asked] == [("export", ()), ("pending",)]


def test_a_failure_leaves_everything_as_it_was_chosen(
    export: ExportDialog, network: Pretended, ui: Ui
) -> None:
    network.error = Refused("class-closed", given="T12")
    way(export, "open")

    export.confirm.click()

    assert export.isVisible()
    assert export.said.plain() == ui.wording.sentence(network.error)
    assert export.confirm.isEnabled()


def test_a_failure_after_it_was_closed_is_said_by_the_window(
    export: ExportDialog, network: Pretended, said: list[Message]
) -> None:
    network.waits, network.error = True, Refused("class-closed", given="T12")
    way(export, "open")
    export.confirm.click()

    export.reject()
    network.later.pop()()

    assert said[-1].tone == "warning"


def test_a_file_says_what_it_would_bring_before_anything_is_stored(
    bundle: Callable[..., ImportBundleDialog], network: Pretended
) -> None:
    dialog = bundle()

    assert dialog.brings.plain() == "34 new marks · 2 differ"
    assert dialog.detail.plain() == "Classes T12 · 41 new changes · 200 known already"
    assert dialog.trust.plain() == "A device known here; the signature is right"
    assert network.asked == [("read", "T12.wdb", "")]


def test_a_stranger_and_an_open_file_are_said(bundle: Callable[..., ImportBundleDialog]) -> None:
    dialog = bundle(replace(PREVIEW, trusted=False, sealed=False))

    assert dialog.trust.plain().startswith("The first file from this device")
    assert dialog.trust.plain().endswith("The file was not encrypted")


def test_taking_in_leads_on_to_the_differences(
    bundle: Callable[..., ImportBundleDialog], network: Pretended, said: list[Message], ui: Ui
) -> None:
    dialog = bundle()
    dialog.confirm.click()
    after = dialog.detail.plain()

    dialog.confirm.click()

    assert after.startswith("2 things differ")
    assert ("import", "T12.wdb", "") in network.asked
    assert said[-1].text == "41 changes taken in"
    assert not dialog.isVisible()


def test_without_differences_it_closes_by_itself(
    bundle: Callable[..., ImportBundleDialog], said: list[Message]
) -> None:
    dialog = bundle(replace(PREVIEW, differ=0))

    dialog.confirm.click()

    assert not dialog.isVisible()
    assert said[-1].text == "41 changes taken in"


def test_a_file_without_news_can_only_be_closed(bundle: Callable[..., ImportBundleDialog]) -> None:
    dialog = bundle(replace(PREVIEW, new=0, marks=0, differ=0))

    assert dialog.brings.plain().startswith("Nothing new")
    assert not dialog.confirm.isVisible()


def test_a_sealed_file_asks_for_its_passphrase(
    bundle: Callable[..., ImportBundleDialog], network: Pretended, qtbot: QtBot
) -> None:
    network.error = Refused("passphrase-needed")
    dialog = bundle()
    network.error = None

    dialog.passphrase.setText("long enough")
    qtbot.keyClick(dialog.passphrase, Qt.Key.Key_Return)

    assert network.asked[-1] == ("read", "T12.wdb", "long enough")
    assert dialog.card.isVisible()


def test_a_file_that_cannot_be_used_says_why(
    bundle: Callable[..., ImportBundleDialog], network: Pretended
) -> None:
    network.error = Refused("class-closed", given="T12")

    dialog = bundle()

    assert dialog.said.isVisible()
    assert not dialog.confirm.isVisible()


def test_a_file_of_marks_and_one_without_are_said_apart(ui: Ui) -> None:
    only_names = replace(PREVIEW, marks=0, differ=0, new=1)

    assert brings_words(ui.words, only_names) == "1 new change"


@pytest.mark.parametrize(("name", "opened"), [("T12.wdb", 1), ("roster.xlsx", 0)])
def test_a_file_dropped_on_the_window_is_looked_into(
    ui: Ui, network: Pretended, qtbot: QtBot, tmp_path: Path, name: str, opened: int
) -> None:
    window = MainWindow(ui)
    qtbot.addWidget(window)
    window.show()
    network.preview = PREVIEW
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    plain = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), *plain, Qt.KeyboardModifier.NoModifier)
    drop = QDropEvent(QPointF(5, 5), *plain, Qt.KeyboardModifier.NoModifier)

    window.dragEnterEvent(enter)
    window.dropEvent(drop)

    assert len(window.findChildren(ImportBundleDialog)) == opened
    assert len(network.asked) == opened


def test_differences_open_the_sheet_over_the_window(
    ui: Ui, network: Pretended, qtbot: QtBot
) -> None:
    window = MainWindow(ui)
    qtbot.addWidget(window)
    window.show()
    network.preview = PREVIEW
    dialog = ImportBundleDialog(ui, Path("T12.wdb"), window)
    dialog.open()

    dialog.confirm.click()
    dialog.confirm.click()

    assert [s.isVisible() for s in window.findChildren(SyncSheet)] == [True]
