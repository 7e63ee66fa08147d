"""Drawn figures: to look at, to walk through by arrows, and to take along as picture or table."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.views.ui import Ui

EDGE, TITLE = 28, 44


class Figure(QWidget):
    """What every figure does alike; a kind of figure says what its parts are and how to draw.

    ``keys`` walk back and forth through the parts; Ctrl+C copies the table.
    """

    keys: ClassVar[tuple[Qt.Key, Qt.Key]]

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._lit = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    @abstractmethod
    def count(self) -> int:
        """How many parts can be walked through."""

    @abstractmethod
    def part_at(self, point: QPointF) -> int:
        """Which part a point lies on; any number that is none for none."""

    @abstractmethod
    def place(self, at: int) -> QRectF:
        """Where a part is drawn."""

    @abstractmethod
    def sentence(self, at: int) -> str:
        """What a part says."""

    @abstractmethod
    def title(self) -> str:
        """What the figure is called."""

    @abstractmethod
    def table(self) -> str:
        """The figure as a spreadsheet takes it."""

    @abstractmethod
    def box(self) -> QRectF:
        """Where it is drawn on the screen."""

    @abstractmethod
    def size_of_picture(self) -> QSize:
        """How large a picture of it is, its title and edges included."""

    @abstractmethod
    def draw(self, painter: QPainter, box: QRectF, lit: int = -1) -> None:
        """Draw it, one part lit."""

    def shown(self, description: str) -> None:
        """Say that other data is shown."""
        self._lit = -1
        self.setAccessibleName(self.title())
        self.setAccessibleDescription(description)
        self.update()

    def picture(self) -> QImage:
        """Draw it with its title on paper of its own, for a report or a message."""
        theme, ratio, size = self._ui.theme, 2, self.size_of_picture()
        image = QImage(size * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(theme.token("surface"))
        painter = QPainter(image)
        edge, title = theme.px(EDGE), theme.px(TITLE)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.token("ink"))
        head = QRectF(edge, edge - 8, size.width() - 2 * edge, title)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self.title())
        rest = size.height() - 2 * edge - title
        self.draw(painter, QRectF(edge, edge + title, head.width(), rest))
        painter.end()
        return image

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.picture())
        self._ui.say(self._ui.words("results.picture_copied"))

    def copy_table(self) -> None:
        """Put the numbers on the clipboard, as a spreadsheet takes them."""
        QGuiApplication.clipboard().setText(self.table())
        self._ui.say(self._ui.words("results.table_copied"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, and a ring while it has the keyboard."""
        painter = QPainter(self)
        self.draw(painter, self.box(), self._lit)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._ui.theme.token("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the part under the pointer."""
        at = self.part_at(event.position())
        self._light(at if 0 <= at < self.count() else -1, event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing."""
        self._light(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the parts with the arrows; copy the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        elif event.key() in self.keys and self.count():
            step = 1 if event.key() == self.keys[1] else -1
            at = min(max(self._lit + step, 0), self.count() - 1)
            self._light(at, self.mapToGlobal(self.place(at).center().toPoint()))
        else:
            super().keyPressEvent(event)

    def _light(self, at: int, where: QPoint | None = None) -> None:
        if at != self._lit:
            self._lit = at
            self.update()
        if at >= 0 and where is not None:
            QToolTip.showText(where, self.sentence(at), self)
