"""The one line that is always in view: it is saved here, and what the others have of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.views.sync_words import Part, Standing, network_state, standing
from desktop.views.ui import Ui
from desktop.views.widgets.press import Press

_FRESHLY = 60_000  # milliseconds after which "today" may have become another day


class SyncChip(Press):
    """Says as many of its parts as there is room for; all of them in the tooltip.

    What somebody has to settle is the last to be left out.
    """

    def __init__(self, ui: Ui, run: Callable[[], object]) -> None:
        super().__init__()
        self._ui = ui
        self._standing = Standing((Part("", 0),), "database")
        self.setObjectName("network")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: run())
        self._clock = QTimer(self, interval=_FRESHLY)
        self._clock.timeout.connect(self.tell)
        self._clock.start()
        ui.synced.connect(self.tell)
        self.tell()

    @property
    def whole(self) -> str:
        """All it has to say, whether there is room for it or not."""
        return self._standing.ways()[0]

    def tell(self) -> None:
        """Ask how things stand and say it."""
        ui = self._ui
        state = network_state(ui)
        self._standing = standing(ui.words, state, lambda: ui.desk.now())
        if self.property("tone") != self._standing.tone:
            self.setProperty("tone", self._standing.tone)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setIcon(ui.icons.icon(self._standing.icon, self._standing.tone or "muted"))
        self.setIconSize(QSize(ui.theme.px(18), ui.theme.px(18)))
        hint = "meeting.chip.alone_tip" if state.phase == "alone" else "meeting.chip.tip"
        self.setToolTip(f"{self.whole}\n{ui.words(hint)}")
        self.setAccessibleName(self.whole)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all it says."""
        return self._room(self.whole)

    def minimumSizeHint(self) -> QSize:
        """Room for the one part that must be seen."""
        return self._room(self._standing.ways()[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as the new width has room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width()
        ways = self._standing.ways()
        self.setText(f" {next((w for w in ways if self._room(w).width() <= room), ways[-1])}")

    def _room(self, text: str) -> QSize:
        px, least = self._ui.theme.px, super().sizeHint().height()
        return QSize(self.fontMetrics().horizontalAdvance(f" {text}") + px(18 + 4 + 24), least)
