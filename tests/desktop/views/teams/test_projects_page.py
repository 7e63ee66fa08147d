from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu
from pytestqt.qtbot import QtBot

from desktop.actions import projects, scoring
from desktop.actions.classes import close_class
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.teams import Team
from desktop.store import typing
from desktop.views.form_fields.editor import Editor
from desktop.views.form_fields.plain import LineEditor, TextEditor
from desktop.views.form_fields.table import TableEditor
from desktop.views.form_fields.understood import UnderstoodEditor
from desktop.views.teams.order_table import MIME, OrderTable
from desktop.views.teams.project_page import ProjectPage
from desktop.views.teams.projects_view import ProjectsView
from desktop.views.ui import Message

Show = Callable[[str], ProjectsView]
Key = Qt.Key
Alt = Qt.KeyboardModifier.AltModifier
STORY, PICKED, MEASURES, DATA, PLAN, TESTS = range(6)


def codes(desk: Desk, of: Class) -> list[str]:
    return [p.code for p in projects.projects(desk, of)]


def open_first(view: ProjectsView, part: int = STORY) -> ProjectPage:
    """Open the first project at one of its parts."""
    view.projects.open_line(view.projects.lines[0])
    page = view.projects.page
    page.go(part)
    return page


def write(page: ProjectPage, field: str, text: str, qtbot: QtBot) -> None:
    """Type over what stands in a field."""
    assert page.editor is not None
    editor = page.editor.questions[field].editor
    assert isinstance(editor, LineEditor | TextEditor)
    editor.entry.setFocus()
    editor.entry.selectAll()
    qtbot.keyClicks(editor.entry, text)


def rows_of(page: ProjectPage) -> TableEditor:
    assert page.editor is not None
    editor = page.editor.questions["rows"].editor
    assert isinstance(editor, TableEditor)
    return editor


def put(editor: Editor, text: str) -> None:
    """Put a text into a line at once, as if pasted by hand."""
    assert isinstance(editor, LineEditor | UnderstoodEditor)
    editor.entry.setText(text)
    editor.entry.textEdited.emit(text)


def add_row(page: ProjectPage, **texts: str) -> None:
    """Add a row with texts in its short fields, as one types them."""
    table = rows_of(page)
    table.add_row()
    card = list(table.cards.values())[-1]
    for code, text in texts.items():
        put(card.questions[code].editor, text)


def steps(desk: Desk) -> int:
    (count,) = desk.store.rows("SELECT count(*) FROM changes")[0]
    return int(count)


def test_every_group_has_a_line_and_its_project_begins_when_opened(
    desk: Desk, of: Class, three: list[Team], said: list[Message], show: Show, qtbot: QtBot
) -> None:
    view = show("projects")
    table = view.projects.table
    before = [line.project for line in view.projects.lines]

    table.setFocus()
    qtbot.keyClick(table, Key.Key_Return)

    assert before == [None, None, None]
    assert codes(desk, of) == ["P01"]
    assert said[-1].text == "Project P01 begun"
    assert view.projects.page.isVisible()
    assert not view.top.isVisible()


def test_alt_and_an_arrow_change_the_order_of_presentation(
    desk: Desk, of: Class, two: list[Project], said: list[Message], show: Show, qtbot: QtBot
) -> None:
    view = show("projects")
    table = view.projects.table
    table.setFocus()

    qtbot.keyClick(table, Key.Key_Down, Alt)
    after = codes(desk, of)
    chosen = table.currentIndex().row()
    assert said[-1].undo is not None
    said[-1].undo()

    assert after == ["P02", "P01"]
    assert chosen == 1
    assert codes(desk, of) == ["P01", "P02"]


def test_the_last_project_does_not_move_past_the_groups_without_one(
    desk: Desk, of: Class, two: list[Project], show: Show, qtbot: QtBot
) -> None:
    view = show("projects")
    table = view.projects.table
    table.select_row(1)
    table.setFocus()

    qtbot.keyClick(table, Key.Key_Down, Alt)

    assert codes(desk, of) == ["P01", "P02"]


def test_a_row_dropped_above_another_is_presented_before_it(
    desk: Desk, of: Class, two: list[Project], show: Show
) -> None:
    table = show("projects").projects.table
    assert isinstance(table, OrderTable)
    data = QMimeData()
    data.setData(MIME, b"1")
    event = QDropEvent(
        QPointF(20, 4),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    table.dropEvent(event)

    assert codes(desk, of) == ["P02", "P01"]


def test_where_a_dragged_row_would_land_is_shown_until_it_leaves(
    two: list[Project], show: Show
) -> None:
    table = show("projects").projects.table
    data = QMimeData()
    data.setData(MIME, b"0")
    over = QDragMoveEvent(
        QPoint(20, table.rowHeight(0) * 2 - 4),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    table.dragMoveEvent(over)
    mark = table.viewport().findChild(QFrame, "line")
    assert mark is not None
    shown, top = mark.isVisible(), mark.geometry().center().y()
    table.dragLeaveEvent(QDragLeaveEvent())

    assert shown
    assert abs(top - table.rowViewportPosition(2)) <= 2
    assert not mark.isVisible()


def test_the_buttons_move_the_chosen_project_too(
    desk: Desk, of: Class, two: list[Project], show: Show
) -> None:
    view = show("projects")

    view.projects.down.click()
    down = codes(desk, of)
    view.projects.up.click()

    assert down == ["P02", "P01"]
    assert codes(desk, of) == ["P01", "P02"]


def test_typing_is_kept_at_a_pause_and_is_no_change_yet(
    desk: Desk, two: list[Project], show: Show, qtbot: QtBot
) -> None:
    page = open_first(show("projects"))
    before = steps(desk)

    write(page, "title", "Permits from home", qtbot)
    qtbot.waitUntil(lambda: "title" in typing.typed(desk.store, two[0].id))

    assert typing.typed(desk.store, two[0].id)["title"]["value"] == "Permits from home"
    assert steps(desk) == before
    assert page.kept.text() == "What you typed is kept"


def test_leaving_a_part_makes_one_change_of_each_thing_typed(
    desk: Desk, of: Class, two: list[Project], show: Show, qtbot: QtBot
) -> None:
    page = open_first(show("projects"))
    before = steps(desk)

    write(page, "title", "Permits from home", qtbot)
    write(page, "problem", "Three journeys", qtbot)
    page.on.click()

    now = projects.find_project(desk, of, "P01")
    assert (now.title, now.content["story"]["problem"]) == ("Permits from home", "Three journeys")
    assert typing.typed(desk.store, two[0].id) == {}
    assert steps(desk) == before + 2


def test_looking_through_every_part_changes_nothing(
    desk: Desk, two: list[Project], show: Show
) -> None:
    page = open_first(show("projects"))
    before = steps(desk)

    for part in range(6):
        page.go(part)
    page.leave()

    assert steps(desk) == before


def test_what_was_typed_before_the_plug_was_pulled_is_there_again(
    desk: Desk, two: list[Project], show: Show
) -> None:
    story = {"problem": "Half a sent", "served": "", "innovation": ""}
    kept = {"story": {"value": story, "seen": []}}
    typing.keep(desk.store, two[0].id, kept, "2026-12-01T02:00:00.000+00:00")

    page = open_first(show("projects"))

    assert page.editor is not None
    assert page.editor.value()["problem"] == "Half a sent"


def test_going_to_another_tab_puts_by_what_was_typed(
    desk: Desk, of: Class, two: list[Project], show: Show, qtbot: QtBot
) -> None:
    view = show("projects")
    page = open_first(view)

    write(page, "title", "Permits from home", qtbot)
    view.hide()

    assert projects.find_project(desk, of, "P01").title == "Permits from home"


def test_rows_are_stored_as_they_stand_and_shown_again(
    desk: Desk, of: Class, two: list[Project], show: Show
) -> None:
    page = open_first(show("projects"), PLAN)

    add_row(page, activity="Ask around", owner="Anong", start="1/12/2569", end="5/12/2569")
    page.go(TESTS)
    page.go(PLAN)

    stored = projects.find_project(desk, of, "P01").content["plan"]
    assert [(row["activity"], row["start"], row["end"]) for row in stored] == [
        ("Ask around", "2026-12-01", "2026-12-05")
    ]
    assert [row["activity"] for row in rows_of(page).value() or []] == ["Ask around"]


def test_one_agency_as_owner_and_user_is_said_at_the_row_while_typing(
    two: list[Project], show: Show, qtbot: QtBot
) -> None:
    page = open_first(show("projects"), DATA)

    add_row(page, dataset="Houses", owner="สำนักการโยธา", user="สำนักการศึกษา")
    add_row(page, dataset="Maps", owner="สำนักการโยธา", user="สำนักการโยธา")
    card = list(rows_of(page).cards.values())[1]
    qtbot.waitUntil(lambda: bool(card.questions["user"].complaint))
    said = card.questions["user"].complaint
    put(card.questions["user"].editor, "สำนักเทศกิจ")
    qtbot.waitUntil(lambda: not card.questions["user"].complaint)

    assert said == "Owner and user are the same agency; data is connected between two"


def test_what_cannot_be_stored_is_shown_at_its_row_and_stays_as_typed(
    desk: Desk, of: Class, two: list[Project], said: list[Message], show: Show
) -> None:
    view = show("projects")
    page = open_first(view, PLAN)
    add_row(page, activity="Ask around", start="5/12/2569", end="1/12/2569")

    page.leave()

    card = next(iter(rows_of(page).cards.values()))
    assert page.isVisible()
    assert "ends before it starts" in card.questions["end"].complaint
    assert "What you typed is kept" in said[-1].text
    assert "plan" not in projects.find_project(desk, of, "P01").content
    assert typing.typed(desk.store, two[0].id)["plan"]["value"][0]["activity"] == "Ask around"


def test_nobody_is_held_back_by_what_cannot_be_stored(two: list[Project], show: Show) -> None:
    view = show("projects")
    page = open_first(view, PLAN)
    add_row(page, activity="Ask around", start="no day")

    page.leave()
    first = page.isVisible()
    page.leave()

    assert first
    assert not page.isVisible()
    assert view.projects.table.isVisible()


def test_a_part_that_arrives_from_another_device_is_shown(
    desk: Desk, of: Class, two: list[Project], show: Show
) -> None:
    page = open_first(show("projects"), MEASURES)

    figures = {"before": "240", "after": "120", "benefit": ""}
    projects.change(desk, of, two[0], "measures", figures)

    assert page.editor is not None
    assert page.editor.value()["before"] == "240"


def test_what_is_being_typed_is_not_disturbed_by_what_arrives(
    desk: Desk, of: Class, two: list[Project], show: Show, qtbot: QtBot
) -> None:
    page = open_first(show("projects"), MEASURES)
    write(page, "after", "100", qtbot)

    projects.change(desk, of, two[0], "title", "Another title")

    assert page.editor is not None
    assert page.editor.value()["after"] == "100"
    assert "Another title" in page.head.title.text()


def test_a_part_nobody_typed_in_is_not_put_back_to_what_it_was(
    desk: Desk, of: Class, two: list[Project], show: Show, qtbot: QtBot
) -> None:
    page = open_first(show("projects"), STORY)
    write(page, "title", "Permits from home", qtbot)

    story = {"problem": "From elsewhere", "served": "", "innovation": ""}
    projects.change(desk, of, two[0], "story", story)
    page.leave()

    now = projects.find_project(desk, of, "P01")
    assert (now.title, now.content["story"]) == ("Permits from home", story)


def test_what_arrives_under_ones_fingers_is_told(
    desk: Desk, of: Class, two: list[Project], show: Show, qtbot: QtBot
) -> None:
    page = open_first(show("projects"), MEASURES)
    write(page, "after", "100", qtbot)

    figures = {"before": "240", "after": "120", "benefit": ""}
    projects.change(desk, of, two[0], "measures", figures)

    assert page.editor is not None
    assert page.editor.value()["after"] == "100"
    assert "Somebody changed this part elsewhere" in page.kept.text()


def test_a_change_of_language_while_typing_loses_no_letter(
    desk: Desk, of: Class, two: list[Project], show: Show, qtbot: QtBot
) -> None:
    view = show("projects")
    write(open_first(view), "title", "Permits from home", qtbot)

    view.ui.wording.use("th", "thai")

    assert projects.find_project(desk, of, "P01").title == "Permits from home"
    assert view.projects.page.isVisible()


def test_a_project_somebody_scores_is_not_removed(
    desk: Desk, of: Class, two: list[Project], said: list[Message], show: Show
) -> None:
    scoring.score_whole(desk, of, two[0], "Judge Anong", [4, 3, 3, 2, 3, 4])
    view = show("projects")
    page = open_first(view)

    page.head.remove(two[0])
    kept = codes(desk, of)
    view.projects.close_project()
    page = open_first(view)
    page.head.remove(two[1])

    assert kept == ["P01", "P02"]
    assert codes(desk, of) == ["P01"]
    assert said[-1].text == "Project P02 removed"


def test_the_menu_marks_a_project_as_presented_and_back(
    desk: Desk, of: Class, two: list[Project], show: Show
) -> None:
    page = open_first(show("projects"))

    states = []
    for _ in range(2):
        page.head.open_menu()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[0].trigger()
        menu.close()
        states.append((projects.projects(desk, of)[0].presented, page.head.state.text()))

    assert states == [(True, "Presented"), (False, "Not presented")]


def test_a_closed_class_shows_its_projects_and_takes_nothing(
    desk: Desk, of: Class, two: list[Project], show: Show
) -> None:
    close_class(desk, of)

    page = open_first(show("projects"))

    assert page.editor is not None
    assert not page.editor.isEnabled()


def test_stepping_goes_to_the_next_project_and_round(two: list[Project], show: Show) -> None:
    view = show("projects")
    page = open_first(view)

    opened = []
    for _ in range(2):
        page.stepped.emit(1)
        opened.append(view.projects.opened)

    assert opened == [two[1].id, two[0].id]


def test_a_class_without_groups_leads_to_them(of: Class, show: Show) -> None:
    view = show("projects")

    view.projects.groups_asked.emit()

    assert view.chips["groups"].isChecked()
    assert view.groups.isVisible()


def test_the_project_that_lies_open_survives_a_change_of_language(
    two: list[Project], show: Show
) -> None:
    view = show("projects")
    open_first(view)

    view.ui.wording.use("th", "thai")

    assert view.projects.page.isVisible()
    assert view.projects.page.project is not None
    assert view.projects.page.project.id == two[0].id


def test_the_part_of_scoring_is_made_when_it_is_asked_for(two: list[Project], show: Show) -> None:
    view = show("scoring")

    assert view.scoring.isVisible()
    assert view.scoring.place.class_id == view.place.class_id
