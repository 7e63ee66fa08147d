"""A small list inside a row: the papers of a step, each with its sheets, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.forms import Field
from desktop.views.form_fields.editor import Answer, Editor
from desktop.views.form_fields.plain import LineEditor
from desktop.views.form_fields.understood import CountEditor, UnderstoodEditor
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button

NARROW = 110


class PapersEditor(Editor):
    """One line for each; an empty one stands ready at the end."""

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self._lines: list[_Line] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(ui.theme.px(6))
        self.rows.addLayout(self._list)
        self.more = Button(ui, ui.words("fill.one_more"), "quiet", "plus", self._add)
        self.rows.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_value(None)

    def value(self) -> Answer:
        """Give the lines that hold something."""
        return [row for line in self._lines if (row := line.value())] or None

    def set_value(self, value: Answer) -> None:
        """Show what there is, and one line to go on."""
        for line in list(self._lines):
            self._drop(line)
        listed = value if isinstance(value, list) else []
        rows: list[dict[str, Any]] = [dict(row) for row in listed if isinstance(row, Mapping)]
        for row in rows or [{}]:
            self._append(row)

    def troubled(self) -> bool:
        """Whether a number is not understood yet."""
        return any(line.troubled() for line in self._lines)

    def begin(self) -> None:
        """Put the cursor into the first line."""
        self._lines[0].begin()

    def _append(self, row: dict[str, Any]) -> _Line:
        line = _Line(self.ui, self.asked, row)
        line.changed.connect(lambda: self.changed.emit())
        line.remove.clicked.connect(partial(self._remove, line))
        self._lines.append(line)
        self._list.addWidget(line)
        return line

    def _add(self) -> None:
        self._append({}).begin()

    def _drop(self, line: _Line) -> None:
        self._lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _remove(self, line: _Line) -> None:
        self._drop(line)
        if not self._lines:
            self._append({})
        self.more.setFocus()
        self.changed.emit()


class _Line(Editor):
    """The columns of one line."""

    def __init__(self, ui: Ui, asked: Field, row: dict[str, Any]) -> None:
        super().__init__(ui, asked)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        self.cells: dict[str, LineEditor | CountEditor] = {}
        for column in asked.columns:
            cell = CountEditor(ui, column) if column.kind == "count" else LineEditor(ui, column)
            cell.set_value(row.get(column.code))
            cell.entry.setPlaceholderText(cell.label())
            cell.changed.connect(lambda: self.changed.emit())
            if isinstance(cell, UnderstoodEditor):
                cell.entry.setFixedWidth(ui.theme.px(NARROW))
                cell.told.hide()
            self.cells[column.code] = cell
            across.addWidget(cell, 0 if column.kind == "count" else 1)
        self.remove = Button(ui, "", "quiet", "x", tip=ui.words("fill.remove_line"))
        across.addWidget(self.remove)
        self.rows.addLayout(across)

    def value(self) -> Answer:
        """Give the columns that hold something."""
        found = {code: cell.value() for code, cell in self.cells.items()}
        return {code: value for code, value in found.items() if value is not None} or None

    def troubled(self) -> bool:
        """Whether a number is not understood yet."""
        return any(cell.troubled() for cell in self.cells.values())

    def begin(self) -> None:
        """Put the cursor into the first column."""
        first: QWidget = next(iter(self.cells.values())).entry
        first.setFocus()
