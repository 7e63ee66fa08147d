"""The locked sheets of one project: whose, which levels, what they come to; and the waivers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from desktop.actions import waivers
from desktop.actions.roles import role
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.rubric import Rubric
from desktop.models.scoring import Cell, Result, Sheet, printed, sheet_score
from desktop.store import scores
from desktop.views.scoring.chair_rows import Naming
from desktop.views.scoring.differences import in_order, newest_rubric
from desktop.views.scoring.reason_dialog import WaiveDialog
from desktop.views.table import TableView
from desktop.views.table_model import Column
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

MOST = 8


class SheetsCard(Card):
    """One row a scorer, one column a criterion, so that a block of it can be taken along."""

    def __init__(
        self,
        ui: Ui,
        of: Class,
        project: Project,
        result: Result,
        shown: Naming,
        scorers: Sequence[str],
    ) -> None:
        super().__init__(ui)
        self._ui = ui
        self._of, self._project, self._scorers = of, project, scorers
        words = ui.words
        head = QHBoxLayout()
        head.addWidget(Label(words("panel.sheets"), "section"))
        head.addStretch(1)
        self.waive = Button(ui, words("panel.waive_ask"), "quiet", "square-pen", self._ask)
        self.waive.setVisible(False)
        head.addWidget(self.waive)
        self.rows.addLayout(head)
        if result.sheets:
            self.rows.addWidget(self._table(in_order(result.sheets, shown), shown))
        for waiver in scores.waivers(ui.desk.store, of.id):
            if waiver[0] == project.id:
                said = words("panel.waiver", scorer=_named(shown, waiver[1]), reason=waiver[2])
                self.rows.addWidget(WrapLabel(ui, said, "muted"))
        self.waive.setVisible(role(ui.desk) in ("", "admin"))

    def _table(self, sheets: Sequence[Sheet], shown: Naming) -> TableView:
        ui, words = self._ui, self._ui.words
        self.table = TableView(ui, "scoring_sheets", self._columns(newest_rubric(sheets), shown))
        self.table.setAccessibleName(words("panel.sheets"))
        self.table.set_rows(sheets)
        rows = min(len(sheets), MOST) + 1
        self.table.setFixedHeight(rows * ui.theme.row + ui.theme.px(20))
        return self.table

    def _columns(self, rubric: Rubric, shown: Naming) -> tuple[Column, ...]:
        levels = [
            Column(c.code, c.code, 46, "right", partial(self._level, c.code))
            for c in rubric.criteria
        ]
        return (
            Column("scorer", "panel.scorer", 150, text=lambda s: shown(s.scorer), grows=True),
            *levels,
            Column("total", "panel.column.total", 84, "right", self._total,
                   lambda s: float(sheet_score(s) or 0)),
            Column("reason", "panel.column.reason", 160, text=lambda s: s.reason, quiet=True),
        )  # fmt: skip

    def _level(self, code: str, sheet: Sheet) -> str:
        level = sheet.cells.get(code, Cell()).level
        return "" if level is None else self._ui.words.number(level)

    def _total(self, sheet: Sheet) -> str:
        exact = sheet_score(sheet)
        return "" if exact is None else self._ui.words.number(printed(exact))

    def _ask(self) -> None:
        ui, of, project = self._ui, self._of, self._project

        def waive(name: str, reason: str) -> None:
            waivers.waive(ui.desk, of, project, name, reason)
            said = ui.words("panel.waived", scorer=name, code=project.code)
            ui.say(said, undo=lambda: undo(ui))

        WaiveDialog(ui, project.code, self._scorers, waive, self.window()).open()


def _named(shown: Naming, scorer: str) -> str:
    """Give the name shown for a scorer; who has begun nothing yet has no code name."""
    try:
        return shown(scorer)
    except KeyError:
        return scorer
