"""What every page has in common: it asks again when what it shows has changed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.views.place import Place
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui


class View(QWidget):
    """A page: ``build`` makes its widgets, ``refresh`` fills them, ``open`` moves it.

    It refreshes only while on screen; hidden, it remembers that it is stale. A change of
    language, digits, theme or scale builds it anew, so ``build`` must not keep what a person
    typed anywhere but in the desk. A page that must not be rebuilt overrides ``retranslate``.
    """

    shows: ClassVar[frozenset[str]] = frozenset()
    scrolls: ClassVar[bool] = False
    wide: ClassVar[bool] = False

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.place = Place("")
        self._stale = True
        self._body: QWidget | None = None
        self._stops: list[QWidget] = []
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        ui.live.changed.connect(self._announced)
        ui.wording.changed.connect(self._dressed)
        ui.theme.changed.connect(self._dressed)

    def build(self, page: QVBoxLayout) -> None:
        """Make the widgets; called before the first refresh and after every change of dress."""

    def refresh(self) -> None:
        """Ask the desk and fill the widgets."""

    def open(self, place: Place) -> None:
        """Move to another class, tab or person, and show it."""
        self.place = place
        self.outdated()

    def outdated(self) -> None:
        """Refresh now if on screen, else when next shown."""
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def retranslate(self) -> None:
        """Say everything again in the words and look now in use; builds anew by default."""
        self._build()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while hidden."""
        super().showEvent(event)
        if self._stale:
            self._catch_up()

    def _announced(self, kinds: frozenset[str]) -> None:
        if kinds & self.shows:
            self.outdated()

    def _dressed(self) -> None:
        if self._body is not None:
            self.retranslate()
            self.outdated()

    def _catch_up(self) -> None:
        if self._body is None:
            self._build()
        self._stale = False
        self.refresh()
        self._stops = follow_layout(self, self._stops)

    def _build(self) -> None:
        body = QWidget(self)
        body.resize(self.size())  # a scroll area tells it late, and all would be laid out twice
        page = QVBoxLayout(body)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(self.ui.theme.px(16))
        outer: QWidget = _scrolling(body) if self.scrolls else body
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = outer
        self.build(page)
        self._outer.addWidget(outer)
        outer.show()  # a layout would show it only at the next turn of the loop: a flicker
        self._outer.activate()
        page.activate()


def _scrolling(body: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area
