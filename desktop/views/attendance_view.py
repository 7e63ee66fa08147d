"""Taking attendance: a grid, a search and a scanner on one screen, all always live."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ClassVar, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.attendance import previous
from desktop.models.attendance import Status
from desktop.models.enrolment import Enrolment
from desktop.models.timetable import Session, current
from desktop.views.attendance_commands import add_commands
from desktop.views.attendance_empty import empty_state
from desktop.views.attendance_foot import AttendanceFoot
from desktop.views.attendance_grid import AttendanceGrid
from desktop.views.attendance_keys import is_text
from desktop.views.attendance_sheet import Filter, Sheet, ask, belongs, session_of_now, tally
from desktop.views.door import Door
from desktop.views.grid_work import GridWork
from desktop.views.notice import Notice
from desktop.views.place import Place
from desktop.views.scan_field import ScanField
from desktop.views.scan_list import ScanList
from desktop.views.scanner import Scanner
from desktop.views.session_bar import ALL_DAYS, SessionBar
from desktop.views.tally import Tally
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.answer_line import AnswerLine

_MINUTE_HAND = 15_000
_LOW = 460


class AttendanceView(View):
    """The session on screen is the one a scan marks; it changes only when somebody says so.

    A filter is applied when it is pressed: whoever is marked afterwards stays where they are.
    """

    shows: ClassVar[frozenset[str]] = frozenset({"class", "session", "enrolment", "attendance"})

    def __init__(
        self, ui: Ui, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(ui, parent)
        self.sheet: Sheet | None = None
        self.code = ""
        self.all_days = False
        self.filter: Filter = "all"
        self._among: frozenset[str] | None = None
        self.door = Door(ui, clock, lambda: self.session)
        self.scanner = Scanner(self, clock)
        self.scanner.scanned.connect(self.door.scan)
        self.work = GridWork(ui, self, self.scanner, lambda: self.sheet)
        self._hand = QTimer(self, interval=_MINUTE_HAND)
        self._hand.timeout.connect(self._offer_now)
        self._hand.start()
        add_commands(self)

    @property
    def session(self) -> Session | None:
        """The session being taken."""
        return self.sheet.session(self.code) if self.sheet is not None else None

    def open(self, place: Place) -> None:
        """Open a class at the session that runs now; a class left and come back to stays put."""
        if place.class_id != self.place.class_id:
            self.sheet, self.code, self.filter, self._among = None, "", "all", None
            self.door.forget()
        super().open(place)
        if place.person and self.isVisible():
            self._go_to_person(place.person)

    def build(self, page: QVBoxLayout) -> None:
        """Make the bar, the search with its figures, the answer, the register and the foot."""
        ui = self.ui
        page.setSpacing(ui.theme.px(10))
        self.stack = QStackedWidget()
        self._empty: QWidget | None = None
        self._working = QWidget()
        rows = QVBoxLayout(self._working)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(10))
        self.bar = SessionBar(ui)
        self.field = ScanField(ui, self._working)
        self.tally = Tally(ui)
        self.answer = self.door.line = AnswerLine(ui)
        self.notice = Notice(ui)
        self.grid = AttendanceGrid(ui)
        self.foot = AttendanceFoot(ui)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(16))
        across.addWidget(self.field, 1)
        across.addWidget(self.tally)
        rows.addWidget(self.bar)
        rows.addLayout(across)
        rows.addWidget(self.answer)
        rows.addWidget(self.notice)
        rows.addWidget(self.grid, 1)
        rows.addWidget(self.foot)
        self.stack.addWidget(self._working)
        page.addWidget(self.stack, 1)
        self._connect()
        self.scanner.watch(self)
        self._fresh = True
        self._fit()

    def refresh(self) -> None:
        """Ask for the class and show it; only rows that changed are drawn again."""
        self.sheet = ask(self.ui.desk, self.place.class_id, self.sheet)
        if self.sheet is None or not self.sheet.sessions or not self.sheet.rows:
            self._show_empty()
            return
        self.stack.setCurrentWidget(self._working)
        if self.session is None:
            self._choose(session_of_now(self.sheet, self.ui.desk.now()).code)
        else:
            self._show()
        if self._fresh:
            self._fresh = False
            self._go_to_first()
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Read cards from the whole window, and be ready for the keys 1 to 5."""
        super().showEvent(event)
        self.scanner.watch(self.window())
        if self.session is not None:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no control wanted: letters begin a search, Esc puts the answer away."""
        if is_text(event) and self.session is not None:
            self.field.begin(event.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.answer.clear()
            self.grid.setFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the height to the people where there is little of it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._body is None:
            return
        compact = self.height() < self.ui.theme.px(_LOW)
        for part in (self.bar, self.tally, self.answer, self.grid):
            part.set_compact(compact)

    def _connect(self) -> None:
        self.bar.chosen.connect(self._choose)
        self.bar.day_chosen.connect(self._choose_day)
        self.field.chosen.connect(self._picked)
        self.field.shown.connect(self._shown)
        self.field.entered.connect(self.door.scan)
        self.field.left.connect(self.grid.setFocus)
        self.tally.filtered.connect(self._filter)
        self.answer.action.clicked.connect(self.door.take_back_last)
        self.grid.typed.connect(self.field.begin)
        self.grid.session_chosen.connect(self._choose)
        self.work.attach(self.grid)
        self.foot.asked_lost.connect(lambda: self._press_filter("lost"))
        self.foot.scans.clicked.connect(self._open_scans)
        self.foot.walk_in.clicked.connect(self.add_walk_in)
        self.foot.copy.clicked.connect(self.copy_previous)
        self.foot.all_present.clicked.connect(self.mark_all_present)

    # What is on screen

    def _show(self) -> None:
        sheet, session = self.sheet, self.session
        if sheet is None or session is None:
            return
        rows = [r for r in sheet.rows if self._among is None or r.person.id in self._among]
        day = ALL_DAYS if self.all_days else session.day
        self.bar.show_session(sheet, session, day)
        self.field.set_people(
            [r.person for r in sheet.rows], {r.person.id: r.mark_in(session) for r in sheet.rows}
        )
        counts = tally(sheet, session)
        self.tally.show_counts(counts)
        self.tally.choose(self.filter)
        self.grid.show_register(rows, sheet.on_day(day), session.code)
        before = previous(sheet.sessions, session)
        may_write = not sheet.read_only and session.counts
        self.foot.show_session(counts["unmarked"], before, may_write)
        self.foot.show_lost([r for r in sheet.rows if r.lost])
        self.notice.show_for(sheet, session)
        self._offer_now()

    def _show_empty(self) -> None:
        if self._empty is not None:
            self.stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = empty_state(self.ui, self.sheet, self.place.class_id)
        self.stack.addWidget(self._empty)
        self.stack.setCurrentWidget(self._empty)

    def _offer_now(self) -> None:
        if self.sheet is None or not self.isVisible():
            return
        running = current(self.sheet.sessions, self.ui.desk.now())
        other = running is not None and running.code != self.code
        self.bar.offer_now(running if other else None)

    def _choose(self, code: str) -> None:
        session = self.sheet.session(code) if self.sheet is not None else None
        if session is None:
            return
        moved = code != self.code
        self.code = code
        self.filter, self._among = "all", None
        self._show()
        if moved:
            self._go_to_first()

    def _choose_day(self, day: int) -> None:
        if self.sheet is None or self.session is None:
            return
        self.all_days = day == ALL_DAYS
        if day in (ALL_DAYS, self.session.day):
            self._show()
            self._go_to_first()
            return
        sessions = self.sheet.on_day(day)
        running = current(sessions, self.ui.desk.now())
        self._choose((running or sessions[0]).code)

    def step(self, by: int) -> None:
        """Go so many sessions on, or back, over the nights."""
        if self.sheet is not None and self.session is not None:
            beside = self.sheet.beside(self.session, by)
            if beside is not None:
                self._choose(beside.code)

    def _press_filter(self, wanted: Filter) -> None:
        self.tally.choose(wanted)
        self._filter(wanted)

    def _filter(self, wanted: str) -> None:
        session, sheet = self.session, self.sheet
        if session is None or sheet is None:
            return
        self.filter = cast("Filter", wanted)
        self._among = None
        if wanted != "all":
            chosen = (r.person.id for r in sheet.rows if belongs(self.filter, r, session))
            self._among = frozenset(chosen)
        self._show()
        self._go_to_first()

    # Where the cursor is

    def _go_to_first(self) -> None:
        """Put the cursor on the first person not checked yet, else on the first."""
        session, rows = self.session, self.grid.register.rows
        if session is None or not rows:
            return
        open_rows = (
            at for at, row in enumerate(rows) if row.mark_in(session).status is Status.UNMARKED
        )
        self.grid.go_to(next(open_rows, 0), self.grid.register.column_of(session.code))

    def _go_to_person(self, enrolment: str) -> None:
        row = self.grid.register.row_of(enrolment)
        if row >= 0:
            self.grid.go_to(row, self.grid.register.column_of(self.code))

    # What is done

    def mark_all_present(self) -> None:
        """Mark everybody not checked yet as present; the button said how many."""
        if self.session is not None:
            self.work.marking.all_remaining(self.session)

    def copy_previous(self) -> None:
        """Carry the session before over to who is not checked yet."""
        if self.session is not None:
            self.work.marking.copy_previous(self.session)

    def add_walk_in(self) -> None:
        """Add somebody who is not on the roster."""
        from desktop.views.walk_in_dialog import WalkInDialog  # opened rarely

        if self.sheet is not None:
            WalkInDialog(self.ui, self.sheet.of, self).open()

    # Who comes in

    def _picked(self, person: Enrolment) -> None:
        self.door.pick(person)
        self._go_to_person(person.id)

    def _shown(self, person: Enrolment) -> None:
        self._go_to_person(person.id)
        self.grid.setFocus()

    def _open_scans(self) -> None:
        popup = ScanList(self.ui, self, self.door.arrivals, self.door.take_back)
        self.scanner.watch(popup)
        popup.open_above(self.foot.scans)
