"""The spread of the scorers to look at, to walk through, and to take along."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
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
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from desktop.views.scoring.spread_data import SpreadData, row_sentence
from desktop.views.scoring.spread_paint import ground, height_of, paint_spread
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.elided_label import ElidedLabel

WIDTH = 1100
_NOTHING = SpreadData("", (), ())


class SpreadChart(QWidget):
    """One row a criterion; the arrows walk them, Ctrl+C copies the table."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._lit = -1
        self.data = _NOTHING
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def set_data(self, data: SpreadData) -> None:
        """Show something else."""
        self.data = data
        self._lit = -1
        self.setAccessibleName(data.title)
        self.setAccessibleDescription(data.sentence(self._ui.words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(self._ui.theme.px(480), height_of(self.data, self._ui.theme))

    def picture(self) -> QImage:
        """Draw it with its title on paper of its own, for minutes or a message."""
        theme, ratio = self._ui.theme, 2
        edge, title = theme.px(28), theme.px(44)
        size = QSize(theme.px(WIDTH), height_of(self.data, theme) + 2 * edge + title)
        image = QImage(size * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(theme.token("surface"))
        painter = QPainter(image)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.token("ink"))
        head = QRectF(edge, edge - 8, size.width() - 2 * edge, title)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self.data.title)
        box = QRectF(edge, edge + title, head.width(), size.height() - 2 * edge - title)
        paint_spread(painter, box, self.data, theme, self._ui.words)
        painter.end()
        return image

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.picture())
        self._ui.say(self._ui.words("results.picture_copied"))

    def copy_table(self) -> None:
        """Put the levels on the clipboard, as a spreadsheet takes them."""
        QGuiApplication.clipboard().setText(self.data.table(self._ui.words))
        self._ui.say(self._ui.words("results.table_copied"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chart, and a ring while it has the keyboard."""
        painter = QPainter(self)
        paint_spread(painter, self._box(), self.data, self._ui.theme, self._ui.words, self._lit)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._ui.theme.token("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the row under the pointer."""
        where = ground(self._box(), self._ui.theme)
        at = int((event.position().y() - where.bars.top()) // max(where.row, 1))
        self._light(at if 0 <= at < len(self.data.rows) else -1, event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing."""
        self._light(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the rows with the arrows; copy the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.data.rows:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            at = min(max(self._lit + step, 0), len(self.data.rows) - 1)
            line = ground(self._box(), self._ui.theme).line(at)
            self._light(at, self.mapToGlobal(line.center().toPoint()))
        else:
            super().keyPressEvent(event)

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(6, 2, -6, -2)

    def _light(self, at: int, where: QPoint | None = None) -> None:
        if at != self._lit:
            self._lit = at
            self.update()
        if at >= 0 and where is not None:
            QToolTip.showText(where, row_sentence(self.data.rows[at], self._ui.words), self)


class SpreadCard(Card):
    """The chart with its title and the two ways to take it along."""

    def __init__(self, ui: Ui, title: str) -> None:
        super().__init__(ui)
        words = ui.words
        self.chart = SpreadChart(ui)
        self.setAccessibleName(title)
        heading = QHBoxLayout()
        heading.setSpacing(ui.theme.px(4))
        heading.addWidget(ElidedLabel(title, "section"), 1)
        self.picture = Button(
            ui, words("results.copy_picture"), "quiet", "copy", self.chart.copy_picture
        )
        self.table = Button(
            ui, words("results.copy_table"), "quiet", "table-2", self.chart.copy_table
        )
        heading.addWidget(self.picture)
        heading.addWidget(self.table)
        self.rows.addLayout(heading)
        self.rows.addWidget(self.chart)
