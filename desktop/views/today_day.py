"""One class on its day: the session now, who is here, what is left to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import today
from desktop.actions.figures import SessionFigures, session_figures
from desktop.models.attendance import Status
from desktop.models.classes import Class
from desktop.models.dates import show_time
from desktop.models.outlook import outlook
from desktop.models.timetable import Session, current, minute_of_day
from desktop.store import timetable as plan
from desktop.views.attendance_chart import attendance_chart
from desktop.views.chart import ChartCard
from desktop.views.class_words import hours
from desktop.views.outlook_state import STATE_OF
from desktop.views.place import Place
from desktop.views.today_cards import Entry, ListCard
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.counter import Counter
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

LATEST = 5
RISKS = 5
COUNTED = (Status.PRESENT, Status.LATE, Status.EXCUSED, Status.ABSENT, Status.UNMARKED)


class Day(QWidget):
    """Shows at once what is pressed and counted; what is only read follows the first paint."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._of: Class | None = None
        self._painted = False
        self._rest: Callable[[], None] | None = None
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
        self._tell_todo(of)
        self._rest = partial(self._tell_rest, of, session, figures)
        if self._painted:
            self._follow()

    def sizeHint(self) -> QSize:
        """Be as high as the width there is demands: no line is broken for a width nobody has."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the rest follow as soon as the page stands there."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        if self._rest is not None:
            rest, self._rest = self._rest, None
            rest()

    def _tell_rest(self, of: Class, session: Session | None, figures: list[SessionFigures]) -> None:
        self._tell_latest(of, session)
        self._tell_risk(of)
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
