"""Which server this device belongs to, who gives certificate numbers, and the shared folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.models.refusal import Fault, Refused
from desktop.models.syncing import Membership
from desktop.store.organisation import numbering
from desktop.store.replica import Replica
from desktop.store.series import holder
from desktop.views.enrol_dialog import EnrolDialog
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.label import Label, Line
from desktop.views.widgets.wrap_label import WrapLabel


class SyncCard(Card):
    """Without a server it says so once, and that nothing is missing."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.words("meeting.settings.title"))
        self._ui = ui
        words = ui.words
        self.belongs, self.where = WrapLabel(ui, "", "strong"), WrapLabel(ui, "", "muted")
        self.join = self._button("join", "link", "meeting.sheet.join", self._join)
        self.leave = self._button("part", "x", "meeting.settings.leave", self._ask_leave)
        self.device = self._button("device", "monitor", "meeting.sheet.device", self._device)
        self.folder_now = WrapLabel(ui)
        self.folder = self._button("shared", "folder-open", "meeting.settings.folder", self._folder)
        self.no_folder = self._button(
            "no-shared", "x", "meeting.settings.no_folder", lambda: self._meet_in(None)
        )
        self.numbers = self._button("numbers", "hash", "meeting.settings.take", self._take)
        self.numbers_now = WrapLabel(ui)
        self.rows.addWidget(self.belongs)
        self.rows.addWidget(self.where)
        self.rows.addLayout(self._across(self.join, self.device, self.leave))
        self._series = self._part(words("meeting.settings.numbers"), self.numbers_now, self.numbers)
        self._part(words("meeting.settings.shared"), self.folder_now, self.folder, self.no_folder)
        ui.synced.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how it stands."""
        ui, words = self._ui, self._ui.words
        member = ui.network.state().membership if ui.network is not None else None
        self.belongs.set_text(
            words("meeting.settings.alone") if member is None else _as_whom(ui, member)
        )
        self.where.set_text(
            words("meeting.settings.alone_text") if member is None else self._place(member)
        )
        self.join.setVisible(member is None)
        self.leave.setVisible(member is not None)
        self._series.setVisible(member is not None)
        if member is not None:
            self._tell_numbers()
        folder = ui.network.shared_folder() if ui.network is not None else None
        self.folder_now.set_text(
            words("meeting.settings.folder_none") if folder is None else str(folder)
        )
        self.no_folder.setVisible(folder is not None)

    def _tell_numbers(self) -> None:
        """Say whose desk gives the numbers, as far as this one was told."""
        words, store = self._ui.words, self._ui.desk.store
        series = numbering(store).prefix
        known = holder(store, series)
        if known is None:
            said = words("meeting.settings.numbers_text")
        elif known.yours:
            said = words("meeting.settings.numbers_yours", series=series)
        else:
            said = words(
                "meeting.settings.numbers_other",
                person=known.person,
                label=known.label,
                series=series,
            )
        self.numbers_now.set_text(said)
        self.numbers.setVisible(known is None or not known.yours)

    def _place(self, member: Membership) -> str:
        ui = self._ui
        known = Replica(ui.desk.store).devices().get(ui.desk.device)
        label = known.label if known is not None and known.label else ui.desk.device[:8]
        return ui.words("meeting.settings.where", url=member.url, label=label)

    def _join(self) -> None:
        EnrolDialog(self._ui, self.window()).open()

    def _device(self) -> None:
        from desktop.views.device_page import DeviceDialog

        DeviceDialog(self._ui, self.window()).open()

    def _ask_leave(self) -> None:
        words = self._ui.words
        dialog = Dialog(
            self._ui, self.window(), words("meeting.settings.leave"),
            words("meeting.settings.leave_text"), words("meeting.settings.leave"), "danger",
        )  # fmt: skip
        dialog.accepted.connect(self._part_ways)
        dialog.open()

    def _part_ways(self) -> None:
        if self._ui.network is not None:
            with self._ui.trying():
                self._ui.network.part()
        self.refresh()

    def _folder(self) -> None:
        title = self._ui.words("meeting.settings.folder")
        if chosen := QFileDialog.getExistingDirectory(self.window(), title):
            self._meet_in(Path(chosen))

    def _meet_in(self, folder: Path | None) -> None:
        if self._ui.network is not None:
            with self._ui.trying():
                self._ui.network.set_shared_folder(folder)
        self.refresh()

    def _take(self) -> None:
        if self._ui.network is not None:
            self.numbers.setEnabled(False)
            self._ui.network.take_numbers(self._taken, self._failed)

    def _taken(self) -> None:
        self.numbers.setEnabled(True)
        self._ui.say(self._ui.words("meeting.settings.taken"))
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.numbers.setEnabled(True)
        if not isinstance(error, Refused | Fault):
            raise error
        self._ui.refuse(error)

    def _button(self, name: str, icon: str, key: str, run: Callable[[], object]) -> Button:
        button = Button(self._ui, self._ui.words(key), icon=icon, run=run)
        button.setObjectName(f"settings-{name}")
        button.setEnabled(self._ui.network is not None)
        return button

    def _across(self, *buttons: Button) -> Flow:
        across = Flow(self._ui.theme.px(8))
        for button in buttons:
            across.addWidget(button)
        return across

    def _part(self, title: str, text: WrapLabel, *buttons: Button) -> QWidget:
        """Set something apart by a line, with its heading, what is so now, and what to press."""
        part = QWidget()
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, self._ui.theme.px(8), 0, 0)
        rows.setSpacing(self._ui.theme.px(4))
        rows.addWidget(Line())
        rows.addWidget(Label(title, "strong"))
        rows.addWidget(text)
        rows.addLayout(self._across(*buttons))
        self.rows.addWidget(part)
        return part


def _as_whom(ui: Ui, member: Membership) -> str:
    role = ui.words(f"meeting.role.{member.role}")
    return ui.words("meeting.settings.as", person=member.person, role=role)
