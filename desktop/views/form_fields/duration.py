"""Times as people write them, shown back in minutes; a day asks which kind of day is meant."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.models.durations import Days, minutes_of, read_duration, show_duration
from desktop.models.forms import Field
from desktop.models.refusal import Refused
from desktop.views.form_fields.editor import Answer
from desktop.views.form_fields.understood import UnderstoodEditor
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.wrap_label import WrapLabel

DAYS = ("working", "calendar")


class DurationEditor(UnderstoodEditor):
    """``๓๐ นาที``, ``2 ชม.``, ``1.5 วัน``; the answer is whole minutes."""

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self.entry.setPlaceholderText(ui.words("fill.duration_hint"))
        self._days: Days | None = None
        self.ask = QWidget()
        self.question = WrapLabel(ui, ui.words("fill.which_day"), "strong")
        self.kinds = {
            kind: Button(ui, ui.words(f"fill.day_{kind}"), "plain", run=partial(self._choose, kind))
            for kind in DAYS
        }
        buttons = Flow(ui.theme.px(8))
        self.rows.addWidget(self.question)
        for button in self.kinds.values():
            buttons.addWidget(button.large() if large else button)
        self.ask.setLayout(buttons)
        self.rows.addWidget(self.ask)
        self._offer()

    def set_value(self, value: Answer) -> None:
        """Show an answer, written so that it can be typed again."""
        self._days = None
        super().set_value(value)

    def read_text(self, text: str) -> Answer:
        """Understand a time; days wait for the kind of day to be chosen."""
        found = read_duration(text)
        if found is None:
            raise Refused("duration-unreadable", text=text)
        if isinstance(found, Days):
            self._days = found
            return None
        return found

    def show_value(self, value: Answer) -> str:
        """Write it in the words and digits of this person."""
        return show_duration(self.ui.words, value)

    def read_back(self, value: Answer) -> str:
        """Write it in minutes, and in hours and days where these say more."""
        words = self.ui.words
        minutes = words("fill.minutes", n=value)
        full = show_duration(words, value, days=self.asked.code.startswith("wait"))
        return minutes if value < 60 else words("fill.minutes_or", minutes=minutes, full=full)

    def _read(self, text: str) -> str:
        self._days = None
        return super()._read(text)

    def _say(self, trouble: str = "") -> None:
        super()._say(trouble)
        self._offer()

    def _offer(self) -> None:
        waiting = self._days is not None
        self.question.setVisible(waiting)
        self.ask.setVisible(waiting)

    def _choose(self, kind: str) -> None:
        if self._days is None:
            return
        self._value = minutes_of(self._days, "working" if kind == "working" else "calendar")
        self._days = None
        self._say()
        self.entry.setFocus()
        self.changed.emit()
