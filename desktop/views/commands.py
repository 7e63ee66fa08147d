"""Everything a person can tell the program to do, listed once for menus, palette and sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do: ``title`` is a key of the wording, ``shortcut`` as in ``Ctrl+K``."""

    key: str
    title: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""


class Commands(QObject):
    """The commands there are now, each listening to its shortcut."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWidget | None = None
        self._known: dict[str, tuple[Command, QWidget | None, QAction | None]] = {}

    @property
    def window(self) -> QWidget | None:
        """The window the commands work in, over which a command may open its dialog."""
        return self._window

    def attach(self, window: QWidget) -> None:
        """Let the shortcuts of all commands without an owner work throughout ``window``."""
        self._window = window
        for command, owner, _ in list(self._known.values()):
            if owner is None:
                self.add(command)

    def add(self, command: Command, owner: QWidget | None = None) -> None:
        """Offer a command, everywhere or only while ``owner`` (a view) is on screen.

        A command of the same key is replaced.
        """
        self.remove(command.key)
        action: QAction | None = None
        where = owner or self._window
        if where is not None:
            action = QAction(where)
            action.setShortcut(QKeySequence(command.shortcut))
            if owner is not None:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda: command.run())
            where.addAction(action)
        if owner is not None:
            owner.destroyed.connect(lambda: self._known.pop(command.key, None))
        self._known[command.key] = (command, owner, action)

    def remove(self, key: str) -> None:
        """Offer a command no longer."""
        _, owner, action = self._known.pop(key, (None, None, None))
        where = owner or self._window
        if action is not None and where is not None:
            where.removeAction(action)
            action.deleteLater()

    def listed(self) -> list[Command]:
        """Give the commands that can be used now: first those of the screen, then the others."""
        known = [(command, owner) for command, owner, _ in self._known.values()]
        here = [command for command, owner in known if owner is not None and owner.isVisible()]
        return here + [command for command, owner in known if owner is None]
