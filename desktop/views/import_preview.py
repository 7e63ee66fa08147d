"""What was understood of a sheet, how many come in, and every row; all of it changeable."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.roster import Review, Row
from desktop.models.roster_cells import Edits
from desktop.models.roster_header import Columns
from desktop.models.roster_preview import WISHES, Wish, counts, with_header_row
from desktop.models.roster_words import Field
from desktop.models.sheet import Sheet
from desktop.views.preview_table import SHAPES, PreviewTable
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.label import Label
from desktop.views.widgets.number_field import NumberField
from desktop.views.widgets.wrap_label import WrapLabel

Judge = Callable[[Columns, Edits], Review]


class ImportPreview(QWidget):
    """Judges the rows anew after every correction; ``counted`` tells how many come in now.

    ``hint`` says what becomes of the row under the cursor; whoever shows the preview places it.
    """

    counted = Signal(int)

    def __init__(self, ui: Ui, sheet: Sheet, columns: Columns, judge: Judge) -> None:
        super().__init__()
        self._ui = ui
        self._sheet = sheet
        self._columns = columns
        self._judge = judge
        self._edits: dict[tuple[int, Field], str] = {}
        self._wish: Wish = "all"
        self.review = Review(())
        # Judging replaces the rows under an editor that is still closing: it waits its turn.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.judge_again)
        self.table = PreviewTable(ui, sheet, columns)
        self.table.mapped.connect(self._map)
        self.table.typed.connect(self._type)
        self.table.table.current_changed.connect(self._tell)
        self.hint = WrapLabel(ui, "", "muted")
        self._lay_out()

    def begin(self) -> None:
        """Judge the rows for the first time, with the cursor in the first cell."""
        self.judge_again()
        self.table.begin()

    def judge_again(self) -> None:
        """Decide every row's fate as things stand, and show it."""
        self.review = self._judge(self._columns, self._edits)
        for wish, number in counts(self.review).items():
            self.chips[wish].set_count(number)
            self.chips[wish].setVisible(wish in ("all", "accepted") or number > 0)
            if wish == self._wish and not number:
                self._wish = "all"
        self.show_only(self._wish)
        self.counted.emit(len(self.review.accepted))

    def show_only(self, wish: Wish) -> None:
        """Show the rows of one kind."""
        self._wish = wish
        for name, chip in self.chips.items():
            chip.setChecked(name == wish)
        self.table.show_review(self._columns, self._edits, self.review, wish)
        self._tell(self.table.table.current_row())

    def _lay_out(self) -> None:
        px = self._ui.theme.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        if self._sheet.repaired:
            note = Card(self._ui, tone="info")
            note.rows.addWidget(WrapLabel(self._ui, self._ui.words("roster.repaired")))
            rows.addWidget(note)
        rows.addLayout(self._summary())
        rows.addWidget(self.table, 1)

    def _summary(self) -> QHBoxLayout:
        words, px = self._ui.words, self._ui.theme.px
        chips = Flow(px(8))
        self.chips: dict[Wish, Chip] = {}
        for wish in WISHES:
            chip = Chip(self._ui, words(f"import.chip.{wish}"), state=SHAPES.get(wish, ""))
            chip.clicked.connect(lambda _=False, wish=wish: self.show_only(wish))
            self.chips[wish] = chip
            chips.addWidget(chip)
        across = QHBoxLayout()
        across.setSpacing(px(8))
        across.addLayout(chips, 1)
        label = Label(words("import.header_row"), "muted")
        self.header_row = NumberField(self._ui, 0, len(self._sheet.rows), self._columns.header_row)
        self.header_row.setAccessibleName(words("import.header_row"))
        self.header_row.setFixedWidth(px(96))
        self.header_row.valueChanged.connect(self._set_header)
        label.setBuddy(self.header_row)
        across.addWidget(label)
        across.addWidget(self.header_row)
        return across

    def _set_header(self, row: int) -> None:
        self._columns = with_header_row(self._sheet, self._columns, row)
        self._soon.start()

    def _map(self, column: int, field: str) -> None:
        self._columns = self._columns.with_field(column, cast("Field", field) if field else None)
        self._soon.start()

    def _type(self, number: int, column: int, text: str) -> None:
        field = self._columns.fields.get(column)
        if field is not None:
            self._edits[number, field] = text
            self._soon.start()

    def _tell(self, row: Row | None) -> None:
        """Say what becomes of the row under the cursor, and how to mend it."""
        words = self._ui.words
        if not self._columns.has_name:
            self.hint.set_text(words("import.hint.no_name"))
        elif row is not None and row.problems:
            self.hint.set_text(words("import.hint.mend", said=self.table.sentence(row)))
        elif row is not None and row.fate != "accepted":
            self.hint.set_text(self.table.sentence(row))
        else:
            self.hint.set_text(words("import.hint.plain"))
