"""Seat, name and agency stay in view: a second table over the register shows them alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.views.attendance_header import RegisterHeader
from desktop.views.attendance_model import FROZEN, AttendanceModel
from desktop.views.attendance_paint import RegisterPainter
from desktop.views.ui import Ui

_PER_PIXEL = QAbstractItemView.ScrollMode.ScrollPerPixel
_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def dress_register(
    ui: Ui, model: AttendanceModel, table: QTableView, grid: QTableView
) -> RegisterHeader:
    """Give a table the look and manners of the register; ``grid`` has the cursor."""
    header = RegisterHeader(ui, model, table)
    table.setItemDelegate(RegisterPainter(ui, model, grid))
    table.setHorizontalHeader(header)
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(1)
    table.verticalHeader().setDefaultSectionSize(ui.theme.row)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollMode(_PER_PIXEL)
    table.setVerticalScrollMode(_PER_PIXEL)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    return header


class FrozenColumns(QTableView):
    """Follows its grid up and down; a press on it picks the person."""

    pressed_row = Signal(int)

    def __init__(self, grid: QTableView) -> None:
        super().__init__(grid)
        self._grid = grid
        self.setObjectName("frozen")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(_OFF)
        self.setVerticalScrollBarPolicy(_OFF)
        ours, theirs = self.verticalScrollBar(), grid.verticalScrollBar()
        theirs.valueChanged.connect(ours.setValue)
        ours.valueChanged.connect(theirs.setValue)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the person under the pointer."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.pressed_row.emit(index.row())

    def place(self) -> None:
        """Lie over the first columns of the grid."""
        head, body = self._grid.horizontalHeader().geometry(), self._grid.viewport().geometry()
        width = sum(self._grid.columnWidth(column) for column in range(FROZEN))
        self.setGeometry(body.left(), head.top(), width, head.height() + body.height())
        self.raise_()
