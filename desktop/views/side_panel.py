"""A panel beside a table; where both would be cramped it opens only when it is asked for."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.button import Button

_ROOMY = 1000
_WIDE, _WIDEST = 400, 500


class SidePanel(QWidget):
    """Lays out ``main`` and ``side``; put ``toggle`` among the page's buttons.

    The toggle is there only while there is too little room for both.
    """

    def __init__(self, ui: Ui, main: QWidget, side: QWidget, icon: str, name: str) -> None:
        super().__init__()
        self._ui = ui
        self._side = side
        self._wanted = True
        self.toggle = Button(ui, "", "plain", icon, tip=name)
        self.toggle.setAccessibleName(name)
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(lambda: self._settle())
        side.setFixedWidth(min(ui.theme.px(_WIDE), _WIDEST))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(16))
        across.addWidget(main, 1)
        across.addWidget(side)
        self._settle()

    @property
    def cramped(self) -> bool:
        """Whether there is too little room for both."""
        return self.width() < self._ui.theme.px(_ROOMY)

    def want(self, wanted: bool) -> None:
        """Say whether there is anything to show in the panel."""
        self._wanted = wanted
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether both have room."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        if self.toggle.parent() is None:
            return  # shown now, it would be a window of its own
        self.toggle.setVisible(self._wanted and self.cramped)
        self._side.setVisible(self._wanted and (not self.cramped or self.toggle.isChecked()))
