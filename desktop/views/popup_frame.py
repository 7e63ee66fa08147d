"""A sheet that opens over the page and closes at a click beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.label import Label


class PopupFrame(QFrame):
    """Put what it shows into ``rows``; it forgets itself when closed."""

    def __init__(self, ui: Ui, parent: QWidget, title: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.ui = ui
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.rows = QVBoxLayout(self)
        edge = ui.theme.px(16)
        self.rows.setContentsMargins(edge, ui.theme.px(12), edge, ui.theme.px(12))
        self.rows.setSpacing(ui.theme.px(4))
        self.rows.addWidget(Label(title, "strong"))

    def open_above(self, button: QWidget) -> None:
        """Stand over a button, right edges in line."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width() - self.width(), -self.height()))
        self.move(max(0, corner.x()), max(0, corner.y() - self.ui.theme.px(6)))
        self.show()
