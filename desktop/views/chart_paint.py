"""Stacked bars drawn by the theme alone, each part told by pattern and number before colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from desktop.models.wording import Words
from desktop.views.chart_data import Bar, ChartData, Series
from desktop.views.theme import Theme

_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_STEP = 7.0  # between two lines of a pattern


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand in a chart: the bars' ground, and how wide one bar's place is."""

    ground: QRectF
    slot: float

    def place(self, at: int) -> QRectF:
        """Give the column of one bar, from top to bottom."""
        left = self.ground.left() + at * self.slot
        return QRectF(left, self.ground.top(), self.slot, self.ground.height())


def frame(data: ChartData, box: QRectF, theme: Theme) -> Frame:
    """Divide the room: legend above, labels below, bars between."""
    grouped = any(bar.group for bar in data.bars)
    below = theme.px(52 if grouped else 28)
    ground = box.adjusted(0, theme.px(34 + 26), 0, -below)
    return Frame(ground, ground.width() / max(len(data.bars), 1))


def paint_chart(
    painter: QPainter, box: QRectF, data: ChartData, theme: Theme, words: Words, lit: int = -1
) -> None:
    """Draw the whole chart; ``lit`` is the bar somebody points at."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("small"))
    _legend(painter, box, data, theme)
    where = frame(data, box, theme)
    if 0 <= lit < len(data.bars):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.token("hover"))
        painter.drawRoundedRect(where.place(lit).adjusted(2, -4, -2, 26), 6, 6)
    painter.setPen(QPen(theme.token("thumb"), 1))
    painter.drawLine(where.ground.bottomLeft(), where.ground.bottomRight())
    for at, bar in enumerate(data.bars):
        _bar(painter, where.place(at), data, bar, theme, words)
    _groups(painter, where, data, theme)


def _legend(painter: QPainter, box: QRectF, data: ChartData, theme: Theme) -> None:
    metrics = QFontMetricsF(painter.font())
    side, left = theme.px(16), box.left()
    for at in data.used():
        series = data.series[at]
        patch = QRectF(left, box.top() + theme.px(7), side, side)
        paint_part(painter, patch, series, theme)
        left += side + theme.px(7)
        painter.setPen(theme.token("ink"))
        width = metrics.horizontalAdvance(series.label) + 2
        painter.drawText(QRectF(left, box.top(), width, theme.px(30)), _LEFT, series.label)
        left += width + theme.px(20)


def _bar(
    painter: QPainter, place: QRectF, data: ChartData, bar: Bar, theme: Theme, words: Words
) -> None:
    width = min(place.width() * 0.56, theme.px(54))
    left, low = place.center().x() - width / 2, place.bottom()
    beside = place.bottom() + theme.px(40)
    for series, part in zip(data.series, parts(data, bar, place.height(), theme), strict=True):
        value, height = part
        if not value:
            continue
        low -= height
        piece = QRectF(left, low, width, height)
        paint_part(painter, piece, series, theme)
        if height >= theme.px(20):
            _inside(painter, piece, series, words.number(value), theme)
        else:
            beside = min(piece.center().y(), beside - theme.px(17))
            _beside(painter, piece, beside, words.number(value), theme)
    painter.setPen(theme.token("ink" if any(bar.values) else "muted"))
    foot = QRectF(place.left(), place.bottom(), place.width(), theme.px(28))
    shown = QFontMetricsF(painter.font()).elidedText(
        bar.label, Qt.TextElideMode.ElideRight, foot.width()
    )
    painter.drawText(foot, _CENTRE, shown)


def parts(data: ChartData, bar: Bar, height: float, theme: Theme) -> list[tuple[int, float]]:
    """Give each value with its height; what is there at all can be seen."""
    most = max(data.most, 1)
    least = theme.px(5)
    return [(n, max(least, height * n / most) if n else 0.0) for n in bar.values]


def _inside(painter: QPainter, piece: QRectF, series: Series, text: str, theme: Theme) -> None:
    """Write a number on a part, on a plate where a pattern would run through it."""
    if series.pattern == "solid":
        painter.setPen(theme.token("surface"))
        painter.drawText(piece, _CENTRE, text)
        return
    width = QFontMetricsF(painter.font()).horizontalAdvance(text) + theme.px(8)
    plate = QRectF(0, 0, width, theme.px(17))
    plate.moveCenter(piece.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.token("surface"))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(theme.token("ink"))
    painter.drawText(piece, _CENTRE, text)


def _beside(painter: QPainter, piece: QRectF, middle: float, text: str, theme: Theme) -> None:
    """Write the number of a part too flat to hold it on its right."""
    painter.setPen(theme.token("ink"))
    box = QRectF(piece.right() + theme.px(4), middle - 12, theme.px(30), 24)
    painter.drawText(box, _LEFT, text)


def _groups(painter: QPainter, where: Frame, data: ChartData, theme: Theme) -> None:
    at = 0
    for group, bars in groupby(data.bars, key=lambda bar: bar.group):
        count = len(list(bars))
        begin, end = where.place(at), where.place(at + count - 1)
        at += count
        if not group:
            continue
        top = where.ground.bottom() + theme.px(28)
        painter.setPen(QPen(theme.token("line"), 1))
        inset = theme.px(10)
        painter.drawLine(QPointF(begin.left() + inset, top), QPointF(end.right() - inset, top))
        painter.setPen(theme.token("muted"))
        box = QRectF(begin.left(), top, end.right() - begin.left(), theme.px(24))
        painter.drawText(box, _CENTRE, group)


def paint_part(painter: QPainter, box: QRectF, series: Series, theme: Theme) -> None:
    """Draw one part of a bar: ground, pattern, outline."""
    colour = theme.token(series.token)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour if series.pattern == "solid" else theme.token("surface"))
    painter.drawRect(box)
    painter.setClipRect(box)
    painter.setPen(QPen(colour, 1.4))
    _draw_pattern(painter, box, series.pattern, colour)
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.2))
    painter.drawRect(box.adjusted(0.6, 0.6, -0.6, -0.6))
    painter.restore()


def _draw_pattern(painter: QPainter, box: QRectF, pattern: str, colour: QColor) -> None:
    match pattern:
        case "slant":
            _slanted(painter, box, 1)
        case "cross":
            _slanted(painter, box, 1)
            _slanted(painter, box, -1)
        case "flat":
            for y in _steps(box.top() + _STEP / 2, box.bottom()):
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        case "dots":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            for y in _steps(box.top() + 4, box.bottom()):
                for x in _steps(box.left() + 4, box.right()):
                    painter.drawEllipse(QPointF(x, y), 1.6, 1.6)


def _slanted(painter: QPainter, box: QRectF, way: int) -> None:
    reach = box.height()
    for x in _steps(box.left() - reach, box.right() + reach):
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + way * reach, box.top()))


def _steps(begin: float, end: float) -> Sequence[float]:
    return [begin + n * _STEP for n in range(max(0, int((end - begin) / _STEP) + 1))]
