"""A line of chips, one of them chosen: the parts of a page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.chip import Chip


class PartChips(QWidget):
    """``chosen`` tells the name of the part that was pressed; what belongs beside goes ``across``.

    ``parts`` gives each part's word by its name.
    """

    chosen = Signal(str)

    def __init__(self, ui: Ui, parts: Mapping[str, str]) -> None:
        super().__init__()
        self.across = QHBoxLayout(self)
        self.across.setContentsMargins(0, 0, 0, 0)
        self.across.setSpacing(ui.theme.px(8))
        self.chips: dict[str, Chip] = {}
        for part, word in parts.items():
            chip = self.chips[part] = Chip(ui, word)
            chip.clicked.connect(partial(self.chosen.emit, part))
            bold = QFontMetrics(ui.theme.font("strong")).horizontalAdvance(chip.text())
            chip.setMinimumWidth(bold + ui.theme.px(36))  # chosen, its word is bolder
            self.across.addWidget(chip)
        self.across.addStretch(1)
