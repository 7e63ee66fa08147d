"""A certificate in small, for looking at before anything is issued."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.models.certificate_template import Printed, Template
from desktop.views.certificate_paint import picture_of
from desktop.views.ui import Ui

SHAPE = 595.28 / 841.89


class CertificatePreview(QWidget):
    """As wide as there is room, in the shape of the paper; drawn only when something changed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._shown: tuple[Printed, Template] | None = None
        self._picture: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_certificate(self, printed: Printed, template: Template) -> None:
        """Show what would be printed."""
        if self._shown != (printed, template):
            self._shown = (printed, template)
            self._picture = None
            self.setAccessibleName(self._ui.words("issue.preview_of", name=printed.name))
            self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to read a name."""
        width = self._ui.theme.px(360)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """A4, lying."""
        return round(width * SHAPE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new size."""
        super().resizeEvent(event)
        self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the paper on the screen, with a hairline round it."""
        if self._shown is None:
            return
        if self._picture is None:
            width = min(self.width(), round(self.height() / SHAPE))
            self._picture = picture_of(*self._shown, width, self.devicePixelRatioF())
        painter = QPainter(self)
        size = self._picture.deviceIndependentSize()
        left = (self.width() - size.width()) / 2
        box = QRectF(left, 0, size.width(), size.height())
        painter.drawImage(box, self._picture)
        painter.setPen(QPen(self._ui.theme.token("line"), 1))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
