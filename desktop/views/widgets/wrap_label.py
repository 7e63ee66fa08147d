"""A paragraph that breaks between Thai words, with room for stacked marks."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.views.ui import Tone, Ui
from desktop.views.widgets.label import Look
from desktop.views.widgets.thai_breaks import breakable, unbroken


class WrapLabel(QLabel):
    """Give it plain text; what is copied from it is that text, without the breaks.

    Words are looked up only once the text does not fit on one line.
    """

    def __init__(
        self, ui: Ui, text: str = "", role: Look = "body", tone: Tone | None = None
    ) -> None:
        super().__init__()
        self._ui = ui
        self._plain = ""
        self._broken = False
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer_copy)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Say something else."""
        if text == self._plain and self.text():
            return
        self._plain = text
        self._broken = False
        self.setAccessibleName(text)
        self._show(text)
        self._break_if_needed(self.width())

    def plain(self) -> str:
        """Give the text without breaks."""
        return self._plain

    def set_tone(self, tone: Tone | None) -> None:
        """Colour the words as good, doubtful, bad or plain."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def minimumSizeHint(self) -> QSize:
        """Any width will do: the words break."""
        return QSize(self._ui.theme.px(80), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the places to break the first time the text does not fit."""
        super().resizeEvent(event)
        self._break_if_needed(event.size().width())

    def heightForWidth(self, width: int) -> int:
        """Measure with the breaks in."""
        self._break_if_needed(width)
        return super().heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy without the breaks."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _break_if_needed(self, width: int) -> None:
        if self._broken or not self._plain:
            return
        longest = max(
            self.fontMetrics().horizontalAdvance(line) for line in self._plain.split("\n")
        )
        if longest > width - 4:
            self._broken = True
            self._show(breakable(self._plain))

    def _show(self, text: str) -> None:
        lines = escape(text).replace("\n", "<br>")
        self.setText(f'<p style="line-height:150%; margin:0">{lines}</p>' if text else "")

    def _offer_copy(self, where: QPoint) -> None:
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.addAction(self._ui.words("common.copy")).triggered.connect(self._copy)
        menu.popup(self.mapToGlobal(where))

    def _copy(self) -> None:
        text = unbroken(self.selectedText()) or self._plain
        QGuiApplication.clipboard().setText(text.replace("\u2028", "\n"))
