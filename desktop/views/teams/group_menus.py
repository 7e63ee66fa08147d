"""What can be done with a group, and with somebody in it, where the pointer is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.actions import teams as actions
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.models.team_words import team_name
from desktop.models.teams import MOST_NAME, Member, Team
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.menu import Menu


def person_menu(
    parent: QWidget,
    ui: Ui,
    member: Member,
    team: str,
    places: Sequence[tuple[str, str]],
    pin: Callable[[], object],
    move: Callable[[str], object],
) -> Menu:
    """Give the menu of a person who is in ``team``, empty for none; ``places`` are the groups."""
    words, menu = ui.words, Menu(parent)
    if team:
        key = "teams.unpin" if member.pinned else "teams.pin"
        menu.addAction(words(key)).triggered.connect(lambda: pin())
        menu.addAction(words("teams.take_out")).triggered.connect(lambda: move(""))
        menu.addSeparator()
    for place, name in places:
        if place != team:
            said = words("teams.send_to", team=name)
            menu.addAction(said).triggered.connect(partial(_send, move, place))
    return menu


def _send(move: Callable[[str], object], place: str, _: bool = False) -> None:
    move(place)


def group_menu(parent: QWidget, ui: Ui, of: Class, team: Team) -> Menu:
    """Give the menu of a group."""
    words, menu = ui.words, Menu(parent)
    menu.addAction(words("teams.rename")).triggered.connect(
        lambda: RenameDialog(ui, of, team, parent.window()).open()
    )
    menu.addAction(words("teams.remove")).triggered.connect(lambda: _remove(ui, of, team))
    return menu


def _remove(ui: Ui, of: Class, team: Team) -> None:
    with ui.trying():
        actions.remove_team(ui.desk, of, team.id)
        said = ui.words("teams.removed", team=team_name(ui.words, team))
        ui.say(said, undo=partial(undo, ui))


class RenameDialog(Dialog):
    """A name of their own; without one the number names the group."""

    def __init__(self, ui: Ui, of: Class, team: Team, parent: QWidget) -> None:
        words = ui.words
        number = words("scoring.team", number=team.number)
        super().__init__(
            ui, parent, words("teams.rename_title", team=number), "", words("common.save"),
            check=self._keep,
        )  # fmt: skip
        self._of = of
        self._team = team
        self.name = QLineEdit(team.name, maxLength=MOST_NAME)
        self._field = Field(ui, words("teams.name"), self.name, words("teams.name_help"))
        self.body.addWidget(self._field)

    def _keep(self) -> bool:
        try:
            actions.rename(self._ui.desk, self._of, self._team.id, self.name.text())
        except (Refused, Fault) as no:
            self._field.complain(self._ui.wording.sentence(no))
            return False
        return True
