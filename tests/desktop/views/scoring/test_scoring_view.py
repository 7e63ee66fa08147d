from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import panel, projects, scoring, waivers
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.syncing import Membership
from desktop.store import membership, scores
from desktop.views.place import Place
from desktop.views.scoring.lock_dialog import LockDialog
from desktop.views.scoring.practice_page import SampleDialog
from desktop.views.scoring.reason_dialog import ReasonDialog, WaiveDialog
from desktop.views.scoring.scorer_dialog import ScorerDialog
from desktop.views.scoring.scoring_view import ScoringView
from desktop.views.scoring.sheet_page import SheetPage
from desktop.views.ui import Message, Ui
from desktop.views.undoing import undo
from tests.desktop.views.scoring.conftest import OTHER, SCORER, sheet_of

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def view(ui: Ui, of: Class, two: list[Project], qtbot: QtBot) -> ScoringView:
    view = ScoringView(ui)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    view.open(Place("classes", of.id, "projects"))
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    return view


@pytest.fixture
def sheet(view: ScoringView, two: list[Project]) -> SheetPage:
    """The sheet of the first project, open and untouched."""
    view.score.open_project(two[0].id)
    return view.score.sheet


def press(qtbot: QtBot, keys: str) -> None:
    """Press keys wherever the cursor is."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        if key.isascii():
            qtbot.keyClicks(focus, key)
        else:  # the simulated keyboard knows Latin keys only
            typed = (QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key)
            QApplication.sendEvent(focus, QKeyEvent(*typed))


def dialog(kind: type[W]) -> W:
    """Give the dialog of a kind that is on screen."""
    tops = QApplication.topLevelWidgets()
    return next(w for w in tops if isinstance(w, kind) and w.isVisible())


def levels(desk: Desk, project: Project) -> list[int | None]:
    return sheet_of(desk, project, SCORER).levels


def test_the_list_says_how_far_the_scorer_is_and_what_comes_next(
    view: ScoringView, desk: Desk, of: Class, two: list[Project]
) -> None:
    scoring.score_whole(desk, of, two[0], SCORER, [4, 3, 3, 2, 3, 4])

    shown = view.score.list

    assert shown.progress.text() == "1 of 2 projects locked"
    assert shown.next.accessibleName() == "Go on with P02"
    assert [row.total for row in shown.table.rows_model.rows()] == ["78.7", ""]


def test_enter_on_a_row_opens_its_sheet_with_the_cursor_on_the_first_criterion(
    view: ScoringView, qtbot: QtBot
) -> None:
    view.score.list.table.setFocus()

    qtbot.keyClick(view.score.list.table, Qt.Key.Key_Return)

    assert view.score.sheet.head.code.text() == "P01"
    assert QApplication.focusWidget() is view.score.sheet.pane.heads[0]


def test_looking_at_a_project_begins_no_sheet(
    sheet: SheetPage, desk: Desk, two: list[Project]
) -> None:
    shown = sheet.sheet

    assert shown is None
    assert scores.sheets_on(desk.store, two[0].id) == []


def test_keys_give_levels_and_move_on(
    sheet: SheetPage, desk: Desk, two: list[Project], qtbot: QtBot
) -> None:
    press(qtbot, "43")

    assert levels(desk, two[0]) == [4, 3, None, None, None, None]
    assert sheet.pane.at == 2
    assert sheet.foot.total.text() == "4 criteria left"


@pytest.mark.parametrize("keys", ["๔๓๓๒๓๔", "ภ--/-ภ"])
def test_thai_digits_and_the_thai_layout_give_the_same_levels(
    sheet: SheetPage, desk: Desk, two: list[Project], qtbot: QtBot, keys: str
) -> None:
    press(qtbot, keys)

    assert levels(desk, two[0]) == [4, 3, 3, 2, 3, 4]


def test_the_total_is_shown_only_once_every_criterion_has_its_level(
    sheet: SheetPage, qtbot: QtBot
) -> None:
    press(qtbot, "43323")
    before = sheet.foot.total.text()

    press(qtbot, "4")

    assert before == "1 criterion left"
    assert sheet.foot.total.text() == "Total 78.7"
    assert QApplication.focusWidget() is sheet.foot.lock


def test_a_level_is_given_by_the_mouse_too(
    sheet: SheetPage, desk: Desk, two: list[Project], qtbot: QtBot
) -> None:
    choice = next(c for c in sheet.pane.levels if c.level == 2)

    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)

    assert levels(desk, two[0])[0] == 2


def test_the_arrows_walk_the_criteria_and_a_level_may_be_changed(
    sheet: SheetPage, desk: Desk, two: list[Project], qtbot: QtBot
) -> None:
    press(qtbot, "44")
    focus = QApplication.focusWidget()
    assert focus is not None

    qtbot.keyClick(focus, Qt.Key.Key_Up)
    press(qtbot, "1")

    assert levels(desk, two[0])[:3] == [4, 1, None]


def test_a_five_gives_nothing(
    sheet: SheetPage, desk: Desk, two: list[Project], qtbot: QtBot
) -> None:
    press(qtbot, "5")

    assert scores.sheets_on(desk.store, two[0].id) == []
    assert sheet.pane.at == 0


def test_n_leads_to_the_note_and_leaving_the_criterion_keeps_it(
    sheet: SheetPage, desk: Desk, two: list[Project], qtbot: QtBot
) -> None:
    press(qtbot, "3")
    sheet.pane.go(0)
    press(qtbot, "n")
    inside = QApplication.focusWidget()
    press(qtbot, "4 maps, no causes")

    sheet.pane.go(1)

    assert inside is sheet.pane.note
    assert sheet_of(desk, two[0], SCORER).cells["C1"].note == "4 maps, no causes"
    assert levels(desk, two[0])[0] == 3
    assert sheet.pane.note.text() == ""


def test_a_pause_keeps_a_note(
    sheet: SheetPage, desk: Desk, two: list[Project], qtbot: QtBot
) -> None:
    press(qtbot, "n")
    press(qtbot, "good")

    qtbot.waitUntil(lambda: bool(scores.sheets_on(desk.store, two[0].id)), timeout=5_000)

    assert sheet_of(desk, two[0], SCORER).cells["C1"].note == "good"


def test_what_was_given_is_there_again_after_the_view_was_closed(
    sheet: SheetPage, ui: Ui, of: Class, two: list[Project], qtbot: QtBot
) -> None:
    press(qtbot, "431")

    again = ScoringView(ui)
    qtbot.addWidget(again)
    again.open(Place("classes", of.id))
    again.show()
    again.score.open_project(two[0].id)

    shown = again.score.sheet.sheet
    assert shown is not None
    assert shown.levels == [4, 3, 1, None, None, None]
    assert again.score.sheet.pane.at == 3


def test_open_levels_are_in_no_change(
    sheet: SheetPage, desk: Desk, of: Class, two: list[Project], qtbot: QtBot
) -> None:
    press(qtbot, "433234")

    stored = scores.sheets_on(desk.store, two[0].id)

    assert [s.levels for s in stored] == [[None] * 6]


def test_the_lock_asks_naming_the_project_and_then_the_next_one_is_offered(
    sheet: SheetPage, desk: Desk, two: list[Project], said: list[Message], qtbot: QtBot
) -> None:
    press(qtbot, "433234")
    qtbot.keyClick(sheet.foot.lock, Qt.Key.Key_Return)
    asked = dialog(LockDialog)
    told = asked.accessibleDescription()

    asked.confirm.click()

    assert asked.windowTitle() == "Lock the score of project P01?"
    assert "Building permits online" in told
    assert f"78.7 points by {SCORER}" in told
    assert sheet_of(desk, two[0], SCORER).locked_at
    assert said[-1].text == "P01 is locked"
    assert sheet.head.progress.text() == "1 of 2 projects locked"
    assert QApplication.focusWidget() is sheet.head.next


def test_a_locked_sheet_takes_no_level(
    sheet: SheetPage, desk: Desk, of: Class, two: list[Project], view: ScoringView, qtbot: QtBot
) -> None:
    scoring.score_whole(desk, of, two[0], SCORER, [4, 3, 3, 2, 3, 4])
    view.score.open_project(two[0].id)
    sheet.pane.go(0)

    press(qtbot, "0")

    assert levels(desk, two[0])[0] == 4
    assert not any(choice.isEnabled() for choice in sheet.pane.levels)
    assert not sheet.foot.lock.isVisible()


def test_a_correction_asks_why_and_is_a_new_sheet(
    sheet: SheetPage, desk: Desk, of: Class, two: list[Project], qtbot: QtBot
) -> None:
    scoring.score_whole(desk, of, two[0], SCORER, [4, 3, 3, 2, 3, 4])
    sheet.foot.correct.click()
    asked = dialog(ReasonDialog)
    asked.confirm.click()
    still = asked.isVisible()

    qtbot.keyClicks(asked.reason, "Heard the answer")
    asked.confirm.click()
    qtbot.waitUntil(sheet.isActiveWindow)
    press(qtbot, "1")

    assert still
    assert sheet_of(desk, two[0], SCORER, 2).reason == "Heard the answer"
    assert sheet_of(desk, two[0], SCORER, 2).levels == [1, 3, 3, 2, 3, 4]
    assert sheet_of(desk, two[0], SCORER).levels == [4, 3, 3, 2, 3, 4]


def test_another_scorers_levels_are_nowhere_to_be_seen(
    view: ScoringView, desk: Desk, of: Class, two: list[Project]
) -> None:
    scoring.score_whole(desk, of, two[0], OTHER, [0, 0, 0, 0, 0, 0])

    view.score.open_project(two[0].id)

    assert view.score.list.mine[0].sheet is None
    assert view.score.sheet.sheet is None
    assert {c.isChecked() for c in view.score.sheet.pane.levels} == {False}


def test_own_agency_is_said_before_the_first_level_and_stops_it(
    view: ScoringView, ui: Ui, desk: Desk, two: list[Project], qtbot: QtBot
) -> None:
    ui.settings["scoring.agency"] = "สนข.บางรัก"
    view.outdated()
    view.score.open_project(two[0].id)
    warned = view.score.sheet.stop.said.plain()

    press(qtbot, "4")

    assert "สมชาย ใจดี" in warned
    assert view.score.sheet.stop.isVisible()
    assert scores.sheets_on(desk.store, two[0].id) == []


def test_a_waiver_with_its_reason_lets_the_scorer_begin_and_can_be_undone(
    view: ScoringView, ui: Ui, desk: Desk, of: Class, two: list[Project], qtbot: QtBot
) -> None:
    ui.settings["scoring.agency"] = "สนข.บางรัก"
    view.outdated()
    view.score.open_project(two[0].id)
    view.score.sheet.stop.waive.click()
    asked = dialog(WaiveDialog)

    qtbot.keyClicks(asked.reason, "Nobody else can")
    asked.confirm.click()
    qtbot.waitUntil(view.isActiveWindow)
    press(qtbot, "4")

    assert levels(desk, two[0])[0] == 4
    undo(ui)
    assert scores.waivers(desk.store, of.id) == []


def test_a_scorer_on_a_server_is_told_whom_to_ask_and_cannot_waive(
    view: ScoringView, ui: Ui, desk: Desk, two: list[Project]
) -> None:
    membership.join(desk.store, Membership("https://example.org", "s", SCORER, "scorer"))
    ui.settings["scoring.agency"] = "สนข.บางรัก"
    view.outdated()

    view.score.open_project(two[0].id)

    assert not view.score.sheet.stop.waive.isVisible()
    assert "Ask an administrator" in view.score.sheet.stop.said.plain()


def test_code_names_hide_who_made_a_project(
    view: ScoringView, desk: Desk, of: Class, two: list[Project]
) -> None:
    view.score.open_project(two[0].id)
    before = written(view)
    view.score.close_project()

    panel.set_blind(desk, of, on=True)
    view.score.open_project(two[0].id)

    assert "นายสมชาย ใจดี" in before
    assert "สมชาย" not in written(view)
    assert "Three journeys for one permit" in written(view)
    assert view.score.list.table.isColumnHidden(2)


def written(view: ScoringView) -> str:
    """Give everything on the page of the work."""
    page = view.score.sheet.work.widget()
    assert page is not None
    return " ".join(w.accessibleName() for w in page.findChildren(QWidget))


def test_somebody_is_asked_once_who_scores(
    make_ui: object, ui: Ui, of: Class, two: list[Project], qtbot: QtBot
) -> None:
    del ui.settings["scoring.scorer"]
    view = ScoringView(ui)
    qtbot.addWidget(view)
    view.open(Place("classes", of.id))
    view.show()
    first = view.pages.currentWidget()
    view.who.button.click()
    asked = dialog(ScorerDialog)
    asked.name.setText("  Judge   Chai ")
    asked.agency.entry.setText("สำนักการโยธา")

    asked.confirm.click()

    assert first is view.who
    assert view.pages.currentWidget() is view.score
    assert view.bar.name.text() == "Scoring: Judge Chai"
    assert view.bar.agency.text() == "สำนักการโยธา"


def test_nobody_scores_without_a_name(view: ScoringView) -> None:
    view.ask_who()
    asked = dialog(ScorerDialog)
    asked.name.clear()

    asked.confirm.click()

    assert asked.isVisible()
    asked.reject()


def test_on_a_server_a_scorer_has_the_name_they_were_invited_under_and_no_overview(
    view: ScoringView, desk: Desk
) -> None:
    membership.join(desk.store, Membership("https://example.org", "s", "Judge Duang", "scorer"))
    view.outdated()

    view.ask_who()

    asked = dialog(ScorerDialog)
    assert asked.name.text() == "Judge Duang"
    assert asked.name.isReadOnly()
    assert not view.chips["chair"].isVisible()
    asked.reject()


def test_before_and_after_go_round_the_projects(sheet: SheetPage, qtbot: QtBot) -> None:
    sheet.head.after.click()
    second = sheet.head.code.text()
    sheet.head.after.click()

    assert (second, sheet.head.code.text()) == ("P02", "P01")


def test_back_leads_to_the_list_at_the_project_one_comes_from(
    view: ScoringView, two: list[Project]
) -> None:
    view.score.open_project(two[1].id)

    view.score.sheet.head.back.click()

    assert view.score.pages.currentWidget() is view.score.list
    row = view.score.list.table.current_row()
    assert row is not None
    assert row.project.id == two[1].id
    assert QApplication.focusWidget() is view.score.list.table


def test_a_change_of_language_keeps_the_open_sheet_and_a_note_not_kept_yet(
    view: ScoringView, sheet: SheetPage, desk: Desk, ui: Ui, two: list[Project], qtbot: QtBot
) -> None:
    press(qtbot, "4n")
    press(qtbot, "half a word")

    ui.wording.use("th", "thai")

    assert view.score.sheet is not sheet
    assert view.score.sheet.head.code.text() == "P01"
    assert sheet_of(desk, two[0], SCORER).cells["C2"].note == "half a word"


def test_a_class_without_projects_says_what_the_place_is_for(
    ui: Ui, of: Class, people: list[str], qtbot: QtBot
) -> None:
    view = ScoringView(ui)
    qtbot.addWidget(view)
    view.resize(1200, 600)
    view.open(Place("classes", of.id))
    view.show()

    assert view.score.list.mine == []
    assert not view.score.list.next.isVisible()


def test_samples_are_practice_and_count_in_no_result(
    view: ScoringView, desk: Desk, of: Class, two: list[Project], qtbot: QtBot
) -> None:
    view.chips["practice"].click()
    sample = projects.new_sample(desk, of, "A lamp is out")
    view.practice.open_project(sample.id)

    press(qtbot, "222222")

    assert sheet_of(desk, sample, SCORER).complete
    assert [s.project.code for s in panel.results(desk, of)] == ["P01", "P02"]


def test_a_sample_is_added_with_what_can_be_scored(
    view: ScoringView, desk: Desk, of: Class, said: list[Message], qtbot: QtBot
) -> None:
    view.chips["practice"].click()
    view.practice.add.click() if view.practice.add.isVisible() else view.practice._ask_sample()
    asked = dialog(SampleDialog)
    asked.confirm.click()
    still = asked.isVisible()
    qtbot.keyClicks(asked.title, "A lamp is out")
    asked.story["problem"].setPlainText("Nobody knows which lamp")

    asked.confirm.click()

    found = projects.samples(desk, of)
    assert still
    assert [p.title for p in found] == ["A lamp is out"]
    assert found[0].content["story"]["problem"] == "Nobody knows which lamp"
    assert said[-1].text == "Sample EX1 added"


def test_the_spread_of_a_sample_is_shown_once_two_have_locked_it(
    view: ScoringView, desk: Desk, of: Class
) -> None:
    sample = projects.new_sample(desk, of, "A lamp is out")
    view.chips["practice"].click()
    scoring.score_whole(desk, of, sample, SCORER, [4, 3, 3, 2, 3, 4])
    before = view.practice.see.isVisible()
    scoring.score_whole(desk, of, sample, OTHER, [1, 3, 3, 2, 3, 4])

    view.practice.see.click()

    assert not before
    assert view.practice.spread is not None
    assert view.practice.pages.currentWidget() is view.practice.spread


def test_a_closed_class_says_so_beside_the_sheet(
    sheet: SheetPage, desk: Desk, of: Class, two: list[Project], qtbot: QtBot
) -> None:
    from desktop.desk import Edit

    desk.commit("step.class-close", [Edit(of.scope, "class", of.id, {"status": "closed"})], code="")

    press(qtbot, "4")

    assert sheet.stop.isVisible()
    assert "T12" in sheet.stop.said.plain()
    assert scores.sheets_on(desk.store, two[0].id) == []


def test_a_waiver_made_elsewhere_lifts_the_stop(
    view: ScoringView, ui: Ui, desk: Desk, of: Class, two: list[Project]
) -> None:
    ui.settings["scoring.agency"] = "สนข.บางรัก"
    view.outdated()
    view.score.open_project(two[0].id)

    waivers.waive(desk, of, two[0], SCORER, "Nobody else can")

    assert not view.score.sheet.stop.isVisible()


def test_the_keyboard_alone_goes_through_the_projects(
    view: ScoringView, ui: Ui, desk: Desk, two: list[Project], qtbot: QtBot
) -> None:
    run = {command.key: command.run for command in ui.commands.listed()}
    run["scoring.next"]()
    first = view.score.sheet.head.code.text()
    run["scoring.lock"]()  # nothing is given yet: nothing happens
    press(qtbot, "433234")
    run["scoring.lock"]()
    dialog(LockDialog).confirm.click()
    run["scoring.next"]()
    second = view.score.sheet.head.code.text()

    run["scoring.before"]()

    assert (first, second, view.score.sheet.head.code.text()) == ("P01", "P02", "P01")
    assert sheet_of(desk, two[0], SCORER).locked_at


def test_who_is_scoring_stands_above_the_sheet_and_the_rest_makes_room(
    view: ScoringView, two: list[Project]
) -> None:
    deep: list[bool] = []
    view.deepened.connect(deep.append)

    view.score.open_project(two[0].id)

    assert view.score.sheet.head.who.text() == SCORER
    assert not view.top.isVisible()
    view.score.close_project()
    assert view.top.isVisible()
    assert (deep[0], deep[-1]) == (True, False)


def test_keys_score_while_the_work_is_read(
    sheet: SheetPage, desk: Desk, two: list[Project], qtbot: QtBot
) -> None:
    sheet.work.setFocus()

    press(qtbot, "4")

    assert levels(desk, two[0])[0] == 4


def test_a_stray_key_after_the_last_level_changes_nothing(
    sheet: SheetPage, desk: Desk, two: list[Project], qtbot: QtBot
) -> None:
    press(qtbot, "433234")

    press(qtbot, "0")

    assert levels(desk, two[0]) == [4, 3, 3, 2, 3, 4]


def test_a_sheet_begun_on_another_device_cannot_be_written_here(
    view: ScoringView, desk: Desk, of: Class, two: list[Project], qtbot: QtBot
) -> None:
    desk.device, here = "ee" * 8, desk.device
    scoring.open_sheet(desk, of, two[0], SCORER)
    desk.device = here
    view.score.open_project(two[0].id)

    press(qtbot, "4")

    assert view.score.sheet.stop.isVisible()
    assert levels(desk, two[0]) == [None] * 6
