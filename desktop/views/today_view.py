"""The first screen of the morning: which class, which session, who is here, what is left."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import today
from desktop.actions.safety import check_clock
from desktop.models.classes import Class
from desktop.models.dates import show_date, show_range
from desktop.store import timetable as plan
from desktop.views.place import Place
from desktop.views.today_day import Day
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card, Section
from desktop.views.widgets.wrap_label import WrapLabel

MINUTE = 60_000


class TodayView(View):
    """Follows the clock by itself; with several classes today it shows the one chosen."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"class", "session", "enrolment", "attendance", "certificate"}
    )
    scrolls: ClassVar[bool] = True

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._chosen = ""
        self._greeted = False
        self._clock = QTimer(self, interval=MINUTE)
        self._clock.timeout.connect(self.outdated)
        self._clock.start()

    def build(self, page: QVBoxLayout) -> None:
        """The date above; below it the class of today, or what to do without one."""
        head = QHBoxLayout()
        self.heading = Section(self.ui, "", " ", page=True)
        self.switch = QComboBox()
        self.switch.setAccessibleName(self.ui.words("today.switch"))
        self.switch.activated.connect(self._switch_to)
        self.heading.buttons.addWidget(self.switch)
        head.addWidget(self.heading)
        page.addLayout(head)
        self.clock_card = Card(self.ui, tone="danger")
        self._clock_said = WrapLabel(self.ui, "", "strong")
        self.clock_card.rows.addWidget(self._clock_said)
        page.addWidget(self.clock_card)
        self.stack = QStackedWidget()
        self.day = Day(self.ui)
        self._free = QVBoxLayout()
        free = QWidget()
        free.setLayout(self._free)
        self.stack.addWidget(free)
        page.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Look at the clock and at the classes of the day."""
        desk, words = self.ui.desk, self.ui.words
        now = desk.now()
        self.heading.title.setText(show_date(now.date(), words.language, words.digits, "weekday"))
        fault = check_clock(desk)
        self.clock_card.setVisible(fault is not None)
        self._clock_said.set_text(words(f"warning.{fault}") if fault else "")
        held = today.classes_on(desk, now.date())
        self._fill_switch(held)
        if not held:
            self._show_free(now.date())
            return
        of = next((c for c in held if c.id == self._chosen), held[0])
        self.heading.set_under(self._where(of, now.date()))
        self.day.show_class(of, now)
        # The day comes to the page when it is filled: empty, it would be laid out for nothing.
        if self.stack.indexOf(self.day) < 0:
            self.day.resize(self.stack.size())
            self.stack.addWidget(self.day)
        self.stack.setCurrentWidget(self.day)
        if not self._greeted:
            # The program opens here: Enter does what nearly everybody came for.
            self._greeted = True
            self.day.mark.setFocus()

    def _fill_switch(self, held: list[Class]) -> None:
        self.switch.clear()
        for of in held:
            self.switch.addItem(self.ui.words("frame.class_title", number=of.number), of.id)
        self.switch.setCurrentIndex(max(0, self.switch.findData(self._chosen)))
        self.switch.setVisible(len(held) > 1)

    def _switch_to(self, at: int) -> None:
        self._chosen = self.switch.itemData(at)
        self.outdated()

    def _where(self, of: Class, day: date) -> str:
        words = self.ui.words
        days = sorted({s.on for s in plan.sessions(self.ui.desk.store, of.id) if s.counts})
        said = words("today.class_day", number=of.number, day=days.index(day) + 1, days=len(days))
        return " · ".join(filter(None, [said, of.venue]))

    def _show_free(self, day: date) -> None:
        """Say what comes next, and offer to set a class up."""
        from desktop.views.new_class_dialog import open_new_class
        from desktop.views.widgets.empty_state import EmptyState

        words = self.ui.words
        while (item := self._free.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        coming = today.next_class(self.ui.desk, day)
        self.heading.set_under(words("today.free"))
        if coming is None:
            sentence = words("today.none_coming")
        else:
            days = show_range(coming.first, coming.last, words.language, words.digits)
            sentence = words("today.next", number=coming.number, days=days, venue=coming.venue)
        self.empty = EmptyState(
            self.ui, "calendar-days", words("today.free_title"), sentence,
            words("today.new_class"), partial(open_new_class, self.ui, self),
        )  # fmt: skip
        self._free.addWidget(self.empty)
        if coming is not None:
            goto = Button(self.ui, words("today.open_next", number=coming.number), "link")
            goto.clicked.connect(
                partial(self.ui.go, Place("classes", class_id=coming.id, tab="roster"))
            )
            self._free.addWidget(goto)
        # A day left in the stack would keep its height, and push this out of sight.
        if self.stack.indexOf(self.day) >= 0:
            self.stack.removeWidget(self.day)
            self.day.hide()
        self.stack.setCurrentIndex(0)
