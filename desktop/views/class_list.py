"""Every class with its state; one line leads into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.classes import Class, stage
from desktop.store import classes as shelf
from desktop.views.class_words import class_days, class_title
from desktop.views.new_class_dialog import open_new_class
from desktop.views.stage_pill import paint_stage, stage_word
from desktop.views.table import TableView
from desktop.views.table_model import Column
from desktop.views.theme import Theme
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Section
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.empty_state import EmptyState

STAGES = ("running", "open", "draft", "ended", "closed", "archived")


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class as the list shows it."""

    of: Class
    stage: str
    people: int
    certificates: int


class ClassTable(TableView):
    """Enter opens: nothing is typed into this list, so Enter has nothing better to do."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the class the cursor is on."""
        row = self.current_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)


class ClassListView(View):
    """The classes, filtered by state; what a person chose stays chosen while they are away."""

    shows: ClassVar[frozenset[str]] = frozenset({"class", "enrolment", "certificate"})
    chosen = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._stage = ""
        self._rows: list[ClassRow] = []

    def build(self, page: QVBoxLayout) -> None:
        """Make heading, filters and table."""
        words = self.ui.words
        self.heading = Section(self.ui, words("classes.heading"), page=True)
        self.new = Button(
            self.ui,
            words("classes.new"),
            "primary",
            "calendar-plus",
            partial(open_new_class, self.ui, self),
        )
        self.heading.buttons.addWidget(self.new)
        page.addWidget(self.heading)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(self.ui.theme.px(8))
        page.addLayout(self._chips)
        self.table = ClassTable(
            self.ui, "classes", self._columns(), 1, sentence=partial(_sentence, self.ui)
        )
        self.table.setAccessibleName(words("classes.heading"))
        self.table.opened.connect(lambda row: self.chosen.emit(row.of.id))
        page.addWidget(self.table, 1)
        self.empty = EmptyState(
            self.ui,
            "graduation-cap",
            words("classes.empty"),
            words("classes.empty_more"),
            words("classes.new"),
            partial(open_new_class, self.ui, self),
        )
        page.addWidget(self.empty, 1)

    def refresh(self) -> None:
        """Ask for every class and what is in it."""
        desk = self.ui.desk
        today = desk.now().date()
        people, issued = shelf.headcounts(desk.store), shelf.certificate_counts(desk.store)
        self._rows = [
            ClassRow(c, stage(c, today), people.get(c.id, 0), issued.get(c.id, 0))
            for c in shelf.classes(desk.store)
        ]
        counts = Counter(row.stage for row in self._rows)
        if self._stage not in counts:
            self._stage = ""
        self._offer(counts)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor into the list: arrows and Enter are enough from here."""
        super().showEvent(event)
        if self._rows:
            self.table.setFocus()

    def _show(self) -> None:
        rows = [row for row in self._rows if self._stage in ("", row.stage)]
        bare = not self._rows
        self.table.setVisible(not bare)
        self.empty.setVisible(bare)
        self.new.setVisible(not bare)
        self.table.set_rows(rows)
        if rows and self.table.current_row() is None:
            running = [at for at, row in enumerate(rows) if row.stage == "running"]
            self.table.select_row(running[0] if running else 0)

    def _offer(self, counts: Counter[str]) -> None:
        """Make a chip for each state there is; none where there is nothing to choose."""
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._group = QButtonGroup(self)
        self.chips: dict[str, Chip] = {}
        found = [each for each in STAGES if each in counts]
        for each in ["", *found] if len(found) > 1 else []:
            word = stage_word(self.ui, each) if each else self.ui.words("common.all")
            chip = Chip(self.ui, word, counts[each] if each else counts.total())
            chip.setChecked(each == self._stage)
            chip.clicked.connect(lambda _=False, chosen=each: self._filter(chosen))
            self._group.addButton(chip)
            self._chips.addWidget(chip)
            self.chips[each] = chip
        self._chips.addStretch(1)

    def _filter(self, chosen: str) -> None:
        self._stage = chosen
        self._show()

    def _columns(self) -> Sequence[Column]:
        words = self.ui.words

        def paint(painter: QPainter, box: QRectF, row: ClassRow, theme: Theme) -> None:
            paint_stage(painter, box.adjusted(theme.px(12), 0, 0, 0), self.ui, row.stage)

        def number(key: str) -> Column:
            return Column(
                key,
                f"classes.column.{key}",
                100,
                "right",
                text=lambda row: words.number(getattr(row, key)) if getattr(row, key) else "–",
                sort=lambda row: getattr(row, key),
            )

        return (
            Column(
                "title",
                "classes.column.title",
                140,
                text=lambda row: class_title(words, row.of),
                sort=lambda row: (row.of.fiscal_year, row.of.number),
            ),
            Column("code", "classes.column.code", 80, text=lambda row: row.of.code, quiet=True),
            Column(
                "stage",
                "classes.column.stage",
                170,
                text=lambda row: stage_word(self.ui, row.stage),
                sort=lambda row: STAGES.index(row.stage),
                paint=paint,
            ),
            Column(
                "days",
                "classes.column.days",
                185,
                text=lambda row: class_days(words, row.of),
                sort=lambda row: row.of.first,
            ),
            Column(
                "people",
                "classes.column.people",
                95,
                "right",
                text=lambda row: words.number(f"{row.people}/{row.of.capacity}"),
                sort=lambda row: row.people,
            ),
            number("certificates"),
            Column("venue", "classes.column.venue", 260, text=lambda row: row.of.venue),
        )


def _sentence(ui: Ui, row: ClassRow) -> str:
    """Read a whole row as one sentence."""
    return ui.words(
        "classes.sentence",
        title=class_title(ui.words, row.of),
        stage=stage_word(ui, row.stage),
        days=class_days(ui.words, row.of),
        people=row.people,
        capacity=row.of.capacity,
        venue=row.of.venue,
    )
