from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.teams import Proposal, Team
from desktop.views.teams.propose_dialog import ProposeDialog
from desktop.views.ui import Message, Ui
from desktop.views.widgets.wrap_label import WrapLabel

Open = Callable[[], ProposeDialog]


@pytest.fixture
def propose(ui: Ui, desk: Desk, of: Class, twelve: list[str], qtbot: QtBot) -> Open:
    below = QWidget()
    qtbot.addWidget(below)

    def open_dialog() -> ProposeDialog:
        dialog = ProposeDialog(ui, of, len(twelve), teams.teams(desk, of), below)
        dialog.show()
        return dialog

    return open_dialog


def members(proposal: Proposal | None) -> list[list[int]]:
    assert proposal is not None
    return [[m.seat for m in team.members] for team in proposal.teams]


def told(dialog: ProposeDialog) -> str:
    items = (dialog.reasons.itemAt(at) for at in range(dialog.reasons.count()))
    widgets = (item.widget() for item in items if item is not None)
    return "\n".join(w.plain() for w in widgets if isinstance(w, WrapLabel))


def test_a_proposal_says_why_it_is_so_and_stores_nothing(
    desk: Desk, of: Class, propose: Open
) -> None:
    dialog = propose()

    dialog.count.setValue(3)

    assert [len(team) for team in members(dialog.proposal)] == [4, 4, 4]
    assert "12 people in 3 groups of 4" in told(dialog)
    assert "Nobody meets anyone of their own agency" in told(dialog)
    assert teams.teams(desk, of) == []


def test_accepting_is_one_step_that_is_undone_as_one(
    desk: Desk, of: Class, propose: Open, said: list[Message]
) -> None:
    dialog = propose()
    dialog.count.setValue(3)
    wanted = members(dialog.proposal)

    dialog.accept()
    made = [[m.seat for m in team.members] for team in teams.teams(desk, of)]
    assert said[-1].undo is not None
    said[-1].undo()

    assert made == wanted
    assert teams.teams(desk, of) == []
    assert len(teams.unplaced(desk, of)) == 12


def test_shuffling_gives_others_and_leaves_the_pinned(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], propose: Open
) -> None:
    teams.pin(desk, of, twelve[0])
    dialog = propose()
    first = members(dialog.proposal)

    dialog.again.click()

    assert members(dialog.proposal) != first
    assert 1 in first[0]
    assert 1 in members(dialog.proposal)[0]


def test_groups_may_be_asked_for_by_their_size(propose: Open) -> None:
    dialog = propose()

    dialog.by_size.setChecked(True)
    dialog.size_.setValue(5)

    assert sorted(len(team) for team in members(dialog.proposal)) == [4, 4, 4]
    assert not dialog.count.isEnabled()


def test_what_cannot_be_is_said_and_cannot_be_accepted(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], propose: Open
) -> None:
    for who in (twelve[0], twelve[4]):
        teams.pin(desk, of, who)
    dialog = propose()

    dialog.count.setValue(1)

    assert "People are pinned in 2 groups" in told(dialog)
    assert not dialog.confirm.isEnabled()


def test_more_of_one_agency_than_fits_is_explained(desk: Desk, of: Class, propose: Open) -> None:
    dialog = propose()

    dialog.count.setValue(1)

    assert "more than two for each of 1 groups" in told(dialog)
