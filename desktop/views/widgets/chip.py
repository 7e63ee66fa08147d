"""A filter that says how many it would show."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy

from desktop.views.ui import Ui
from desktop.views.widgets.marks import paint_mark
from desktop.views.widgets.press import Press


class Chip(Press):
    """A toggle with a word and a count; with ``state`` it carries that state's shape."""

    def __init__(self, ui: Ui, text: str, count: int | None = None, state: str = "") -> None:
        super().__init__()
        self._ui = ui
        self._state = state
        self._text = text
        self.setObjectName("chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)
        self._dress()
        ui.theme.changed.connect(self._dress)

    def set_count(self, count: int | None) -> None:
        """Say how many there are now."""
        self.count = count
        number = "" if count is None else f"  {self._ui.words.number(count)}"
        self.setText(f"{' ' if self._state else ''}{self._text}{number}")
        self.setAccessibleName(self._text + number)

    def _dress(self) -> None:
        if not self._state:
            return
        icon = QIcon()
        for ratio in (1, 2):
            icon.addPixmap(_picture(self._ui, self._state, ratio))
        self.setIcon(icon)
        self.setIconSize(QSize(self._ui.theme.px(14), self._ui.theme.px(14)))


def _picture(ui: Ui, state: str, ratio: int) -> QPixmap:
    side = ui.theme.px(14) * ratio
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_mark(painter, QRectF(0, 0, side, side), state, ui.theme.token(state))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
