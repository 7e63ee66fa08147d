"""A card is read from anywhere on the screen, and none of its digits is taken for a command."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.scan import GAP, Burst
from desktop.views.attendance_keys import is_text

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Scanner(QObject):
    """Holds every typed key back for a moment; hands it on when a person pressed it.

    ``clock`` gives seconds of a steady clock. Give every window of the screen to ``watch``: while
    the screen is shown, keys of their widgets pass through here first. Beware: keys that are
    held reach their widget later, as copies; releases do not wait, which is why a space (it
    presses buttons) is never held.
    """

    scanned = Signal(str)

    def __init__(self, screen: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(screen)
        self._screen = screen
        self._clock = clock
        self._burst = Burst()
        self._held: list[tuple[QWidget, QKeyEvent]] = []
        self._handing_on = False
        self._pause = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._pause.setInterval(round(GAP * 1000))
        self._pause.timeout.connect(self.rest)

    def watch(self, window: QWidget) -> None:
        """Listen to a widget and to everything in it now."""
        for widget in (window, *window.findChildren(QWidget)):
            widget.removeEventFilter(self)
            widget.installEventFilter(self)

    def rest(self) -> None:
        """Nothing more came: what is held was typed, or was a whole scan."""
        self._pause.stop()
        text, ending = self._burst.text, self._burst.ending()
        self._burst = self._burst.settle(self._clock())
        held, self._held = self._held, []
        if ending == "scanned":
            self.scanned.emit(text)
        elif ending == "typed":
            self._hand_on(held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold typed keys; let everything else settle what is held, and pass."""
        if event.type() != QEvent.Type.KeyPress or self._handing_on:
            return False
        if not self._screen.isVisible():
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        now = self._clock()
        if is_text(event) and not event.isAutoRepeat():
            self._hold(watched, event, now)
            return True
        if event.key() in _ENDS:
            return self._end(now)
        if self._held:
            self.rest()
        return False

    def _hold(self, widget: QWidget, event: QKeyEvent, now: float) -> None:
        if self._held and not self._burst.goes_on(now):
            self.rest()
        self._burst = self._burst.press(event.text(), now)
        self._held.append((widget, event.clone()))
        self._pause.start()

    def _end(self, now: float) -> bool:
        """Take an Enter: it belongs to a scan just read, or to the person."""
        if self._burst.echoes(now):
            return True
        ending = self._burst.ending() if self._burst.goes_on(now) else "none"
        if self._held:
            self.rest()
        return ending == "scanned"

    def _hand_on(self, held: list[tuple[QWidget, QKeyEvent]]) -> None:
        self._handing_on = True
        try:
            for widget, event in held:
                QApplication.sendEvent(widget, event)
        finally:
            self._handing_on = False
