"""The six attendance states as shapes: no font has to know them, no eye needs the colour."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop.views.theme import Theme


def paint_mark(painter: QPainter, box: QRectF, state: str, colour: QColor) -> None:
    """Draw ● present, ◐ late, ▭ leave, ✕ absent, ↻ made up or ○ not checked into ``box``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(box.width(), box.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(box.center())
    width = max(1.5, side / 8)
    painter.setPen(QPen(colour, width, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = square.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    draw = _DRAWN.get(state, _ring)
    draw(painter, inner, colour)
    painter.restore()


def paint_state(
    painter: QPainter, box: QRectF, theme: Theme, state: str, text: str, tinted: bool = True
) -> None:
    """Fill a cell with the tint of a state, its shape and its word."""
    colour = theme.token(state)
    if tinted and state != "unmarked":
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.token(f"{state}-tint"))
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        painter.restore()
    side = theme.px(14)
    mark = QRectF(box.left() + theme.px(10), box.center().y() - side / 2, side, side)
    paint_mark(painter, mark, state, colour)
    words = box.adjusted(theme.px(10) + side + theme.px(7), 0, -theme.px(6), 0)
    painter.setPen(colour)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _disc(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(box)


def _half(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.drawEllipse(box)
    painter.setBrush(colour)
    painter.drawPie(box, 90 * 16, 180 * 16)


def _bar(painter: QPainter, box: QRectF, colour: QColor) -> None:
    flat = QRectF(box.left(), box.top() + box.height() * 0.2, box.width(), box.height() * 0.6)
    painter.drawRoundedRect(flat, 2, 2)


def _cross(painter: QPainter, box: QRectF, colour: QColor) -> None:
    small = box.adjusted(1, 1, -1, -1)
    painter.drawLine(small.topLeft(), small.bottomRight())
    painter.drawLine(small.topRight(), small.bottomLeft())


def _again(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.drawArc(box, 20 * 16, 290 * 16)
    angle = math.radians(20)
    tip = QPointF(
        box.center().x() + math.cos(angle) * box.width() / 2,
        box.center().y() - math.sin(angle) * box.height() / 2,
    )
    reach = box.width() * 0.32
    head = QPainterPath(QPointF(tip.x() - reach, tip.y()))
    head.lineTo(tip)
    head.lineTo(QPointF(tip.x(), tip.y() - reach * 1.1))
    painter.drawPath(head)


def _ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.drawEllipse(box)


_DRAWN = {
    "present": _disc,
    "late": _half,
    "excused": _bar,
    "absent": _cross,
    "makeup": _again,
    "unmarked": _ring,
}
