"""A number to be read at a glance, and what it counts."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.label import Label
from desktop.views.widgets.pill import Pill


class Counter(QWidget):
    """A big figure over its word; with ``state`` the word carries that state's shape."""

    def __init__(
        self, ui: Ui, text: str, n: int = 0, of: int | None = None, state: str = ""
    ) -> None:
        super().__init__()
        self._ui = ui
        self._text = text
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        figures = QHBoxLayout()
        figures.setSpacing(ui.theme.px(6))
        self._figure = Label("", "figure")
        self._of = Label("", "muted")
        figures.addWidget(self._figure)
        figures.addWidget(self._of)
        figures.addStretch(1)
        rows.addLayout(figures)
        rows.addWidget(Pill(ui, state, text) if state else Label(text, "muted"))
        self.set_count(n, of)

    def set_count(self, n: int, of: int | None = None) -> None:
        """Show another number, out of how many where that is known."""
        words = self._ui.words
        self._figure.setText(words.number(n))
        self._of.setText("" if of is None else words("common.out_of", n=of))
        self._of.setVisible(of is not None)
        self.setAccessibleName(f"{self._text} {words.number(n)} {self._of.text()}".strip())
