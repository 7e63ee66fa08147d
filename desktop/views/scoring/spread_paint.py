"""Range bars from 0 to 4, drawn by the theme alone: length and number say it before colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.models.rubric import TOP
from desktop.models.wording import Words
from desktop.views.scoring.spread_data import Spread, SpreadData
from desktop.views.theme import Theme

ROW, HEAD = 40, 30
_NAMES, _SAID = 0.40, 130  # the share of the names; the room for what is said on the right
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the levels stand: the box of the bars, the names left and the words right of it."""

    box: QRectF
    bars: QRectF
    row: float

    def x(self, level: float) -> float:
        """Give where a level stands."""
        return self.bars.left() + self.bars.width() * level / TOP

    def line(self, at: int) -> QRectF:
        """Give the whole row of a criterion."""
        return QRectF(self.box.left(), self.bars.top() + at * self.row, self.box.width(), self.row)


def ground(box: QRectF, theme: Theme) -> Ground:
    """Divide the room: names, bars, words."""
    names = box.width() * _NAMES
    left = box.left() + names + theme.px(20)
    right = box.right() - theme.px(_SAID)
    bars = QRectF(left, box.top() + theme.px(HEAD), max(right - left, 1), box.height())
    return Ground(box, bars, theme.px(ROW))


def height_of(data: SpreadData, theme: Theme) -> int:
    """Give the height all rows take."""
    return theme.px(HEAD) + len(data.rows) * theme.px(ROW) + theme.px(8)


def paint_spread(
    painter: QPainter, box: QRectF, data: SpreadData, theme: Theme, words: Words, lit: int = -1
) -> None:
    """Draw the whole chart; ``lit`` is the row somebody points at."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("small"))
    where = ground(box, theme)
    _levels(painter, where, len(data.rows), theme, words)
    for at, row in enumerate(data.rows):
        line = where.line(at)
        if at == lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.token("hover"))
            painter.drawRoundedRect(line.adjusted(-2, 2, 2, -2), 6, 6)
        _name(painter, line, row, theme)
        _range(painter, where, line, row, theme, words)
        _said(painter, where, line, row, theme, words)


def _levels(painter: QPainter, where: Ground, rows: int, theme: Theme, words: Words) -> None:
    foot = where.bars.top() + rows * where.row
    for level in range(TOP + 1):
        x = where.x(level)
        painter.setPen(theme.token("muted"))
        head = QRectF(x - theme.px(16), where.box.top(), theme.px(32), theme.px(HEAD))
        painter.drawText(head, _CENTRE, words.number(level))
        painter.setPen(QPen(theme.token("line"), 1))
        painter.drawLine(QPointF(x, where.bars.top()), QPointF(x, foot))


def _name(painter: QPainter, line: QRectF, row: Spread, theme: Theme) -> None:
    painter.setPen(theme.token("ink"))
    room = QRectF(line.left(), line.top(), line.width() * _NAMES, line.height())
    said = f"{row.code}  {row.name}"
    shown = QFontMetricsF(painter.font()).elidedText(
        said, Qt.TextElideMode.ElideRight, room.width()
    )
    painter.drawText(room, _LEFT, shown)


def _range(
    painter: QPainter, where: Ground, line: QRectF, row: Spread, theme: Theme, words: Words
) -> None:
    """Draw the bar from the lowest to the highest, and how many gave each level on it."""
    colour = theme.token("warning" if row.wide else "accent")
    middle, half = line.center().y(), theme.px(6 if row.wide else 3)
    if row.high > row.low:
        bar = QRectF(
            where.x(row.low), middle - half, where.x(row.high) - where.x(row.low), 2 * half
        )
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(theme.token("surface") if row.wide else colour)
        painter.drawRect(bar)
        if row.wide:
            _stripes(painter, bar, theme)
    side = theme.px(26)
    for level, count in row.given.items():
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(QPointF(where.x(level), middle))
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(theme.token("surface"))
        painter.drawEllipse(disc)
        painter.setPen(theme.token("ink"))
        painter.drawText(disc, _CENTRE, words.number(count))


def _stripes(painter: QPainter, bar: QRectF, theme: Theme) -> None:
    painter.save()
    painter.setClipRect(bar)
    step = theme.px(8)
    x = bar.left() - bar.height()
    while x < bar.right():
        painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + bar.height(), bar.top()))
        x += step
    painter.restore()


def _said(
    painter: QPainter, where: Ground, line: QRectF, row: Spread, theme: Theme, words: Words
) -> None:
    """Say the range in words at the end of the row; ▲ marks what the panel should talk about."""
    room = QRectF(
        where.bars.right() + theme.px(24), line.top(), theme.px(_SAID - 24), line.height()
    )
    painter.setPen(theme.token("warning" if row.wide else "muted"))
    if row.low == row.high:
        said = words("panel.agreed")
    else:
        said = words("panel.apart", n=row.high - row.low)
    if row.wide:
        painter.drawText(room, _LEFT, f"▲ {said}")
    else:
        painter.drawText(room, _LEFT, said)
