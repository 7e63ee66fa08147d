"""How far somebody has come: done, still possible, lost, and where the line is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.models.eligibility import Verdict
from desktop.views.chart_data import Series
from desktop.views.chart_paint import paint_part
from desktop.views.ui import Ui

_DONE = Series("done", "", "accent", "solid")
_OPEN = Series("open", "", "accent", "slant")
_LOST = Series("lost", "", "edge", "hollow")


class ShareBar(QWidget):
    """Solid is done, slanted is still possible, hollow is lost; a tick says what is needed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._verdict: Verdict | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def set_verdict(self, verdict: Verdict) -> None:
        """Show another person's."""
        self._verdict = verdict
        self.setAccessibleName(
            self._ui.words(
                "why.bar",
                done=verdict.done,
                best=verdict.best_possible,
                planned=verdict.planned,
                needed=verdict.needed,
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """A thick line with a word below."""
        return QSize(self._ui.theme.px(200), self._ui.theme.px(50))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts from left to right, then the tick."""
        if self._verdict is None or not self._verdict.planned:
            return
        verdict, theme = self._verdict, self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(1, theme.px(4), self.width() - 2, theme.px(16))
        unit = room.width() / verdict.planned
        left = room.left()
        open_units = verdict.best_possible - verdict.done
        lost = verdict.planned - verdict.best_possible
        for series, units in ((_DONE, verdict.done), (_OPEN, open_units), (_LOST, lost)):
            if units > 0:
                piece = QRectF(left, room.top(), unit * units, room.height())
                paint_part(painter, piece, series, theme)
                left += piece.width()
        self._tick(painter, room, room.left() + unit * verdict.needed)
        painter.end()

    def _tick(self, painter: QPainter, room: QRectF, x: float) -> None:
        theme, words = self._ui.theme, self._ui.words
        assert self._verdict is not None
        painter.setPen(QPen(theme.token("ink"), 2))
        painter.drawLine(QPointF(x, room.top() - 4), QPointF(x, room.bottom() + 5))
        painter.setFont(theme.font("small"))
        text = words("why.needed", needed=self._verdict.needed)
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2
        left = min(max(x - width / 2, 0), self.width() - width)
        box = QRectF(left, room.bottom() + 4, width, theme.px(24))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
