"""The line that says who is scoring; everything below it is theirs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label


class ScorerBar(QWidget):
    """A lock, a name, an agency; ``asked`` when somebody wants to score as another person."""

    asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        words, px = ui.words, ui.theme.px
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(px(8))
        lock = Label()
        lock.setPixmap(ui.icons.pixmap("lock", "muted", 18, self.devicePixelRatioF()))
        self.name = ElidedLabel("", "strong")
        self.agency = ElidedLabel("", "muted")
        self.change = Button(ui, words("panel.who_change"), "quiet", "", self.asked.emit)
        across.addWidget(lock)
        across.addWidget(self.name)
        across.addWidget(self.agency)
        across.addWidget(self.change)

    def show_scorer(self, name: str, agency: str) -> None:
        """Say who is scoring."""
        words = self._ui.words
        self.name.setText(words("panel.scoring_as", name=name))
        self.agency.setText(agency)
        self.agency.setVisible(bool(agency))
        self.setAccessibleName(" · ".join(filter(None, [self.name.text(), agency])))
