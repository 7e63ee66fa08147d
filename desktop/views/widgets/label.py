"""Words on paper, in a role of the type scale."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from desktop.views.ui import Tone

Look = Literal["body", "small", "muted", "strong", "section", "title", "figure", "answer"]


class Label(QLabel):
    """One line of plain text with room for two stacked Thai marks."""

    def __init__(self, text: str = "", role: Look = "body", tone: Tone | None = None) -> None:
        super().__init__(text)
        self.setIndent(0)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.set_tone(tone)

    def set_tone(self, tone: Tone | None) -> None:
        """Colour the words as good, doubtful, bad or plain."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            if not self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                return
            self.style().unpolish(self)
            self.style().polish(self)


class Line(QFrame):
    """A hairline between two things."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self.setFixedHeight(1)
