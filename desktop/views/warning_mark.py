"""The triangle of who stands at the edge, and the corner of a cell in dispute."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF


def paint_warning(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw ▲ into ``box``."""
    top = QPointF(box.center().x(), box.top() + 1)
    _fill(painter, QPolygonF([top, box.bottomRight(), box.bottomLeft()]), colour)


def paint_corner(painter: QPainter, box: QRectF, side: float, colour: QColor) -> None:
    """Turn down the upper right corner of a cell."""
    corner = box.topRight() + QPointF(-1, 1)
    turned = QPolygonF([corner, corner + QPointF(-side, 0), corner + QPointF(0, side)])
    _fill(painter, turned, colour)


def _fill(painter: QPainter, shape: QPolygonF, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(shape)
    painter.restore()
