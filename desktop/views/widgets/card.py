"""A sheet of paper with things that belong together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.ui import Tone, Ui
from desktop.views.widgets.label import Label


class Card(QFrame):
    """Put widgets into ``card.rows``; ``tone`` tints the whole sheet.

    With ``fill`` what is in it (a table) takes all the height, else it stays at the top.
    """

    def __init__(
        self, ui: Ui, title: str = "", tone: Tone | None = None, fill: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setProperty("tone", tone)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        self.rows = QVBoxLayout()
        outer.addLayout(self.rows, 1 if fill else 0)
        if not fill:
            outer.addStretch(1)
        edge = ui.theme.px(24)
        outer.setContentsMargins(edge, ui.theme.px(20), edge, ui.theme.px(20))
        self.rows.setSpacing(ui.theme.px(8))
        if title:
            self.setAccessibleName(title)
            self.rows.addWidget(Label(title, "section"))


class Section(QWidget):
    """A heading with room for buttons on its right: put them into ``section.buttons``."""

    def __init__(self, ui: Ui, title: str, under: str = "", page: bool = False) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label(title, "title" if page else "section")
        self.under = Label(under, "muted")
        words.addWidget(self.title)
        words.addWidget(self.under)
        across.addLayout(words)
        self.under.setVisible(bool(under))  # not before it has a parent: it would be a window
        across.addStretch(1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(ui.theme.px(8))
        across.addLayout(self.buttons)

    def set_under(self, text: str) -> None:
        """Say something below the heading."""
        self.under.setText(text)
        self.under.setVisible(bool(text))
