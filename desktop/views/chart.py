"""A chart to look at, to point at, and to take along as a picture or a table."""

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

from desktop.views.chart_data import ChartData, bar_sentence
from desktop.views.chart_paint import frame, paint_chart
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label

PICTURE = QSize(1200, 480)
_NOTHING = ChartData("", "", ())


class Chart(QWidget):
    """Shows one :class:`ChartData`; arrows walk the bars, Ctrl+C copies the table."""

    def __init__(self, ui: Ui, height: int = 240) -> None:
        super().__init__()
        self._ui = ui
        self._height = height
        self._lit = -1
        self.data = _NOTHING
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def set_data(self, data: ChartData) -> None:
        """Show something else."""
        self.data = data
        self._lit = -1
        self.setAccessibleName(data.title)
        self.setAccessibleDescription(data.sentence(self._ui.words))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as asked, as wide as there is room."""
        return QSize(self._ui.theme.px(480), self._ui.theme.px(self._height))

    def picture(self) -> QImage:
        """Draw it with its title on paper of its own, for a report or a message."""
        theme, ratio = self._ui.theme, 2
        size = QSize(theme.px(PICTURE.width()), theme.px(PICTURE.height()))
        image = QImage(size * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(theme.token("surface"))
        painter = QPainter(image)
        edge, title = theme.px(28), theme.px(44)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.token("ink"))
        head = QRectF(edge, edge - 8, size.width() - 2 * edge, title)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self.data.title)
        box = QRectF(edge, edge + title, head.width(), size.height() - 2 * edge - title)
        paint_chart(painter, box, self.data, theme, self._ui.words)
        painter.end()
        return image

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.picture())
        self._ui.say(self._ui.words("results.picture_copied"))

    def copy_table(self) -> None:
        """Put the numbers on the clipboard, as a spreadsheet takes them."""
        QGuiApplication.clipboard().setText(self.data.table())
        self._ui.say(self._ui.words("results.table_copied"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chart, and a ring while it has the keyboard."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(4, 2, -4, -2)
        paint_chart(painter, box, self.data, self._ui.theme, self._ui.words, self._lit)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._ui.theme.token("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the bar under the pointer."""
        where = frame(self.data, QRectF(self.rect()), self._ui.theme)
        at = int((event.position().x() - where.ground.left()) // max(where.slot, 1))
        self._light(at if 0 <= at < len(self.data.bars) else -1, event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing."""
        self._light(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the bars with the arrows; copy the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.data.bars:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            at = min(max(self._lit + step, 0), len(self.data.bars) - 1)
            where = frame(self.data, QRectF(self.rect()), self._ui.theme).place(at)
            self._light(at, self.mapToGlobal(where.center().toPoint()))
        else:
            super().keyPressEvent(event)

    def _light(self, at: int, where: QPoint | None = None) -> None:
        if at != self._lit:
            self._lit = at
            self.update()
        if at >= 0 and where is not None:
            said = bar_sentence(self.data, self.data.bars[at], self._ui.words)
            QToolTip.showText(where, said, self)


class ChartCard(Card):
    """A chart with its title and the two ways to take it along."""

    def __init__(self, ui: Ui, title: str, height: int = 240) -> None:
        super().__init__(ui)
        words = ui.words
        self.chart = Chart(ui, height)
        self.setAccessibleName(title)
        heading = QHBoxLayout()
        heading.setSpacing(ui.theme.px(4))
        self.title = Label(title, "section")
        heading.addWidget(self.title)
        heading.addStretch(1)
        picture = Button(ui, words("results.copy_picture"), "quiet", "copy")
        picture.clicked.connect(self.chart.copy_picture)
        table = Button(ui, words("results.copy_table"), "quiet", "table-2")
        table.clicked.connect(self.chart.copy_table)
        heading.addWidget(picture)
        heading.addWidget(table)
        self.rows.addLayout(heading)
        self.rows.addWidget(self.chart)
