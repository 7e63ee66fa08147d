"""A date as people type it, read back in full underneath."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.models.refusal import Refused
from desktop.views.ui import Ui
from desktop.views.widgets.field import Field


class DateField(QWidget):
    """Takes both eras and both digits; ``read`` parses or refuses, ``show`` writes in full."""

    changed = Signal(object)

    def __init__(
        self,
        ui: Ui,
        label: str,
        read: Callable[[str], date],
        show: Callable[[date], str],
        help_text: str = "",
    ) -> None:
        super().__init__()
        self._ui = ui
        self._read = read
        self._show = show
        self._date: date | None = None
        self.entry = QLineEdit()
        self.entry.setPlaceholderText(ui.words("common.date_hint"))
        self.field = Field(ui, label, self.entry, help_text)
        self.setFocusProxy(self.entry)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.field)
        self.entry.textChanged.connect(self._understand)

    def value(self) -> date | None:
        """Give the date understood, or nothing."""
        return self._date

    def set_value(self, day: date | None, text: str = "") -> None:
        """Put a date in, written as ``text`` (in full when not given)."""
        self.entry.setText(text or ("" if day is None else self._show(day)))

    def _understand(self, text: str) -> None:
        before = self._date
        self._date = None
        if not text.strip():
            self.field.forgive()
        else:
            try:
                self._date = self._read(text)
            except Refused as refused:
                self.field.complain(self._ui.wording.sentence(refused))
            else:
                shown = self._ui.words("common.date_read", date=self._show(self._date))
                self.field.reassure(shown)
        if self._date != before:
            self.changed.emit(self._date)
