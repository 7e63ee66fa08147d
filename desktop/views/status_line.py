"""The foot of the window speaks in sentences and never lies."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.views.ui import Ui
from desktop.views.widgets.label import Label


class StatusLine(QFrame):
    """Says what was saved and backed up on the left, what is selected on the right."""

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
        self.dress()

    def set(
        self, saved: str | None = None, backed_up: str | None = None, pending: int | None = None
    ) -> None:
        """Tell what is known now: times as written on screen, and how many changes wait.

        What is not known (None) is not mentioned.
        """
        self._facts = {"saved": saved, "backed_up": backed_up, "pending": pending}
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
        if pending := self._facts.get("pending"):
            parts.append(words("frame.pending", n=pending))
        self.told.setText(" · ".join(parts))
        self.chosen.setText(words("frame.selected", n=self._count) if self._count else "")
