"""The pages of the rail, imported at their first visit; what header and palette offer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.models.classes import Class, stage
from desktop.models.dates import show_range
from desktop.models.thai import search_key
from desktop.store import classes as shelf
from desktop.views.header import Choice
from desktop.views.main_window import MainWindow
from desktop.views.place import Place
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.window_commands import WindowCommands

if TYPE_CHECKING:
    from desktop.views.palette import Entry


def add_pages(window: MainWindow) -> None:
    """Offer every page in the order of the rail."""
    ui = window.ui
    for name, icon, factory in (
        ("today", "sun", _today),
        ("classes", "graduation-cap", _classes),
        ("people", "users", _people),
        ("certificates", "award", _certificates),
        ("reports", "chart-column", _reports),
        ("settings", "settings", _settings),
    ):
        window.add_page(name, icon, partial(factory, ui))
    window.add_side_page("forms", "reviewing.forms", "clipboard-list", partial(_forms, ui))
    window.add_side_page("rubric", "panel.rubric", "square-check", partial(_rubric, ui))
    window.header.choices = partial(class_choices, ui)
    window.providers = [partial(class_entries, ui), partial(_people_entries, ui)]
    Switcher(window)
    today = class_of_today(ui)
    WindowCommands(ui, today.id if today else "")


class Switcher(QObject):
    """Keeps the header naming the class a person is in; at first, the one of today."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        today = class_of_today(window.ui)
        self._class_id = today.id if today else ""
        window.ui.went.connect(self.went)
        window.ui.wording.changed.connect(self.tell)
        window.ui.live.changed.connect(self.tell)
        self.tell()

    def went(self, place: Place) -> None:
        """Note which class a place is in; a page of no class leaves it as it was."""
        if place.class_id:
            self._class_id = place.class_id
            self.tell()

    def tell(self) -> None:
        """Name the class in the words now in use."""
        ui = self._window.ui
        of = shelf.class_by_id(ui.desk.store, self._class_id) if self._class_id else None
        self._window.header.set_class(class_title(ui, of) if of else "")


def class_choices(ui: Ui) -> list[Choice]:
    """Give the classes for the switcher, those of today first."""
    today = ui.desk.now().date()
    known = sorted(
        shelf.classes(ui.desk.store), key=lambda c: (stage(c, today) != "running", -c.number)
    )
    return [Choice(class_title(ui, c), partial(_enter, ui, c), _days(ui, c)) for c in known[:30]]


def class_of_today(ui: Ui) -> Class | None:
    """Give the class that runs today, the greatest number first where several do."""
    today = ui.desk.now().date()
    around = shelf.classes_around(ui.desk.store, today)
    running = [c for c in around if stage(c, today) == "running"]
    return max(running, key=lambda c: c.number, default=None)


def class_entries(ui: Ui, query: str) -> Sequence[Entry]:
    """Find classes by number, code or venue."""
    from desktop.views.palette import Entry

    wanted = search_key(query)
    if not wanted:
        return []
    return [
        Entry(class_title(ui, c), _days(ui, c), "graduation-cap", run=partial(_enter, ui, c))
        for c in shelf.classes(ui.desk.store)
        if wanted in search_key(f"{class_title(ui, c)} {c.code} {c.venue}")
    ][:8]


def class_title(ui: Ui, of: Class) -> str:
    """Name a class as people do: รุ่นที่ ๓๔."""
    return ui.words("frame.class_title", number=of.number)


def _days(ui: Ui, of: Class) -> str:
    return show_range(of.first, of.last, ui.words.language, ui.words.digits)


def _enter(ui: Ui, of: Class) -> None:
    ui.go(Place("classes", class_id=of.id))


def _people_entries(ui: Ui, query: str) -> Sequence[Entry]:
    from desktop.views.people_view import people_provider

    return people_provider(ui)(query)


def _today(ui: Ui) -> View:
    from desktop.views.today_view import TodayView

    return TodayView(ui)


def _classes(ui: Ui) -> View:
    from desktop.views.classes_view import ClassesView

    return ClassesView(ui)


def _people(ui: Ui) -> View:
    from desktop.views.people_view import PeopleView

    return PeopleView(ui)


def _certificates(ui: Ui) -> View:
    from desktop.views.certificates_view import CertificatesView

    return CertificatesView(ui)


def _reports(ui: Ui) -> View:
    from desktop.views.reports_view import ReportsView

    return ReportsView(ui)


def _forms(ui: Ui) -> View:
    from desktop.views.reviewing.forms_page import FormsPage

    return FormsPage(ui)


def _rubric(ui: Ui) -> View:
    from desktop.views.scoring.rubric_page import RubricPage

    return RubricPage(ui)


def _settings(ui: Ui) -> View:
    from desktop.views.settings_view import SettingsView

    return SettingsView(ui)
