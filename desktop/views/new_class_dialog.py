"""A new class in under a minute: everything is proposed, everything can be changed."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.actions.classes import NewClass, create_class, templates
from desktop.models.class_proposal import (
    next_number,
    propose_code,
    propose_first_day,
    same_number,
)
from desktop.models.classes import Class
from desktop.models.dates import fiscal_year
from desktop.models.refusal import Fault, Refused
from desktop.store import classes as shelf
from desktop.views.class_days import ClassDays
from desktop.views.place import Place
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.number_field import NumberField
from desktop.views.widgets.row import Row


def open_new_class(ui: Ui, parent: QWidget) -> NewClassDialog:
    """Ask for a new class over the window of ``parent``; afterwards the person is in it."""
    dialog = NewClassDialog(ui, parent.window())
    dialog.open()
    return dialog


class NewClassDialog(Dialog):
    """Proposals follow what they were made from until a person changes them by hand."""

    def __init__(self, ui: Ui, parent: QWidget | None) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("classes.new"),
            words("classes.new_text"),
            words("classes.new.create"),
            check=self._create,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._known: list[Class] = shelf.classes(ui.desk.store)
        self._courses = templates()
        self._code_typed = False
        self._year_typed = False
        self._make()
        self._lay_out()
        self._propose()
        self._listen()
        self.setMinimumWidth(ui.theme.px(800))

    def _make(self) -> None:
        ui, first = self._ui, propose_first_day(self._ui.desk.now().date())
        latest = self._known[0] if self._known else None
        self.template = QComboBox()
        for course in self._courses:
            self.template.addItem(course.name.name(ui.words.language), course.key)
        self.number = NumberField(ui, 1, 9_999, next_number(self._known))
        self.code = QLineEdit(maxLength=40)
        self.year = NumberField(ui, 2_400, 2_800, fiscal_year(first))
        self.days = ClassDays(ui, first, self._courses[0].days)
        self.venue = QLineEdit(latest.venue if latest else "", maxLength=200)
        self.capacity = NumberField(ui, 1, 10_000, latest.capacity if latest else 45)
        self.facilitators = QLineEdit(latest.facilitators if latest else "", maxLength=400)

    def _lay_out(self) -> None:
        ui, words = self._ui, self._ui.words
        if len(self._courses) > 1:
            self.body.addWidget(Field(ui, words("classes.new.template"), self.template))
        self._number = Field(ui, words("classes.new.number"), self.number)
        self._code = Field(ui, words("classes.new.code"), self.code, words("classes.new.code_help"))
        self._year = Field(ui, words("classes.new.year"), self.year, words("classes.new.year_help"))
        self.body.addWidget(Row(ui, self._number, self._code, self._year))
        self.body.addWidget(self.days)
        self._capacity = Field(ui, words("classes.new.capacity"), self.capacity)
        venue = Field(ui, words("classes.new.venue"), self.venue)
        self.body.addWidget(Row(ui, venue, self._capacity, spans=(2, 1)))
        help_text = words("classes.new.facilitators_help")
        people = Field(ui, words("classes.new.facilitators"), self.facilitators, help_text)
        self.body.addWidget(people)

    def _listen(self) -> None:
        self.number.valueChanged.connect(lambda: self._propose())
        self.year.lineEdit().textEdited.connect(lambda: self._own_year())
        self.year.valueChanged.connect(lambda: self._warn_of_twin())
        self.code.textEdited.connect(lambda: self._own_code())
        self.days.first_changed.connect(self._follow)
        self.template.currentIndexChanged.connect(
            lambda at: self.days.set_count(self._courses[at].days)
        )

    def _own_code(self) -> None:
        self._code_typed = True
        self._code.forgive()

    def _own_year(self) -> None:
        self._year_typed = True

    def _propose(self) -> None:
        if not self._code_typed:
            self.code.setText(propose_code(self.number.value(), self._known))
            self._code.forgive()
        self._warn_of_twin()

    def _follow(self, first: date | None) -> None:
        if first is not None and not self._year_typed:
            self.year.setValue(fiscal_year(first))

    def _warn_of_twin(self) -> None:
        """Say that the number is taken: allowed, but seldom meant."""
        twin = same_number(self.number.value(), self.year.value(), self._known)
        if twin is None:
            self._number.forgive()
        else:
            self._number.reassure(self._ui.words("classes.new.number_taken", code=twin.code))

    def _create(self) -> bool:
        days = self.days.values()
        if days is None:
            return False
        wanted = NewClass(
            code=self.code.text(),
            number=self.number.value(),
            days=days,
            template=self.template.currentData(),
            fiscal_year=self.year.value(),
            venue=self.venue.text(),
            capacity=self.capacity.value(),
            facilitators=self.facilitators.text(),
        )
        try:
            made = create_class(self._ui.desk, wanted)
        except Refused as no:
            self._complain(no)
            return False
        except Fault as fault:
            self._ui.refuse(fault)
            return False
        self._go_into(made)
        return True

    def _complain(self, no: Refused) -> None:
        """Say beside the field what is wrong with it."""
        sentence = self._ui.wording.sentence(no)
        if no.code.startswith("class-days"):
            self.days.complain(sentence)
        elif no.code.startswith("class-code"):
            self._code.complain(sentence)
            self.code.setFocus()
        else:
            self._ui.refuse(no)

    def _go_into(self, made: Class) -> None:
        ui = self._ui
        ui.go(Place("classes", class_id=made.id, tab="timetable"))
        ui.say(ui.words("classes.made", code=made.code), undo=partial(undo, ui))
