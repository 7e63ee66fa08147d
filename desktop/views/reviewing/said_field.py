"""One text in both languages, one below the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.models.forms import Said
from desktop.views.ui import Ui
from desktop.views.widgets.label import Label


class SaidField(QWidget):
    """``changed`` follows each letter; ``value`` gives both texts."""

    changed = Signal()

    def __init__(self, ui: Ui, label: str, value: Said) -> None:
        super().__init__()
        words = ui.words
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(ui.theme.px(8))
        grid.setVerticalSpacing(ui.theme.px(4))
        grid.addWidget(Label(label, "strong"), 0, 0, 1, 2)
        self.th, self.en = QLineEdit(value.th), QLineEdit(value.en)
        for row, (entry, language) in enumerate(((self.th, "th"), (self.en, "en")), 1):
            said = words(f"reviewing.forms.{language}")
            entry.setAccessibleName(f"{label} ({said})")
            entry.setCursorPosition(0)
            entry.textEdited.connect(lambda _: self.changed.emit())
            grid.addWidget(Label(said, "muted"), row, 0)
            grid.addWidget(entry, row, 1)
        self.setFocusProxy(self.th)

    def value(self) -> Said:
        """Give both texts."""
        return Said(self.th.text().strip(), self.en.text().strip())
