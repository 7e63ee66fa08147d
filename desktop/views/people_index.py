"""Everybody's name in memory, ready for the next keystroke."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.importers.bundled import bundled_titles
from desktop.models.enrolment import Enrolment
from desktop.models.search import NameIndex
from desktop.models.thai import clean
from desktop.store import people as shelf
from desktop.store import roster
from desktop.views.ui import Ui


class PeopleIndex(QObject):
    """Built at the first question and again at the first one after somebody was enrolled.

    There is one for the whole window: ask for it with ``people_index``.
    """

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._ui = ui
        self._index: NameIndex | None = None
        ui.live.changed.connect(self._announced)

    def find(self, query: str, limit: int) -> list[Enrolment]:
        """Find people by the beginning or middle of a name, with a title before it or without."""
        index = self._ready()
        ids = index.find(query, limit)
        if not ids:
            ids = self._without_title(index, query, limit)
        return roster.enrolments_among(self._ui.desk.store, ids)

    def total(self) -> int:
        """Count the names."""
        return len(self._ready())

    def _ready(self) -> NameIndex:
        if self._index is None:
            self._index = NameIndex(shelf.name_keys(self._ui.desk.store))
        return self._index

    def _without_title(self, index: NameIndex, query: str, limit: int) -> list[str]:
        title, rest = bundled_titles().split(clean(query))
        return index.find(rest, limit) if title and rest else []

    def _announced(self, kinds: frozenset[str]) -> None:
        if "enrolment" in kinds:
            self._index = None


def people_index(ui: Ui) -> PeopleIndex:
    """Give the window's index of names."""
    known = ui.findChild(PeopleIndex)
    return known if isinstance(known, PeopleIndex) else PeopleIndex(ui)
