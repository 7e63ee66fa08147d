"""The timetable of a class: three days side by side, and what is off with them."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.classes import templates
from desktop.models.classes import Class
from desktop.models.courses import Course
from desktop.models.timetable import Session, checks
from desktop.store import classes as shelf
from desktop.store import timetable as plan
from desktop.views.class_words import names_of
from desktop.views.place import Place
from desktop.views.session_dialog import SessionDialog
from desktop.views.timetable_checks import TimetableChecks
from desktop.views.timetable_days import TimetableDays
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label


class TimetableView(View):
    """Asks the timetable again after every change; the cursor stays on its session."""

    shows: ClassVar[frozenset[str]] = frozenset({"class", "session", "enrolment"})
    scrolls: ClassVar[bool] = True

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._courses: dict[str, Course] = {}
        self._of: Class | None = None
        self.days: TimetableDays | None = None

    def build(self, page: QVBoxLayout) -> None:
        """Make the checks; the days come with the refresh."""
        page.setSpacing(self.ui.theme.px(12))
        self.next_step = self._next_step()
        page.addWidget(self.next_step)
        self.checks = TimetableChecks(self.ui)
        page.addWidget(self.checks)
        self._holder = QVBoxLayout()
        page.addLayout(self._holder)
        page.addStretch(1)
        self.days = None

    def refresh(self) -> None:
        """Ask for the class and its blocks, and lay them out anew."""
        store = self.ui.desk.store
        self._of = shelf.class_by_id(store, self.place.class_id)
        if self._of is None:
            return
        sessions = plan.sessions(store, self._of.id)
        course = self._course(self._of.course)
        names = names_of(course, self.ui.words)
        self.checks.setVisible(course is not None)
        if course is not None:
            self.checks.show_findings(checks(sessions, course), names)
        self.next_step.setVisible(self._of.id not in shelf.headcounts(store))
        self._lay(sessions, names)

    def _lay(self, sessions: list[Session], names: dict[str, str]) -> None:
        kept = self.days.focused() if self.days is not None else ""
        if self.days is not None:
            self._holder.removeWidget(self.days)
            self.days.hide()
            self.days.deleteLater()
        self.days = TimetableDays(self.ui, sessions, names)
        self.days.opened.connect(partial(self._open_session, sessions, names))
        self._holder.addWidget(self.days)
        self.days.show()
        self.days.focus(kept)

    def _course(self, key: str) -> Course | None:
        """Find the course a class was made from; another office's may not be known here."""
        if not self._courses:
            self._courses = {course.key: course for course in templates()}
        return self._courses.get(key)

    def _open_session(
        self, sessions: list[Session], names: dict[str, str], session: Session
    ) -> None:
        if self._of is not None:
            SessionDialog(self.ui, self._of, session, sessions, names, self.window()).open()

    def _next_step(self) -> Card:
        """Offer the roster while nobody is on it."""
        ui = self.ui
        card = Card(ui, tone="info")
        outer, px = card.layout(), ui.theme.px
        assert outer is not None
        outer.setContentsMargins(px(16), px(8), px(12), px(8))
        across = QHBoxLayout()
        across.addWidget(Label(ui.words("classes.next_roster")), 1)
        self.to_roster = Button(ui, ui.words("classes.to_roster"), icon="users", run=self._roster)
        across.addWidget(self.to_roster)
        card.rows.addLayout(across)
        return card

    def _roster(self) -> None:
        self.ui.go(Place("classes", class_id=self.place.class_id, tab="roster"))
