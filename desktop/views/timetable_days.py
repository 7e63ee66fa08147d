"""The days of a class side by side, what happens at the same time in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.models.timetable import Session
from desktop.views.class_words import full_day, hours
from desktop.views.timetable_block import ARROWS, SessionBlock
from desktop.views.ui import Ui
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label

_STEPS = dict(zip(ARROWS, ((0, -1), (0, 1), (-1, 0), (1, 0)), strict=True))


class TimetableDays(QWidget):
    """Blocks in a grid of days and starting times; arrows move between them."""

    opened = Signal(object)

    def __init__(self, ui: Ui, sessions: Sequence[Session], names: Mapping[str, str]) -> None:
        super().__init__()
        self._ui = ui
        self.blocks: dict[str, SessionBlock] = {}
        self._days = sorted({s.on for s in sessions})
        self._starts = sorted({s.start for s in sessions})
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(ui.theme.px(16))
        self._grid.setVerticalSpacing(ui.theme.px(4))
        for column, day in enumerate(self._days):
            self._grid.setColumnStretch(column, 1)
            self._grid.addWidget(self._heading(day, column, sessions), 0, column)
        self._fill(sessions, names)

    def focused(self) -> str:
        """Name the session the cursor is on."""
        return next((key for key, block in self.blocks.items() if block.hasFocus()), "")

    def focus(self, session_id: str) -> None:
        """Put the cursor on a session."""
        if session_id in self.blocks:
            self.blocks[session_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next session up, down, or in the neighbouring day."""
        here = self.blocks.get(self.focused())
        step = _STEPS.get(Qt.Key(event.key()))
        if here is None or step is None:
            super().keyPressEvent(event)
            return
        there = self._neighbour(here.session, *step)
        if there is not None:
            self.focus(there.id)

    def _neighbour(self, session: Session, days: int, steps: int) -> Session | None:
        at = self._days.index(session.on) + days
        if not 0 <= at < len(self._days):
            return None
        there = [b.session for b in self.blocks.values() if b.session.on == self._days[at]]
        there.sort(key=lambda s: s.start)
        if not there:
            return None
        if days:
            row = self._starts.index(session.start)
            return min(there, key=lambda s: abs(self._starts.index(s.start) - row))
        return there[min(max(there.index(session) + steps, 0), len(there) - 1)]

    def _heading(self, day: date, column: int, sessions: Sequence[Session]) -> QWidget:
        words, px = self._ui.words, self._ui.theme.px
        head = QWidget()
        rows = QVBoxLayout(head)
        rows.setContentsMargins(px(2), 0, 0, px(4))
        rows.setSpacing(0)
        minutes = sum(s.minutes for s in sessions if s.on == day and s.counts)
        today = day == self._ui.desk.now().date()
        title = words("classes.day", n=column + 1)
        rows.addWidget(Label(words("classes.today", day=title) if today else title, "section"))
        shown = words("classes.day_hours", day=full_day(words, day), hours=_hours(minutes))
        rows.addWidget(ElidedLabel(words.number(shown)))
        return head

    def _fill(self, sessions: Sequence[Session], names: Mapping[str, str]) -> None:
        """Put every block at its start, down to where the next one of its day begins."""
        cells: dict[tuple[date, str], list[Session]] = {}
        for session in sorted(sessions, key=lambda s: (s.on, s.start)):
            cells.setdefault((session.on, session.start), []).append(session)
        for (day, start), together in cells.items():
            end = max(s.end for s in together)
            later = [s for d, s in cells if d == day and s > start]
            until = min([end, *later])
            rows = sum(start <= s < until for s in self._starts)
            cell = QVBoxLayout()
            cell.setSpacing(self._ui.theme.px(4))
            for session in together:
                cell.addWidget(self._widget(session, names))
            place = (self._starts.index(start) + 1, self._days.index(day))
            self._grid.addLayout(cell, *place, max(rows, 1), 1)

    def _widget(self, session: Session, names: Mapping[str, str]) -> QWidget:
        if not session.counted:
            words = self._ui.words
            title = session.title(words.language)
            pause = ElidedLabel(f"{hours(words, session)}  {title}")
            pause.setContentsMargins(self._ui.theme.px(14), 0, 0, 0)
            return pause
        block = self.blocks[session.id] = SessionBlock(self._ui, session, names)
        block.clicked.connect(lambda: self.opened.emit(session))
        return block


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole}.{rest * 10 // 60}" if rest else str(whole)
