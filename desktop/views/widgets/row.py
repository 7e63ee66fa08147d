"""Questions of a form side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.ui import Ui


class Row(QWidget):
    """Shares the width evenly; the first widget takes the cursor."""

    def __init__(self, ui: Ui, *widgets: QWidget) -> None:
        super().__init__()
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(ui.theme.px(16))
        for widget in widgets:
            self._across.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(widgets[0])

    def share(self, *parts: int) -> None:
        """Share the width otherwise."""
        for at, part in enumerate(parts):
            self._across.setStretch(at, part)
