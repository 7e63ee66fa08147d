"""The foot of the window speaks in sentences and never lies."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.views.sync_words import network_state
from desktop.views.ui import Ui
from desktop.views.widgets.label import Label


class StatusLine(QFrame):
    """Saved, backed up, waiting to be sent on the left; what is selected on the right.

    How much waits is asked of the network, as the chip above does: the two never differ.
    """

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._facts: dict[str, object] = {}
        self._count = 0
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._across = QHBoxLayout(self)
        self.told = Label()
        self.chosen = Label()
        self._across.addWidget(self.told)
        self._across.addStretch(1)
        self._across.addWidget(self.chosen)
        ui.selected.connect(self.select)
        ui.synced.connect(self._tell)
        self.dress()

    def set(self, saved: str | None = None, backed_up: str | None = None) -> None:
        """Tell what is known now, times as written on screen; None is not mentioned."""
        self._facts = {"saved": saved, "backed_up": backed_up}
        self._tell()

    def select(self, count: int) -> None:
        """Say how many rows are selected, none or one being nothing to tell."""
        self._count = count
        self._tell()

    def dress(self) -> None:
        """Say everything again in the words and sizes now in use."""
        theme = self._ui.theme
        self._across.setContentsMargins(theme.px(20), theme.px(3), theme.px(20), theme.px(3))
        self._tell()

    def _tell(self) -> None:
        words = self._ui.words
        parts = [
            words(f"frame.{name}", time=words.number(value))
            for name in ("saved", "backed_up")
            if (value := self._facts.get(name))
        ]
        state = network_state(self._ui)
        if state.pending and state.phase != "alone":  # nobody waits for what goes nowhere
            parts.append(words("frame.pending", n=state.pending))
        self.told.setText(" · ".join(parts))
        self.chosen.setText(words("frame.selected", n=self._count) if self._count else "")
