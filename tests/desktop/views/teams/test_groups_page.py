from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop.actions import projects, teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.teams import Team
from desktop.views.teams.group_card import GroupCard
from desktop.views.teams.group_menus import RenameDialog, group_menu
from desktop.views.teams.member_list import MIME, MemberList
from desktop.views.teams.projects_view import ProjectsView
from desktop.views.teams.propose_dialog import ProposeDialog
from desktop.views.ui import Message, Ui

Show = Callable[[str], ProjectsView]
Key = Qt.Key


def seats(desk: Desk, of: Class) -> list[list[int]]:
    """The seats in each group, then those in none."""
    groups = [[m.seat for m in team.members] for team in teams.teams(desk, of)]
    return [*groups, [m.seat for m in teams.unplaced(desk, of)]]


def at(view: ProjectsView, place: int, person: str = "") -> MemberList:
    """Put the cursor into the list of a place, on a person."""
    people = view.groups.board.cards[place].list
    people.select(person)
    people.setFocus()
    return people


def drop(card: GroupCard, person: str) -> None:
    data = QMimeData()
    data.setData(MIME, person.encode())
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    card.dropEvent(event)


def test_a_number_key_sends_a_person_and_stays_for_the_next(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], show: Show, qtbot: QtBot
) -> None:
    view = show("groups")
    people = at(view, 0, twelve[7])

    qtbot.keyClick(people, Key.Key_3)
    qtbot.keyClick(people, Key.Key_3)

    assert seats(desk, of) == [[1, 2, 3, 4], [5, 6, 7], [8, 9], [10, 11, 12]]
    assert people.hasFocus()
    assert people.current() == twelve[9]


def test_zero_takes_a_person_out_of_their_group(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], show: Show, qtbot: QtBot
) -> None:
    view = show("groups")

    qtbot.keyClick(at(view, 1, twelve[1]), Key.Key_0)

    assert seats(desk, of)[0] == [1, 3, 4]
    assert 2 in seats(desk, of)[3]


def test_a_number_without_a_group_is_told(
    desk: Desk,
    of: Class,
    three: list[Team],
    said: list[Message],
    show: Show,
    qtbot: QtBot,
) -> None:
    before = seats(desk, of)
    view = show("groups")

    qtbot.keyClick(at(view, 1), Key.Key_9)

    assert seats(desk, of) == before
    assert said[-1].text == "There is no group 9"


def test_space_picks_up_arrows_aim_and_enter_drops(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], show: Show, qtbot: QtBot
) -> None:
    view = show("groups")
    people = at(view, 1, twelve[0])

    qtbot.keyClick(people, Key.Key_Space)
    qtbot.keyClick(people, Key.Key_Right)
    aimed = [card.property("tone") for card in view.groups.board.cards]
    hint = view.groups.hint.text()
    qtbot.keyClick(people, Key.Key_Return)

    assert aimed == [None, None, "ok", None]
    assert "Group 2" in hint
    assert seats(desk, of)[:2] == [[2, 3, 4], [1, 5, 6, 7]]
    assert view.groups.board.cards[2].list.hasFocus()
    assert view.groups.board.cards[2].list.current() == twelve[0]


def test_escape_puts_a_person_back(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], show: Show, qtbot: QtBot
) -> None:
    before = seats(desk, of)
    view = show("groups")
    people = at(view, 1, twelve[0])

    for key in (Key.Key_Space, Key.Key_Right, Key.Key_Escape):
        qtbot.keyClick(people, key)

    assert seats(desk, of) == before
    assert not [card for card in view.groups.board.cards if card.property("tone")]


def test_arrows_go_from_group_to_group_past_empty_ones(
    three: list[Team], twelve: list[str], show: Show, qtbot: QtBot
) -> None:
    view = show("groups")

    qtbot.keyClick(at(view, 1, twelve[1]), Key.Key_Right)
    here = view.groups.board.cards[2].list
    second = here.current()
    qtbot.keyClick(here, Key.Key_Right)

    assert second == twelve[5]
    assert here.hasFocus()


def test_a_person_is_dragged_into_a_group_and_it_can_be_undone(
    desk: Desk,
    of: Class,
    three: list[Team],
    twelve: list[str],
    said: list[Message],
    show: Show,
) -> None:
    before = seats(desk, of)
    view = show("groups")

    drop(view.groups.board.cards[3], twelve[0])
    after = seats(desk, of)
    assert said[-1].undo is not None
    said[-1].undo()

    assert after[2] == [1]
    assert seats(desk, of) == before


def test_a_drag_carries_the_person_under_the_pointer(
    three: list[Team], twelve: list[str], show: Show
) -> None:
    people = show("groups").groups.board.cards[1].list

    data = people.mimeData([people.item(2)])

    assert bytes(data.data(MIME).data()).decode() == twelve[2]


def test_p_pins_and_says_so_to_a_screen_reader(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], show: Show, qtbot: QtBot
) -> None:
    view = show("groups")

    qtbot.keyClick(at(view, 1, twelve[0]), Key.Key_P)

    assert teams.teams(desk, of)[0].members[0].pinned
    item = view.groups.board.cards[1].list.item(0)
    assert "pinned" in item.data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_menu_of_a_person_offers_the_other_groups(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], show: Show
) -> None:
    view = show("groups")
    people = at(view, 1, twelve[0])

    people.menu_asked.emit(twelve[0], people.mapToGlobal(people.rect().center()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = {a.text(): a for a in menu.actions() if a.text()}
    offered["Move to Group 3"].trigger()
    menu.close()

    assert "Move to Group 1" not in offered
    assert seats(desk, of)[2] == [1]


def test_a_group_is_added_named_and_removed(
    desk: Desk, of: Class, three: list[Team], ui: Ui, show: Show, qtbot: QtBot
) -> None:
    view = show("groups")

    view.groups.head.add.click()
    dialog = RenameDialog(ui, of, teams.teams(desk, of)[3], view)
    qtbot.addWidget(dialog)
    dialog.name.setText("The Herons")
    dialog.accept()
    named = [card.title.text() for card in view.groups.board.cards[1:]]
    menu = group_menu(view, ui, of, teams.teams(desk, of)[3])
    menu.actions()[-1].trigger()
    menu.close()

    assert named == ["Group 1", "Group 2", "Group 3", "The Herons"]
    assert len(teams.teams(desk, of)) == 3
    assert len(view.groups.board.cards) == 4


def test_a_group_with_a_project_is_not_removed(
    desk: Desk, of: Class, three: list[Team], ui: Ui, said: list[Message], show: Show
) -> None:
    view = show("groups")
    projects.ensure(desk, of, three[0])

    menu = group_menu(view, ui, of, three[0])
    menu.actions()[-1].trigger()
    menu.close()

    assert len(teams.teams(desk, of)) == 3
    assert "has a project" in said[-1].text


def test_three_of_one_agency_in_a_group_are_pointed_out(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], show: Show
) -> None:
    for who in (twelve[4], twelve[8]):
        teams.place(desk, of, who, three[0].id)

    cards = show("groups").groups.board.cards

    assert cards[1].crowd.plain() == "สำนักงานเขตบางรัก: 3 people"
    assert cards[1].crowd.isVisible()
    assert not cards[2].crowd.isVisible()


def test_those_in_no_group_take_no_room_once_everybody_is_placed(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], show: Show
) -> None:
    view = show("groups")
    shown = view.groups.board.none.isVisible()

    for who in twelve[7:]:
        teams.place(desk, of, who, three[2].id)

    assert shown
    assert not view.groups.board.none.isVisible()
    assert view.groups.head.left.text() == "Everybody is in a group"


def test_a_class_closed_meanwhile_moves_nobody(
    desk: Desk,
    of: Class,
    three: list[Team],
    twelve: list[str],
    said: list[Message],
    show: Show,
    qtbot: QtBot,
) -> None:
    from desktop.actions.classes import close_class

    before = seats(desk, of)
    view = show("groups")
    close_class(desk, of)

    qtbot.keyClick(at(view, 1, twelve[0]), Key.Key_3)

    assert seats(desk, of) == before
    assert said[-1].tone == "warning"


def test_nobody_enrolled_leads_to_the_roster(ui: Ui, show: Show) -> None:
    went: list[str] = []
    ui.went.connect(lambda place: went.append(place.tab))

    page = show("groups").groups
    page.empty("nobody").button.click()

    assert page.empty("nobody").isVisible()
    assert went == ["roster"]


def test_no_groups_yet_offers_to_propose_them(twelve: list[str], show: Show) -> None:
    page = show("groups").groups

    assert page.empty("none_yet").isVisible()
    assert page.empty("none_yet").button.text() == "Propose groups"


def test_the_groups_are_copied_as_a_table(
    three: list[Team], said: list[Message], show: Show
) -> None:
    page = show("groups").groups

    page.head.copy.click()

    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 13
    assert lines[1].split("\t")[:3] == ["Group 1", "1", "นายก0 ตัวอย่าง"]
    assert lines[-1].startswith("no group")
    assert said[-1].text.startswith("12 people")


def test_the_groups_are_printed_to_a_file(
    three: list[Team], show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "groups.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr("desktop.views.teams.group_lists.open_file", lambda _: True)
    page = show("groups").groups

    page.head.print.click()

    assert target.read_bytes().startswith(b"%PDF")


def test_another_language_says_everything_anew(ui: Ui, three: list[Team], show: Show) -> None:
    view = show("groups")

    ui.wording.use("th", "thai")

    assert view.chips["groups"].text() == "กลุ่ม"
    assert view.groups.board.cards[1].title.text() == "กลุ่มที่ ๑"


def test_a_card_shows_that_somebody_may_be_dropped_on_it(
    three: list[Team], twelve: list[str], show: Show
) -> None:
    card = show("groups").groups.board.cards[2]
    person, text = QMimeData(), QMimeData()
    person.setData(MIME, twelve[0].encode())
    text.setText("anything else")

    aimed = []
    for data in (text, person):
        card.dragEnterEvent(over(QDragEnterEvent, data))
        aimed.append(card.property("tone"))
    card.dragLeaveEvent(QDragLeaveEvent())

    assert aimed == [None, "ok"]
    assert card.property("tone") is None


def over(kind: type[QDragEnterEvent], data: QMimeData) -> QDragEnterEvent:
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return kind(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, plain)


def test_the_palette_proposes_and_adds_groups_from_any_part(
    desk: Desk, of: Class, three: list[Team], ui: Ui, show: Show
) -> None:
    view = show("projects")
    offered = {command.key: command for command in ui.commands.listed()}

    offered["teams.add"].run()
    offered["teams.propose"].run()

    dialog = view.findChild(ProposeDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert view.groups.isVisible()
    assert len(teams.teams(desk, of)) == 4
    dialog.reject()


def test_a_number_key_aims_while_somebody_is_carried(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], show: Show, qtbot: QtBot
) -> None:
    view = show("groups")
    people = at(view, 1, twelve[0])

    for key in (Key.Key_Space, Key.Key_3, Key.Key_Space):
        qtbot.keyClick(people, key)

    assert seats(desk, of)[2] == [1]


def test_the_last_of_a_group_takes_the_cursor_along(
    desk: Desk, of: Class, three: list[Team], twelve: list[str], show: Show, qtbot: QtBot
) -> None:
    teams.place(desk, of, twelve[0], three[2].id)
    view = show("groups")

    qtbot.keyClick(at(view, 3, twelve[0]), Key.Key_2)

    assert view.groups.board.cards[2].list.hasFocus()
    assert view.groups.board.cards[2].list.current() == twelve[0]
