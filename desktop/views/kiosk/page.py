"""What every page of participants' mode has in common."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.views.ui import Ui

AROUND = 80
"""So much is seen above and below what has the cursor, at scale 1: its question, too."""
WIDE = 860
"""No line of a page is longer, at scale 1: long lines are hard to read."""


class Page(QWidget):
    """Put widgets into ``rows``, which scroll, and what always stays in view into ``foot``.

    ``turn`` asks for another page; the one asked for takes this one's place. ``locking`` asks for
    the screen to be locked. ``title`` says in the head of the window what the page is about.
    """

    turn = Signal(object)
    locking = Signal()

    def __init__(self, ui: Ui, wide: int = WIDE) -> None:
        super().__init__()
        self.ui = ui
        self.title = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = QVBoxLayout()
        outer.addLayout(self.top)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QWidget()
        across = QHBoxLayout(sheet)
        edge = ui.theme.px(24)
        across.setContentsMargins(edge, edge, edge, edge)
        column = QWidget()
        column.setMaximumWidth(ui.theme.px(wide))
        self.rows = QVBoxLayout(column)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(ui.theme.px(12))
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        self.area.setWidget(sheet)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(0)
        self.middle.addWidget(self.area, 1)
        outer.addLayout(self.middle, 1)
        self.bar = QFrame()
        self.bar.setObjectName("status")
        self.foot = QHBoxLayout(self.bar)
        self.foot.setContentsMargins(edge, ui.theme.px(10), edge, ui.theme.px(10))
        self.foot.setSpacing(ui.theme.px(16))
        self.bar.hide()
        outer.addWidget(self.bar)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Keep the cursor in view, wherever it was put; once what is new has been laid out."""
        if now is not None and self.area.isAncestorOf(now):
            QTimer.singleShot(0, now, partial(self._show, now))

    def _show(self, widget: QWidget) -> None:
        if self.area.isAncestorOf(widget):
            self.area.ensureWidgetVisible(widget, 0, self.ui.theme.px(AROUND))

    def begin(self) -> None:
        """Put the cursor where one begins."""

    def leave(self) -> None:
        """Put away what was typed; called before the page goes, whoever made it go."""
