"""Rows as they are, columns described as data: what a table shows and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter

from desktop.models.refusal import Refused
from desktop.views.theme import Theme
from desktop.views.ui import Ui

Row = Any
Key = Any
Index = QModelIndex | QPersistentModelIndex
Paint = Callable[[QPainter, QRectF, Row, Theme], None]

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where its text comes from and how it looks.

    Without ``text`` the row's attribute ``key`` is shown. ``state`` names the attendance state
    of a cell, drawn as shape, word and tint; ``tint`` names a token to lay under a cell;
    ``edit`` makes it editable and may raise ``Refused``; ``paint`` draws the cell itself.
    The one that ``grows`` takes more than its width where its words need it.
    """

    key: str
    heading: str
    width: int = 120
    align: Literal["left", "right", "centre"] = "left"
    text: Callable[[Row], str] | None = None
    sort: Callable[[Row], Any] | None = None
    state: Callable[[Row], str] | None = None
    tint: Callable[[Row], str] | None = None
    paint: Paint | None = None
    edit: Callable[[Row, str], object] | None = None
    quiet: bool = False
    grows: bool = False

    def say(self, row: Row) -> str:
        """Give the text of this column's cell."""
        return self.text(row) if self.text is not None else str(getattr(row, self.key))

    def order(self, row: Row) -> Key:
        """Give what this column sorts by."""
        return self.sort(row) if self.sort is not None else self.say(row)


class TableModel(QAbstractTableModel):
    """Holds all rows and the ones in view; sorts and filters only when somebody asks."""

    refused = Signal(Refused)

    def __init__(
        self, ui: Ui, columns: Sequence[Column], sentence: Callable[[Row], str] | None = None
    ) -> None:
        super().__init__()
        self._ui = ui
        self.columns = tuple(columns)
        self.sorted: tuple[int, bool] | None = None
        self.filters: dict[int, frozenset[str] | str] = {}
        self._sentence = sentence or self._told
        self._all: list[Row] = []
        self._shown: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order and under the filters now chosen."""
        self.beginResetModel()
        self._all = list(rows)
        self._arrange()
        self.endResetModel()

    def replace(self, old: Row, new: Row) -> None:
        """Show ``new`` where ``old`` stands; nothing moves."""
        self._all[self._all.index(old)] = new
        if old in self._shown:
            at = self._shown.index(old)
            self._shown[at] = new
            # Cell by cell: told of a range, Qt paints the whole table again.
            for column in range(len(self.columns)):
                cell = self.index(at, column)
                self.dataChanged.emit(cell, cell)

    def rows(self) -> list[Row]:
        """Give the rows in view, from top to bottom."""
        return list(self._shown)

    def row(self, at: int) -> Row:
        """Give one row in view."""
        return self._shown[at]

    def all_rows(self) -> list[Row]:
        """Give every row, also those a filter hides."""
        return list(self._all)

    def sort_by(self, column: int | None, descending: bool = False) -> None:
        """Sort by a column, or go back to the order the rows came in."""
        self._rearrange(None if column is None else (column, descending), self.filters)

    def filter_by(self, column: int, wanted: frozenset[str] | str | None) -> None:
        """Show only rows whose cell is one of ``wanted`` texts or holds the text; None clears."""
        filters = {at: wish for at, wish in self.filters.items() if at != column}
        if wanted is not None:
            filters[column] = wanted
        self._rearrange(self.sorted, filters)

    def values(self, column: int) -> list[str]:
        """Give the different texts of a column, each once, in its own order."""
        rows = sorted(self._all, key=self.columns[column].order)
        return list(dict.fromkeys(self.columns[column].say(row) for row in rows))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows in view."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the text of a cell, or the whole row as a sentence for a screen reader."""
        column, row = self.columns[index.column()], self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return column.say(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.say(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column."""
        known = orientation == Qt.Orientation.Horizontal and section < len(self.columns)
        if known and role == Qt.ItemDataRole.DisplayRole:
            key = self.columns[section].heading
            return self._ui.words(key) if self._ui.words.has(key) else key
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells with an ``edit`` be edited."""
        flags = super().flags(index)
        editable = index.isValid() and self.columns[index.column()].edit is not None
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand what was typed to the column; a refusal is told and changes nothing."""
        column = self.columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or column.edit is None:
            return False
        row = self._shown[index.row()]
        if column.say(row) == value:
            return False
        try:
            column.edit(row, str(value))
        except Refused as refused:
            self.refused.emit(refused)
            return False
        return True

    def _rearrange(
        self, order: tuple[int, bool] | None, filters: dict[int, frozenset[str] | str]
    ) -> None:
        self.beginResetModel()
        self.sorted, self.filters = order, filters
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        self._shown = [row for row in self._all if self._passes(row)]
        if self.sorted is not None:
            column, descending = self.sorted
            self._shown.sort(key=self.columns[column].order, reverse=descending)

    def _passes(self, row: Row) -> bool:
        return all(_fits(self.columns[at].say(row), wish) for at, wish in self.filters.items())

    def _told(self, row: Row) -> str:
        parts = [
            f"{self.headerData(at, Qt.Orientation.Horizontal)} {column.say(row)}"
            for at, column in enumerate(self.columns)
            if column.say(row)
        ]
        return ", ".join(parts)


def _fits(text: str, wish: frozenset[str] | str) -> bool:
    if isinstance(wish, str):
        return wish.casefold() in text.casefold()
    return text in wish
