"""One person's details, corrected beside the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.actions import roster
from desktop.importers.bundled import bundled_agencies, bundled_titles
from desktop.models.contact import email_ok
from desktop.models.enrolment import Enrolment
from desktop.models.people import Person
from desktop.models.refusal import Fault, Refused
from desktop.models.roster_entry import typed_person
from desktop.models.thai import clean
from desktop.views.agency_field import AgencyField
from desktop.views.ui import Ui
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label

_LONGEST = 300


class PersonDialog(Dialog):
    """Opens at the right edge, so that the list stays in view.

    The citizen number is not here: only its last four digits are kept where people can see them.
    """

    def __init__(self, ui: Ui, enrolment: Enrolment, parent: QWidget | None) -> None:
        words = ui.words
        self._enrolment = enrolment
        title = words("people.person.title", seat=enrolment.seat)
        super().__init__(ui, parent, title, confirm=words("common.save"), check=self._save)
        person = enrolment.person
        self.fields: dict[str, Field] = {}
        self._form = QWidget()
        self._rows = QVBoxLayout(self._form)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(ui.theme.px(16))
        self.agency = AgencyField(ui, person.agency)
        self._row(("title", person.title, 2), ("first", person.first, 3), ("last", person.last, 4))
        self._rows.addWidget(self.agency)
        self._row(("position", person.position, 5), ("level", person.level, 4))
        self._row(("phone", person.phone, 4), ("email", person.email, 5))
        self._row(("note", person.note, 1))
        if person.citizen_last4:
            kept = words("people.person.citizen", last4=words.number(person.citizen_last4))
            self._rows.addWidget(Label(kept, "muted"))
        self.body.addWidget(self._form)
        self.entry("email").textChanged.connect(self._look_at_email)
        self._look_at_email(person.email)
        self.setMinimumWidth(ui.theme.px(600))

    def entry(self, name: str) -> QLineEdit:
        """Give the line in which a field is typed."""
        control = self.fields[name].control
        assert isinstance(control, QLineEdit)
        return control

    def person(self) -> Person:
        """Give the person as typed."""
        typed = {name: self.entry(name).text() for name in self.fields}
        typed["agency"] = self.agency.text()
        return typed_person(self._enrolment.person, typed, bundled_titles(), bundled_agencies())

    def showEvent(self, event: QShowEvent) -> None:
        """Stand at the right edge of the window, and begin with the first name."""
        super().showEvent(event)
        self.entry("first").setFocus()
        if parent := self.parentWidget():
            window = parent.window()
            corner = window.mapToGlobal(window.rect().topRight())
            edge = self._ui.theme.px(24)
            top = max(0, (window.height() - self.height()) // 2)
            self.move(corner.x() - self.width() - edge, corner.y() + top)

    def _row(self, *wanted: tuple[str, str, int]) -> None:
        across = QHBoxLayout()
        across.setSpacing(self._ui.theme.px(16))
        for name, text, share in wanted:
            entry = QLineEdit(text)
            entry.setMaxLength(_LONGEST)
            self.fields[name] = Field(self._ui, self._ui.words(f"column.{name}"), entry)
            across.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(across)

    def _look_at_email(self, text: str) -> None:
        written = clean(text)
        if written and not email_ok(written):
            self.fields["email"].complain(self._ui.words("roster.problem.email_invalid"))
        else:
            self.fields["email"].forgive()

    def _save(self) -> bool:
        person = self.person()
        if not person.first:
            self.fields["first"].complain(self._ui.words("refused.name_missing"))
            self.entry("first").setFocus()
            return False
        try:
            roster.change_person(self._ui.desk, self._enrolment, person)
        except (Refused, Fault) as no:
            self._ui.refuse(no)
            return False
        return True
