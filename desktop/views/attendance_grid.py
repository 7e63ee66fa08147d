"""The register on the screen: a spreadsheet in which the keys 1 to 5 take attendance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.models.attendance import Status
from desktop.models.timetable import Session
from desktop.views.attendance_header import RegisterHeader
from desktop.views.attendance_keys import doubtful_state, is_text, state_of
from desktop.views.attendance_model import FROZEN, AttendanceModel, Index
from desktop.views.attendance_sheet import Row
from desktop.views.attendance_widths import widths
from desktop.views.frozen_columns import FrozenColumns, dress_register
from desktop.views.ui import Ui

HESITATION = 400
"""Milliseconds in which a second letter turns ภ or ถ from a command into a name."""


class AttendanceGrid(QTableView):
    """Says what the person wants; the screen does it. Letters go on as ``typed``.

    The first columns stay in view: a second table over the first shows them alone.
    """

    stated = Signal(object)
    repeated = Signal()
    typed = Signal(str)
    detailed = Signal()
    asked_history = Signal()
    copied = Signal()
    pasted = Signal()
    session_chosen = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.register = AttendanceModel(ui)
        self._doubt: tuple[Status, str] | None = None
        self._again = False
        self._waiting = QTimer(self, singleShot=True, interval=HESITATION)
        self._waiting.timeout.connect(self._believe)
        self.setObjectName("table")
        self._frozen = FrozenColumns(self)
        self.setModel(self.register)
        header = dress_register(ui, self.register, self, self)
        header.sectionClicked.connect(self._heading_clicked)
        self.setAccessibleName(ui.words("attendance.grid"))
        self._dress_frozen()
        self.selectionModel().currentChanged.connect(self._moved)
        self.register.modelReset.connect(self.fit)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._right_clicked)

    def show_register(self, rows: Sequence[Row], sessions: Sequence[Session], current: str) -> None:
        """Show these people and sessions; the cursor stays where it is."""
        at = self.currentIndex()
        place = (at.row(), at.column())
        other = current != self.register.current
        self.register.show(rows, sessions, current)
        if other:
            self.fit()
            self.repaint_all()
        if not self.currentIndex().isValid() and place[0] >= 0 and rows:
            self.go_to(min(place[0], len(rows) - 1), min(place[1], self.register.chance - 1))

    def current(self) -> tuple[Row, Session] | None:
        """Give the cell the cursor is in."""
        index = self.currentIndex()
        session = self.register.session_at(index.column())
        if not index.isValid() or session is None:
            return None
        return self.register.rows[index.row()], session

    def cells(self) -> list[tuple[Row, Session]]:
        """Give the selected cells, from top to bottom and left to right."""
        chosen = sorted((i.row(), i.column()) for i in self.selectedIndexes())
        found = [(self.register.rows[r], self.register.session_at(c)) for r, c in chosen]
        return [(row, session) for row, session in found if session is not None]

    def corner(self) -> tuple[int, int]:
        """Give row and column of the first selected cell: where a block is pasted."""
        chosen = self.selectedIndexes() or [self.currentIndex()]
        return min(i.row() for i in chosen), min(i.column() for i in chosen)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell, select it alone and bring it into view."""
        index = self.register.index(row, column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def go_down(self, step: int = 1) -> None:
        """Move the cursor to the next person, or stay on the last."""
        at = self.currentIndex()
        row = min(max(at.row() + step, 0), self.register.rowCount() - 1)
        if row >= 0:
            self.go_to(row, at.column())

    def fit(self) -> None:
        """Share the width there is among the columns."""
        room = self.viewport().width()
        for column, width in enumerate(widths(self.ui.theme, self.ui.words, self.register, room)):
            self.setColumnWidth(column, width)
            self._frozen.setColumnWidth(column, width)
            self._frozen.setColumnHidden(column, column >= FROZEN)
        self._frozen.place()

    def set_compact(self, compact: bool) -> None:
        """Give the headings one line instead of two."""
        for view in (self, self._frozen):
            header = view.horizontalHeader()
            if isinstance(header, RegisterHeader) and header.compact != compact:
                header.compact = compact
                view.updateGeometries()
        self.fit()

    def repaint_all(self) -> None:
        """Draw every cell again: another session is being taken."""
        for view in (self, self._frozen):
            view.viewport().update()
            view.horizontalHeader().viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a command; letters that are none go on to the search."""
        if self._doubt is not None and self._settle_doubt(event):
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif (command := _COMMANDS.get(Qt.Key(event.key()))) and not _with_control(event):
            command(self)
        elif is_text(event):
            self._text_key(event)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 (the name Qt gives it)
        """Tab moves along the row first, then on to the next control."""
        at = self.currentIndex()
        column = at.column() + (1 if next else -1)
        if at.isValid() and self.register.session_at(column) is not None:
            self.go_to(at.row(), column)
            return True
        return super().focusNextPrevChild(next)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a cell; a name stands for the person's cell in the session being taken."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.register.session_at(index.column()) is None:
            self._pick_person(index.row())
            return
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() == Qt.MouseButton.LeftButton
        here = index.isValid() and index == self.currentIndex() and self.hasFocus()
        self._again = here and plain and left
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the cell that was clicked when it was selected already."""
        super().mouseReleaseEvent(event)
        again, self._again = self._again, False
        if again and self.indexAt(event.position().toPoint()) == self.currentIndex():
            self.detailed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cell under the pointer."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.register.session_at(index.column()) is not None:
            self.detailed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring strong."""
        super().focusInEvent(event)
        self.repaint_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.fit()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, out from under the frozen columns."""
        super().scrollTo(index, hint)
        hidden = self._frozen.width() - self.visualRect(index).left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def _text_key(self, event: QKeyEvent) -> None:
        status = state_of(event)
        doubtful = doubtful_state(event)
        if status is not None:
            self.stated.emit(status)
        elif doubtful is not None:
            self._doubt = (doubtful, event.text())
            self._waiting.start()
        else:
            self.typed.emit(event.text())

    def _settle_doubt(self, event: QKeyEvent) -> bool:
        """Another key came after ภ or ถ: with a letter it was a name, else it was a command."""
        if self._doubt is None:
            return False
        if is_text(event) and state_of(event) is None:
            self._waiting.stop()
            letters, self._doubt = self._doubt[1] + event.text(), None
            self.typed.emit(letters)
            return True
        self._believe()
        return False

    def _believe(self) -> None:
        self._waiting.stop()
        doubt, self._doubt = self._doubt, None
        if doubt is not None:
            self.stated.emit(doubt[0])

    def _pick_person(self, row: int) -> None:
        column = self.register.column_of(self.register.current)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go_to(row, column if column >= 0 else FROZEN)

    def _right_clicked(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if index.isValid() and self.register.session_at(index.column()) is not None:
            self.go_to(index.row(), index.column())
            self.asked_history.emit()

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        """Draw the row left and the row entered again, and no other."""
        for view in (self, self._frozen):
            width, height = view.viewport().width(), self.ui.theme.row
            for row in {now.row(), before.row()} - {-1}:
                view.viewport().update(0, view.rowViewportPosition(row), width, height)

    def _dress_frozen(self) -> None:
        self._frozen.setModel(self.register)
        dress_register(self.ui, self.register, self._frozen, self)
        self._frozen.setSelectionModel(self.selectionModel())
        self._frozen.pressed_row.connect(self._pick_person)

    def _heading_clicked(self, column: int) -> None:
        session = self.register.session_at(column)
        if session is not None:
            self.session_chosen.emit(session.code)


def _with_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


_COMMANDS: Mapping[Qt.Key, Callable[[AttendanceGrid], object]] = {
    Qt.Key.Key_Return: lambda grid: grid.go_down(),
    Qt.Key.Key_Enter: lambda grid: grid.go_down(),
    Qt.Key.Key_Space: lambda grid: grid.repeated.emit(),
    Qt.Key.Key_Delete: lambda grid: grid.stated.emit(Status.UNMARKED),
    Qt.Key.Key_Backspace: lambda grid: grid.stated.emit(Status.UNMARKED),
    Qt.Key.Key_F2: lambda grid: grid.detailed.emit(),
}
