"""The answer to a scan, read from two metres."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.views.ui import Tone, Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

_ICONS: dict[Tone, str] = {
    "ok": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-x",
    "info": "info",
}


class AnswerLine(QFrame):
    """Green, yellow or red; an icon and words always say the same as the colour."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(self)
        across.setContentsMargins(ui.theme.px(20), ui.theme.px(8), ui.theme.px(16), ui.theme.px(8))
        across.setSpacing(ui.theme.px(16))
        self._icon = Label()
        self._words = WrapLabel(ui, "", "answer")
        self._compact = WrapLabel(ui, "", "section")
        self._compact.hide()
        self._more = Label("", "body")
        self.action = Button(ui, "", "plain")
        rows = QVBoxLayout()
        rows.setSpacing(0)
        rows.addWidget(self._words)
        rows.addWidget(self._compact)
        rows.addWidget(self._more)
        across.addWidget(self._icon)
        across.addLayout(rows, 1)
        across.addWidget(self.action)
        self.clear()

    def answer(self, tone: Tone, text: str, more: str = "", action: str = "") -> None:
        """Say it: ``text`` large, ``more`` below, ``action`` on the button (``line.action``)."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.setPixmap(
            self._ui.icons.pixmap(_ICONS[tone], tone, 44, self.devicePixelRatioF())
        )
        for words in (self._words, self._compact):
            words.set_text(text)
            words.set_tone(tone)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.action.set_text(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(f"{text} {more}".strip())
        self.show()

    def set_compact(self, compact: bool) -> None:
        """Speak less large: in large type on a low screen two lines would hide the register."""
        self._words.setVisible(not compact)
        self._compact.setVisible(compact)

    def clear(self) -> None:
        """Say nothing."""
        self.hide()
