"""The work on the left, the sheet on the right; one of them at a time where both are cramped."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.button import Button

_ROOMY = 880


class Beside(QWidget):
    """Put ``toggle`` among the page's buttons: it is there only where both have no room."""

    def __init__(self, ui: Ui, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._left, self._right = left, right
        self.toggle = Button(ui, ui.words("panel.see_work"), "plain", "eye", self._turn)
        self._reading = False
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(16))
        across.addWidget(left, 5)
        across.addWidget(right, 6)
        self._settle()

    @property
    def cramped(self) -> bool:
        """Whether there is too little room for both."""
        return self.width() < self._ui.theme.px(_ROOMY)

    def show_sheet(self) -> None:
        """Go back to the sheet where the work is in its place."""
        self._reading = False
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether both have room."""
        super().resizeEvent(event)
        self._settle()

    def _turn(self) -> None:
        self._reading = not self._reading
        self._settle()

    def _settle(self) -> None:
        if self.toggle.parent() is None:
            return  # shown now, it would be a window of its own
        words = self._ui.words
        self.toggle.setVisible(self.cramped)
        self.toggle.set_text(words("panel.see_sheet" if self._reading else "panel.see_work"))
        self._left.setVisible(not self.cramped or self._reading)
        self._right.setVisible(not self.cramped or not self._reading)
