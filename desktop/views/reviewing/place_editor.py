"""What can be changed about the part of a form one looks at."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.forms import NOTHING, Field, Form, Kind, Said
from desktop.views.reviewing import form_draft
from desktop.views.reviewing.form_draft import GENERIC, WITH_OPTIONS, Place
from desktop.views.reviewing.option_editor import OptionEditor
from desktop.views.reviewing.rule_editor import RuleEditor, yielding
from desktop.views.reviewing.said_field import SaidField
from desktop.views.ui import Ui
from desktop.views.widgets import field as widgets
from desktop.views.widgets.label import Label
from desktop.views.widgets.number_field import NumberField
from desktop.views.widgets.wrap_label import WrapLabel

SCALE_MOST = 10


class PlaceEditor(QWidget):
    """``changed`` carries the whole form after each letter; ``reshaped`` asks to be made anew."""

    changed = Signal(object)
    reshaped = Signal()

    def __init__(self, ui: Ui, form: Form, place: Place) -> None:
        super().__init__()
        self._ui = ui
        self.form = form
        self.place = place
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(ui.theme.px(16))
        section, field = form_draft.section_at(form, place), form_draft.field_at(form, place)
        if field is not None:
            self._field(field)
        elif section is not None:
            self._text("title", "reviewing.forms.section_title", section.title)
            self._text("help", "reviewing.forms.help", section.help)
        else:
            self._text("title", "reviewing.forms.title", form.title)
            self._text("about", "reviewing.forms.about", form.about)
        self._rows.addStretch(1)

    def _field(self, field: Field) -> None:
        ui, words = self._ui, self._ui.words
        self._text("label", "reviewing.forms.question", field.label)
        self._text("help", "reviewing.forms.help", field.help)
        if field.kind not in ("picture", "yes", "table", "mapping"):
            self._text("example", "reviewing.forms.example", field.example)
        if field.kind in GENERIC:
            self._kind(field)
        else:
            self._rows.addWidget(WrapLabel(ui, words("reviewing.forms.fixed"), "muted"))
        if field.kind in WITH_OPTIONS:
            options = OptionEditor(ui, field.options, field.kind == "quiz")
            options.changed.connect(lambda value: self._set(options=value))
            self._rows.addWidget(options)
        if field.kind == "scale":
            self._scale(field)
        self._columns(field)
        self._rules(field)

    def _kind(self, field: Field) -> None:
        ui, words = self._ui, self._ui.words
        box = QComboBox()
        for kind in GENERIC:
            box.addItem(words(f"reviewing.forms.kind.{kind}"), kind)
        box.setCurrentIndex(GENERIC.index(field.kind))
        box.activated.connect(lambda at: self._become(GENERIC[at]))
        must = QCheckBox(words("reviewing.forms.required"))
        must.setChecked(form_draft.required(field))
        must.toggled.connect(self._require)
        yielding(box)
        self._rows.addWidget(widgets.Field(ui, words("reviewing.forms.kind"), box))
        self._rows.addWidget(must)

    def _scale(self, field: Field) -> None:
        ui, words = self._ui, self._ui.words
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(16))
        for name, value in (("least", field.least), ("most", field.most)):
            bound = NumberField(ui, 0, SCALE_MOST, value)
            bound.valueChanged.connect(lambda value, name=name: self._set(**{name: value}))
            said = words(f"reviewing.forms.scale.{name}")
            across.addWidget(widgets.Field(ui, said, bound), 1)
        self._rows.addLayout(across)

    def _columns(self, field: Field) -> None:
        """The words of a table's columns; which columns there are belongs to the program."""
        for at, column in enumerate(field.columns):
            label = self._ui.words("reviewing.forms.column", n=at + 1)
            said = SaidField(self._ui, label, column.label)
            said.changed.connect(partial(self._say_column, at, said))
            self._rows.addWidget(said)

    def _rules(self, field: Field) -> None:
        if field.rules:
            self._rows.addWidget(Label(self._ui.words("reviewing.forms.rules"), "section"))
            rules = RuleEditor(self._ui, field.rules)
            rules.changed.connect(lambda value: self._set(rules=value))
            self._rows.addWidget(rules)

    def _text(self, name: str, key: str, value: Said) -> None:
        said = SaidField(self._ui, self._ui.words(key), value or NOTHING)
        said.changed.connect(lambda: self._set(**{name: said.value()}))
        self._rows.addWidget(said)

    def _say_column(self, at: int, said: SaidField) -> None:
        self._tell(form_draft.change_column(self.form, self.place, at, label=said.value()))

    def _require(self, wanted: bool) -> None:
        self._tell(form_draft.require(self.form, self.place, wanted))
        self.reshaped.emit()

    def _become(self, kind: Kind) -> None:
        self._set(kind=kind)
        self.reshaped.emit()

    def _set(self, **changes: Any) -> None:  # noqa: ANN401
        self._tell(form_draft.change(self.form, self.place, **changes))

    def _tell(self, form: Form) -> None:
        self.form = form
        self.changed.emit(form)
