"""Who has sent a form and who has not: chips with counts over a list, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.submissions import Overview
from desktop.models.submissions import State
from desktop.views.opening_table import OpeningTable
from desktop.views.reviewing.people_columns import columns, is_late
from desktop.views.reviewing.states import OWING, SHAPES, Filter, state_words, tally
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.flow import Flow

Run = Callable[[], object]
LARGE = 1.2


class PeopleList(QWidget):
    """``opened`` carries the row somebody wants to read."""

    opened = Signal(object)

    def __init__(self, ui: Ui, read: Run, remind: Run, more: Run, change_due: Run) -> None:
        super().__init__()
        self._ui = ui
        self._wanted: set[Filter] = set()
        self._people: list[Overview] = []
        words, brief = ui.words, ui.theme.scale > LARGE
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(10))
        self.due = ElidedLabel()
        self.change_due = Button(ui, words("reviewing.due.change"), "link", run=change_due)
        said = words("reviewing.remind")
        self.remind = Button(ui, "" if brief else said, "plain", "users", remind, said)
        printing = words("reviewing.more")
        self.more = Button(ui, "" if brief else printing, "plain", "printer", more, printing)
        self.read = Button(ui, "", "primary", "eye", read)
        above = QHBoxLayout()
        above.setSpacing(ui.theme.px(8))
        above.addWidget(self.due)
        above.addWidget(self.change_due)
        above.addStretch(1)
        for button in (self.more, self.remind, self.read):
            above.addWidget(button)
        rows.addLayout(above)
        rows.addLayout(self._chips())
        self.table = OpeningTable(ui, "reviewing", columns(ui), frozen=2)
        self.table.setAccessibleName(words("reviewing.people"))
        self.table.opened.connect(self.opened.emit)
        self.table.set_empty(EmptyState(ui, "list-filter", words("table.nothing_left")))
        rows.addWidget(self.table, 1)

    def set_people(self, people: Sequence[Overview], readable: bool, reviewed: bool) -> None:
        """Show where everybody stands.

        ``readable`` says whether single works may be read, ``reviewed`` whether they wait for it.
        """
        kept = self.current()
        self._people = list(people)
        counts = tally(row.state for row in people)
        for state, chip in self.chips.items():
            n = sum(map(is_late, people)) if state == "late" else counts[State(state)]
            chip.set_count(n)
            chip.setVisible(n > 0 or state in self._wanted)
        waiting = counts[State.SUBMITTED] if reviewed else 0
        self.read.set_text(self._ui.words("reviewing.read", n=waiting) if waiting else
                           self._ui.words("reviewing.read_any"))  # fmt: skip
        self.read.setVisible(readable)
        sent = any(row.latest is not None for row in people)
        self.read.setEnabled(sent)
        self.remind.setEnabled(any(row.state in OWING for row in people))
        self.table.setAccessibleDescription(
            self._ui.words("reviewing.people_keys") if readable else ""
        )
        self._show(kept)

    def set_due(self, text: str) -> None:
        """Say until when it is to be sent."""
        self.due.setText(text)

    def current(self) -> Overview | None:
        """Give the row the cursor is in."""
        row: Overview | None = self.table.current_row()
        return row

    def select(self, enrolment: str) -> None:
        """Put the cursor on a person."""
        rows = self.table.rows_model.rows()
        at = next((n for n, row in enumerate(rows) if row.enrolment.id == enrolment), -1)
        if at >= 0:
            self.table.select_row(at)

    def _chips(self) -> Flow:
        flow = Flow(self._ui.theme.px(8))
        self.chips: dict[Filter, Chip] = {}
        kinds: tuple[Filter, ...] = (*State, "late")
        for kind in kinds:
            if kind == "late":
                chip = Chip(self._ui, self._ui.words("reviewing.late"), 0)
            else:
                state = State(kind)
                chip = Chip(self._ui, state_words(self._ui.words, state), 0, SHAPES[state])
            chip.toggled.connect(partial(self._filter, kind))
            self.chips[kind] = chip
            flow.addWidget(chip)
        return flow

    def _filter(self, kind: Filter, wanted: bool) -> None:
        (self._wanted.add if wanted else self._wanted.discard)(kind)
        self._show(self.current())

    def _show(self, kept: Overview | None) -> None:
        rows = [row for row in self._people if not self._wanted or self._passes(row)]
        self.table.set_rows(rows)
        if kept is not None:
            self.select(kept.enrolment.id)
        elif rows:
            self.table.select_row(0)

    def _passes(self, row: Overview) -> bool:
        return row.state in self._wanted or ("late" in self._wanted and is_late(row))
