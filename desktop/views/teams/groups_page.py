"""Who works with whom: groups proposed or made by hand, moved by the pointer or by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import teams as actions
from desktop.models.classes import Class
from desktop.models.team_words import team_name
from desktop.models.teams import Member, Team
from desktop.views.place import Place
from desktop.views.teams.carrying import Carry, number_of
from desktop.views.teams.group_board import GroupBoard
from desktop.views.teams.group_lists import Lists
from desktop.views.teams.group_menus import group_menu, person_menu
from desktop.views.teams.group_words import crowd, sentence
from desktop.views.teams.groups_head import GroupsHead
from desktop.views.teams.member_list import Shown
from desktop.views.teams.propose_dialog import ProposeDialog
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.empty_state import EmptyState

_DROPS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class GroupsPage(QWidget):
    """Space picks a person up, arrows aim, Enter drops; a number key sends them at once."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self._of: Class | None = None
        self.teams: list[Team] = []
        self._unplaced: list[Member] = []
        self._carry: Carry | None = None
        self._agency: Callable[[str], str] = actions.agency_form()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(8))
        self.head = GroupsHead(ui, self._copy, self._print, self.add_team, self.propose)
        rows.addWidget(self.head)
        self.pages = QStackedWidget()
        self.board = GroupBoard(ui, self._pressed)
        self.board.dropped.connect(self._move)
        self.board.menu_asked.connect(self._ask_group)
        self.board.person_asked.connect(self._ask_person)
        self.pages.addWidget(self.board)
        self._empty: dict[str, EmptyState] = {}
        rows.addWidget(self.pages, 1)
        self.hint = ElidedLabel("", "muted")
        rows.addWidget(self.hint)
        self.lists = Lists(ui, self)

    def show_class(self, of: Class) -> None:
        """Ask who is in which group."""
        self._of = of
        self.teams = actions.teams(self.ui.desk, of)
        self._unplaced = actions.unplaced(self.ui.desk, of)
        people = len(self._unplaced) + sum(len(t.members) for t in self.teams)
        if self._carry is not None and self._carry.person not in self._everybody():
            self._carry = None
        shown = self.board if self.teams else self.empty("none_yet" if people else "nobody")
        self.pages.setCurrentWidget(shown)
        self.head.show_counts(len(self.teams), people, len(self._unplaced))
        self._hint()
        if self.teams:
            self._fill()

    def empty(self, why: str) -> EmptyState:
        """Give what stands here while there is nobody, or no group: made only where it is seen."""
        words = self.ui.words
        offered = {
            "nobody": (words("teams.to_roster"), self._to_roster),
            "none_yet": (words("teams.propose"), self.propose),
        }
        if why not in self._empty:
            said, more = words(f"teams.{why}"), words(f"teams.{why}_more")
            self._empty[why] = EmptyState(self.ui, "users", said, more, *offered[why])
            self.pages.addWidget(self._empty[why])
        return self._empty[why]

    def propose(self) -> None:
        """Let the program propose groups."""
        if self._of is not None:
            people = len(self._everybody())
            ProposeDialog(self.ui, self._of, people, self.teams, self.window()).open()

    def add_team(self) -> None:
        """Add an empty group."""
        of = self._of
        if of is None:
            return
        with self.ui.trying():
            team = actions.new_team(self.ui.desk, of)
            said = self.ui.words("teams.added", team=team_name(self.ui.words, team))
            self.ui.say(said, undo=partial(undo, self.ui))

    def _hint(self) -> None:
        words, carry = self.ui.words, self._carry
        self.hint.setVisible(bool(self.teams))
        if carry is None:
            self.hint.setText(words("teams.keys"))
            return
        name = self._everybody()[carry.person].name
        self.hint.setText(words("teams.carrying", name=name, team=self._place_name(carry.at)))

    def _fill(self) -> None:
        words, carry = self.ui.words, self._carry
        self.board.set_teams([team.id for team in self.teams])
        self.board.none.show_group(
            words("teams.unplaced"), words("teams.people", n=len(self._unplaced)),
            self._shown(self._unplaced, words("teams.unplaced")), "", words("teams.all_placed"),
        )  # fmt: skip
        for team, card in zip(self.teams, self.board.cards[1:], strict=True):
            name = team_name(words, team)
            card.show_group(
                name, words("teams.people", n=len(team.members)), self._shown(team.members, name),
                crowd(words, team.members, self._agency), words("teams.bare"),
            )  # fmt: skip
        self.board.show_none(bool(self._unplaced) or (carry is not None and carry.at == 0))
        self.board.aim(carry.at if carry else -1)

    def _shown(self, people: Sequence[Member], team: str) -> list[Shown]:
        carried = self._carry.person if self._carry else ""
        words = self.ui.words
        return [Shown(m, sentence(words, m, team), m.enrolment == carried) for m in people]

    def _everybody(self) -> dict[str, Member]:
        members = [*self._unplaced, *(m for team in self.teams for m in team.members)]
        return {m.enrolment: m for m in members}

    def _place_name(self, at: int) -> str:
        words = self.ui.words
        return team_name(words, self.teams[at - 1]) if at else words("teams.unplaced")

    def _at(self, person: str) -> int:
        """Give the place of a person: 0 for none, else that of their group."""
        for at, team in enumerate(self.teams, 1):
            if any(m.enrolment == person for m in team.members):
                return at
        return 0

    def _pressed(self, event: QKeyEvent, person: str) -> bool:
        key = event.key()
        plain = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.NoModifier
        if event.modifiers() & ~plain:
            return False
        if self._carry is not None:
            return self._carrying(key)
        if key == Qt.Key.Key_Space:
            self._pick_up(person)
        elif key == Qt.Key.Key_P:
            self.pin(person)
        elif (number := number_of(key)) is not None:
            self._send(person, number)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._hop(person, -1 if key == Qt.Key.Key_Left else 1)
        else:
            return False
        return True

    def _carrying(self, key: int) -> bool:
        carry = self._carry
        assert carry is not None
        if key in _DROPS:
            self._carry = None
            self._move(carry.person, self._team_at(carry.at))
            self._again(carry.person)
        elif key == Qt.Key.Key_Escape:
            self._carry = None
            self._again(carry.person)
        elif (number := number_of(key)) is not None:
            places = [0, *(team.number for team in self.teams)]
            if number in places:
                self._carry = Carry(carry.person, places.index(number), carry.places, carry.columns)
                self._again(carry.person)
        else:
            self._carry = carry.moved(key)
            self._again(carry.person)
        return True

    def _again(self, person: str) -> None:
        """Draw who is carried and where to, and keep the cursor on them."""
        self._hint()
        self._fill()
        card = self.board.cards[self._at(person)]
        card.list.select(person)
        card.list.setFocus()

    def _pick_up(self, person: str) -> None:
        places = len(self.board.cards)
        self._carry = Carry(person, self._at(person), places, self.board.columns)
        self._again(person)

    def _hop(self, person: str, by: int) -> None:
        """Go to the next group that has somebody, at about the same height."""
        at, row = self._at(person), self.board.cards[self._at(person)].list.currentRow()
        step = at + by
        while 0 <= step < len(self.board.cards):
            people = self.board.cards[step].list
            if people.people:
                people.setCurrentRow(min(row, len(people.people) - 1))
                people.setFocus()
                return
            step += by

    def _send(self, person: str, number: int) -> None:
        """Put a person into a group by its number, and stay where one is for the next."""
        known = {team.number: team.id for team in self.teams} | {0: ""}
        if number not in known:
            self.ui.say(self.ui.words("teams.no_number", number=number), "warning")
            return
        here = self.board.cards[self._at(person)].list
        self._move(person, known[number])
        if not here.people:
            card = self.board.cards[self._at(person)]
            card.list.select(person)
            card.list.setFocus()

    def _team_at(self, at: int) -> str:
        return self.teams[at - 1].id if at else ""

    def _move(self, person: str, team: str) -> None:
        of, words = self._of, self.ui.words
        if of is None or self._team_at(self._at(person)) == team:
            return
        with self.ui.trying():
            actions.place(self.ui.desk, of, person, team)
            name = self._everybody()[person].name
            said = words("teams.moved", name=name, team=self._place_name(self._at(person)))
            self.ui.say(said, undo=partial(undo, self.ui))

    def pin(self, person: str) -> None:
        """Let a person stay where they are when groups are proposed anew, or no more."""
        of, member = self._of, self._everybody()[person]
        if of is None:
            return
        with self.ui.trying():
            actions.pin(self.ui.desk, of, person, pinned=not member.pinned)
            key = "teams.unpinned_now" if member.pinned else "teams.pinned_now"
            self.ui.say(self.ui.words(key, name=member.name), undo=partial(undo, self.ui))

    def _ask_person(self, person: str, where: QPoint) -> None:
        at, member = self._at(person), self._everybody()[person]
        places = [(t.id, team_name(self.ui.words, t)) for t in self.teams]
        person_menu(
            self, self.ui, member, self._team_at(at), places,
            lambda: self.pin(person), partial(self._move, person),
        ).popup(where)  # fmt: skip

    def _ask_group(self, team: str) -> None:
        card = next(c for c in self.board.cards if c.team == team)
        found = next(t for t in self.teams if t.id == team)
        if self._of is not None:
            where = card.more.mapToGlobal(QPoint(0, card.more.height()))
            group_menu(self, self.ui, self._of, found).popup(where)

    def _copy(self) -> None:
        self.lists.copy(self.teams, self._unplaced)

    def _print(self) -> None:
        if self._of is not None:
            self.lists.print(self._of, self.teams, self._unplaced)

    def _to_roster(self) -> None:
        if self._of is not None:
            self.ui.go(Place("classes", self._of.id, "roster"))
