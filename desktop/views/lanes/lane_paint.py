"""How a swim-lane diagram is painted: every kind of step told by word and line before colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.models.lane_shapes import Arrow, Box, Diagram, Lane, Mark, Point, Rect
from desktop.models.lane_words import actor_words, box_words, wait_words
from desktop.models.wording import Words
from desktop.views.theme import Theme
from desktop.views.widgets.wrapped import wrap

TOKENS: dict[Mark, str] = {
    "": "ink",
    "kept": "ink",
    "changed": "late",
    "merged": "makeup",
    "removed": "absent",
    "new": "present",
}
LINES = 3
_CENTRE = Qt.AlignmentFlag.AlignCenter


class LanePainter:
    """Paints one diagram; ``zoom`` is what its sizes were scaled by."""

    def __init__(self, painter: QPainter, theme: Theme, words: Words, zoom: float) -> None:
        self._painter = painter
        self._theme = theme
        self._words = words
        self._zoom = zoom
        self._small = scaled(theme.font("small"), zoom)
        self._strong = scaled(theme.font("small"), zoom)
        self._strong.setWeight(QFont.Weight.DemiBold)

    def paint(self, diagram: Diagram, seen: QRectF) -> None:
        """Draw the strips that are in view: lanes below, then boxes, arrows and waits."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for strip in diagram.strips:
            if strip.top > seen.bottom() or strip.top + strip.height < seen.top():
                continue
            for at, lane in enumerate(strip.lanes):
                self._lane(lane, at)
            for arrow in strip.arrows:
                self._arrow(arrow)
            for box in strip.boxes:
                self._box(box)
            for arrow in strip.arrows:
                self._wait(arrow)

    def _lane(self, lane: Lane, at: int) -> None:
        painter, theme = self._painter, self._theme
        painter.setPen(QPen(theme.token("line"), 1))
        painter.setBrush(theme.token("surface" if at % 2 else "paper"))
        painter.drawRect(_rect(lane.band))
        head = _rect(lane.head)
        painter.setBrush(theme.token("hover"))
        painter.drawRect(head)
        painter.setPen(theme.token("ink"))
        room = self._px(6)
        lines = max(1, int((head.height() - 4) // (self._strong.pixelSize() * 1.5)))
        name = wrap(actor_words(self._words, lane.actor), self._strong,
                    head.width() - 2 * room, most=lines)  # fmt: skip
        name.draw(painter, head.left() + room, head.center().y() - name.height / 2)

    def _box(self, box: Box) -> None:
        painter, theme, step = self._painter, self._theme, box.step
        place, colour = _rect(box.rect), theme.token(TOKENS[step.mark])
        self._frame(place, step.mark, colour)
        inner = place.adjusted(self._px(9), self._px(4), -self._px(7), -self._px(3))
        band = self._small.pixelSize() * 1.5
        said = box_words(self._words, step)
        painter.setPen(colour)
        head = QRectF(inner.left(), inner.top(), inner.width(), band)
        self._line(" · ".join(filter(None, (said.number, said.mark))), self._strong, head)
        painter.setPen(theme.token("ink"))
        face = QFont(self._small)
        face.setStrikeOut(step.mark == "removed")
        text = wrap(step.text, face, inner.width(), most=LINES)
        text.draw(painter, inner.left(), inner.top() + band)
        painter.setPen(theme.token("muted"))
        foot = QRectF(inner.left(), inner.bottom() - band, inner.width(), band)
        self._line(" · ".join(said.figures), self._small, foot)

    def _frame(self, place: QRectF, mark: Mark, colour: QColor) -> None:
        """Draw the box: hatched where the step goes, doubled where it is new, barred if changed."""
        painter, theme, corner = self._painter, self._theme, self._px(6)
        painter.setBrush(theme.token("surface"))
        width = 2.0 if mark in ("new", "changed", "merged") else 1.2
        line = Qt.PenStyle.DashLine if mark == "removed" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.token("edge") if mark in ("", "kept") else colour, width, line))
        painter.drawRoundedRect(place, corner, corner)
        if mark == "removed":
            hatched = QColor(colour)
            hatched.setAlphaF(0.25)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(hatched, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(place, corner, corner)
        elif mark == "new":
            painter.setPen(QPen(colour, 1))
            painter.drawRoundedRect(place.adjusted(4, 4, -4, -4), corner - 2, corner - 2)
        elif mark in ("changed", "merged"):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            bar = QRectF(place.left() + 1, place.top() + corner, 4, place.height() - 2 * corner)
            painter.drawRect(bar)

    def _line(self, text: str, face: QFont, room: QRectF) -> None:
        """Write one line as far as it fits."""
        self._painter.setFont(face)
        shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        self._painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _arrow(self, arrow: Arrow) -> None:
        if len(arrow.points) < 2:
            return
        painter = self._painter
        pen = QPen(self._theme.token("muted"), max(1.2, 1.4 * self._zoom))
        if arrow.kind in ("in", "out"):
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in arrow.points]))
        if arrow.kind != "end":
            self._tip(*arrow.points[-2:])

    def _tip(self, before: Point, end: Point) -> None:
        """Draw the head of an arrow; lines run straight across or straight down."""
        reach, half = self._px(7), self._px(4)
        (x0, y0), (x, y) = before, end
        dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
        sides = [
            QPointF(x - dx * reach - dy * half * sign, y - dy * reach - dx * half * sign)
            for sign in (1, -1)
        ]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.token("muted"))
        self._painter.drawPolygon(QPolygonF([QPointF(x, y), *sides]))

    def _wait(self, arrow: Arrow) -> None:
        """Write how long it waits, on a plate of its own on the line."""
        if arrow.pill is None:
            return
        painter, theme, room = self._painter, self._theme, _rect(arrow.pill)
        said = wait_words(self._words, arrow.wait_min)
        metrics = QFontMetricsF(self._small)
        text = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width() - self._px(10))
        width = min(metrics.horizontalAdvance(text) + self._px(12), room.width())
        plate = QRectF(0, 0, width, room.height())
        plate.moveCenter(room.center())
        painter.setPen(QPen(theme.token("edge"), 1, Qt.PenStyle.DotLine))
        painter.setBrush(theme.token("paper"))
        painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)
        painter.setPen(theme.token("ink"))
        painter.setFont(self._small)
        painter.drawText(plate, _CENTRE, text)

    def _px(self, length: float) -> float:
        return length * self._theme.scale * self._zoom


def scaled(font: QFont, zoom: float) -> QFont:
    """Give a font for a zoom; never smaller than can be read."""
    copy = QFont(font)
    copy.setPixelSize(max(9, round(font.pixelSize() * zoom)))
    return copy


def _rect(place: Rect) -> QRectF:
    return QRectF(place.x, place.y, place.width, place.height)
