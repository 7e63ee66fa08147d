"""What the attendance screen says while there is nobody, or nothing, to check."""

from __future__ import annotations

from functools import partial

from desktop.views.attendance_sheet import Sheet
from desktop.views.place import Place
from desktop.views.ui import Ui
from desktop.views.widgets.empty_state import EmptyState


def empty_state(ui: Ui, sheet: Sheet | None, class_id: str) -> EmptyState:
    """Say what is missing and offer the way there: a class, its sessions, its people."""
    if sheet is None:
        return _state(ui, "no_class", "clipboard-list", Place("classes"))
    if not sheet.sessions:
        return _state(ui, "no_sessions", "calendar-days", Place("classes", class_id, "timetable"))
    return _state(ui, "no_people", "users", Place("classes", class_id, "roster"))


def _state(ui: Ui, what: str, icon: str, there: Place) -> EmptyState:
    words = ui.words
    return EmptyState(
        ui,
        icon,
        words(f"attendance.{what}"),
        words(f"attendance.{what}_why"),
        words(f"attendance.{what}_go"),
        partial(ui.go, there),
    )
