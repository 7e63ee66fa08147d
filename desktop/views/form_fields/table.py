"""A table for people who fear tables: a list of cards, one open at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models import form_rows
from desktop.models.form_rows import Row
from desktop.models.forms import Field
from desktop.views.form_fields.editor import Answer, Editor, rows_of
from desktop.views.form_fields.row_card import MakeEditor, RowCard
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label

DEEDS = ("up", "down", "remove")
STEP_DEEDS = ("up", "down", "split", "merge", "remove")
REMEMBERED = 20
SHOWN = 40
"""So many rows are shown at once; a button shows as many more."""
MANY = 4


@dataclass(frozen=True, slots=True)
class Done:
    """A deed on the list that can be taken back, and the rows before it."""

    deed: str
    number: int
    rows: tuple[Row, ...]


class TableEditor(Editor):
    """Rows are added, moved, split, merged and removed; each deed can be taken back by its name.

    ``prefix`` begins the ids of new rows. A table whose rows are steps (they have an actor) can be
    split and merged, too.
    """

    def __init__(
        self, ui: Ui, asked: Field, make: MakeEditor, *, prefix: str = "r", large: bool = False
    ) -> None:
        super().__init__(ui, asked, large=large)
        self._make = make
        self._prefix = prefix
        self._value: list[Row] = []
        self._done: list[Done] = []
        self.steps = asked.column("actor") is not None
        self.cards: dict[str, RowCard] = {}
        self._shown = SHOWN
        self._box = QWidget()
        self._list = QVBoxLayout(self._box)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(ui.theme.px(8))
        self.rows.addWidget(self._box)
        self.more = Button(ui, "", "quiet", "chevron-down", self._show_more)
        self.rows.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()
        self._bar = QHBoxLayout()
        self._bar.setSpacing(ui.theme.px(8))
        self.add = Button(ui, self._add_words(), "plain", "plus", self.add_row)
        self._bar.addWidget(self.add)
        self._bar.addStretch(1)
        self.rows.addLayout(self._bar)
        self._back = QWidget()
        back = QHBoxLayout(self._back)
        back.setContentsMargins(0, 0, 0, 0)
        self.told = Label()
        self.undo = Button(ui, ui.words("common.undo"), "plain", "undo-2", self.take_back)
        back.addWidget(self.told)
        back.addWidget(self.undo)
        back.addStretch(1)
        self._back.hide()
        self.rows.addWidget(self._back)

    def value(self) -> Answer:
        """Give the rows, those with nothing in them left out."""
        return [dict(row) for row in self._value if len(row) > 1] or None

    def set_value(self, value: Answer) -> None:
        """Show rows; nothing can be taken back any more."""
        self._value = [dict(row) for row in rows_of(value)]
        self._done = []
        self._show()

    def troubled(self) -> bool:
        """Whether something typed is not understood yet."""
        return any(card.troubled() for card in self.cards.values())

    def begin(self) -> None:
        """Put the cursor where one adds a row."""
        self.add.setFocus()

    def add_row(self) -> None:
        """Add a row at the end and open it."""
        self.put_rows([*self._value, {"id": self.fresh_id()}], "add", len(self._value) + 1)
        self.open_row(len(self._value))

    def fresh_id(self) -> str:
        """Name a new row as no row here is named, nor was in what can be taken back."""
        seen = [*self._value, *(row for done in self._done for row in done.rows)]
        return form_rows.new_id(seen, self._prefix)

    def open_row(self, number: int, column: str = "") -> None:
        """Open a row (counted from 1), close the others, and put the cursor into it."""
        if not 1 <= number <= len(self._value):
            return
        if number > self._shown:
            self._shown = number
            self._show()
        card = self.cards[str(self._value[number - 1]["id"])]
        for other in self.cards.values():
            if other is not card:
                other.close_up()
        card.open()
        self.moved()
        # Once the page has made room: what is not laid out yet cannot be scrolled to.
        QTimer.singleShot(0, card, partial(card.begin, column))

    def put_rows(self, rows: Sequence[Row], deed: str, number: int) -> None:
        """Do something to the list as a whole; it can be taken back."""
        before = tuple(dict(row) for row in self._value)
        self._done = [*self._done[-REMEMBERED:], Done(deed, number, before)]
        self._value = list(rows)
        self._show()
        self.changed.emit()

    def take_back(self) -> None:
        """Take the last deed back."""
        if self._done:
            self._value = list(self._done.pop().rows)
            self._show()
            self.changed.emit()
            (self.undo if self._done else self.add).setFocus()

    def moved(self) -> None:
        """Follow a card that was opened or closed; a table with more to say overrides it."""

    def row_typed(self, card: RowCard, row: Row) -> Row:
        """Look at a row after somebody typed in it, and give it as it shall be."""
        return row

    def _add_words(self) -> str:
        return self.ui.words("fill.add_step" if self.steps else "fill.add_row")

    def _show(self) -> None:
        """Bring the cards in line with the rows; a card stays with its row."""
        shown = self._value[: self._shown]
        wanted = {str(row["id"]) for row in shown}
        for row_id in [row_id for row_id in self.cards if row_id not in wanted]:
            card = self.cards.pop(row_id)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        if len(wanted) - len(self.cards) > MANY:
            self._box.hide()  # else each new card would lay out all the others again
        for at, row in enumerate(shown):
            card = self.cards.get(str(row["id"])) or self._new_card(str(row["id"]))
            if card.is_open and card.row() != row:
                card.close_up()
            card.set_row(row, at + 1, len(self._value))
            if self._list.indexOf(card) != at:
                self._list.insertWidget(at, card)
        self._box.setVisible(bool(shown))
        left = len(self._value) - len(shown)
        self.more.set_text(self.ui.words("fill.more_rows", n=left))
        self.more.setVisible(left > 0)
        self._tell()
        self.moved()

    def _show_more(self) -> None:
        self._shown += SHOWN
        self._show()

    def _new_card(self, row_id: str) -> RowCard:
        card = RowCard(
            self.ui,
            self.asked,
            self._make,
            STEP_DEEDS if self.steps else DEEDS,
            large=self.large,
        )
        card.asked_for.connect(partial(self._asked, row_id))
        card.changed.connect(partial(self._typed, row_id))
        self.cards[row_id] = card
        return card

    def _place(self, row_id: str) -> int:
        return next(at for at, row in enumerate(self._value) if row["id"] == row_id)

    def _typed(self, row_id: str) -> None:
        at, card = self._place(row_id), self.cards[row_id]
        self._value[at] = self.row_typed(card, card.row())
        self.changed.emit()

    def _asked(self, row_id: str, deed: str) -> None:
        at = self._place(row_id)
        rows = self._value
        match deed:
            case "open" | "done" if self.cards[row_id].is_open:
                self.cards[row_id].close_up()
                self.moved()
                (self.add if deed == "done" else self.cards[row_id].deeds["open"]).setFocus()
            case "open":
                self.open_row(at + 1)
            case "up" | "down":
                self.put_rows(form_rows.moved(rows, at, -1 if deed == "up" else 1), deed, at + 1)
                self.cards[row_id].deeds[deed].setFocus()
            case "split":
                self.put_rows(form_rows.split(rows, at, self.fresh_id()), deed, at + 1)
                self.open_row(at + 2)
            case "merge":
                self.put_rows(form_rows.merged(rows, at), deed, at + 1)
                self.open_row(at + 1)
            case "remove":
                self.put_rows(form_rows.without(rows, at), deed, at + 1)
                self.undo.setFocus()

    def _tell(self) -> None:
        """Say what can be taken back: everything but having added, which is seen."""
        last = self._done[-1] if self._done else None
        self._back.setVisible(last is not None and last.deed != "add")
        if last is not None:
            self.told.setText(self.ui.words(f"fill.done.{last.deed}", number=last.number))
