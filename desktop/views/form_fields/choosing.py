"""Answers to choose from, each a big button."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy

from desktop.models.forms import Field
from desktop.views.form_fields.editor import Answer, Editor, codes_of, written
from desktop.views.form_fields.tick import Tick
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label


class ChoiceEditor(Editor):
    """One of several: also the question of a quiz, which never shows what is right."""

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self.group = QButtonGroup(self)
        self.ticks: dict[str, Tick] = {}
        for option in asked.options:
            tick = Tick(ui, written(ui, option.label))
            self.ticks[option.code] = tick
            self.group.addButton(tick)
            self.rows.addWidget(tick)
        # ``clicked`` leaves out the one the arrow keys choose; ``toggled`` has it.
        self.group.buttonToggled.connect(self._toggled)
        self._quiet = False

    def value(self) -> Answer:
        """Give the code of what was chosen."""
        return next((code for code, tick in self.ticks.items() if tick.isChecked()), None)

    def set_value(self, value: Answer) -> None:
        """Show what was chosen."""
        self._quiet = True
        self.group.setExclusive(False)
        for code, tick in self.ticks.items():
            tick.setChecked(code == value)
        self.group.setExclusive(True)
        self._quiet = False

    def begin(self) -> None:
        """Put the cursor on what was chosen, else on the first."""
        chosen = self.group.checkedButton() or next(iter(self.ticks.values()), None)
        if chosen is not None:
            chosen.setFocus()

    def _toggled(self, _: object, on: bool) -> None:
        if on and not self._quiet:
            self.changed.emit()


class ChoicesEditor(Editor):
    """As many as hold."""

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self.ticks: dict[str, Tick] = {}
        for option in asked.options:
            tick = Tick(ui, written(ui, option.label), many=True)
            self.ticks[option.code] = tick
            self.rows.addWidget(tick)
            tick.clicked.connect(lambda: self.changed.emit())

    def value(self) -> Answer:
        """Give the codes of what was chosen, in the order they are offered."""
        return [code for code, tick in self.ticks.items() if tick.isChecked()] or None

    def set_value(self, value: Answer) -> None:
        """Show what was chosen."""
        chosen = codes_of(value)
        for code, tick in self.ticks.items():
            tick.setChecked(code in chosen)


class YesEditor(Editor):
    """One sentence to agree to: the question itself stands on the button."""

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self.tick = Tick(ui, self.label(), many=True)
        self.start = self.tick
        self.rows.addWidget(self.tick)
        self.tick.clicked.connect(lambda: self.changed.emit())

    def value(self) -> Answer:
        """Give true, or nothing."""
        return self.tick.isChecked() or None

    def set_value(self, value: Answer) -> None:
        """Show whether it was agreed to."""
        self.tick.setChecked(bool(value))

    def describe(self, text: str) -> None:
        """Tell a screen reader what stands below the question."""
        self.tick.setAccessibleDescription(text)


class ScaleEditor(Editor):
    """A row of numbers as big buttons; the words of both ends stand below."""

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        words = ui.words
        self.group = QButtonGroup(self)
        self.steps: dict[int, Button] = {}
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        for number in range(asked.least, asked.most + 1):
            step = Button(ui, words.number(number), "plain").large()
            step.setCheckable(True)
            step.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            said = self._end(number)
            step.setAccessibleName(f"{words.number(number)} {said}".strip())
            self.steps[number] = step
            self.group.addButton(step, number)
            across.addWidget(step)
        self.rows.addLayout(across)
        ends = QHBoxLayout()
        ends.addWidget(Label(self._end(asked.least), "muted"))
        ends.addStretch(1)
        ends.addWidget(Label(self._end(asked.most), "muted"))
        self.rows.addLayout(ends)
        self._quiet = False
        self.group.idToggled.connect(self._toggled)

    def value(self) -> Answer:
        """Give the number that was chosen."""
        chosen = self.group.checkedId()
        return None if chosen < 0 else chosen

    def set_value(self, value: Answer) -> None:
        """Show the number that was chosen."""
        self._quiet = True
        self.group.setExclusive(False)
        for number, step in self.steps.items():
            step.setChecked(number == value)
        self.group.setExclusive(True)
        self._mark()
        self._quiet = False

    def begin(self) -> None:
        """Put the cursor on the number chosen, else on the first."""
        chosen = self.group.checkedButton() or self.steps[self.asked.least]
        chosen.setFocus()

    def _end(self, number: int) -> str:
        """Say what an end of the scale means: as the form says, else the usual words."""
        asked = self.asked
        if said := asked.option(f"s{number}"):
            return written(self.ui, said.label)
        if asked.help:  # it says what the numbers mean
            return ""
        if number == asked.least:
            return self.ui.words("fill.scale_least")
        return self.ui.words("fill.scale_most") if number == asked.most else ""

    def _mark(self) -> None:
        """Show the chosen one by its shape, too, not by colour alone."""
        for step in self.steps.values():
            step.set_icon("check" if step.isChecked() else "")
            if not step.isChecked():
                step.setIcon(QIcon())

    def _toggled(self, _: int, on: bool) -> None:
        if on and not self._quiet:
            self._mark()
            self.changed.emit()
