"""One open set of icons in one weight, coloured like the text beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from desktop import resources

if TYPE_CHECKING:
    from desktop.views.theme import Theme

WEIGHT = "1.75"


def recoloured(name: str, colour: str) -> bytes:
    """Give the drawing of an icon in a colour, its strokes at the house weight."""
    drawing = resources.read("icons", f"{name}.svg")
    drawing = drawing.replace(b"currentColor", colour.encode())
    return drawing.replace(b'stroke-width="2"', f'stroke-width="{WEIGHT}"'.encode())


class Icons(QObject):
    """Icons by name and token, drawn once for each size and theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}
        theme.changed.connect(self._drawn.clear)

    def icon(self, name: str, token: str = "ink", size: int = 20, on: str = "") -> QIcon:
        """Give an icon for a control, sharp on every screen; ``on`` is its colour while checked."""
        icon = QIcon()
        for ratio in sorted({1.0} | {s.devicePixelRatio() for s in QGuiApplication.screens()}):
            icon.addPixmap(self.pixmap(name, token, size, ratio))
            icon.addPixmap(self.pixmap(name, "muted", size, ratio), QIcon.Mode.Disabled)
            if on:
                icon.addPixmap(
                    self.pixmap(name, on, size, ratio), QIcon.Mode.Normal, QIcon.State.On
                )
        return icon

    def pixmap(self, name: str, token: str = "ink", size: int = 20, ratio: float = 1.0) -> QPixmap:
        """Give the picture of an icon at ``size`` (at scale 1) for a screen of ``ratio``."""
        key = (name, token, self._theme.px(size), ratio)
        if key not in self._drawn:
            self._drawn[key] = self._draw(*key)
        return self._drawn[key]

    def _draw(self, name: str, token: str, size: int, ratio: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer  # the window opens before the first icon is needed

        side = round(size * ratio)
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        colour = self._theme.token(token).name()
        painter = QPainter(picture)
        QSvgRenderer(recoloured(name, colour)).render(painter, QRectF(0, 0, side, side))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture
