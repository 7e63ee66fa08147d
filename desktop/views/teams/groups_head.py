"""Above the groups: how many there are, who is left, and the ways to make more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel

Run = Callable[[], object]


class GroupsHead(QWidget):
    """Offers only what can be done: nothing to print before there are groups."""

    def __init__(self, ui: Ui, copy: Run, print_: Run, add: Run, propose: Run) -> None:
        super().__init__()
        self._ui = ui
        words = ui.words
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        self.counts = ElidedLabel("", "section")
        self.left = ElidedLabel("", "body")
        across.addWidget(self.counts)
        across.addSpacing(ui.theme.px(8))
        across.addWidget(self.left)
        across.addStretch(1)
        self.copy = Button(ui, "", "quiet", "copy", copy, words("teams.copy"))
        self.print = Button(ui, "", "quiet", "printer", print_, words("teams.print"))
        self.add = Button(ui, words("teams.add"), "plain", "plus", add)
        self.propose = Button(ui, words("teams.propose"), "primary", "users", propose)
        for button in (self.copy, self.print, self.add, self.propose):
            across.addWidget(button)

    def show_counts(self, teams: int, people: int, left: int) -> None:
        """Say how many groups and people there are, and how many are in no group."""
        words = self._ui.words
        self.counts.setText(words("teams.counts", n=teams, people=people))
        self.left.setText(words("teams.left", n=left) if left else words("teams.none_left"))
        self.left.set_tone("warning" if left else "ok")
        for widget in (self.counts, self.add):
            widget.setVisible(bool(people))
        for widget in (self.left, self.copy, self.print, self.propose):
            widget.setVisible(bool(teams))
