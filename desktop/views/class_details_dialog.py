"""Where a class is held, for how many, and by whom."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.actions.classes import change_place
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.views.class_words import class_title
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.number_field import NumberField


class ClassDetailsDialog(Dialog):
    """Changes the place of a class; what stays as it was is not written."""

    def __init__(self, ui: Ui, of: Class, parent: QWidget | None) -> None:
        words = ui.words
        title = words("classes.details_title", title=class_title(words, of))
        super().__init__(ui, parent, title, confirm=words("common.save"), check=self._save)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._of = of
        self.venue = QLineEdit(of.venue, maxLength=200)
        self.capacity = NumberField(ui, 1, 10_000, of.capacity)
        self.facilitators = QLineEdit(of.facilitators, maxLength=400)
        self.body.addWidget(Field(ui, words("classes.new.venue"), self.venue))
        self.body.addWidget(Field(ui, words("classes.new.capacity"), self.capacity))
        self.body.addWidget(
            Field(
                ui,
                words("classes.new.facilitators"),
                self.facilitators,
                words("classes.new.facilitators_help"),
            )
        )
        self.setMinimumWidth(ui.theme.px(560))

    def _save(self) -> bool:
        wanted = (
            self.venue.text().strip(),
            self.capacity.value(),
            self.facilitators.text().strip(),
        )
        if wanted == (self._of.venue, self._of.capacity, self._of.facilitators):
            return True
        ui, (venue, capacity, facilitators) = self._ui, wanted
        try:
            change_place(
                ui.desk, self._of, venue=venue, capacity=capacity, facilitators=facilitators
            )
        except (Refused, Fault) as no:
            ui.refuse(no)
            return False
        ui.say(ui.words("classes.details_saved", code=self._of.code), undo=partial(undo, ui))
        return True
