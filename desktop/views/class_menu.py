"""What can be done with a class as a whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.actions import classes
from desktop.models.classes import Class
from desktop.store.conflicts import count
from desktop.views.class_details_dialog import ClassDetailsDialog
from desktop.views.place import Place
from desktop.views.policy_dialog import PolicyDialog
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.menu import Menu


def open_class_menu(ui: Ui, of: Class, button: QWidget) -> Menu:
    """Open the menu of a class under its button."""
    menu = Menu(button)

    def offer(key: str, icon: str, run: Callable[[], object]) -> None:
        action = menu.addAction(ui.icons.icon(icon), ui.words(key))
        action.triggered.connect(lambda: run())

    window = button.window()
    offer("classes.menu.details", "pencil", lambda: ClassDetailsDialog(ui, of, window).open())
    offer("classes.menu.policy", "clipboard-check", lambda: PolicyDialog(ui, of, window).open())
    offer("kiosk.command", "user", partial(_open_kiosk, ui, of))
    menu.addSeparator()
    if of.status in ("closed", "archived"):
        offer("classes.menu.reopen", "undo-2", partial(reopen, ui, of))
    else:
        offer("classes.menu.close", "lock", partial(close, ui, of))
    offer("classes.menu.remove", "trash-2", partial(remove, ui, of))
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    return menu


def _open_kiosk(ui: Ui, of: Class) -> None:
    from desktop.views.kiosk.enter_dialog import open_kiosk  # opened rarely

    open_kiosk(ui, of.id)


def close(ui: Ui, of: Class) -> None:
    """Close a class and say what that means; where devices disagree, lead to the questions."""
    _do(ui, of, classes.close_class, "classes.closed")
    if count(ui.desk.store, of.id):
        ui.go(Place("classes", class_id=of.id, tab="conflicts"))


def reopen(ui: Ui, of: Class) -> None:
    """Open a closed class again."""
    _do(ui, of, classes.reopen_class, "classes.reopened")


def remove(ui: Ui, of: Class) -> None:
    """Take a class off the list; the way back is in the sentence."""
    _do(ui, of, classes.remove_class, "classes.removed")


def _do(ui: Ui, of: Class, action: Callable[..., None], said: str) -> None:
    with ui.trying():
        action(ui.desk, of)
        ui.say(ui.words(said, code=of.code), undo=partial(undo, ui))
