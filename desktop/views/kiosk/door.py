"""The way into participants' mode and out of it: one window is shown, the other hidden."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.actions import kiosk
from desktop.models.classes import Class
from desktop.views.kiosk.window import KioskWindow
from desktop.views.ui import Ui

LARGE = 1.25
"""Body text of 16 at this scale is 20 px; who has it larger keeps it larger."""


class Door(QObject):
    """There is one for the whole program: ask for it with ``door``."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._ui = ui
        self._before = (ui.theme.scale, ui.theme.touch)
        self._back: Callable[[], object] = lambda: None
        self.window: KioskWindow | None = None

    def go_in(self, of: Class, full_screen: bool = True) -> KioskWindow:
        """Show participants' mode instead of the window; what was open over it is closed."""
        theme, desk_window = self._ui.theme, self._ui.commands.window
        self._before = (theme.scale, theme.touch)
        theme.touch = True
        theme.set_scale(max(theme.scale, LARGE))
        self.window = KioskWindow(self._ui, of)
        self.window.left.connect(self.go_out)
        if full_screen:
            self.window.showFullScreen()
        else:
            self.window.show()
        if desk_window is not None:
            desk_window.hide()  # after the other is shown: the last window to go ends the program
        return self.window

    def go_out(self) -> None:
        """Show the window again; the staff code was right."""
        theme, desk_window = self._ui.theme, self._ui.commands.window
        theme.touch = self._before[1]
        theme.set_scale(self._before[0])
        kiosk.leave(self._ui.desk)
        if desk_window is not None:
            desk_window.show()
            desk_window.activateWindow()
        window, self.window = self.window, None
        if window is not None:
            window.close_for_good()


def door(ui: Ui) -> Door:
    """Give the program's door."""
    known = ui.findChild(Door)
    return known if isinstance(known, Door) else Door(ui)
