"""Remarks used before, each put into the comment by one click."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.reviewing.line_button import LineButton
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.menu import Menu

SHOWN, MOST = 3, 20
MENU_LETTERS = 60


class Remarks(QWidget):
    """The few most used are in view; a menu has the others. ``taken`` carries the text."""

    taken = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._known: tuple[str, ...] | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Label(ui.words("reviewing.remarks"), "muted"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        outer.addLayout(self._rows)
        self.lines: list[LineButton] = []
        self.more = Button(ui, ui.words("reviewing.remarks_more"), "link", run=self._offer)
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def set_remarks(self, remarks: Sequence[str]) -> None:
        """Offer these, the most used first."""
        known = tuple(remarks[:MOST])
        if known == self._known:
            return
        self._known = known
        for line in self.lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [
            LineButton(self._ui, "plus", text, partial(self.taken.emit, text))
            for text in known[:SHOWN]
        ]
        for line in self.lines:
            self._rows.addWidget(line)
        self.more.setVisible(len(known) > SHOWN)

    @property
    def known(self) -> bool:
        """Whether there are any."""
        return bool(self._known)

    def _offer(self) -> None:
        menu = Menu(self)
        for text in (self._known or ())[SHOWN:]:
            shown = text.replace("\n", " ")
            cut = shown if len(shown) <= MENU_LETTERS else f"{shown[: MENU_LETTERS - 1]}…"
            menu.addAction(cut).triggered.connect(partial(self._take, text))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _take(self, text: str, _: bool = False) -> None:
        self.taken.emit(text)
