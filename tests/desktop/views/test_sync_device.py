from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.refusal import Refused
from desktop.models.syncing import SyncState
from desktop.store.organisation import numbering
from desktop.store.replica import Replica
from desktop.store.series import Holder, keep_holder
from desktop.views.device_page import DeviceDialog
from desktop.views.enrol_dialog import EnrolDialog
from desktop.views.settings_sync import SyncCard
from desktop.views.ui import Message, Ui
from desktop.views.widgets.dialog import Dialog
from scripts.lib.pretended_network import MEMBER, Pretended

MakeUi = Callable[..., Ui]


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
def dialog(ui: Ui, people: list[str], qtbot: QtBot) -> DeviceDialog:
    dialog = DeviceDialog(ui, None)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


@pytest.fixture
def card(ui: Ui, qtbot: QtBot) -> SyncCard:
    card = SyncCard(ui)
    qtbot.addWidget(card)
    card.show()
    return card


def test_a_class_is_listed_with_people_changes_and_what_is_unsent(dialog: DeviceDialog) -> None:
    [kept] = dialog.table.rows_model.rows()

    assert (kept.code, kept.people) == ("T12", 4)
    assert kept.unsent == kept.changes > 4
    assert kept.bytes > 1_000


def test_a_class_leaves_and_may_come_back(
    dialog: DeviceDialog, network: Pretended, desk: Desk, of: Class
) -> None:
    dialog.table.select_row(0)
    dialog.leave.click()
    Replica(desk.store).leave(of.scope)
    dialog.refresh()
    [entry] = dialog.gone.entries
    assert entry.run is not None
    entry.run()

    assert entry.text == "T12"
    assert network.asked == [("leave", of.scope), ("fetch", of.scope)]


def test_what_is_unsent_does_not_leave_and_it_says_why(
    dialog: DeviceDialog, network: Pretended, ui: Ui
) -> None:
    network.error = Refused("class-closed", given="T12")
    dialog.table.select_row(0)

    dialog.leave.click()

    assert dialog.said.plain() == ui.wording.sentence(network.error)
    assert dialog.gone.entries == []


def test_a_class_the_server_shares_no_more_says_so(dialog: DeviceDialog, desk: Desk) -> None:
    [shared] = [c for c in dialog.table.rows_model.columns if c.key == "scope"]
    [kept] = dialog.table.rows_model.rows()
    before = shared.say(kept)

    Replica(desk.store).note_withdrawn([kept.scope])
    dialog.refresh()

    assert (before, shared.say(kept)) == ("Shared", "No longer shared")


def test_without_a_server_nothing_can_leave(dialog: DeviceDialog, network: Pretended) -> None:
    network.change(phase="alone", membership=None)

    dialog.refresh()

    assert not dialog.leave.isVisible()


def test_the_settings_say_as_whom_and_where(card: SyncCard) -> None:
    assert card.belongs.plain() == "Joined as สมศรี ใจงาม (facilitator)"
    assert "https://desk.bangkok.example" in card.where.plain()
    assert not card.join.isVisible()


def test_a_device_that_is_alone_can_join(card: SyncCard, network: Pretended) -> None:
    network.change(phase="alone", membership=None)

    card.join.click()

    assert card.belongs.plain() == "This device works by itself"
    assert not card.leave.isVisible()
    assert card.findChildren(EnrolDialog)


def test_leaving_the_server_is_asked_first(card: SyncCard, network: Pretended) -> None:
    card.leave.click()
    question = next(d for d in card.findChildren(Dialog) if d.isVisible())
    before = list(network.asked)

    question.done(QDialog.DialogCode.Accepted)

    assert (before, network.asked) == ([], [("part",)])
    assert card.join.isVisible()


@pytest.mark.parametrize(
    ("told", "text", "offered"),
    [
        (None, "One device at a time gives numbers", True),
        (Holder(True), "This device gives the numbers of", False),
        (Holder(False, "Winai", "Notebook 2"), "Winai (Notebook 2) gives the numbers of", True),
    ],
)
def test_whose_desk_gives_the_numbers_is_said(
    card: SyncCard, desk: Desk, told: Holder | None, text: str, offered: bool
) -> None:
    if told is not None:
        keep_holder(desk.store, numbering(desk.store).prefix, told)

    card.refresh()

    assert card.numbers_now.plain().startswith(text)
    assert card.numbers.isVisible() == offered


@pytest.mark.parametrize("error", [None, Refused("class-closed", given="T12")])
def test_the_numbers_can_be_taken_over(
    card: SyncCard, network: Pretended, said: list[Message], error: Refused | None
) -> None:
    network.error = error

    card.numbers.click()

    assert network.asked == [("numbers",)]
    assert said[-1].tone == ("warning" if error else "ok")
    assert card.numbers.isEnabled()


def test_a_shared_folder_is_chosen_and_given_up(
    card: SyncCard, network: Pretended, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))

    card.folder.click()
    chosen = (network.folder, card.folder_now.plain())
    card.no_folder.click()

    assert chosen == (tmp_path, str(tmp_path))
    assert network.folder is None
    assert not card.no_folder.isVisible()


def test_a_folder_that_cannot_be_used_is_said(
    card: SyncCard,
    network: Pretended,
    said: list[Message],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network.error = Refused("class-closed", given="T12")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))

    card.folder.click()

    assert (said[-1].tone, network.folder) == ("warning", None)


def test_without_a_network_the_card_offers_nothing_that_cannot_be_done(
    make_ui: MakeUi, desk: Desk, qtbot: QtBot
) -> None:
    card = SyncCard(make_ui(desk=desk))
    qtbot.addWidget(card)
    card.show()

    assert not card.join.isEnabled()
    assert not card.folder.isEnabled()
