"""The list a scorer works through: what to score, how far it is, and the next one to open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.rubric import Rubric
from desktop.views.opening_table import OpeningTable
from desktop.views.scoring.my_projects import STATE_OF, Mine, locked, next_unscored
from desktop.views.table_model import Column
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.label import Label


class ProjectList(QWidget):
    """Enter opens a project; the button opens the next that is not locked."""

    opened = Signal(str)

    def __init__(self, ui: Ui, name: str, empty: EmptyState) -> None:
        super().__init__()
        self._ui = ui
        self._rubric: Rubric | None = None
        self.mine: list[Mine] = []
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(8))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(ui.theme.px(8))
        self.progress = Label("", "strong")
        self.next = Button(ui, "", "primary", "arrow-right", self._open_next)
        self.tools.addWidget(self.progress)
        self.tools.addStretch(1)
        self.tools.addWidget(self.next)
        rows.addLayout(self.tools)
        self.table = OpeningTable(ui, name, self._columns(), frozen=2, sentence=self._sentence)
        self.table.setAccessibleName(ui.words("panel.projects"))
        self.table.opened.connect(lambda mine: self.opened.emit(mine.project.id))
        self.table.set_empty(empty)
        rows.addWidget(self.table, 1)

    def show_projects(self, mine: Sequence[Mine], rubric: Rubric, groups: bool) -> None:
        """Show other projects, or the same further on; ``groups``: whose they are may be seen."""
        words = self._ui.words
        self.mine, self._rubric = list(mine), rubric
        self.table.setColumnHidden(2, not groups)
        self.table.set_rows(self.mine)
        if self.mine and not self.table.selectedIndexes():
            self.table.select_row(0)
        done, coming = locked(mine), next_unscored(mine)
        self.progress.setText(words("panel.progress", done=done, n=len(mine)) if mine else "")
        self.next.setVisible(bool(mine))
        self.next.setEnabled(coming is not None)
        if coming is None:
            self.next.set_text(words("panel.all_scored"))
        else:
            self.next.set_text(words("panel.next", code=coming.project.code))

    def _open_next(self) -> None:
        if (coming := next_unscored(self.mine)) is not None:
            self.opened.emit(coming.project.id)

    def _columns(self) -> tuple[Column, ...]:
        words = self._ui.words
        return (
            Column("code", "panel.column.code", 84, text=lambda m: m.project.code),
            Column("title", "panel.column.title", 380, text=self._title, grows=True),
            Column("group", "panel.column.group", 200, text=lambda m: m.group, quiet=True),
            Column("mine", "panel.column.mine", 210, text=self._stage,
                   state=lambda m: STATE_OF[m.stage], sort=lambda m: m.done),
            Column("total", "panel.column.my_total", 110, "right",
                   lambda m: words.number(m.total), lambda m: float(m.total or -1)),
        )  # fmt: skip

    def _title(self, mine: Mine) -> str:
        return mine.project.title or self._ui.words("panel.untitled")

    def _stage(self, mine: Mine) -> str:
        words = self._ui.words
        if mine.stage == "open" and self._rubric is not None:
            return words("panel.stage.open_at", done=mine.done, n=mine.many(self._rubric))
        return words(f"panel.stage.{mine.stage}")

    def _sentence(self, mine: Mine) -> str:
        parts = (mine.project.code, self._title(mine), self._stage(mine), mine.total)
        return ", ".join(filter(None, parts))
