"""A button that gives way: what does not fit ends in dots, or in its short form."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.views.ui import Ui
from desktop.views.widgets.button import Button


class ElidedButton(Button):
    """A quiet button as wide as its words, or narrower."""

    def __init__(self, ui: Ui, icon: str) -> None:
        super().__init__(ui, "", "quiet", icon)
        self._full = ""
        self._short = ""
        self._around = ui.theme.px(24 + 20 + 12)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_full(self, text: str, short: str) -> None:
        """Say something else; ``short`` is what is left of it where there is little room."""
        self._full, self._short = text, short
        self.setToolTip(text)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all the words."""
        words = self.fontMetrics().horizontalAdvance(self._full)
        return QSize(words + self._around, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the short form."""
        words = self.fontMetrics().horizontalAdvance(self._short)
        return QSize(words + self._around, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut for the new width."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room, metrics = self.width() - self._around, self.fontMetrics()
        little = room < 2 * metrics.horizontalAdvance(self._short)
        cut = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        self.set_text(self._short if little and cut != self._full else cut)
        self.setAccessibleName(self._full)
