"""The rules of a question: how strict, within which bounds, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.forms import Rule
from desktop.views.reviewing.said_field import SaidField
from desktop.views.ui import Ui
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label
from desktop.views.widgets.number_field import NumberField

MOST = 1_000_000
LETTERS = 8
LEVELS = ("hard", "soft")


class RuleEditor(QWidget):
    """``changed`` carries all rules as they are now; which rules there are stays as it is."""

    changed = Signal(object)

    def __init__(self, ui: Ui, rules: Sequence[Rule]) -> None:
        super().__init__()
        self._ui = ui
        self._rules = list(rules)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(12))
        for at, rule in enumerate(rules):
            rows.addWidget(self._row(at, rule))

    def _row(self, at: int, rule: Rule) -> QWidget:
        ui, words = self._ui, self._ui.words
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(4))
        rows.addWidget(Label(words("reviewing.forms.rule", code=rule.code), "muted"))
        level = QComboBox()
        yielding(level)
        for name in LEVELS:
            level.addItem(words(f"reviewing.forms.level.{name}"), name)
        level.setCurrentIndex(LEVELS.index(rule.level))
        level.activated.connect(lambda n, at=at: self._change(at, level=LEVELS[n]))
        rows.addWidget(Field(ui, words("reviewing.forms.level"), level))
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(12))
        for name, value in rule.values.items():
            if isinstance(value, int) and not isinstance(value, bool):
                bound = NumberField(ui, 0, MOST, value)
                bound.valueChanged.connect(partial(self._bound, at, name))
                key = f"reviewing.forms.bound.{name}"
                label = words(key if words.has(key) else "reviewing.forms.bound.other")
                across.addWidget(Field(ui, label, bound), 1)
        rows.addLayout(across)
        said = SaidField(ui, words("reviewing.forms.say"), rule.say)
        said.changed.connect(lambda at=at, said=said: self._change(at, say=said.value()))
        rows.addWidget(said)
        return box

    def _bound(self, at: int, name: str, value: int) -> None:
        self._change(at, values={**self._rules[at].values, name: value})

    def _change(self, at: int, **changes: object) -> None:
        self._rules[at] = replace(self._rules[at], **changes)  # type: ignore[arg-type]
        self.changed.emit(tuple(self._rules))


def yielding(box: QComboBox) -> None:
    """Let a box become narrower than its longest line."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(LETTERS)
