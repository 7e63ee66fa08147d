"""A form as its pages and questions, one line each; adding, moving and taking out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.form_words import section_title
from desktop.models.forms import Form, Kind, Said
from desktop.models.wording import Words
from desktop.views.reviewing import form_draft
from desktop.views.reviewing.form_draft import GENERIC, Place, places
from desktop.views.reviewing.more_menu import Deed, open_menu
from desktop.views.reviewing.step_list import StepList
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button

WIDE = 280
_INDENT = "     "


class FormOutline(QWidget):
    """``picked`` carries a place; ``changed`` the form after a deed, and where to look now."""

    picked = Signal(object)
    changed = Signal(object, object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._form: Form | None = None
        self._places: list[Place] = []
        words = ui.words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(6))
        self.list = StepList(ui, words("reviewing.forms.outline"), WIDE)
        self.list.walked.connect(self._walk)
        rows.addWidget(self.list, 1)
        self.add_section = Button(
            ui, words("reviewing.forms.add_section"), "plain", "plus", self._add_section
        )
        self.add_field = Button(
            ui, words("reviewing.forms.add_field"), "plain", "plus", self._offer_kinds
        )
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(6))
        for button in (self.add_section, self.add_field):
            across.addWidget(button, 1)
        rows.addLayout(across)
        self.up = self._deed("arrow-up", "reviewing.forms.up", lambda: self._move(-1))
        self.down = self._deed("arrow-down", "reviewing.forms.down", lambda: self._move(1))
        self.gone = self._deed("trash-2", "reviewing.forms.remove", self._remove)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(6))
        for button in (self.up, self.down, self.gone):
            across.addWidget(button, 1)
        rows.addLayout(across)

    @property
    def place(self) -> Place:
        """What is looked at."""
        at = self.list.currentRow()
        return self._places[at] if 0 <= at < len(self._places) else Place()

    def show_form(self, form: Form, place: Place) -> None:
        """List a form; ``place`` is what is looked at."""
        self._form = form
        self._places = places(form)
        self.list.set_steps([line(self._ui.words, form, p) for p in self._places])
        self.list.go_to(self._places.index(place) if place in self._places else 0)
        self._settle()

    def relabel(self, form: Form) -> None:
        """Say the lines anew while somebody types: none comes, none goes."""
        self._form = form
        for at, place in enumerate(self._places):
            if (item := self.list.item(at)) is not None:
                item.setText(line(self._ui.words, form, place))

    def _settle(self) -> None:
        inside = self.place.section >= 0
        for button in (self.add_field, self.up, self.down, self.gone):
            button.setEnabled(inside)

    def _walk(self, at: int) -> None:
        self._settle()
        self.picked.emit(self._places[at])

    def _add_section(self) -> None:
        if self._form is not None:
            title = Said(self._ui.words("reviewing.forms.new_section"))
            self.changed.emit(*form_draft.add_section(self._form, self.place, title))

    def _offer_kinds(self) -> None:
        words = self._ui.words
        deeds = [
            Deed(words(f"reviewing.forms.kind.{kind}"), self._adding(kind)) for kind in GENERIC
        ]
        open_menu(deeds, self.add_field)

    def _adding(self, kind: Kind) -> Callable[[], object]:
        def add() -> None:
            if self._form is not None:
                label = Said(self._ui.words("reviewing.forms.new_field"))
                self.changed.emit(*form_draft.add_field(self._form, self.place, kind, label))

        return add

    def _move(self, steps: int) -> None:
        if self._form is not None:
            self.changed.emit(*form_draft.move(self._form, self.place, steps))

    def _remove(self) -> None:
        if self._form is not None:
            self.changed.emit(*form_draft.remove(self._form, self.place))

    def _deed(self, icon: str, key: str, run: Callable[[], object]) -> Button:
        return Button(self._ui, "", "plain", icon, run, self._ui.words(key))


def line(words: Words, form: Form, place: Place) -> str:
    """Name a place in the outline."""
    section, field = form_draft.section_at(form, place), form_draft.field_at(form, place)
    if field is not None:
        return _INDENT + (field.label.text(words.language) or field.code)
    if section is not None:
        return section_title(words, section)
    return form.title.text(words.language)
