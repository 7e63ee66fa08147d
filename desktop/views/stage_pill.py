"""The state of a class said three ways: icon, word, colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.ui import Ui

# Stage: its icon, the colour of icon and word, and the ground under them.
_LOOKS = {
    "draft": ("pencil", "muted", "hover"),
    "open": ("calendar-days", "info", "info-tint"),
    "running": ("play", "ok", "ok-tint"),
    "ended": ("clock", "warning", "warning-tint"),
    "closed": ("lock", "muted", "hover"),
    "archived": ("layers", "muted", "hover"),
}


def stage_word(ui: Ui, stage: str) -> str:
    """Give the word for a state."""
    return ui.words(f"class.stage.{stage}")


def paint_stage(painter: QPainter, box: QRectF, ui: Ui, stage: str) -> None:
    """Draw the pill of a state at the left of ``box``, in the middle of its height."""
    theme = ui.theme
    icon, ink, ground = _LOOKS[stage]
    word = stage_word(ui, stage)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("small"))
    size = _size(ui, painter.fontMetrics().horizontalAdvance(word))
    pill = QRectF(box.left(), box.center().y() - size.height() / 2, size.width(), size.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.token(ground))
    painter.drawRoundedRect(pill, theme.px(14), theme.px(14))
    side = theme.px(16)
    device = painter.device()
    ratio = device.devicePixelRatioF() if isinstance(device, QWidget) else 1.0
    spot = QRectF(pill.left() + theme.px(10), pill.center().y() - side / 2, side, side)
    painter.drawPixmap(spot.topLeft(), ui.icons.pixmap(icon, ink, 16, ratio))
    painter.setPen(theme.token(ink))
    words = pill.adjusted(theme.px(10) + side + theme.px(6), 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    painter.restore()


def _size(ui: Ui, word: int) -> QSize:
    return QSize(word + ui.theme.px(10 + 16 + 6 + 14), ui.theme.px(28))


class StagePill(QWidget):
    """Shows the state of one class."""

    def __init__(self, ui: Ui, stage: str = "open") -> None:
        super().__init__()
        self._ui = ui
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_stage(stage)

    def set_stage(self, stage: str) -> None:
        """Show another state."""
        self.stage = stage
        self.setAccessibleName(stage_word(self._ui, stage))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon and word."""
        self.setFont(self._ui.theme.font("small"))
        return _size(self._ui, self.fontMetrics().horizontalAdvance(self.accessibleName()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill."""
        painter = QPainter(self)
        paint_stage(painter, QRectF(self.rect()), self._ui, self.stage)
        painter.end()
