"""What completing a class takes, and whom a change would touch."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.actions.classes import change_policy
from desktop.actions.eligibility import judge_class
from desktop.models.classes import Class
from desktop.models.eligibility import Basis, Excused, Policy, Verdict
from desktop.models.refusal import Fault, Refused
from desktop.store import timetable as plan
from desktop.views.policy_tasks import Choice, PolicyTasks
from desktop.views.policy_words import demand, further
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.card import Card
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.number_field import NumberField
from desktop.views.widgets.row import Row
from desktop.views.widgets.wrap_label import WrapLabel

BASES: tuple[Basis, ...] = ("sessions", "minutes")
EXCUSED: tuple[Excused, ...] = ("makeup", "counted", "left_out")


def _has_done_all(verdict: Verdict) -> bool:
    return verdict.done >= verdict.needed and all(task.done for task in verdict.tasks)


class PolicyDialog(Dialog):
    """Saving makes a new version; a policy left as it was makes none."""

    def __init__(self, ui: Ui, of: Class, parent: QWidget | None) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("classes.policy.title"),
            words("classes.policy.version", code=of.code, version=of.policy.version),
            words("common.save"),
            check=self._save,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._of = of
        self._sessions = plan.sessions(ui.desk.store, of.id)
        self.percent = NumberField(ui, 0, 100, of.policy.percent)
        bases = [words(f"classes.policy.basis.{basis}") for basis in BASES]
        self.bases = Choice(ui, words("classes.policy.basis"), bases, BASES.index(of.policy.basis))
        excused = [words(f"classes.policy.excused.{way}") for way in EXCUSED]
        self.excused = Choice(
            ui, words("classes.policy.excused"), excused, EXCUSED.index(of.policy.excused)
        )
        share = Field(ui, words("classes.policy.percent"), self.percent)
        self.body.addWidget(Row(ui, share, self.bases, spans=(1, 2)))
        self.tasks = PolicyTasks(ui, of.policy, self)
        self.body.addWidget(Row(ui, self.excused, self.tasks.exercise))
        self.body.addWidget(self.tasks.project)
        self.body.addWidget(self._explanation())
        self.percent.valueChanged.connect(lambda: self._explain())
        self.bases.group.buttonClicked.connect(lambda: self._explain())
        self.excused.group.buttonClicked.connect(lambda: self._explain())
        self.tasks.changed.connect(self._explain)
        self._explain()
        self.setMinimumWidth(ui.theme.px(720))

    def wanted(self) -> Policy:
        """Give the policy as it stands in the dialog."""
        attendance = replace(
            self._of.policy,
            percent=self.percent.value(),
            basis=BASES[self.bases.group.checkedId()],
            excused=EXCUSED[self.excused.group.checkedId()],
        )
        return self.tasks.apply(attendance)

    def _explanation(self) -> Card:
        card = Card(self._ui, tone="info")
        self.demand = WrapLabel(self._ui, "", "strong")
        self.further = WrapLabel(self._ui)
        self.effect = WrapLabel(self._ui)
        card.rows.setSpacing(0)
        card.rows.addWidget(self.demand)
        card.rows.addWidget(self.further)
        card.rows.addWidget(self.effect)
        return card

    def _explain(self) -> None:
        """Say what it asks for, and how today's marks stand under it."""
        words, policy = self._ui.words, self.wanted()
        self.demand.set_text(demand(words, self._sessions, policy))
        more = further(words, policy)
        self.further.set_text(more)
        self.further.setVisible(bool(more))
        judged = judge_class(self._ui.desk, replace(self._of, policy=policy))
        passed = sum(_has_done_all(j.verdict) for j in judged)
        lost = sum(j.verdict.out_of_reach for j in judged)
        self.effect.set_text(
            words(
                "classes.policy.effect", passed=passed, open=len(judged) - passed - lost, lost=lost
            )
            if judged
            else words("classes.policy.nobody")
        )
        card = self.demand.parentWidget()
        if card is not None:
            card.setAccessibleName(f"{self.demand.plain()} {more} {self.effect.plain()}")

    def _save(self) -> bool:
        wanted, ui = self.wanted(), self._ui
        if wanted == self._of.policy:
            return True
        try:
            made = change_policy(ui.desk, self._of, wanted)
        except (Refused, Fault) as no:
            ui.refuse(no)
            return False
        said = ui.words("classes.policy.saved", code=self._of.code, version=made.version)
        ui.say(said, undo=partial(undo, ui))
        return True
