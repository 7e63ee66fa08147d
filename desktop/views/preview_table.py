"""The rows of a foreign sheet with what will become of each, mendable in place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.roster import IN_CLASS, Review, Row
from desktop.models.roster_cells import Edits
from desktop.models.roster_header import Columns
from desktop.models.roster_preview import Wish, cell, heading, looked_at, used_columns, wanted
from desktop.models.sheet import Sheet
from desktop.views.mapping_bar import MappingBar
from desktop.views.table import TableView
from desktop.views.table_model import Column
from desktop.views.ui import Ui

SHAPES: dict[Wish, str] = {
    "accepted": "present",
    "doubtful": "late",
    "duplicate": "excused",
    "rejected": "absent",
    "skipped": "unmarked",
}
_FROZEN = 3
_FIXED = 4
_SAMPLE = 80
_DROP_DOWN = 64  # what a drop-down needs besides its words
_WIDEST, _NARROWEST = 300, 110
_TINTS = {"rejected": "danger-tint", "accepted": "warning-tint"}


class PreviewTable(QWidget):
    """``mapped`` and ``typed`` tell what a person changed; ``show_review`` shows the answer."""

    mapped = Signal(int, str)
    typed = Signal(int, int, str)

    def __init__(self, ui: Ui, sheet: Sheet, columns: Columns) -> None:
        super().__init__()
        self._ui = ui
        self._sheet = sheet
        self._columns = columns
        self._edits: Edits = {}
        self._review = Review(())
        self._used = used_columns(sheet, columns)
        headings = {at: heading(sheet, columns, at) for at in self._used}
        ui.settings.pop("table.import", None)  # widths follow each file, not the one before
        self.table = TableView(
            ui, "import", self._described(headings), _FROZEN, self.sentence, whole_rows=False
        )
        self.table.setAccessibleName(ui.words("import.table"))
        self.table.opened.connect(self.mend)
        self.bar = MappingBar(ui, self.table, _FROZEN, _FIXED, headings)
        self.bar.changed.connect(self.mapped)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self.table, 1)
        self.setTabOrder(self.bar, self.table)

    def show_review(self, columns: Columns, edits: Edits, reviewed: Review, wish: Wish) -> None:
        """Show the rows of one kind as they stand now."""
        self._columns, self._edits, self._review = columns, edits, reviewed
        self.bar.show_columns(columns)
        remarks = any(row.problems or row.duplicate_of is not None for row in reviewed.rows)
        self.table.setColumnHidden(_FROZEN, not remarks)
        self.table.set_rows(wanted(reviewed.rows, wish))
        self.bar.place()

    def sentence(self, row: Row) -> str:
        """Say of a row what becomes of it, and what is amiss."""
        words = self._ui.words
        number = words("import.row", row=row.number)
        said = (number, self._fate(row), row.person.name, self._remark(row))
        return ", ".join(part for part in said if part)

    def begin(self) -> None:
        """Put the cursor into the first cell that came from the sheet."""
        if self.table.rows_model.rowCount() and self._used:
            self.table.go_to(0, _FIXED)
        self.table.setFocus()

    def mend(self, row: Row) -> None:
        """Go to the first cell of a row that wants mending, and edit it."""
        fields = {problem.field for problem in row.problems}
        if "name" in fields and "name" not in self._columns.fields.values():
            fields.add("first")
        for at, column in enumerate(self._used, _FIXED):
            if self._columns.fields.get(column) in fields:
                self.table.go_to(self.table.rows_model.rows().index(row), at)
                self.table.edit(self.table.currentIndex())
                return

    def _described(self, headings: Mapping[int, str]) -> tuple[Column, ...]:
        words = self._ui.words
        fixed = (
            Column(
                "number", "import.column.row", 76, "right", lambda r: words.number(r.number),
                lambda r: r.number,
            ),
            Column("fate", "import.column.fate", 150, text=self._fate, state=_shape),
            Column("name", "import.column.name", 230, text=lambda r: r.person.name),
            Column("remark", "import.column.remark", 300, text=self._remark, tint=_remark_tint),
        )  # fmt: skip
        return fixed + tuple(
            Column(
                f"column{column}", name or words("import.untitled", n=column + 1),
                self._width(column, name), text=partial(self._cell, column),
                tint=partial(self._tint, column), edit=partial(self._type, column),
            )
            for column, name in headings.items()
        )  # fmt: skip

    def _width(self, column: int, name: str) -> int:
        rows = self._sheet.rows[max(0, self._columns.data_row - 1) :][:_SAMPLE]
        field = self._columns.fields.get(column)
        means = self._ui.words(f"roster.field.{field}") if field else ""
        metrics = QFontMetrics(self._ui.theme.font("body"))
        texts = [row[column] for row in rows if column < len(row)] + [name]
        widest = max(metrics.horizontalAdvance(text) for text in texts) + self._ui.theme.px(28)
        chosen = metrics.horizontalAdvance(means) + self._ui.theme.px(_DROP_DOWN)
        room = round(max(widest, chosen) / self._ui.theme.scale)
        return min(_WIDEST, max(_NARROWEST, room))

    def _cell(self, column: int, row: Row) -> str:
        return cell(self._sheet, self._columns, self._edits, row.number, column)

    def _type(self, column: int, row: Row, text: str) -> None:
        self.typed.emit(row.number, column, text)

    def _fate(self, row: Row) -> str:
        seen = looked_at(row)
        return self._ui.words(
            "import.fate.doubtful" if seen == "doubtful" else f"roster.fate.{seen}"
        )

    def _remark(self, row: Row) -> str:
        words = self._ui.words
        said = [words(f"roster.problem.{problem.code}") for problem in row.problems]
        if row.duplicate_of == IN_CLASS:
            said.insert(0, words("roster.duplicate.in_class"))
        elif row.duplicate_of is not None:
            said.insert(0, words("roster.duplicate.row", row=row.duplicate_of))
        elif row.fate == "skipped":
            said.append(words("import.remark.skipped"))
        return " ".join(said)

    def _tint(self, column: int, row: Row) -> str:
        field = self._columns.fields.get(column)
        for problem in row.problems:
            if problem.field == field or (problem.field == "name" and field in ("first", "last")):
                return _TINTS.get(row.fate, "warning-tint")
        return ""


def _shape(row: Row) -> str:
    return SHAPES[looked_at(row)]


def _remark_tint(row: Row) -> str:
    return _TINTS.get(row.fate, "") if row.problems else ""
