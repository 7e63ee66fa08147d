"""A paragraph that breaks between Thai words, with room for stacked marks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.views.theme import Role
from desktop.views.ui import Tone, Ui
from desktop.views.widgets.label import Look
from desktop.views.widgets.menu import Menu
from desktop.views.widgets.thai_breaks import Breaks, at_spaces, breakable

MEASURE = 640
LEADING = 1.5
HEAD, FOOT = 0.12, 0.16
KEPT = 8
"""So many widths are remembered: a layout asks for the same few again and again."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A text laid out: its paragraphs, each with the number of its first line."""

    paragraphs: list[tuple[QTextLayout, int]]
    lines: int


class WrapLabel(QLabel):
    """Give it plain text; the breaks exist only while drawing, so nobody can copy them.

    Words are looked up only once the text does not fit on one line; with ``breaks="spaces"``
    never: people's names break between first name and surname only. Qt's own label puts too
    little between lines and cuts the upper of two stacked marks; this one draws its own.
    """

    def __init__(
        self,
        ui: Ui,
        text: str = "",
        role: Look = "body",
        tone: Tone | None = None,
        breaks: Breaks = "words",
    ) -> None:
        super().__init__()
        self._ui = ui
        self._role: Role = "small" if role == "muted" else role
        self._ink = tone or ("muted" if role == "muted" else "ink")
        self._quiet = role == "muted"
        self._breaks = breaks
        self._broken = ""
        self._known: dict[tuple[str, int, int, int], Laid] = {}
        self._measured: tuple[str, int, int] = ("", 0, 0)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer_copy)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)
        ui.theme.changed.connect(self.updateGeometry)

    def set_text(self, text: str) -> None:
        """Say something else."""
        if text == self.text():
            return
        self._broken = ""
        self._known.clear()
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def plain(self) -> str:
        """Give the text."""
        return self.text()

    def set_tone(self, tone: Tone | None) -> None:
        """Colour the words as good, doubtful, bad or plain."""
        self._ink = tone or ("muted" if self._quiet else "ink")
        self.update()

    def sizeHint(self) -> QSize:
        """One line where there is room for it."""
        width = min(self._longest() + 2, self._ui.theme.px(MEASURE))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Any width will do: the words break."""
        return QSize(min(self._longest() + 2, self._ui.theme.px(80)), self._line() + self._edges())

    def heightForWidth(self, width: int) -> int:
        """Measure with the breaks in."""
        return self._count(width) * self._line() + self._edges()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every line in the middle of its own band."""
        painter = QPainter(self)
        painter.setPen(self._ui.theme.token(self._ink if self.isEnabled() else "muted"))
        for layout, first in self.laid(self.width()).paragraphs:
            layout.draw(painter, QPointF(0, self._head() + first * self._line()))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the whole text."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _face(self) -> QFont:
        return self._ui.theme.font(self._role)

    def _line(self) -> int:
        return round(self._face().pixelSize() * LEADING)

    def _edges(self) -> int:
        """Give room above ปื้ and below ญู, which reach further than the face says."""
        return self._head() + round(self._face().pixelSize() * FOOT)

    def _head(self) -> int:
        return round(self._face().pixelSize() * HEAD)

    def _longest(self) -> int:
        text, size = self.text(), self._face().pixelSize()
        if self._measured[:2] != (text, size):
            self._measured = (text, size, round(max(map(self._advance, text.split("\n")))) + 1)
        return self._measured[2]

    def _advance(self, line: str) -> float:
        return QFontMetricsF(self._face()).horizontalAdvance(line)

    def _count(self, width: int) -> int:
        """Count the lines; while every paragraph fits on one there is nothing to lay out."""
        text = self.text()
        return text.count("\n") + 1 if self._longest() <= width else self.laid(width).lines

    def laid(self, width: int) -> Laid:
        """Give the text laid out for a width, remembered."""
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        key = (self.text(), self._face().pixelSize(), width, across.value)
        if key not in self._known:
            if len(self._known) == KEPT:
                self._known.clear()
            self._known[key] = self._lay(width, across)
        return self._known[key]

    def _lay(self, width: int, across: Qt.AlignmentFlag) -> Laid:
        paragraphs: list[tuple[QTextLayout, int]] = []
        count = 0
        for paragraph in self._with_breaks(width).split("\n"):
            layout = QTextLayout(paragraph, self._face())
            option = QTextOption(across)
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            paragraphs.append((layout, count))
            count += max(1, self._set(layout, width))
        return Laid(paragraphs, count)

    def _with_breaks(self, width: int) -> str:
        text = self.text()
        if self._longest() <= width:
            return text
        if self._breaks == "spaces":
            return at_spaces(text, lambda line: round(self._advance(line)) < width)
        self._broken = self._broken or breakable(text)
        return self._broken

    def _set(self, layout: QTextLayout, width: int) -> int:
        height = self._line()
        count = 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            band = QRectF(0, count * height, width, height)
            # A mark on a mark stands higher than the face says: all the spare room goes above.
            line.setPosition(QPointF(0, band.bottom() - line.height()))
            count += 1
        layout.endLayout()
        return count

    def _offer_copy(self, where: QPoint) -> None:
        menu = Menu(self)
        menu.addAction(self._ui.words("common.copy")).triggered.connect(self._copy)
        menu.popup(self.mapToGlobal(where))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
