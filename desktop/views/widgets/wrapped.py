"""A text broken into lines for one cell: between Thai words, with room for stacked marks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from desktop.views.widgets.thai_breaks import BREAK, breakable

LEADING = 1.5


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Lines ready to be drawn; ``height`` in pixels."""

    layouts: tuple[tuple[QTextLayout, float], ...]
    height: float

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draw it with its upper left corner at a place."""
        for layout, down in self.layouts:
            layout.draw(painter, QPointF(left, top + down))


def wrap(text: str, font: QFont, width: float, right: bool = False, most: int = 0) -> Wrapped:
    """Break a text for a width in pixels; what fits on one line is not looked up in the words.

    With ``most``, no more lines than that: the last one then ends in dots.
    """
    metrics = QFontMetricsF(font)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    band = font.pixelSize() * LEADING
    layouts, count = [], 0
    for paragraph in (text.replace("\n", " ") if most else text).split("\n"):
        fits = metrics.horizontalAdvance(paragraph) <= width
        broken = paragraph if fits else breakable(paragraph)
        layout = QTextLayout(broken, font)
        layout.setTextOption(option)
        lines = _set(layout, width, band)
        if most and lines > most:
            layout.setText(_cut(layout, broken, most, metrics, width))
            lines = _set(layout, width, band)
        layouts.append((layout, count * band))
        count += max(1, lines)
    return Wrapped(tuple(layouts), count * band)


def _cut(layout: QTextLayout, text: str, most: int, metrics: QFontMetricsF, width: float) -> str:
    """Give the lines before the last that may stay as they are, and so much of it as fits."""
    begin = layout.lineAt(most - 1).textStart()
    last = text[begin:].replace(BREAK, "")
    shown = metrics.elidedText(last, Qt.TextElideMode.ElideRight, width - 2)
    # What is cut must not break once more: its words are held together.
    return text[:begin] + shown.replace(" ", "\u00a0")


def _set(layout: QTextLayout, width: float, band: float) -> int:
    """Put each line at the foot of its band: what stands on the letters gets the spare room."""
    count = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        count += 1
        line.setPosition(QPointF(0, count * band - line.height()))
    layout.endLayout()
    return count
