"""What comes from other devices, as the views hear of it; and whether there is a network."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

EVERY_MILLISECONDS = 250
"""What comes in quick succession is shown together: a thousand commits are one repaint."""


class Arrivals(QObject):
    """Gathers kinds of rows for a moment, then hands them on together."""

    def __init__(self, show: Callable[[frozenset[str]], object], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._kinds: frozenset[str] = frozenset()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._hand_on)

    def add(self, kinds: frozenset[str]) -> None:
        """Rows of these kinds came."""
        self._kinds |= kinds
        if not self._timer.isActive():
            self._timer.start(EVERY_MILLISECONDS)

    def stop(self) -> None:
        """Hand nothing on any more: the window is closing."""
        self._timer.stop()

    def _hand_on(self) -> None:
        kinds, self._kinds = self._kinds, frozenset()
        self._show(kinds)


class Reach(QObject):
    """Tells when the machine gets a network, where the system says so."""

    def __init__(self, back: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._back = back
        from PySide6.QtNetwork import QNetworkInformation as Information

        self._online = Information.Reachability.Online
        if Information.loadBackendByFeatures(Information.Feature.Reachability):
            Information.instance().reachabilityChanged.connect(self.changed)

    def changed(self, reach: object) -> None:
        """Hear how far the machine's network reaches now."""
        if reach == self._online:
            self._back()
