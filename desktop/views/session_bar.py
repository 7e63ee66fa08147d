"""Which session is being taken: its title and hours, and the way to the others."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.attendance import KEYS
from desktop.models.dates import show_date
from desktop.models.timetable import Session
from desktop.models.wording import Words
from desktop.views.attendance_sheet import Sheet
from desktop.views.attendance_words import session_hours
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label

ALL_DAYS = 0


class SessionBar(QWidget):
    """Day chips, the title, and ◀ ▶ to the sessions beside it, over the nights."""

    chosen = Signal(str)
    day_chosen = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._sheet: Sheet | None = None
        self._session: Session | None = None
        self._days = QButtonGroup(self)
        self._chips: dict[int, Chip] = {}
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(ui.theme.px(8))
        said = QWidget()
        said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        self.title = ElidedLabel("", "section")
        self.under = Label("", "muted")
        self.keys = ElidedLabel()
        words.addWidget(self.title)
        below = QHBoxLayout()
        below.setSpacing(ui.theme.px(24))
        below.addWidget(self.under)
        below.addWidget(self.keys, 1)
        words.addLayout(below)
        self._across.addSpacing(ui.theme.px(8))
        self._across.addWidget(said, 1)
        self.now = Button(ui, "", "link", "clock", self._to_now)
        self.now.hide()
        self.back = Button(ui, "", "quiet", "chevron-left", lambda: self._step(-1))
        self.on = Button(ui, "", "quiet", "chevron-right", lambda: self._step(1))
        self.on.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._now_code = ""
        for widget in (self.now, self.back, self.on):
            self._across.addWidget(widget)

    def show_session(self, sheet: Sheet, session: Session, day: int) -> None:
        """Say which session is being taken, and which day is on the screen."""
        words = self._ui.words
        self._sheet, self._session = sheet, session
        self._make_chips(sheet)
        self._chips[day].setChecked(True)
        self.title.setText(f"{session.code}  {session.title(words.language)}")
        date = show_date(session.on, words.language, words.digits, "weekday")
        keys = _key_words(words)
        self.keys.setText(words("attendance.keys", keys=keys))
        self.keys.setToolTip(words("attendance.keys_tip", keys=keys))
        self.under.setText(f"{date} · {session_hours(words, session)}")
        for button, step in ((self.back, -1), (self.on, 1)):
            beside = sheet.beside(session, step)
            if beside is not None:
                button.set_text(beside.code)
                button.setAccessibleName(words("attendance.to_session", session=beside.code))
            button.setVisible(beside is not None)

    def set_compact(self, compact: bool) -> None:
        """Say the date in the tooltip only."""
        self.under.setVisible(not compact)
        self.keys.setVisible(not compact)

    def offer_now(self, session: Session | None) -> None:
        """Offer the session that has begun meanwhile; nothing jumps by itself."""
        self._now_code = session.code if session else ""
        if session is not None:
            self.now.set_text(self._ui.words("attendance.now", session=session.code))
        self.now.setVisible(session is not None)

    def _make_chips(self, sheet: Sheet) -> None:
        days = (*sheet.days, ALL_DAYS)
        if tuple(self._chips) == days:
            return
        for old in self._chips.values():
            self._days.removeButton(old)
            old.deleteLater()
        self._chips = {}
        for at, day in enumerate(days):
            words = self._ui.words
            text = words("attendance.day", n=day) if day else words("attendance.all_days")
            chip = Chip(self._ui, text)
            chip.clicked.connect(lambda _=False, d=day: self.day_chosen.emit(d))
            self._days.addButton(chip)
            self._across.insertWidget(at, chip)
            self._chips[day] = chip

    def _step(self, by: int) -> None:
        if self._sheet is not None and self._session is not None:
            beside = self._sheet.beside(self._session, by)
            if beside is not None:
                self.chosen.emit(beside.code)

    def _to_now(self) -> None:
        self.chosen.emit(self._now_code)


def _key_words(words: Words) -> str:
    """Say which key sets which state: ๑ มา, ๒ สาย and so on."""
    states = (f"{words.number(at)} {words(f'state.{s.value}')}" for at, s in enumerate(KEYS, 1))
    return "  ".join(states)
