"""The register as a table: seat, name, agency, the sessions, and what is still possible."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.models.timetable import Session
from desktop.views.attendance_sheet import Row
from desktop.views.attendance_words import (
    account_words,
    chance_words,
    mark_words,
    row_sentence,
    session_hours,
)
from desktop.views.ui import Ui

Index = QModelIndex | QPersistentModelIndex

SEAT, NAME, AGENCY, FROZEN = 0, 1, 2, 3
_FEW = 3
_NOWHERE = QModelIndex()
_HEADINGS = ("attendance.column.seat", "attendance.column.name", "column.agency")


class AttendanceModel(QAbstractTableModel):
    """Only session cells can be entered; a row that did not change is not painted again."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.rows: tuple[Row, ...] = ()
        self.sessions: tuple[Session, ...] = ()
        self.current = ""

    @property
    def chance(self) -> int:
        """The last column: what is still possible."""
        return FROZEN + len(self.sessions)

    def show(self, rows: Sequence[Row], sessions: Sequence[Session], current: str) -> None:
        """Show a register; where the same people stand in the same places only marks change."""
        old, new = self.rows, tuple(rows)
        same = self.sessions == tuple(sessions) and [r.person.id for r in old] == [
            r.person.id for r in new
        ]
        if not same:
            self.beginResetModel()
        self.rows, self.sessions, self.current = new, tuple(sessions), current
        if not same:
            self.endResetModel()
            return
        pairs = enumerate(zip(old, new, strict=True))
        self._announce([at for at, (before, after) in pairs if before is not after])

    def _announce(self, changed: Sequence[int]) -> None:
        """Say which cells changed; a view redraws one cell, or all of them for any range."""
        columns = range(self.columnCount())
        if len(changed) > _FEW:
            self.dataChanged.emit(
                self.index(changed[0], 0), self.index(changed[-1], columns.stop - 1)
            )
            return
        for index in (self.index(row, column) for row in changed for column in columns):
            self.dataChanged.emit(index, index)

    def session_at(self, column: int) -> Session | None:
        """Give the session of a column."""
        at = column - FROZEN
        return self.sessions[at] if 0 <= at < len(self.sessions) else None

    def column_of(self, code: str) -> int:
        """Give the column of a session, -1 when it is not on the screen."""
        codes = [s.code for s in self.sessions]
        return FROZEN + codes.index(code) if code in codes else -1

    def row_of(self, enrolment: str) -> int:
        """Give the place of a person, -1 when they are not on the screen."""
        return next((at for at, r in enumerate(self.rows) if r.person.id == enrolment), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the people in view."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else FROZEN + len(self.sessions) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the cursor into sessions only."""
        if self.session_at(index.column()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a cell, what stands behind them, or the row as a sentence."""
        row = self.rows[index.row()]
        session = self.session_at(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(row, index.column(), session)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._behind(row, index.column(), session)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            about = session or self.session_at(self.column_of(self.current))
            return row_sentence(self._ui.words, row, about) if about else row.person.name
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column; of a session also its title and hours."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        session, words = self.session_at(section), self._ui.words
        if role == Qt.ItemDataRole.ToolTipRole and session is not None:
            return f"{session.title(words.language)} · {session_hours(words, session)}"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if session is not None:
            return session.code
        return words(_HEADINGS[section] if section < FROZEN else "attendance.column.chance")

    def _said(self, row: Row, column: int, session: Session | None) -> str:
        words = self._ui.words
        if session is not None:
            return mark_words(words, row.mark_in(session))
        if column == SEAT:
            return words.number(row.person.seat)
        if column == NAME:
            return row.person.name
        return row.person.person.agency if column == AGENCY else chance_words(words, row)

    def _behind(self, row: Row, column: int, session: Session | None) -> str:
        words = self._ui.words
        if session is not None:
            said = mark_words(words, row.mark_in(session))
            dispute = words("attendance.disputed") if session.code in row.disputed else ""
            return "\n".join(part for part in (f"{row.person.name} · {said}", dispute) if part)
        if column == self.chance:
            return f"{row.person.name}\n{account_words(words, row)}"
        return self._said(row, column, None)
