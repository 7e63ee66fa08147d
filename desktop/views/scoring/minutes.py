"""The minutes of the panel on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.models.classes import Class
from desktop.views.files import ask_save, open_file
from desktop.views.ui import Ui


def save_minutes(ui: Ui, of: Class, parent: QWidget) -> None:
    """Ask where the minutes shall go, write them and open them."""
    from desktop.actions import papers  # brings the whole of printing along

    words = ui.words
    name = f"{words('panel.minutes_file')} {of.code}"
    path = ask_save(ui, parent, words("panel.minutes_title"), name, "pdf")
    if path is None:
        return
    with ui.trying():
        papers.write_minutes(ui.desk, of, path, words)
        ui.say(words("results.saved", file=path.name))
        open_file(path)
