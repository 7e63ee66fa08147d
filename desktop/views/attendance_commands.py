"""The commands of the attendance screen, with their shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.views.commands import Command

if TYPE_CHECKING:
    from desktop.views.attendance_view import AttendanceView


def add_commands(view: AttendanceView) -> None:
    """Offer what can be done here, in the palette and by shortcut, while the view is shown."""
    offered: tuple[tuple[str, Callable[[], object], str, str], ...] = (
        ("search", lambda: view.field.setFocus(), "Ctrl+F", "search"),
        ("walk_in", view.add_walk_in, "F4", "user-plus"),
        ("history", view.work.open_history, "F8", "history"),
        ("all_present", view.mark_all_present, "Ctrl+Shift+A", "check"),
        ("copy", view.copy_previous, "Ctrl+Shift+D", "copy"),
        ("next", lambda: view.step(1), "Ctrl+PgDown", "chevron-right"),
        ("back", lambda: view.step(-1), "Ctrl+PgUp", "chevron-left"),
    )
    for key, run, shortcut, icon in offered:
        title = f"attendance.command.{key}"
        view.ui.commands.add(Command(f"attendance.{key}", title, run, shortcut, icon), view)
