"""What the palette offers from the first moment, before any page has been made."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from desktop.store import classes as shelf
from desktop.views.commands import Command
from desktop.views.place import Place
from desktop.views.ui import Ui

_TABS = {
    "attendance": "clipboard-check",
    "roster": "users",
    "timetable": "calendar-days",
    "exercises": "clipboard-list",
    "projects": "users",
    "certificates": "award",
    "summary": "chart-column",
}


class WindowCommands(QObject):
    """A new class, and the parts of the class a person is in; at first, ``class_id``."""

    def __init__(self, ui: Ui, class_id: str) -> None:
        super().__init__(ui)
        self._ui = ui
        self._class_id = class_id
        ui.went.connect(self._went)
        ui.commands.add(Command("class.new", "classes.new", self.new_class, "Ctrl+N", "plus"))
        for tab, icon in _TABS.items():
            run = partial(self.open_tab, tab)
            ui.commands.add(Command(f"class.{tab}", f"command.{tab}", run, icon=icon))
        for command in (
            Command("sync.now", "meeting.command.now", self.sync_now, "F9", "refresh-cw"),
            Command("sync.export", "meeting.command.export", self.export, icon="usb"),
            Command("sync.import", "meeting.command.import", self.take_in, icon="folder-open"),
            Command("sync.device", "meeting.command.device", self.show_device, icon="monitor"),
            Command(
                "class.conflicts",
                "meeting.command.conflicts",
                partial(self.open_tab, "conflicts"),
                icon="triangle-alert",
            ),
            Command("kiosk", "kiosk.command", self.open_kiosk, icon="user"),
        ):
            ui.commands.add(command)

    def sync_now(self) -> None:
        """Send and receive now; a device that is alone is shown how it could."""
        network = self._ui.network
        if network is not None and network.state().membership is not None:
            network.sync_now()
            self._ui.say(self._ui.words("meeting.now.working"), "info")
        else:
            from desktop.views.sync_sheet import SyncSheet

            SyncSheet(self._ui, self._ui.commands.window).open()

    def export(self) -> None:
        """Save a class for another computer; at first, the one a person is in."""
        from desktop.views.bundle_export import ExportDialog

        ExportDialog(self._ui, self._ui.commands.window, self._class_id).open()

    def take_in(self) -> None:
        """Take in what another computer saved."""
        from desktop.views.bundle_import import ask_bundle

        ask_bundle(self._ui, self._ui.commands.window)

    def show_device(self) -> None:
        """Show what is on this device."""
        from desktop.views.device_page import DeviceDialog

        DeviceDialog(self._ui, self._ui.commands.window).open()

    def new_class(self) -> None:
        """Ask for a new class over the list of classes."""
        from desktop.views.new_class_dialog import NewClassDialog  # opened rarely

        NewClassDialog(self._ui, self._ui.commands.window).open()

    def open_kiosk(self) -> None:
        """Hand the screen to the participants; at first, those of the class a person is in."""
        from desktop.views.kiosk.enter_dialog import open_kiosk

        open_kiosk(self._ui, self._class_id)

    def open_tab(self, tab: str) -> None:
        """Go to a part of the class a person is in; with none, to the list."""
        known = shelf.class_by_id(self._ui.desk.store, self._class_id) if self._class_id else None
        class_id = known.id if known else ""
        self._ui.go(Place("classes", class_id=class_id, tab=tab if class_id else ""))

    def _went(self, place: Place) -> None:
        self._class_id = place.class_id or self._class_id
