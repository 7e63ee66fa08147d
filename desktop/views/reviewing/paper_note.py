"""A work keyed in from paper: by whom, and its owner confirming it by PIN right here."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.models.submissions import Version
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.wrap_label import WrapLabel


class PaperNote(Card):
    """Hidden where its owner sent the work; ``asked`` wants the PIN to be asked for."""

    asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, tone="info")
        self._ui = ui
        self.said = WrapLabel(ui, "")
        self.confirm = Button(
            ui, ui.words("reviewing.paper.confirm"), "plain", "lock", self.asked.emit
        )
        self.rows.addWidget(self.said)
        self.rows.addWidget(self.confirm)

    def show_version(self, version: Version | None) -> None:
        """Say who keyed a version in, and offer to confirm it."""
        keyed = version is not None and bool(version.keyed_by)
        self.setVisible(keyed)
        if version is not None and keyed:
            key = "confirmed" if version.confirmed else "open"
            self.said.set_text(self._ui.words(f"reviewing.paper.{key}", who=version.keyed_by))
            self.confirm.setVisible(not version.confirmed)
