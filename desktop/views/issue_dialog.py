"""The one question before numbers are given: how many, which, and of which day."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.actions.certificate_check import span
from desktop.models.classes import Class
from desktop.models.dates import read_date, show_date
from desktop.views.ui import Ui
from desktop.views.widgets.date_field import DateField
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class IssueDialog(Dialog):
    """Accepted, ``issued_on`` is the day to print; a day it cannot read keeps it open."""

    def __init__(self, ui: Ui, of: Class, count: int, unfinished: bool, parent: QWidget) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("issue.ask", n=count, number=of.number),
            words("issue.for_good"),
            words("issue.button", n=count),
            check=self._readable,
        )
        self._count = count
        if unfinished:
            warning = WrapLabel(ui, words("issue.unfinished"), "strong", "warning")
            self.body.addWidget(warning)
        self.day = DateField(
            ui, words("issue.issued_on"), read_date, self._show, words("issue.issued_on_help")
        )
        self.body.addWidget(self.day)
        self.body.addWidget(Label(words("issue.numbers"), "strong"))
        self.range = Label("", "section")
        self.body.addWidget(self.range)
        self.day.changed.connect(self._tell)
        self.day.set_value(of.last)
        self._tell()

    @property
    def issued_on(self) -> date | None:
        """The day as it was understood."""
        return self.day.value()

    def _show(self, day: date) -> str:
        words = self._ui.words
        return show_date(day, words.language, words.digits, "certificate")

    def _tell(self, _: object = None) -> None:
        day = self.day.value()
        said = "–" if day is None else span(self._ui.desk, self._count, day)
        self.range.setText(self._ui.words.number(said))
        self.confirm.setEnabled(day is not None)

    def _readable(self) -> bool:
        return self.day.value() is not None
