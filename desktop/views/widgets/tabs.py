"""The parts of a page, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.label import Line


class Tabs(QWidget):
    """Named tabs over a stack: ``add`` them, ``open`` one by its name.

    ``across`` is the line the tabs stand in; a page may put more into it, left and right.
    """

    opened = Signal(str)

    def __init__(self, ui: Ui, name: str = "") -> None:
        super().__init__()
        self.names: list[str] = []
        self.bar = QTabBar(expanding=False, drawBase=False, usesScrollButtons=True)
        self.bar.setAccessibleName(name)
        self.stack = QStackedWidget()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.across = QHBoxLayout()
        self.across.setContentsMargins(0, 0, 0, 0)
        self.across.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignBottom)
        rows.addLayout(self.across)
        rows.addWidget(Line())
        rows.addSpacing(ui.theme.px(12))
        rows.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(self._changed)

    def add(self, name: str, title: str, page: QWidget) -> None:
        """Add a tab: ``name`` for the program, ``title`` for people."""
        self.names.append(name)
        self.stack.addWidget(page)
        self.bar.addTab(title)

    def open(self, name: str) -> None:
        """Show a tab; an unknown or empty name leaves things as they are."""
        if name in self.names:
            self.bar.setCurrentIndex(self.names.index(name))

    def offer(self, name: str, title: str, offered: bool) -> None:
        """Call one tab otherwise, and show it among the others or not."""
        at = self.names.index(name)
        self.bar.setTabText(at, title)
        self.bar.setTabVisible(at, offered)

    def offered(self) -> list[str]:
        """Name the tabs that are shown."""
        return [name for at, name in enumerate(self.names) if self.bar.isTabVisible(at)]

    def current(self) -> str:
        """Name the tab shown now."""
        at = self.bar.currentIndex()
        return self.names[at] if at >= 0 else ""

    def titles(self, titles: Sequence[str]) -> None:
        """Call the tabs otherwise: after a change of language."""
        for at, title in enumerate(titles):
            self.bar.setTabText(at, title)

    def _changed(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self.opened.emit(self.names[at])
