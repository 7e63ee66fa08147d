"""One section of somebody's work as a card to be read: answers under their questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop.models.form_words import answer_words, section_title
from desktop.models.forms import Answers, Field, Form, Section
from desktop.views.reviewing import answer_rows
from desktop.views.reviewing.answer_table import AnswerTable
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.wrap_label import WrapLabel

Answer: TypeAlias = Any
Row: TypeAlias = Mapping[str, Any]

MOST_ROWS = 40
"""So many rows of a table are shown at once; a button shows the others."""


class PaperSection(Card):
    """Nothing on it can be changed."""

    def __init__(self, ui: Ui, form: Form, section: Section, answers: Answers) -> None:
        super().__init__(ui, section_title(ui.words, section))
        self._ui = ui
        self._form = form
        self._answers = answers
        given = answers.get(section.code, {})
        for field in section.fields:
            if field.kind != "picture":
                self._field(field, given.get(field.code))

    def _field(self, field: Field, value: Answer) -> None:
        words = self._ui.words
        label = field.label.text(words.language)
        if field.kind == "table" and value:
            self.rows.addWidget(WrapLabel(self._ui, label, "muted"))
            self._table(field, value)
            return
        said = self._said(field, value)
        if field.kind == "yes" and not value:
            return
        name = WrapLabel(self._ui, label, "muted")
        nothing = words("reviewing.nothing")
        answer = WrapLabel(self._ui, said or nothing, "body" if said else "muted")
        answer.setAccessibleName(f"{label}: {answer.plain()}")
        box = QVBoxLayout()
        box.setSpacing(0)
        box.addWidget(name)
        box.addWidget(answer)
        self.rows.addLayout(box)

    def _said(self, field: Field, value: Answer) -> str:
        words = self._ui.words
        if value in (None, "", []):
            return ""
        if field.kind == "mapping":
            return answer_rows.referred_lines(words, self._answers, field, value)
        return answer_words(words, field, value)

    def _table(self, field: Field, rows: Sequence[Row]) -> None:
        words = self._ui.words
        table = AnswerTable(self._ui, field.label.text(words.language))
        heads = answer_rows.headings(words, field, rows)
        said = answer_rows.cells(words, self._answers, field, rows)
        table.set_table(heads, said[:MOST_ROWS])
        self.rows.addWidget(table)
        if len(said) > MOST_ROWS:
            text = words("reviewing.rows_more", n=len(said) - MOST_ROWS)
            more = Button(self._ui, text, "quiet", "chevron-down")

            def show_all() -> None:
                table.set_table(heads, said)
                more.hide()

            more.clicked.connect(show_all)
            self.rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
