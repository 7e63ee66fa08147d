"""Every command with its keys, one key away."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.label import Label


class ShortcutSheet(Dialog):
    """Lists the commands that have a shortcut."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        words = ui.words
        super().__init__(ui, parent, words("frame.shortcuts"), confirm=words("common.close"))
        self.cancel.hide()
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, ui.theme.px(16), 0)
        grid.setHorizontalSpacing(ui.theme.px(32))
        grid.setVerticalSpacing(ui.theme.px(4))
        grid.setColumnStretch(1, 1)
        for at, command in enumerate(each for each in ui.commands.listed() if each.shortcut):
            grid.addWidget(Label(command.shortcut, "strong"), at, 0)
            grid.addWidget(Label(words(command.title)), at, 1)
        self.body.addWidget(inside)
