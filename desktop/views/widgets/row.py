"""Questions of a form side by side, in line with the rows above and below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSpacerItem, QWidget

from desktop.views.ui import Ui


class Row(QWidget):
    """Each widget takes one column, or as many as ``spans`` says; the first takes the cursor."""

    def __init__(self, ui: Ui, *widgets: QWidget, spans: Sequence[int] = ()) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(ui.theme.px(16))
        grid.setVerticalSpacing(0)
        column = 0
        for widget, span in zip(widgets, spans or [1] * len(widgets), strict=True):
            grid.addWidget(widget, 0, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
        for at in range(column):
            grid.setColumnStretch(at, 1)
            # A column of which no widget is the only one would get no gap beside it.
            grid.addItem(QSpacerItem(1, 0), 1, at)
        self.setFocusProxy(widgets[0])
