"""A question of a form: label above, help below, and what is wrong beside what it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class Field(QWidget):
    """Wraps any input; ``complain`` and ``forgive`` set and clear the message under it."""

    def __init__(self, ui: Ui, label: str, control: QWidget, help_text: str = "") -> None:
        super().__init__()
        self.control = control
        self._ui = ui
        self._help = help_text
        control.setAccessibleName(label)
        control.setAccessibleDescription(help_text)
        self.setFocusProxy(control)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(2))
        name = Label(label, "strong")
        name.setBuddy(control)
        rows.addWidget(name)
        rows.addWidget(control)
        self._row = QHBoxLayout()
        self._row.setSpacing(ui.theme.px(6))
        self._icon = Label()
        self._said = WrapLabel(ui, help_text, "muted")
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._said, 1)
        rows.addLayout(self._row)
        self.forgive()

    def complain(self, text: str) -> None:
        """Say what is wrong with what was entered."""
        self._show(text, wrong=True)

    def reassure(self, text: str) -> None:
        """Say how what was entered was understood."""
        self._show(text, wrong=False)

    def forgive(self) -> None:
        """Go back to the help text."""
        self._show(self._help, wrong=False)

    def _show(self, text: str, wrong: bool) -> None:
        self._said.set_text(text)
        self._said.set_tone("danger" if wrong else None)
        self._said.setVisible(bool(text))
        self._icon.setVisible(wrong)
        if wrong:
            self._icon.setPixmap(self._ui.icons.pixmap("circle-alert", "danger", 16))
        self.control.setAccessibleDescription(text)
        if isinstance(self.control, QLineEdit):
            self.control.setProperty("wrong", "true" if wrong else "false")
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)
