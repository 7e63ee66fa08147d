"""The steps of a form in a column: one stop for Tab, the arrows walk them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.views.ui import Ui


class StepList(QListWidget):
    """``walked`` carries the place a person went to; ``go_to`` is no such step."""

    walked = Signal(int)

    def __init__(self, ui: Ui, name: str, width: int) -> None:
        super().__init__()
        self._ui = ui
        self.setAccessibleName(name)
        self.setObjectName("table")
        self.setFixedWidth(ui.theme.px(width))
        edge = ui.theme.px(6)
        self.setViewportMargins(edge, edge, edge, edge)
        self.currentRowChanged.connect(self._moved)

    def set_steps(self, titles: Sequence[str]) -> None:
        """List others."""
        self.blockSignals(True)
        self.clear()
        for title in titles:
            item = QListWidgetItem(title)
            item.setToolTip(title)
            item.setSizeHint(QSize(0, self._ui.theme.target))
            self.addItem(item)
        self.blockSignals(False)

    def go_to(self, at: int) -> None:
        """Mark the step that lies open."""
        self.blockSignals(True)
        self.setCurrentRow(at)
        self.blockSignals(False)

    def _moved(self, at: int) -> None:
        if at >= 0:
            self.walked.emit(at)
