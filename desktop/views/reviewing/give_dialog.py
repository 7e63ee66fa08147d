"""Giving a form out to a class: which one, and until when it is to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.actions import forms
from desktop.models.classes import Class
from desktop.models.dates import show_date
from desktop.models.forms import Form
from desktop.models.refusal import Fault, Refused
from desktop.store import forms as shelf
from desktop.store import timetable as plan
from desktop.views.reviewing.rule_editor import yielding
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field


class GiveDialog(Dialog):
    """With ``code`` only the due time of a form already given out is asked."""

    def __init__(self, ui: Ui, of: Class, parent: QWidget | None, code: str = "") -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("reviewing.give.change" if code else "reviewing.give.title"),
            words("reviewing.give.text"),
            words("common.save" if code else "reviewing.give"),
            check=self._give,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._of = of
        self._open = offered(ui, of, code)
        self.form = QComboBox()
        for form in self._open:
            self.form.addItem(form.title.text(words.language), form.code)
        self._about = Field(ui, words("reviewing.give.form"), self.form)
        self.form.currentIndexChanged.connect(lambda: self._explain())
        self.due = QComboBox()
        for box in (self.form, self.due):
            yielding(box)
        self._fill_due(code)
        self.body.addWidget(self._about)
        self.body.addWidget(
            Field(ui, words("reviewing.give.due"), self.due, words("reviewing.give.due_help"))
        )
        self.form.setEnabled(not code)
        self.confirm.setEnabled(bool(self._open))
        self._explain()
        self.setMinimumWidth(ui.theme.px(560))

    def _fill_due(self, code: str) -> None:
        words, store = self._ui.words, self._ui.desk.store
        self.due.addItem(words("reviewing.due.none"), "")
        for session in plan.sessions(store, self._of.id):
            if session.counts:
                day = show_date(session.on, words.language, words.digits)
                said = words("reviewing.give.session", code=session.code, day=day,
                             title=session.title_th if words.language == "th"
                             else session.title_en)  # fmt: skip
                self.due.addItem(said, session.code)
        known = next((g for g in shelf.running(store, self._of.id) if g.form.code == code), None)
        if known is not None:
            self.due.setCurrentIndex(max(0, self.due.findData(known.due)))

    def _explain(self) -> None:
        at = self.form.currentIndex()
        if 0 <= at < len(self._open):
            self._about.reassure(self._open[at].about.text(self._ui.words.language))
        else:
            self._about.reassure(self._ui.words("reviewing.give.all_given"))

    def _give(self) -> bool:
        ui, at = self._ui, self.form.currentIndex()
        form = self._open[at]
        try:
            forms.give(ui.desk, self._of, form.code, str(self.due.currentData()))
        except (Refused, Fault) as no:
            ui.refuse(no)
            return False
        title = form.title.text(ui.words.language)
        ui.say(ui.words("reviewing.give.done", title=title), undo=partial(undo, ui))
        return True


def offered(ui: Ui, of: Class, code: str = "") -> Sequence[Form]:
    """Give the forms that can be given out: all that are not yet, or the one asked for."""
    if code:
        return [forms.form_of(ui.desk, of, code)]
    out = {g.form.code for g in shelf.running(ui.desk.store, of.id) if g.given}
    return [form for form in forms.library(ui.desk) if form.code not in out]
