"""The frame around every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.commands import Command
from desktop.views.files import dropped_bundle
from desktop.views.header import Header
from desktop.views.place import Place
from desktop.views.rail import Rail
from desktop.views.status_line import StatusLine
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.toast import Toast

if TYPE_CHECKING:
    from desktop.views.palette import Provider

FOLDS_UNDER, CONTENT = 1200, 1280
FRAME = 40


class MainWindow(QMainWindow):
    """Holds the rail, the header, the pages and the status line.

    A page is made at its first visit, so that opening the window costs nothing but the frame.
    """

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self._factories: dict[str, Callable[[], View]] = {}
        self._pages: dict[str, View] = {}
        self._titles: dict[str, str] = {}
        self.page = ""
        self.providers: list[Provider] = []
        self.rail = Rail(ui)
        self.header = Header(ui, self.open_palette, self.open_sync_sheet)
        self.status = StatusLine(ui)
        self._content = _Content(ui)
        self._middle = QWidget()
        self._lay_out()
        self.toast = Toast(ui, self._middle)
        ui.commands.attach(self)
        self._add_commands()
        self.rail.chosen.connect(lambda page: ui.go(Place(page)))
        ui.went.connect(self.go)
        ui.wording.changed.connect(self.dress)
        ui.theme.changed.connect(self.dress)
        self.setWindowTitle(ui.words("frame.program"))
        self.setAcceptDrops(True)
        self._restore_geometry()

    def add_page(self, name: str, icon: str, factory: Callable[[], View]) -> None:
        """Offer a page called ``frame.<name>``; ``factory`` makes it at the first visit."""
        self._factories[name] = factory
        title = self._titles[name] = f"frame.{name}"
        self.rail.add(name, title, icon)
        self.ui.commands.add(
            Command(
                f"go.{name}",
                title,
                partial(self.ui.go, Place(name)),
                f"Ctrl+{len(self._factories)}",
                icon,
            )
        )

    def add_side_page(self, name: str, title: str, icon: str, factory: Callable[[], View]) -> None:
        """Offer a page that is needed rarely: to the palette and to other pages, not in the rail.

        ``title`` is a key of the wording. The rail goes on showing the settings, whose part it is.
        """
        self._factories[name] = factory
        run = partial(self.ui.go, Place(name))
        self.ui.commands.add(Command(f"go.{name}", title, run, icon=icon))

    def go(self, place: Place) -> None:
        """Open a place."""
        if place.page not in self._factories:
            return
        if place.page not in self._pages:
            view = self._factories[place.page]()
            self._pages[place.page] = view
            self._content.stack.addWidget(view)
        view = self._pages[place.page]
        self.page = place.page
        self._content.wide = view.wide
        self._content.centre()
        view.open(place)
        self._content.stack.setCurrentWidget(view)
        self.rail.mark(place.page)
        follow_layout(self._middle)

    def open_palette(self) -> None:
        """Find anything, do anything."""
        from desktop.views.palette import Palette

        Palette(self.ui, self, self.providers).open_over()

    def open_shortcuts(self) -> None:
        """Show every command with its shortcut."""
        from desktop.views.shortcut_sheet import ShortcutSheet

        ShortcutSheet(self.ui, self).open()

    def open_sync_sheet(self) -> None:
        """Show what was sent, what waits, and what the other devices disagree about."""
        from desktop.views.sync_sheet import SyncSheet

        SyncSheet(self.ui, self).open()

    def dress(self) -> None:
        """Say everything again in the words and sizes now in use."""
        self.setWindowTitle(self.ui.words("frame.program"))
        self.rail.dress()
        self.header.dress()
        self.status.dress()
        self._content.centre()
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail where there is little room."""
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was, and stop what runs behind it."""
        box = self.normalGeometry()
        self.ui.settings["window"] = {
            "box": [box.x(), box.y(), box.width(), box.height()],
            "maximised": self.isMaximized(),
        }
        self.ui.background.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a file with data from another computer."""
        if self.ui.network is not None and dropped_bundle(event.mimeData().urls()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what the file that was dropped would bring."""
        from desktop.views.bundle_import import ImportBundleDialog

        file = dropped_bundle(event.mimeData().urls())
        if file is not None:
            event.acceptProposedAction()
            ImportBundleDialog(self.ui, file, self).open()

    def _lay_out(self) -> None:
        middle = self._middle
        middle.setObjectName("window")
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addWidget(self._content, 1)
        rows.addWidget(self.status)
        across.addLayout(rows, 1)
        self.setCentralWidget(middle)

    def _fold(self) -> None:
        self.rail.fold(self.width() < self.ui.theme.px(FOLDS_UNDER))

    def _add_commands(self) -> None:
        theme = self.ui.theme
        for command in (
            Command("palette", "frame.command.palette", self.open_palette, "Ctrl+K", "search"),
            Command("shortcuts", "frame.command.shortcuts", self.open_shortcuts, "F1", "keyboard"),
            Command("sync", "meeting.command.sheet", self.open_sync_sheet, "Ctrl+Shift+S", "cloud"),
            Command("larger", "frame.command.larger", partial(theme.zoom, 1), "Ctrl++", "plus"),
            Command("smaller", "frame.command.smaller", partial(theme.zoom, -1), "Ctrl+-", "minus"),
            Command("normal", "frame.command.normal", partial(theme.zoom, 0), "Ctrl+0", "eye"),
            Command("part", "frame.command.next_part", self._next_part, "F6", "arrow-right"),
        ):
            self.ui.commands.add(command)

    def _next_part(self) -> None:
        """Move the cursor round rail, header and page."""
        focus = self.focusWidget()
        if focus is not None and self.rail.isAncestorOf(focus):
            self.header.switcher.setFocus()
        elif focus is not None and self.header.isAncestorOf(focus):
            page = self._content.stack.currentWidget()
            if page is not None:
                _enter(page)
        else:
            self.rail.focus()

    def _restore_geometry(self) -> None:
        known = self.ui.settings.get("window", {})
        # The system's own frame has to fit on the screen, too.
        room = self.screen().availableGeometry().adjusted(0, 0, 0, -FRAME)
        self.resize(QSize(1280, 800).boundedTo(room.size()))
        self.setMinimumSize(QSize(800, 560).boundedTo(room.size()))
        box = known.get("box")
        if box and self.screen().virtualGeometry().intersects(QRect(*box)):
            self.setGeometry(*box)
        if known.get("maximised"):
            self.showMaximized()


def _enter(page: QWidget) -> None:
    """Put the cursor into the first thing on the page that takes it."""
    for widget in page.findChildren(QWidget):
        takes = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if takes and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return


class _Content(QWidget):
    """Keeps the page at most 1,280 wide and in the middle."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.wide = False
        self.setObjectName("content")
        self.stack = QStackedWidget()
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share what is left over between the two sides."""
        super().resizeEvent(event)
        self.centre()

    def centre(self) -> None:
        """Set the margins for the width there is."""
        theme = self._ui.theme
        edge = theme.px(24)
        spare = 0 if self.wide else (self.width() - theme.px(CONTENT)) // 2
        side = max(edge, spare)
        self._rows.setContentsMargins(side, theme.px(12), side, theme.px(12))
