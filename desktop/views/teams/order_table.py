"""A list whose order people choose: rows are dragged, or moved with Alt and an arrow."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QFrame

from desktop.views.opening_table import OpeningTable

MIME = "application/x-workshop-desk-row"


class OrderTable(OpeningTable):
    """``moved`` carries from which row to before which; nothing moves by itself."""

    moved = Signal(int, int)
    _pressed: QPoint | None = None
    _mark: QFrame | None = None

    def listen_for_drops(self) -> None:
        """Let rows be dragged."""
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setDragDropMode(self.DragDropMode.DropOnly)
        self._mark = QFrame(self.viewport())
        self._mark.setObjectName("line")
        self._mark.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the row with Alt and an arrow."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 2}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in steps:
            at = self.currentIndex().row()
            if at >= 0:
                self.moved.emit(at, at + steps[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the pointer has gone far enough; no rows are selected on the way."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        way = event.position().toPoint() - self._pressed
        at = self.rowAt(self._pressed.y())
        if at >= 0 and way.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            data = QMimeData()
            data.setData(MIME, str(at).encode())
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take rows of this list only."""
        if event.source() is self and event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show between which rows it would land."""
        if not event.mimeData().hasFormat(MIME):
            return
        event.acceptProposedAction()
        before = self._before(event.position().toPoint())
        rows = self.rows_model.rowCount()
        top = self.rowViewportPosition(min(before, rows - 1))
        top += self.rowHeight(rows - 1) if before >= rows else 0
        if self._mark is not None:
            high = self.ui.theme.px(3)
            self._mark.setGeometry(QRect(0, max(0, top - high // 2), self.viewport().width(), high))
            self._mark.setStyleSheet(f"background: {self.ui.theme.token('accent').name()};")
            self._mark.show()
            self._mark.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes elsewhere."""
        self._hide_mark()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move the row to where it was let go."""
        self._hide_mark()
        before = self._before(event.position().toPoint())
        event.acceptProposedAction()
        self.moved.emit(int(bytes(event.mimeData().data(MIME).data())), before)

    def _before(self, where: QPoint) -> int:
        at = self.rowAt(where.y())
        if at < 0:
            return self.rows_model.rowCount()
        middle = self.rowViewportPosition(at) + self.rowHeight(at) // 2
        return at if where.y() < middle else at + 1

    def _hide_mark(self) -> None:
        if self._mark is not None:
            self._mark.hide()
