"""The question before honour certificates: for how many ranks, whose they are, of which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.actions.certificate_check import letters, span
from desktop.actions.honours import (
    TOP,
    Honoured,
    honour_template,
    honoured,
    specimen,
    waiting,
)
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.dates import read_date, show_date
from desktop.models.wording import Words
from desktop.views.certificate_preview import CertificatePreview
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.date_field import DateField
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label
from desktop.views.widgets.number_field import NumberField
from desktop.views.widgets.row import Row
from desktop.views.widgets.wrap_label import WrapLabel

MOST = 99
PREVIEW = 360


class HonourDialog(Dialog):
    """Accepted with anybody ``waiting`` it is to issue, else to save what was issued."""

    def __init__(self, ui: Ui, of: Class, parent: QWidget | None) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("honour.title", number=of.number),
            words("honour.about"),
            check=self._readable,
        )
        self._of = of
        self.ranks = NumberField(ui, 1, MOST, TOP)
        self.day = DateField(ui, words("issue.issued_on"), read_date, self._show)
        self.projects = WrapLabel(ui)
        card = Card(ui)
        card.rows.addWidget(self.projects)
        self.preview = CertificatePreview(ui)
        self.preview.setFixedWidth(ui.theme.px(PREVIEW))
        self.preview.setFixedHeight(self.preview.heightForWidth(ui.theme.px(PREVIEW)))
        self.numbers = Label("", "strong")
        self.body.addWidget(
            Row(ui, Field(ui, words("honour.ranks"), self.ranks), self.day, spans=(1, 2))
        )
        across = QWidget()
        beside = QHBoxLayout(across)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(ui.theme.px(16))
        beside.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(across)
        self.body.addWidget(self.numbers)
        self.day.set_value(of.last)
        self.people: list[Honoured] = []
        self.ranks.valueChanged.connect(self._tell)
        self.day.changed.connect(self._tell)
        self._tell()
        self.setMinimumWidth(ui.theme.px(780))

    @property
    def top(self) -> int:
        """How many ranks are honoured."""
        return self.ranks.value()

    @property
    def issued_on(self) -> date | None:
        """The day to print."""
        return self.day.value()

    @property
    def waiting(self) -> int:
        """How many are to get an honour certificate still."""
        return waiting(self.people)

    def _show(self, day: date) -> str:
        words = self._ui.words
        return show_date(day, words.language, words.digits, "certificate")

    def _tell(self, _: object = None) -> None:
        """Say whose projects are among the best, and what the button does."""
        words, desk, day = self._ui.words, self._ui.desk, self.day.value()
        self.people = honoured(desk, self._of, self.top)
        told = project_lines(words, self.people)
        self.projects.set_text("\n".join(told) or words("honour.nobody"))
        new = self.waiting
        if new and day is not None:
            self.numbers.setText(words.number(span(desk, new, day)))
        self.numbers.setVisible(bool(new and day is not None))
        self._look(desk)
        key, n = ("honour.issue", new) if new else ("honour.save", len(self.people))
        self.confirm.set_text(words(key, n=n))
        self.confirm.setEnabled(bool(self.people) and day is not None)

    def _look(self, desk: Desk) -> None:
        """Show the page of the longest name, as it will be printed."""
        self.preview.setVisible(bool(self.people))
        if self.people:
            longest = max(self.people, key=lambda h: letters(h.enrolment.name))
            self.preview.show_certificate(
                specimen(desk, self._of, longest, self.day.value()), honour_template(desk)
            )

    def _readable(self) -> bool:
        return self.day.value() is not None


def project_lines(words: Words, people: Sequence[Honoured]) -> list[str]:
    """Name the honoured projects by rank, with how many people each has."""
    said = []
    for (rank, code), members in groupby(people, key=lambda h: (h.rank, h.project.code)):
        of = list(members)
        title = f"{code} {of[0].project.title}".strip()
        said.append(words("honour.project", rank=rank, title=title, n=len(of)))
    return said
