"""A state said three ways: shape, word, colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.marks import paint_state


class Pill(QWidget):
    """An attendance state (``present`` … ``unmarked``), with other words where given."""

    def __init__(self, ui: Ui, state: str = "unmarked", text: str = "") -> None:
        super().__init__()
        self._ui = ui
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(state, text)
        ui.theme.changed.connect(self.updateGeometry)

    def set_state(self, state: str, text: str = "") -> None:
        """Show another state."""
        self.state = state
        self.text = text or self._ui.words(f"state.{state}")
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the shape and the word."""
        theme = self._ui.theme
        words = self.fontMetrics().horizontalAdvance(self.text)
        return QSize(words + theme.px(10 + 14 + 7 + 12), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint, the shape and the word."""
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_state(painter, QRectF(self.rect()), self._ui.theme, self.state, self.text)
        painter.end()
