"""Groups as the program would make them: how many, why so, and once more if they do not please."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import teams as actions
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.models.team_words import say_reason, team_name
from desktop.models.teams import Proposal, Team, count_for
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.number_field import NumberField
from desktop.views.widgets.wrap_label import WrapLabel

USUAL = 6
"""How many people a group has when nobody said."""
WIDE, HIGH, LEAST, AROUND, ABREAST = 980, 340, 120, 480, 3


class ProposeDialog(Dialog):
    """Nothing is stored before it is accepted, and accepting is one step that can be undone."""

    def __init__(
        self, ui: Ui, of: Class, people: int, teams: Sequence[Team], parent: QWidget | None
    ) -> None:
        words = ui.words
        super().__init__(
            ui, parent, words("teams.propose_title"), words("teams.propose_text"),
            words("teams.accept"), check=self._accepted,
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._of = of
        self._people = people
        self._seed = 0
        self.proposal: Proposal | None = None
        self._ask(teams)
        self.reasons = QVBoxLayout()
        self.reasons.setSpacing(ui.theme.px(2))
        self.body.addLayout(self.reasons)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the arrows read on
        self.area.setAccessibleName(words("teams.proposed"))
        screen = self.screen().availableGeometry()
        high = min(ui.theme.px(HIGH), screen.height() - ui.theme.px(AROUND))
        self.area.setFixedHeight(max(ui.theme.px(LEAST), high))
        self.body.addWidget(self.area)
        self.setMinimumWidth(min(ui.theme.px(WIDE), screen.width() - ui.theme.px(64)))
        self.show_proposal()

    def _ask(self, teams: Sequence[Team]) -> None:
        ui, words = self._ui, self._ui.words
        line, across = QWidget(), Flow(ui.theme.px(12))
        self._group = QButtonGroup(self)
        self.by_count = QRadioButton(words("teams.by_count"))
        self.by_size = QRadioButton(words("teams.by_size"))
        most = max(1, self._people)
        count = len(teams) or count_for(self._people, USUAL)
        self.count = NumberField(ui, 1, most, count)
        self.size_ = NumberField(ui, 1, most, -(-self._people // count))
        for radio, number in ((self.by_count, self.count), (self.by_size, self.size_)):
            self._group.addButton(radio)
            number.setAccessibleName(radio.text())
            number.setFixedWidth(ui.theme.px(110))
            across.addWidget(_pair(ui, radio, number))
            radio.toggled.connect(self._asked)
            number.valueChanged.connect(self._asked)
        self.by_count.setChecked(True)
        self.size_.setEnabled(False)
        self.again = Button(ui, words("teams.again"), "plain", "refresh-cw", self.reshuffle)
        across.addWidget(self.again)
        line.setLayout(across)
        line.setFocusProxy(self.count)
        self.body.addWidget(line)

    def reshuffle(self) -> None:
        """Propose other groups; who is pinned stays."""
        self._seed += 1
        self.show_proposal()

    def show_proposal(self) -> None:
        """Ask for groups, and show them with their reasons."""
        desk, of = self._ui.desk, self._of
        self.proposal, no = None, ""
        try:
            if self.by_size.isChecked():
                self.proposal = actions.propose_by_size(desk, of, self.size_.value(), self._seed)
            else:
                self.proposal = actions.propose(desk, of, self.count.value(), self._seed)
        except (Refused, Fault) as refused:
            no = self._ui.wording.sentence(refused)
        self.confirm.setEnabled(self.proposal is not None)
        self._say(no)
        self.area.setWidget(self._pictured())

    def _asked(self) -> None:
        self.count.setEnabled(self.by_count.isChecked())
        self.size_.setEnabled(self.by_size.isChecked())
        if hasattr(self, "area"):
            self.show_proposal()

    def _say(self, no: str) -> None:
        while (item := self.reasons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        words = self._ui.words
        if no:
            said = WrapLabel(self._ui, no)
            said.set_tone("danger")
            self.reasons.addWidget(said)
        for reason in self.proposal.reasons if self.proposal else ():
            told = words("teams.reason", text=say_reason(words, reason))
            self.reasons.addWidget(WrapLabel(self._ui, told))

    def _pictured(self) -> QWidget:
        """Draw the groups abreast, everybody with their agency."""
        ui, words, inside = self._ui, self._ui.words, QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, ui.theme.px(8), 0)
        grid.setSpacing(ui.theme.px(12))
        for at, team in enumerate(self.proposal.teams if self.proposal else ()):
            card = Card(ui)
            edge = ui.theme.px(12)
            if (layout := card.layout()) is not None:
                layout.setContentsMargins(edge, ui.theme.px(8), edge, ui.theme.px(10))
            card.rows.setSpacing(0)
            head = words("teams.named_count", team=team_name(words, team), n=len(team.members))
            card.rows.addWidget(WrapLabel(ui, head, "strong"))
            for member in team.members:
                key = "teams.member_pinned" if member.pinned else "teams.member"
                said = words(key, seat=member.seat, name=member.name)
                card.rows.addWidget(WrapLabel(ui, said, "body", breaks="spaces"))
                if member.agency:
                    card.rows.addWidget(WrapLabel(ui, member.agency, "muted"))
            grid.addWidget(card, at // ABREAST, at % ABREAST)
        for column in range(ABREAST):
            grid.setColumnStretch(column, 1)
        return inside

    def _accepted(self) -> bool:
        ui = self._ui
        if self.proposal is None:
            return False
        try:
            actions.accept(ui.desk, self._of, self.proposal)
        except (Refused, Fault) as no:
            self._say(ui.wording.sentence(no))
            return False
        n = len(self.proposal.teams)
        ui.say(ui.words("teams.accepted", n=n), undo=lambda: undo(ui))
        return True


def _pair(ui: Ui, radio: QWidget, number: QWidget) -> QWidget:
    """Keep a choice and its number together when the line breaks."""
    pair = QWidget()
    across = QHBoxLayout(pair)
    across.setContentsMargins(0, 0, ui.theme.px(16), 0)
    across.setSpacing(ui.theme.px(12))
    across.addWidget(radio)
    across.addWidget(number)
    return pair
