"""The panel that answers "why": rule by rule, session by session, and the shortest way to pass."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.eligibility import Judged
from desktop.models.eligibility import DEFAULT_POLICY, Policy, Step, Verdict
from desktop.models.outlook import outlook
from desktop.store import classes as shelf
from desktop.views.outlook_state import STATE_OF
from desktop.views.share_bar import ShareBar
from desktop.views.ui import Ui
from desktop.views.why_text import (
    credit_said,
    done_sentences,
    mark_said,
    missing_sentences,
    result_sentence,
    rule_sentence,
    way_sentences,
    why_text,
)
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label, Line
from desktop.views.widgets.pill import Pill
from desktop.views.widgets.wrap_label import WrapLabel


class WhyPanel(QFrame):
    """Call ``explain(judged)`` for a person; ``asked_policy`` is a wish to see the rule."""

    asked_policy = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._judged: Judged | None = None
        self._policy: Policy = DEFAULT_POLICY
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(ui.words("why.title"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area)
        inside = QWidget()
        area.setWidget(inside)
        self._rows = QVBoxLayout(inside)
        edge = ui.theme.px(20)
        self._rows.setContentsMargins(edge, ui.theme.px(16), edge, ui.theme.px(16))
        self._rows.setSpacing(ui.theme.px(6))
        self._build()

    def explain(self, judged: Judged) -> None:
        """Explain one person."""
        self._judged = judged
        self._fill(judged)

    def text(self) -> str:
        """Give the account as it is copied."""
        if self._judged is None:
            return ""
        return why_text(self._ui.words, self._judged, self._policy)

    def copy(self) -> None:
        """Put the account on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self._ui.say(self._ui.words("why.copied"))

    def _build(self) -> None:
        ui, words = self._ui, self._ui.words
        self._name = WrapLabel(ui, "", "section")
        self._agency = WrapLabel(ui, "", "muted")
        self._pill = Pill(ui, "unmarked")
        self._bar = ShareBar(ui)
        self._result = WrapLabel(ui, "", "strong")
        self._rule = WrapLabel(ui, "", "muted")
        self._done = WrapLabel(ui)
        self._reasons = WrapLabel(ui)
        self._way_head = Label(words("why.way"), "strong")
        self._way = WrapLabel(ui)
        for widget in (self._name, self._agency):
            self._rows.addWidget(widget)
        self._rows.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.addWidget(self._result)
        self._rows.addWidget(self._bar)
        self._rows.addWidget(self._rule)
        self.policy = Button(ui, words("why.policy"), "link", run=self.asked_policy.emit)
        self._rows.addWidget(self.policy, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.addWidget(self._done)
        self._rows.addWidget(self._reasons)
        self._rows.addWidget(self._way_head)
        self._rows.addWidget(self._way)
        self._rows.addWidget(Line())
        self._rows.addWidget(Label(words("why.sessions"), "strong"))
        self._steps = QGridLayout()
        self._steps.setVerticalSpacing(ui.theme.px(2))
        self._steps.setHorizontalSpacing(ui.theme.px(10))
        self._steps.setColumnStretch(2, 1)
        self._lines: list[tuple[Label, Pill, Label]] = []
        self._rows.addLayout(self._steps)
        self._rows.addSpacing(ui.theme.px(8))
        button = Button(ui, words("why.copy"), "plain", "copy", run=self.copy)
        self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.addStretch(1)

    def _fill(self, judged: Judged) -> None:
        words, enrolment, verdict = self._ui.words, judged.enrolment, judged.verdict
        of = shelf.class_by_id(self._ui.desk.store, enrolment.class_id)
        self._policy = of.policy if of is not None else DEFAULT_POLICY
        kind = outlook(verdict)
        self._name.set_text(enrolment.name)
        seat = words("why.seat", seat=enrolment.seat)
        self._agency.set_text(" · ".join(filter(None, [seat, enrolment.person.agency])))
        self._pill.set_state(STATE_OF[kind], words(f"results.outlook.{kind}"))
        self._bar.set_verdict(verdict)
        self._result.set_text(result_sentence(words, verdict))
        self._rule.set_text(rule_sentence(words, self._policy, verdict))
        self._say(self._done, done_sentences(words, verdict))
        self._say(self._reasons, missing_sentences(words, verdict))
        way = way_sentences(words, verdict)
        self._say(self._way, way)
        self._way_head.setVisible(bool(way))
        self._show_steps(verdict)

    def _say(self, label: WrapLabel, said: list[str]) -> None:
        label.set_text("\n".join(said))
        label.setVisible(bool(said))

    def _show_steps(self, verdict: Verdict) -> None:
        while len(self._lines) < len(verdict.steps):
            self._add_line()
        for at, line in enumerate(self._lines):
            known = at < len(verdict.steps)
            for widget in line:
                widget.setVisible(known)
            if known:
                self._fill_line(line, verdict.steps[at])

    def _add_line(self) -> None:
        at = len(self._lines)
        line = (Label("", "strong"), Pill(self._ui), Label("", "small"))
        for column, widget in enumerate(line):
            self._steps.addWidget(widget, at, column)
        self._lines.append(line)

    def _fill_line(self, line: tuple[Label, Pill, Label], step: Step) -> None:
        words = self._ui.words
        code, pill, worth = line
        code.setText(step.session.code)
        code.setToolTip(step.session.title(words.language))
        pill.set_state(step.mark.status.value, mark_said(words, step))
        worth.setText(credit_said(words, step, self._policy))
        worth.set_tone("danger" if step.credit == "missed" else None)
