"""The first screen of the morning: which class, which session, who is here, what is left."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import today
from desktop.actions.figures import SessionFigures, session_figures
from desktop.actions.safety import check_clock
from desktop.models.attendance import Status
from desktop.models.classes import Class
from desktop.models.dates import show_date, show_range, show_time
from desktop.models.outlook import outlook
from desktop.models.timetable import Session, current, minute_of_day
from desktop.store import timetable as plan
from desktop.views.attendance_chart import attendance_chart
from desktop.views.chart import ChartCard
from desktop.views.class_words import hours
from desktop.views.new_class_dialog import open_new_class
from desktop.views.place import Place
from desktop.views.today_cards import Entry, ListCard
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.why_panel import STATE_OF
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card, Section
from desktop.views.widgets.counter import Counter
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

MINUTE = 60_000
LATEST = 5
RISKS = 5
COUNTED = (Status.PRESENT, Status.LATE, Status.EXCUSED, Status.ABSENT, Status.UNMARKED)


class TodayView(View):
    """Follows the clock by itself; with several classes today it shows the one chosen."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"class", "session", "enrolment", "attendance", "certificate"}
    )
    scrolls: ClassVar[bool] = True

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._chosen = ""
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
        self.day = _Day(self.ui)
        self._free = QVBoxLayout()
        free = QWidget()
        free.setLayout(self._free)
        # The day is filled out of sight and shown whole: nothing is laid out twice.
        self.stack.addWidget(free)
        self.stack.addWidget(self.day)
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
        self.stack.setCurrentWidget(self.day)

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
        self.stack.setCurrentIndex(0)


class _Day(QWidget):
    """One class on its day."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._of: Class | None = None
        words = ui.words
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(ui.theme.px(16))
        page.addWidget(self._now_card())
        across = QGridLayout()
        across.setSpacing(ui.theme.px(16))
        self.latest = ListCard(ui, words("today.latest"), words("today.latest_none"), "spaces")
        self.risk = ListCard(ui, words("today.risk"), words("today.risk_none"), "spaces")
        self.todo = ListCard(ui, words("today.todo"), words("today.todo_none"))
        for column, card in enumerate((self.todo, self.risk, self.latest)):
            across.addWidget(card, 0, column)
            across.setColumnStretch(column, 1)
        page.addLayout(across)
        self.chart = ChartCard(ui, words("today.chart"), 290)
        page.addWidget(self.chart)
        page.addStretch(1)

    def show_class(self, of: Class, now: datetime) -> None:
        """Fill everything for a class."""
        self._of = of
        desk = self._ui.desk
        sessions = plan.sessions(desk.store, of.id)
        session = current(sessions, now)
        figures = session_figures(desk, of)
        self._tell_now(session, now, figures)
        self._tell_latest(of, session)
        self._tell_risk(of)
        self._tell_todo(of)
        self.chart.chart.set_data(attendance_chart(figures, self._ui.words))

    def _now_card(self) -> Card:
        ui, words = self._ui, self._ui.words
        card = Card(ui)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(24))
        told = QVBoxLayout()
        told.setSpacing(0)
        self.when = Label("", "strong", "ok")
        self.session = WrapLabel(ui, "", "section")
        self.place = Label("", "muted")
        for widget in (self.when, self.session, self.place):
            told.addWidget(widget)
        told.addStretch(1)
        across.addLayout(told, 1)
        self.mark = Button(ui, words("today.mark"), "primary", "clipboard-check").large()
        self.mark.clicked.connect(self._go_marking)
        across.addWidget(self.mark)
        card.rows.addLayout(across)
        counters = QHBoxLayout()
        counters.setSpacing(ui.theme.px(32))
        self.here = Counter(ui, words("today.here"))
        counters.addWidget(self.here)
        self.counters = {
            status: Counter(ui, words(f"state.{status.value}"), state=status.value)
            for status in COUNTED
        }
        for counter in self.counters.values():
            counters.addWidget(counter)
        counters.addStretch(1)
        card.rows.addSpacing(ui.theme.px(8))
        card.rows.addLayout(counters)
        return card

    def _tell_now(
        self, session: Session | None, now: datetime, figures: list[SessionFigures]
    ) -> None:
        words = self._ui.words
        if session is None:
            return
        key = _moment(session, now)
        self.when.setText(words(f"today.{key}", hours=hours(words, session)))
        self.when.set_tone("ok" if key == "now" else "info")
        self.session.set_text(f"{session.code} {session.title(words.language)}")
        venue = self._of.venue if self._of else ""
        self.place.setText(" · ".join(filter(None, [venue, session.note])))
        found = next((f for f in figures if f.session.id == session.id), None)
        if found is None:
            return
        for status, counter in self.counters.items():
            counter.set_count(found.counts[status])
        self.here.set_count(found.here, sum(found.counts.values()))

    def _tell_latest(self, of: Class, session: Session | None) -> None:
        words = self._ui.words
        came = today.arrivals(self._ui.desk, of, session) if session else []
        self.latest.set_entries(
            [
                Entry(
                    arrival.enrolment.name,
                    show_time(arrival.at.astimezone().time(), words.language, words.digits),
                    arrival.mark.status.value,
                    words(f"state.{arrival.mark.status.value}"),
                )
                for arrival in came[:LATEST]
            ]
        )

    def _tell_risk(self, of: Class) -> None:
        words, found = self._ui.words, today.at_risk(self._ui.desk, of)
        entries = []
        for who in found[:RISKS]:
            kind, missed = outlook(who.verdict), (s.session.code for s in who.verdict.missed)
            more = words("today.missed", sessions=", ".join(missed))
            said = words(f"results.outlook.{kind}")
            entries.append(Entry(who.enrolment.name, more, STATE_OF[kind], said))
        left = len(found) - len(entries)
        self.risk.set_entries(entries, words("today.and_more", n=left) if left else "")

    def _tell_todo(self, of: Class) -> None:
        words = self._ui.words
        self.todo.set_entries(
            [
                Entry(
                    words(f"today.todo.{todo.code}", **todo.details),
                    tone="warning" if todo.code != "certificates" else "info",
                    button=words("common.open"),
                    run=partial(self._ui.go, Place("classes", class_id=of.id, tab=todo.tab)),
                )
                for todo in today.todos(self._ui.desk, of)
            ]
        )

    def _go_marking(self) -> None:
        if self._of is not None:
            self._ui.go(Place("classes", class_id=self._of.id, tab="attendance"))


def _moment(session: Session, now: datetime) -> str:
    minute = now.hour * 60 + now.minute
    if minute < minute_of_day(session.start):
        return "upcoming"
    return "now" if minute < minute_of_day(session.end) else "over"
