"""A time of day as people type it, read back underneath."""

from __future__ import annotations

from datetime import time

from PySide6.QtWidgets import QLineEdit

from desktop.models.dates import show_time
from desktop.models.refusal import Refused
from desktop.models.times import read_time
from desktop.views.ui import Ui
from desktop.views.widgets.field import Field


class TimeField(Field):
    """Takes ๐๙.๐๐, 9:00 or 0900; ``value`` gives ``"HH:MM"``, or nothing."""

    def __init__(self, ui: Ui, label: str, value: str = "") -> None:
        self.entry = QLineEdit(maxLength=12)
        super().__init__(ui, label, self.entry)
        self._time: str | None = None
        self.entry.textChanged.connect(self._understand)
        if value:
            words = ui.words
            shown = show_time(time.fromisoformat(value), words.language, words.digits)
            self.entry.setText(shown.removesuffix(" น."))

    def value(self) -> str | None:
        """Give the time understood, or nothing."""
        return self._time

    def _understand(self, text: str) -> None:
        self._time = None
        try:
            self._time = read_time(text)
        except Refused as refused:
            self.complain(self._ui.wording.sentence(refused))
        else:
            words = self._ui.words
            shown = show_time(time.fromisoformat(self._time), words.language, words.digits)
            self.reassure(shown)
