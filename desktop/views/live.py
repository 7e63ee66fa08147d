"""The one wire between what was written and what is on screen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Live(QObject):
    """Carries the kinds of rows a commit touched to every view.

    Give the store ``live.announce``, never ``live.changed.emit``: a bound signal does not keep
    its owner alive.
    """

    changed = Signal(frozenset)

    def announce(self, kinds: Iterable[str]) -> None:
        """Tell every view what kinds of rows changed, for example ``{"attendance"}``."""
        self.changed.emit(frozenset(kinds))
