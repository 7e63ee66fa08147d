"""All steps of a form in a list: what is filled in, what is missing, and a way to each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.form_answers import blank
from desktop.models.form_words import section_title
from desktop.models.forms import Section
from desktop.views.kiosk.draft import Draft
from desktop.views.kiosk.stops import Stop
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label

_ICONS = {"done": "circle-check", "missing": "triangle-alert", "empty": "circle"}


class StepsPart(QWidget):
    """``chosen`` gives the place of a section's first page."""

    chosen = Signal(int)

    def __init__(self, ui: Ui, draft: Draft, stops: Sequence[Stop], at: int) -> None:
        super().__init__()
        self._ui = ui
        self.buttons: list[Button] = []
        self._here = 0
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(8))
        rows.addWidget(Label(ui.words("kiosk.all_steps"), "title"))
        missing = {f.section for f in draft.findings() if f.level == "hard"}
        seen: set[str] = set()
        for place, stop in enumerate(stops):
            if stop.section.code in seen:
                continue
            seen.add(stop.section.code)
            if stop.section is stops[at].section:
                self._here = len(self.buttons)
            state = self._state(draft, stop.section, missing)
            rows.addWidget(self._offer(stop.section, state, place))
        rows.addStretch(1)

    def begin(self) -> None:
        """Put the cursor on the step one came from."""
        self.buttons[self._here].setFocus()

    def _state(self, draft: Draft, section: Section, missing: set[str]) -> str:
        if blank(draft.answers().get(section.code, {})):
            return "empty"
        return "missing" if section.code in missing else "done"

    def _offer(self, section: Section, state: str, place: int) -> Button:
        words = self._ui.words
        title = words.number(section_title(words, section))
        said = words(f"kiosk.step_{state}")
        text = words("kiosk.step_line", title=title, state=said)
        button = Button(self._ui, text, "plain", _ICONS[state], partial(self.chosen.emit, place))
        button.setProperty("align", "left")
        self.buttons.append(button)
        return button
