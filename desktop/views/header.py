"""The top of the window: which class, find anything, what the others have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.views.sync_chip import SyncChip
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.menu import Menu
from desktop.views.widgets.press import Press


@dataclass(frozen=True, slots=True)
class Choice:
    """A class to switch to."""

    title: str
    run: Callable[[], object]
    hint: str = ""


class Header(QFrame):
    """The class switcher fills its menu from ``choices`` each time it opens."""

    def __init__(self, ui: Ui, seek: Callable[[], object], sheet: Callable[[], object]) -> None:
        super().__init__()
        self._ui = ui
        self._title = ""
        self.choices: Callable[[], list[Choice]] = list
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._across = QHBoxLayout(self)
        self.switcher = Button(ui, "", "quiet", "chevron-down", run=self._open)
        self.switcher.setObjectName("switcher")
        self.switcher.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.seek = Press()
        self.seek.setObjectName("seek")
        self.seek.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.seek.clicked.connect(lambda: seek())
        self._keys = Label("Ctrl+K", "muted")
        inside = QHBoxLayout(self.seek)
        inside.addStretch(1)
        inside.addWidget(self._keys)
        self.network = SyncChip(ui, sheet)
        self._across.addWidget(self.switcher)
        self._across.addStretch(1)
        self._across.addWidget(self.seek, 2)
        self._across.addStretch(1)
        self._across.addWidget(self.network)
        self.dress()

    def set_class(self, title: str) -> None:
        """Name the class the person is in; empty for none."""
        self._title = title
        shown = title or self._ui.words("frame.choose_class")
        self.switcher.setText(f"{shown} ")
        self.switcher.setAccessibleName(shown)

    def dress(self) -> None:
        """Say everything again in the words and sizes now in use."""
        theme, words, icons = self._ui.theme, self._ui.words, self._ui.icons
        self._across.setContentsMargins(theme.px(12), theme.px(10), theme.px(16), theme.px(10))
        self._across.setSpacing(theme.px(4))
        self.set_class(self._title)
        self.seek.setText("  " + words("frame.seek"))
        self.seek.setAccessibleName(words("frame.seek"))
        self.seek.setIcon(icons.icon("search", "muted"))
        self.seek.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.seek.setMinimumWidth(theme.px(290))
        self.seek.setMaximumWidth(theme.px(380))
        self.network.tell()

    def _open(self) -> None:
        menu = Menu(self)
        choices = self.choices()
        for choice in choices:
            text = choice.title + (f"   {choice.hint}" if choice.hint else "")
            menu.addAction(text).triggered.connect(lambda _=False, run=choice.run: run())
        if not choices:
            menu.addAction(self._ui.words("frame.no_classes")).setEnabled(False)
        menu.popup(self.switcher.mapToGlobal(self.switcher.rect().bottomLeft()))
