"""A whole number, typed or stepped, in the digits the person chose."""

from __future__ import annotations

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSpinBox

from desktop.models.thai import ascii_digits
from desktop.views.ui import Ui


class NumberField(QSpinBox):
    """Reads Thai and Arabic digits alike; wrap it in a ``Field`` for its label."""

    def __init__(self, ui: Ui, least: int = 0, most: int = 9_999, value: int = 0) -> None:
        self._ui = ui
        super().__init__()
        self.setRange(least, most)
        self.setValue(value)
        self.lineEdit().setTextMargins(ui.theme.px(12), 0, 0, 0)

    def textFromValue(self, val: int) -> str:
        """Write the number in the digits the person chose."""
        return self._ui.words.number(val)

    def valueFromText(self, text: str) -> int:
        """Read either digits."""
        return int(ascii_digits(text) or 0)

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Judge the text by its Arabic digits."""
        plain = ascii_digits(text)
        if plain and not plain.isdecimal():
            return QValidator.State.Invalid, text, pos
        fits = plain.isdecimal() and self.minimum() <= int(plain) <= self.maximum()
        state = QValidator.State.Acceptable if fits else QValidator.State.Intermediate
        return state, text, pos
