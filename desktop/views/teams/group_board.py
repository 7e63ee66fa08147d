"""The groups side by side, as many in a line as there is room for; those in none on the left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.views.tab_order import follow_layout
from desktop.views.teams.group_card import GroupCard
from desktop.views.teams.member_list import Keys
from desktop.views.ui import Ui

LEFT, LEAST = 272, 256


class GroupBoard(QWidget):
    """``cards`` are the places in reading order: the first is of those in no group.

    ``dropped`` carries enrolment and team; ``menu_asked`` a team; ``person_asked`` an enrolment
    and where its menu shall open.
    """

    dropped = Signal(str, str)
    menu_asked = Signal(str)
    person_asked = Signal(str, object)

    def __init__(self, ui: Ui, keys: Keys) -> None:
        super().__init__()
        self._ui = ui
        self._keys = keys
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(16))
        self.none = self._card("")
        self._left, rows = self._area()
        self._left.setFixedWidth(ui.theme.px(LEFT))
        rows.addWidget(self.none)
        across.addWidget(self._left)
        self._right, rows = self._area()
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(ui.theme.px(12))
        rows.addLayout(self.grid)
        rows.addStretch(1)
        across.addWidget(self._right, 1)
        self.cards: list[GroupCard] = [self.none]
        self.columns = 1

    def set_teams(self, teams: Sequence[str]) -> None:
        """Have a card for each of these groups, in this order; those there already stay."""
        known = {card.team: card for card in self.cards[1:]}
        if list(teams) == [card.team for card in self.cards[1:]]:
            return
        for team in [team for team in known if team not in teams]:
            card = known.pop(team)
            self.grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self.none, *(known.get(team) or self._card(team) for team in teams)]
        self._lay()

    def show_none(self, shown: bool) -> None:
        """Leave the room of those in no group to the others while nobody is in none."""
        if self._left.isHidden() == shown:
            self._left.setVisible(shown)
            if self._fitting() != self.columns:
                self._lay()

    def aim(self, at: int) -> None:
        """Mark one place, and bring it into view; -1 marks none."""
        for number, card in enumerate(self.cards):
            card.aim(number == at)
        if at > 0:
            edge = self._ui.theme.px(24)
            self._right.ensureWidgetVisible(self.cards[at].title, 0, edge)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as there is room for."""
        super().resizeEvent(event)
        if self._fitting() != self.columns:
            self._lay()

    def _fitting(self) -> int:
        taken = 0 if self._left.isHidden() else LEFT + 16
        room = self.width() - self._ui.theme.px(taken + 4)
        return max(1, (room + self._ui.theme.px(12)) // self._ui.theme.px(LEAST + 12))

    def _lay(self) -> None:
        before, self.columns = self.columns, self._fitting()
        for card in self.cards[1:]:
            self.grid.removeWidget(card)
        for at, card in enumerate(self.cards[1:]):
            self.grid.addWidget(card, at // self.columns, at % self.columns)
        for column in range(max(before, self.columns)):
            self.grid.setColumnStretch(column, 1 if column < self.columns else 0)
        follow_layout(self)

    def _card(self, team: str) -> GroupCard:
        card = GroupCard(self._ui, self._keys, team)
        card.dropped.connect(lambda person: self.dropped.emit(person, team))
        card.menu_asked.connect(lambda: self.menu_asked.emit(team))
        card.list.menu_asked.connect(self.person_asked)
        card.list.moved.connect(lambda: self._follow(card))
        return card

    def _follow(self, card: GroupCard) -> None:
        """Bring the person under the cursor into view."""
        if not card.list.hasFocus() or card.list.currentRow() < 0:
            return
        area = self._right if card.team else self._left
        if (held := area.widget()) is None:
            return
        box = card.list.visualItemRect(card.list.currentItem())
        spot = QRect(card.list.viewport().mapTo(held, box.topLeft()), box.size())
        middle: QPoint = spot.center()
        area.ensureVisible(middle.x(), middle.y(), 0, spot.height())

    def _area(self) -> tuple[QScrollArea, QVBoxLayout]:
        area, inside = QScrollArea(), QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, self._ui.theme.px(4), 0)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area, rows
