"""The time left, to be read from the last row: words, a shape and a colour say the same."""

from __future__ import annotations

from dataclasses import dataclass
from re import sub

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.teams.stopwatch import Phase
from desktop.views.ui import Ui
from desktop.views.widgets.wrapped import wrap

_LOOKS: dict[Phase, tuple[str, str, str]] = {
    Phase.CALM: ("surface", "accent", "ink"),
    Phase.SOON: ("warning-tint", "warning", "ink"),
    Phase.OVER: ("danger", "on-danger", "on-danger"),
}
"""Of each phase the colours of the ground, of shape and bar, and of the words."""


@dataclass(frozen=True, slots=True)
class Face:
    """What is shown: ``used`` is the share of the time that is gone, from 0 to 1."""

    title: str = ""
    group: str = ""
    time: str = ""
    told: str = ""
    phase: Phase = Phase.CALM
    used: float = 0.0


class TimerFace(QWidget):
    """Everything grows with the window: at a projector's size it is read from afar."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.face = Face()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        ui.theme.changed.connect(self.update)

    def show_face(self, face: Face) -> None:
        """Show another moment."""
        if face != self.face:
            self.face = face
            said = (face.title, face.group, face.told, face.time)
            self.setAccessibleName(" ".join(filter(None, said)))
            self.update()

    def sizeHint(self) -> QSize:
        """Room enough for a laptop."""
        return QSize(self._ui.theme.px(800), self._ui.theme.px(480))

    def minimumSizeHint(self) -> QSize:
        """Still to be read."""
        return QSize(self._ui.theme.px(360), self._ui.theme.px(260))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the title above, the time in the middle, what it means and the bar below."""
        theme, face = self._ui.theme, self.face
        ground, mark, ink = _LOOKS[face.phase]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.token(ground))
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, theme.px(8), theme.px(8))
        unit = min(box.height(), box.width() * 0.62)
        edge = unit * 0.06
        inner = box.adjusted(edge, edge, -edge, -edge)
        painter.setPen(theme.token(ink))
        self._head(painter, inner, unit)
        self._time(painter, inner, unit, theme.token(mark), theme.token(ink))
        self._bar(painter, inner, unit, theme.token(mark), theme.token(ink))
        painter.end()

    def _font(self, size: float, bold: bool = True) -> QFont:
        font = QFont(self._ui.theme.font("title" if bold else "body"))
        font.setPixelSize(max(12, round(size)))
        return font

    def _head(self, painter: QPainter, box: QRectF, unit: float) -> None:
        title = wrap(self.face.title, self._font(unit * 0.075), box.width(), most=2)
        title.draw(painter, box.left(), box.top())
        if self.face.group:
            group = wrap(self.face.group, self._font(unit * 0.05, False), box.width(), most=1)
            group.draw(painter, box.left(), box.top() + title.height)

    def _time(self, painter: QPainter, box: QRectF, unit: float, mark: QColor, ink: QColor) -> None:
        side, gap, size = unit * 0.16, unit * 0.06, unit * 0.44
        # Measured as if every digit were a nought: the time must not tremble as it goes.
        zero = "๐" if any("๐" <= letter <= "๙" for letter in self.face.time) else "0"
        wide = sub(r"\d", zero, self.face.time)
        room = box.width() - side - gap
        painter.setFont(self._font(size))
        needed = painter.fontMetrics().horizontalAdvance(wide)
        if needed > room:
            painter.setFont(self._font(size * room / needed))
        metrics = painter.fontMetrics()
        left = box.center().x() - (metrics.horizontalAdvance(wide) + side + gap) / 2
        middle = box.center().y() + unit * 0.04
        _shape(painter, QRectF(left, middle - side / 2, side, side), self.face.phase, mark)
        painter.setPen(ink)
        base = middle - metrics.tightBoundingRect(zero).center().y()
        painter.drawText(QPointF(left + side + gap, base), self.face.time)

    def _bar(self, painter: QPainter, box: QRectF, unit: float, mark: QColor, ink: QColor) -> None:
        high = unit * 0.025
        line = QRectF(box.left(), box.bottom() - high, box.width(), high)
        painter.setPen(ink)
        painter.setFont(self._font(unit * 0.06))
        told = QRectF(box.left(), line.top() - unit * 0.14, box.width(), unit * 0.12)
        painter.drawText(told, Qt.AlignmentFlag.AlignCenter, self.face.told)
        painter.setPen(Qt.PenStyle.NoPen)
        faint = QColor(mark)
        faint.setAlphaF(0.25)
        painter.setBrush(faint)
        painter.drawRoundedRect(line, high / 2, high / 2)
        painter.setBrush(mark)
        line.setWidth(line.width() * min(1.0, self.face.used))
        painter.drawRoundedRect(line, high / 2, high / 2)


def _shape(painter: QPainter, box: QRectF, phase: Phase, colour: QColor) -> None:
    """Draw a ring while there is time, a triangle when it is short, a full square when over."""
    painter.setPen(QPen(colour, box.width() * 0.12))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    thin = box.width() * 0.06
    inner = box.adjusted(thin, thin, -thin, -thin)
    if phase is Phase.CALM:
        painter.drawEllipse(inner)
    elif phase is Phase.SOON:
        painter.setBrush(colour)
        top = QPointF(inner.center().x(), inner.top())
        painter.drawPolygon(QPolygonF([top, inner.bottomRight(), inner.bottomLeft()]))
    else:
        painter.setBrush(colour)
        painter.drawRect(inner)
