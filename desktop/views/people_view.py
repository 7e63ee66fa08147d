"""Anybody of any class, found while their name is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.thai import sort_key
from desktop.store import classes as class_shelf
from desktop.views.opening_table import OpeningTable
from desktop.views.palette import Entry, Provider
from desktop.views.people_index import people_index
from desktop.views.people_progress import Progress
from desktop.views.place import Place
from desktop.views.table_model import Column
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.card import Section
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.label import Label

MOST = 200
IN_PALETTE = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A person in one of their classes."""

    enrolment: Enrolment
    of: Class


class PeopleView(View):
    """One line to type into, one table; Enter opens the attendance of the first one found."""

    shows: ClassVar[frozenset[str]] = frozenset({"class", "session", "enrolment", "attendance"})

    def __init__(self, ui: Ui) -> None:
        people_index(ui)  # hears of newcomers before this view asks it for them
        super().__init__(ui)
        self._query = ""
        self._total = 0
        self._arrived = False

    def build(self, page: QVBoxLayout) -> None:
        """Make the line and the table."""
        words = self.ui.words
        self.head = Section(self.ui, words("people.search.title"), " ", page=True)
        self.said = self.head.under
        self.entry = QLineEdit(self._query)
        self.entry.setPlaceholderText(words("people.search.hint"))
        self.entry.setAccessibleName(words("people.search.hint"))
        self.entry.setTextMargins(self.ui.theme.px(26), 0, 0, 0)
        glass = Label()
        glass.setPixmap(self.ui.icons.pixmap("search", "muted", 20, self.devicePixelRatioF()))
        QHBoxLayout(self.entry).addWidget(glass)
        self.entry.textChanged.connect(self._typed)
        self.entry.installEventFilter(self)
        self.progress = Progress(self.ui.desk)
        self.table = OpeningTable(self.ui, "people", self._columns(), frozen=1)
        self.table.setAccessibleName(words("people.search.table"))
        self.table.opened.connect(partial(_open, self.ui))
        page.setSpacing(self.ui.theme.px(8))
        page.addWidget(self.head)
        page.addWidget(self.entry)
        page.addWidget(self.table, 1)

    def open(self, place: Place) -> None:
        """Be ready to type."""
        self._arrived = True
        super().open(place)

    def refresh(self) -> None:
        """Ask again for what is typed."""
        self._classes = {of.id: of for of in class_shelf.classes(self.ui.desk.store)}
        self.progress.forget()
        self._total = people_index(self.ui).total() if self._classes else 0
        self._find()
        if self._arrived:
            self._arrived = False
            self.entry.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the line, the arrow goes into the table and Enter opens the first one found."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            rows = self.table.rows_model.rows()
            match event.key():
                case Qt.Key.Key_Escape if self._query:
                    self.entry.clear()
                    return True
                case Qt.Key.Key_Down if rows:
                    self.table.select_row(0)
                    self.table.setFocus()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter if rows and self._query.strip():
                    _open(self.ui, rows[0])
                    return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._query = text
        self._find()
        self.table.scrollToTop()

    def _find(self) -> None:
        people = people_index(self.ui).find(self._query, MOST)
        found = [Found(e, self._classes[e.class_id]) for e in people if e.class_id in self._classes]
        self.said.setText(self._sentence(len(found)))
        if not found:
            self.table.set_empty(self._nothing())
        self.table.set_rows(found)

    def _sentence(self, number: int) -> str:
        words = self.ui.words
        if not number:
            return ""
        if number == self._total:
            return words("people.search.total", n=self._total)
        if not self._query.strip():
            return words("people.search.first", n=number)
        return words("people.search.many" if number >= MOST else "people.search.found", n=number)

    def _nothing(self) -> QWidget:
        words, query = self.ui.words, self._query.strip()
        if query:
            return EmptyState(
                self.ui, "search", words("people.search.nothing", query=query),
                words("people.search.nothing_text"),
            )  # fmt: skip
        return EmptyState(
            self.ui, "users", words("people.search.nobody"), words("people.search.nobody_text"),
            words("people.search.to_classes"), partial(self.ui.go, Place("classes")),
        )  # fmt: skip

    def _columns(self) -> tuple[Column, ...]:
        ui, words = self.ui, self.ui.words
        return (
            Column("name", "people.column.name", 280, text=_name, sort=_sort, grows=True),
            Column("class", "people.column.class", 120, text=partial(_class, ui), sort=_number),
            Column(
                "seat", "column.seat", 76, "right", lambda f: words.number(f.enrolment.seat),
                lambda f: f.enrolment.seat,
            ),
            Column("agency", "column.agency", 420, text=_agency, sort=_agency_sort),
            Column("done", "people.column.done", 140, text=self._done, sort=self._done_order),
        )  # fmt: skip

    def _done(self, found: Found) -> str:
        done, planned = self.progress.of(found.of, found.enrolment)
        return self.ui.words("people.search.done", done=done, planned=planned)

    def _done_order(self, found: Found) -> int:
        return self.progress.of(found.of, found.enrolment)[0]


def people_provider(ui: Ui) -> Provider:
    """Offer people to the command palette; Enter opens their class's attendance at them."""
    return partial(_entries, ui)


def _entries(ui: Ui, query: str) -> Sequence[Entry]:
    if not query.strip():
        return []
    known = {of.id: of for of in class_shelf.classes(ui.desk.store)}
    found = people_index(ui).find(query, IN_PALETTE)
    return [
        Entry(
            e.name,
            f"{_class(ui, Found(e, known[e.class_id]))} · {e.person.agency}".rstrip(" ·"),
            "user",
            run=partial(_open, ui, Found(e, known[e.class_id])),
        )
        for e in found
        if e.class_id in known
    ]


def _open(ui: Ui, found: Found) -> None:
    ui.go(Place("classes", found.of.id, "attendance", found.enrolment.id))


def _name(found: Found) -> str:
    return found.enrolment.name


def _sort(found: Found) -> str:
    return found.enrolment.sort


def _class(ui: Ui, found: Found) -> str:
    return ui.words("frame.class_title", number=found.of.number)


def _number(found: Found) -> int:
    return found.of.number


def _agency(found: Found) -> str:
    return found.enrolment.person.agency


def _agency_sort(found: Found) -> str:
    return sort_key(found.enrolment.person.agency)
