"""What a policy asks besides attendance, as questions of its dialog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.eligibility import Policy
from desktop.models.tasks import MOST_SCORE, ExerciseRule, Wanted
from desktop.views.policy_words import FORM
from desktop.views.ui import Ui
from desktop.views.widgets.field import Field
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.number_field import NumberField

STATES: tuple[Wanted | None, ...] = (None, "submitted", "accepted")
SUGGESTED_LEAST = 60
"""The suggested minimum (rubric §4.1); none is asked unless somebody asks for one."""


class Choice(QWidget):
    """A question with all its answers in view."""

    def __init__(self, ui: Ui, question: str, answers: Sequence[str], chosen: int) -> None:
        super().__init__()
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.group = QButtonGroup(self)
        for at, answer in enumerate(answers):
            button = QRadioButton(answer)
            button.setChecked(at == chosen)
            self.group.addButton(button, at)
            rows.addWidget(button)
        inside.setFocusProxy(self.group.button(0))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Field(ui, question, inside))
        self.setFocusProxy(inside)


class PolicyTasks(QObject):
    """The questions about exercise and project, to be laid out; ``changed`` after every choice."""

    changed = Signal()

    def __init__(self, ui: Ui, policy: Policy, parent: QObject) -> None:
        super().__init__(parent)
        words = ui.words
        asked = next((r.state for r in policy.exercises if r.form == FORM), None)
        answers = [words(f"classes.policy.exercise.{state or 'none'}") for state in STATES]
        self.exercise = Choice(ui, words("classes.policy.exercise"), answers, STATES.index(asked))
        self.project = self._project(ui, policy)
        self.exercise.group.buttonClicked.connect(self._tell)
        self.presented.toggled.connect(self._tell)
        self.scored.toggled.connect(self._tell)
        self.scored.toggled.connect(self.least.setEnabled)
        self.least.valueChanged.connect(self._tell)

    def apply(self, policy: Policy) -> Policy:
        """Give a policy with what is chosen here."""
        state = STATES[self.exercise.group.checkedId()]
        others = tuple(rule for rule in policy.exercises if rule.form != FORM)
        mine = (ExerciseRule(FORM, state),) if state else ()
        least = self.least.value() if self.scored.isChecked() else None
        return replace(
            policy,
            exercises=(*mine, *others),
            presented=self.presented.isChecked(),
            least=least,
        )

    def _project(self, ui: Ui, policy: Policy) -> QWidget:
        words = ui.words
        inside = QWidget()
        self.presented = QCheckBox(words("classes.policy.presented"))
        self.presented.setChecked(policy.presented)
        self.scored = QCheckBox(words("classes.policy.least"))
        self.scored.setChecked(policy.least is not None)
        start = SUGGESTED_LEAST if policy.least is None else policy.least
        self.least = NumberField(ui, 0, MOST_SCORE, start)
        self.least.setAccessibleName(words("classes.policy.least"))
        self.least.setEnabled(self.scored.isChecked())
        across = Flow(ui.theme.px(16))
        across.addWidget(self.presented)
        scored = QWidget()
        together = QHBoxLayout(scored)
        together.setContentsMargins(0, 0, 0, 0)
        together.setSpacing(ui.theme.px(8))
        together.addWidget(self.scored)
        together.addWidget(self.least)
        across.addWidget(scored)
        across.setContentsMargins(0, 0, 0, 0)
        inside.setLayout(across)
        inside.setFocusProxy(self.presented)
        return Field(ui, words("classes.policy.project"), inside)

    def _tell(self, *_: object) -> None:
        self.changed.emit()
