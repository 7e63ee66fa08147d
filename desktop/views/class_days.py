"""The days of a new class: the first is asked for, the others are proposed after it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.dates import read_date, show_date
from desktop.models.timetable import working_days
from desktop.views.class_words import full_day
from desktop.views.ui import Ui
from desktop.views.widgets.date_field import DateField


class ClassDays(QWidget):
    """One date field a day; a day changed by hand no longer follows the first."""

    first_changed = Signal(object)

    def __init__(self, ui: Ui, first: date, count: int) -> None:
        super().__init__()
        self._ui = ui
        self._first = first
        self._typed: set[int] = set()
        self.fields: list[DateField] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(ui.theme.px(8))
        self.set_count(count)

    def set_count(self, count: int) -> None:
        """Ask for this many days."""
        for field in self.fields:
            field.hide()
            field.deleteLater()
        self._typed.clear()
        self.fields = [self._field(at) for at in range(count)]
        for begin in range(0, count, 3):
            across = QHBoxLayout()
            across.setSpacing(self._ui.theme.px(16))
            for field in self.fields[begin : begin + 3]:
                across.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self._rows.addLayout(across)
        self.setFocusProxy(self.fields[0])
        self._propose(self._first)

    def values(self) -> tuple[date, ...] | None:
        """Give the days, or say beside the first one missing that it is and give nothing."""
        days = [field.value() for field in self.fields]
        for field, day in zip(self.fields, days, strict=True):
            if day is None:
                if not field.entry.text().strip():
                    field.field.complain(self._ui.words("classes.new.day_missing"))
                field.entry.setFocus()
                return None
        return tuple(day for day in days if day is not None)

    def complain(self, sentence: str) -> None:
        """Say under the last day what is wrong with the days together."""
        self.fields[-1].field.complain(sentence)
        self.fields[-1].entry.setFocus()

    def _field(self, at: int) -> DateField:
        label = self._ui.words("classes.day", n=at + 1)
        field = DateField(self._ui, label, read_date, self._read_back)
        field.entry.textEdited.connect(partial(self._by_hand, at))
        field.changed.connect(partial(self._moved, at))
        return field

    def _read_back(self, day: date) -> str:
        """Write the day in full, and say when nobody works on it."""
        shown = full_day(self._ui.words, day)
        weekend = day.weekday() >= 5
        return self._ui.words("classes.new.weekend", day=shown) if weekend else shown

    def _by_hand(self, at: int, _text: str) -> None:
        if at:
            self._typed.add(at)

    def _moved(self, at: int, day: date | None) -> None:
        if at == 0:
            if day is not None:
                self._propose(day)
            self.first_changed.emit(day)

    def _propose(self, first: date) -> None:
        """Write working days from the first on; the first itself only where it is empty."""
        self._first = first
        rest = working_days(first, len(self.fields) + 1)
        days = [first, *(day for day in rest if day > first)]
        for at, (field, day) in enumerate(zip(self.fields, days, strict=False)):
            if at in self._typed or (at == 0 and field.value() == day):
                continue
            words = self._ui.words
            field.set_value(day, show_date(day, words.language, words.digits, "short"))
