"""Questions of one section, all of them or a few: the kiosk shows one, keying in shows all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.forms import Answers, Field, Form, Section
from desktop.views.form_fields.editor import Around, Editor
from desktop.views.form_fields.fates import FatesEditor
from desktop.views.form_fields.make import editor_for
from desktop.views.form_fields.question import Question, go_on
from desktop.views.form_fields.steps import NewStepsEditor
from desktop.views.form_fields.table import TableEditor
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Tone, Ui


class SectionEditor(QWidget):
    """``changed`` follows each change a person made; ``value`` gives these questions' answers.

    ``answers`` are all the form's answers as they stand, for the tables that refer to others; what
    stands on this page is seen as it is typed. ``fields`` limits it to some questions.
    """

    changed = Signal()

    def __init__(
        self,
        ui: Ui,
        form: Form,
        section: Section,
        answers: Answers,
        fields: Sequence[Field] | None = None,
        *,
        large: bool = False,
    ) -> None:
        super().__init__()
        self._ui = ui
        self.section = section
        self._answers = answers
        self._around = Around(form, self.answers)
        self.questions: dict[str, Question] = {}
        self._stops: list[QWidget] = []
        self._order = QTimer(self, singleShot=True, interval=0)
        self._order.timeout.connect(self._follow)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(24))
        shown = section.fields if fields is None else fields
        for asked in shown:
            editor = self._editor(asked, large=large)
            self.questions[asked.code] = question = Question(ui, asked, editor, roomy=large)
            rows.addWidget(question)
        rows.addStretch(1)
        given = answers.get(section.code)
        self._fill(given if isinstance(given, Mapping) else {})
        for question in self.questions.values():
            question.editor.changed.connect(self._changed)

    def event(self, event: QEvent) -> bool:
        """Let Tab go through what was opened or added, as it is laid out."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._order.start()
        return super().event(event)

    def answers(self) -> Answers:
        """Give all answers as they stand, with what was typed here."""
        here = {**self._answers.get(self.section.code, {}), **self.value()}
        return {**self._answers, self.section.code: here}

    def value(self) -> dict[str, Any]:
        """Give the answers to the questions here; ``None`` where there is none."""
        return {
            code: question.editor.value()
            for code, question in self.questions.items()
            if question.asked.kind != "picture"
        }

    def troubled(self) -> list[str]:
        """Name the questions in which something typed is not understood yet."""
        return [code for code, q in self.questions.items() if q.editor.troubled()]

    def begin(self, field: str = "", row: int = 0, column: str = "") -> None:
        """Put the cursor into a question, or into a row of its table; by default into the first."""
        asking = (q for q in self.questions.values() if q.asked.kind != "picture")
        question = self.questions.get(field) or next(asking, None)
        if question is None:
            return
        if row and isinstance(question.editor, TableEditor):
            question.editor.open_row(row, column)
        else:
            question.editor.begin()

    def go_on(self) -> bool:
        """Put the cursor into the next question; false where this was the last."""
        return go_on(list(self.questions.values()))

    def complain(self, field: str, text: str, tone: Tone = "danger") -> None:
        """Say something about an answer, beside it."""
        if field in self.questions:
            self.questions[field].complain(text, tone)

    def forgive(self) -> None:
        """Say nothing about any answer."""
        for question in self.questions.values():
            question.forgive()

    def _fill(self, answers: Mapping[str, Any]) -> None:
        for code, question in self.questions.items():
            question.editor.set_value(answers.get(code))

    def _editor(self, asked: Field, *, large: bool) -> Editor:
        steps = self._new_steps()
        if asked.kind == "mapping" and steps is not None:
            fates = FatesEditor(self._ui, asked, self._around, steps, large=large)
            fates.kept.connect(steps.keep)
            steps.changed.connect(fates.show_steps)
            return fates
        return editor_for(self._ui, asked, self._around, section=self.section.code, large=large)

    def _new_steps(self) -> NewStepsEditor | None:
        made = (question.editor for question in self.questions.values())
        return next((editor for editor in made if isinstance(editor, NewStepsEditor)), None)

    def _follow(self) -> None:
        self._stops = follow_layout(self.window(), self._stops)

    def _changed(self) -> None:
        for question in self.questions.values():
            if question.asked.kind == "picture":
                question.editor.set_value(None)
        self.changed.emit()
