"""One cell opened: five large states, and what belongs to the one chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.models.attendance import KEYS, Mark, Status
from desktop.models.timetable import Session
from desktop.views.attendance_keys import state_of
from desktop.views.attendance_sheet import Row, to_make_up
from desktop.views.attendance_words import mark_words
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label
from desktop.views.widgets.marks import paint_mark
from desktop.views.widgets.number_field import NumberField


class MarkPopover(QFrame):
    """Beside its cell; a state is marked the moment it is pressed, Esc or a click outside closes.

    ``marked`` carries the mark wanted. Late, on leave and made up stay open for their minutes,
    reason or session.
    """

    marked = Signal(object)
    asked_history = Signal()

    def __init__(self, ui: Ui, parent: QWidget, row: Row, session: Session, minutes: int) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._ui = ui
        self._row = row
        self._session = session
        self._mark = row.mark_in(session)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"{row.person.name} {session.code}")
        self._rows = QVBoxLayout(self)
        edge = ui.theme.px(16)
        self._rows.setContentsMargins(edge, ui.theme.px(12), edge, ui.theme.px(10))
        self._rows.setSpacing(ui.theme.px(8))
        self._say_who()
        self._make_states()
        self._minutes = self._make_minutes(minutes)
        self._reason = self._make_reason()
        self._missed = self._make_missed()
        self._make_foot()
        self._unfold(self._mark.status)

    def open_at(self, cell: QPoint, room: QWidget) -> None:
        """Open below a cell, or above it where there is no room below."""
        self.adjustSize()
        bottom = room.mapToGlobal(QPoint(0, room.height())).y()
        right = room.mapToGlobal(QPoint(room.width(), 0)).x()
        x = min(cell.x(), right - self.width())
        y = cell.y() if cell.y() + self.height() <= bottom else cell.y() - self.height()
        self.move(max(x, 0), max(y, 0))
        self.show()
        self.states[KEYS.index(self._mark.status) if self._mark.status in KEYS else 0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys 1 to 5 press the buttons, 0 and Delete clear."""
        status = state_of(event)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            status = Status.UNMARKED
        if status is not None:
            self.press(status)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        else:
            super().keyPressEvent(event)

    def _say_who(self) -> None:
        words = self._ui.words
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(Label(self._row.person.name, "strong"))
        said = mark_words(words, self._mark)
        self._said = Label(f"{self._session.code} · {said}", "muted")
        who.addWidget(self._said)
        self._rows.addLayout(who)

    def _make_states(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(self._ui.theme.px(8))
        self.states = [StateButton(self._ui, status, at) for at, status in enumerate(KEYS, 1)]
        for button in self.states:
            button.clicked.connect(lambda _=False, s=button.status: self.press(s))
            across.addWidget(button)
        self._rows.addLayout(across)

    def _make_minutes(self, proposed: int) -> Field:
        value = self._mark.minutes if self._mark.minutes is not None else proposed
        self.minutes = NumberField(self._ui, 0, self._session.minutes, value)
        self.minutes.editingFinished.connect(self._minutes_said)
        return self._fold(self._ui.words("attendance.minutes"), self.minutes)

    def _make_reason(self) -> Field:
        self.reason = QLineEdit(self._mark.reason)
        self.reason.setPlaceholderText(self._ui.words("attendance.reason_hint"))
        self.reason.editingFinished.connect(self._reason_said)
        return self._fold(self._ui.words("attendance.reason"), self.reason)

    def _make_missed(self) -> QWidget:
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self._ui.theme.px(4))
        rows.addWidget(Label(self._ui.words("attendance.makes_up"), "strong"))
        across = QHBoxLayout()
        self.missed = [self._missed_button(code) for code in self._choices()]
        for button in self.missed:
            across.addWidget(button)
        across.addStretch(1)
        rows.addLayout(across)
        self._rows.addWidget(box)
        return box

    def _missed_button(self, code: str) -> Button:
        return Button(self._ui, code, run=lambda: self._say(Mark(Status.MAKEUP, of=code)))

    def _choices(self) -> Sequence[str]:
        return to_make_up(self._row)

    def _make_foot(self) -> None:
        words = self._ui.words
        foot = QHBoxLayout()
        foot.addWidget(
            Button(self._ui, words("attendance.clear"), "link", run=lambda: self._say(Mark()))
        )
        foot.addStretch(1)
        history = Button(self._ui, words("attendance.history"), "link", "history")
        history.clicked.connect(self._to_history)
        foot.addWidget(history)
        self._rows.addLayout(foot)

    def _fold(self, label: str, control: QWidget) -> Field:
        field = Field(self._ui, label, control)
        self._rows.addWidget(field)
        return field

    def _unfold(self, status: Status) -> None:
        for button in self.states:
            button.setChecked(button.status is status)
        self._minutes.setVisible(status is Status.LATE)
        self._reason.setVisible(status is Status.EXCUSED)
        self._missed.setVisible(status is Status.MAKEUP and bool(self.missed))
        self.adjustSize()

    def press(self, status: Status) -> None:
        """Choose a state, by button or key."""
        self._unfold(status)
        match status:
            case Status.LATE:
                self._emit(Mark(status, minutes=self.minutes.value()))
                self.minutes.setFocus()
                self.minutes.selectAll()
            case Status.EXCUSED:
                self._emit(Mark(status, reason=self.reason.text().strip()))
                self.reason.setFocus()
            case Status.MAKEUP if len(self.missed) > 1:
                self.missed[0].setFocus()
            case Status.MAKEUP:
                self._say(Mark(status, of=self._choices()[0] if self.missed else ""))
            case _:
                self._say(Mark(status))

    def _minutes_said(self) -> None:
        if self._mark.status is Status.LATE and self._mark.minutes != self.minutes.value():
            self._emit(Mark(Status.LATE, minutes=self.minutes.value()))

    def _reason_said(self) -> None:
        reason = self.reason.text().strip()
        if self._mark.status is Status.EXCUSED and self._mark.reason != reason:
            self._emit(Mark(Status.EXCUSED, reason=reason))

    def _emit(self, mark: Mark) -> None:
        self._mark = mark
        self._said.setText(f"{self._session.code} · {mark_words(self._ui.words, mark)}")
        self.marked.emit(mark)

    def _say(self, mark: Mark) -> None:
        self._emit(mark)
        self.close()

    def _finish(self) -> None:
        self._minutes_said()
        self._reason_said()
        self.close()

    def _to_history(self) -> None:
        self.close()
        self.asked_history.emit()


class StateButton(QAbstractButton):
    """A state to press, large: its shape, its word and its key."""

    def __init__(self, ui: Ui, status: Status, key: int) -> None:
        super().__init__()
        self._ui = ui
        self.status = status
        self._key = ui.words.number(key)
        self._word = ui.words(f"state.{status.value}")
        self.setCheckable(True)
        self.setAccessibleName(f"{self._word} {self._key}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Large enough for any thumb."""
        return QSize(self._ui.theme.px(84), self._ui.theme.px(84))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tint, shape, word and key."""
        theme = self._ui.theme
        colour = theme.token(self.status.value)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus() or self.underMouse()
        painter.setPen(QPen(colour if strong else theme.token("line"), 2 if strong else 1))
        painter.setBrush(theme.token(f"{self.status.value}-tint"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, theme.px(8), theme.px(8))
        side = theme.px(22)
        shape = QRectF(0, box.top() + theme.px(12), side, side)
        shape.moveLeft(box.center().x() - side / 2)
        paint_mark(painter, shape, self.status.value, colour)
        painter.setPen(colour)
        painter.setFont(theme.font("strong"))
        low = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        word = QRectF(box.left(), box.top() + theme.px(36), box.width(), theme.px(26))
        painter.drawText(word, low, self._word)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.token("muted"))
        key = QRectF(box.left(), box.top() + theme.px(60), box.width(), theme.px(20))
        painter.drawText(key, low, self._key)
        painter.end()
