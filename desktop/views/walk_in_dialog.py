"""Somebody came who is not on the list: a name, an agency, Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.actions import attendance, roster
from desktop.importers.bundled import bundled_agencies, bundled_titles
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.people import Person
from desktop.models.roster_entry import walk_in_person
from desktop.models.thai import search_key
from desktop.models.timetable import Session
from desktop.store import roster as shelf
from desktop.views.agency_field import AgencyField
from desktop.views.ui import Ui
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.wrap_label import WrapLabel


class WalkInDialog(Dialog):
    """Stays open for the next newcomer; with ``session`` each one is marked present in it.

    ``added`` tells the row of everybody who was enrolled.
    """

    added = Signal(str)

    def __init__(
        self, ui: Ui, of: Class, parent: QWidget | None, session: Session | None = None
    ) -> None:
        words = ui.words
        text = (
            words("people.walk_in.text_present", session=session.code)
            if session
            else words("people.walk_in.text")
        )
        super().__init__(
            ui, parent, words("people.walk_in.title"), text, words("people.walk_in.add"),
            check=self._add,
        )  # fmt: skip
        self._of = of
        self._session = session
        self.name = QLineEdit()
        self.name.setMaxLength(300)
        self.name.setPlaceholderText(words("people.walk_in.name_hint"))
        self.name_field = Field(
            ui, words("people.walk_in.name"), self.name, words("people.walk_in.name_help")
        )
        self.agency = AgencyField(ui)
        self.told = WrapLabel(ui, "", "strong", "ok")
        self.told.hide()
        for widget in (self.name_field, self.agency, self.told):
            self.body.addWidget(widget)
        self.cancel.set_text(words("people.walk_in.close"))
        self.name.textChanged.connect(self._understand)
        self.setMinimumWidth(ui.theme.px(560))

    def person(self) -> Person:
        """Give the newcomer as understood so far."""
        return walk_in_person(
            self.name.text(), self.agency.text(), bundled_titles(), bundled_agencies()
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on from the name to the agency on Enter; from there Enter adds."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.name.hasFocus() and self.name.text().strip() and not self.agency.text():
            self.agency.entry.setFocus()
        else:
            super().keyPressEvent(event)

    def _understand(self) -> None:
        """Show title, name and surname apart, or who on the list has this name already."""
        words, person = self._ui.words, self.person()
        if not person.first:
            self.name_field.forgive()
            return
        if namesake := self._namesake(person):
            self.name_field.complain(
                words("people.walk_in.namesake", seat=namesake.seat, name=namesake.name)
            )
            return
        parts = [
            words(f"people.walk_in.read_{part}", text=text)
            for part, text in (
                ("title", person.title), ("first", person.first), ("last", person.last),
            )
            if text
        ]  # fmt: skip
        self.name_field.reassure(" · ".join(parts))

    def _namesake(self, person: Person) -> Enrolment | None:
        key = search_key(f"{person.first} {person.last}")
        people = shelf.enrolments(self._ui.desk.store, self._of.id)
        return next((each for each in people if person.last and each.search == key), None)

    def _add(self) -> bool:
        """Enrol and be ready for the next."""
        person = self.person()
        if not person.first:
            self.name_field.complain(self._ui.words("refused.name_missing"))
            self.name.setFocus()
            return False
        with self._ui.trying():
            row = roster.add_walk_in(self._ui.desk, self._of, person)
            self._tell(row)
            if self._session is not None:
                attendance.mark(self._ui.desk, self._session, row, Mark(Status.PRESENT))
            self.added.emit(row)
        return False

    def _tell(self, row: str) -> None:
        enrolled = shelf.enrolment(self._ui.desk.store, row)
        if enrolled is not None:
            self.told.set_text(
                self._ui.words("people.walk_in.done", seat=enrolled.seat, name=enrolled.name)
            )
            self.told.show()
        self.name.clear()
        self.agency.entry.clear()
        self.name.setFocus()
