"""The members of a group with their own scores, and the way to adjust one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from desktop.actions import panel
from desktop.models.classes import Class
from desktop.models.panel import MemberScore
from desktop.models.scoring import printed
from desktop.views.opening_table import OpeningTable
from desktop.views.scoring.reason_dialog import AdjustDialog, signed
from desktop.views.table_model import Column
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.label import Label

MOST = 9
"""So many rows are in view before the table scrolls."""


class MembersCard(Card):
    """Enter on a member asks by how many points their score differs, and why."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._ui = ui
        self._of: Class | None = None
        words = ui.words
        head = QHBoxLayout()
        head.addWidget(Label(words("panel.members"), "section"))
        head.addStretch(1)
        self.adjust = Button(ui, words("panel.adjust"), "plain", "pencil", self._ask)
        head.addWidget(self.adjust)
        self.rows.addLayout(head)
        self.table = OpeningTable(ui, "scoring_members", self._columns())
        self.table.setAccessibleName(words("panel.members"))
        self.table.opened.connect(self._open)
        self.table.set_empty(EmptyState(ui, "users", words("panel.no_members")))
        self.rows.addWidget(self.table)

    def show_members(self, of: Class, members: Sequence[MemberScore]) -> None:
        """Show whose scores these are."""
        self._of = of
        self.table.set_rows(members)
        rows = min(max(len(members), 3), MOST) + 1
        self.table.setFixedHeight(rows * self._ui.theme.row + self._ui.theme.px(20))
        if members and not self.table.selectedIndexes():
            self.table.select_row(0)
        self.adjust.setEnabled(bool(members))

    def _ask(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._open(row)

    def _open(self, row: MemberScore) -> None:
        of, ui, member = self._of, self._ui, row.member
        if of is None:
            return

        def keep(points: int, reason: str) -> None:
            panel.adjust(ui.desk, of, member.enrolment, points, reason)
            ui.say(ui.words("panel.adjusted", name=member.name), undo=lambda: undo(ui))

        AdjustDialog(ui, member.name, member.points, member.reason, keep, self.window()).open()

    def _columns(self) -> tuple[Column, ...]:
        words = self._ui.words
        return (
            Column("seat", "column.seat", 60, "right",
                   lambda m: words.number(m.member.seat), lambda m: m.member.seat),
            Column("name", "results.name", 180, text=lambda m: m.member.name, grows=True),
            Column("points", "panel.column.points", 76, "right", self._points,
                   lambda m: m.member.points),
            Column("own", "panel.column.own", 88, "right", self._own,
                   lambda m: float(m.exact or -1)),
            Column("reason", "panel.reason", 220, text=lambda m: m.member.reason, quiet=True),
        )  # fmt: skip

    def _points(self, row: MemberScore) -> str:
        points = row.member.points
        return signed(self._ui.words.number(abs(points)), points) if points else ""

    def _own(self, row: MemberScore) -> str:
        return "" if row.exact is None else self._ui.words.number(printed(row.exact))
