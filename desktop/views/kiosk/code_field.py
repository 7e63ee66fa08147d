"""The staff code as it is typed: dots, never the digits."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop.models.staff_code import MOST
from desktop.views.ui import Ui
from desktop.views.widgets.field import Field


class CodeField(Field):
    """Takes 4 to 8 digits."""

    def __init__(self, ui: Ui, label: str, help_text: str = "") -> None:
        self.entry = QLineEdit(maxLength=MOST, echoMode=QLineEdit.EchoMode.Password)
        super().__init__(ui, label, self.entry, help_text)
        self.entry.textEdited.connect(lambda: self.forgive())
