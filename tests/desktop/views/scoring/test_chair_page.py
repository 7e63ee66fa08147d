from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions import panel, rubrics, scoring, teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.store import scores
from desktop.views.place import Place
from desktop.views.scoring import minutes
from desktop.views.scoring.chair_page import ChairPage
from desktop.views.scoring.reason_dialog import AdjustDialog, WaiveDialog
from desktop.views.scoring.scoring_view import ScoringView
from desktop.views.scoring.talk_card import TalkCard
from desktop.views.ui import Message, Ui
from desktop.views.undoing import undo
from tests.desktop.views.scoring.conftest import OTHER, SCORER


@pytest.fixture
def view(ui: Ui, of: Class, scored: list[Project], qtbot: QtBot) -> ScoringView:
    ui.settings["scoring.part"] = "chair"
    view = ScoringView(ui)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    view.open(Place("classes", of.id, "projects"))
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    return view


@pytest.fixture
def chair(view: ScoringView) -> ChairPage:
    return view.chair


def cells(chair: ChairPage, column: str) -> list[str]:
    assert chair.table is not None
    columns = {c.heading: c for c in chair.table.rows_model.columns}
    return [columns[column].say(row) for row in chair.table.rows_model.rows()]


def opened(chair: ChairPage, at: int = 0) -> None:
    chair.open_project(chair.rows[at])


def shown_dialog(kind: type[AdjustDialog | WaiveDialog]) -> AdjustDialog | WaiveDialog:
    tops = QApplication.topLevelWidgets()
    return next(w for w in tops if isinstance(w, kind) and w.isVisible())


def test_the_overview_says_who_has_scored_what_and_how_it_came_out(
    chair: ChairPage, desk: Desk, of: Class, scored: list[Project]
) -> None:
    scoring.open_sheet(desk, of, scored[1], SCORER)

    assert cells(chair, OTHER) == ["Locked 57.5", "Locked 78.7"]
    assert cells(chair, SCORER) == ["Locked 83.7", "Begun"]
    assert cells(chair, "panel.column.total") == ["70.6", "78.7"]
    assert cells(chair, "panel.column.rank") == ["2", "1"]
    assert cells(chair, "panel.column.band") == ["Very good", "Very good"]
    assert chair.told.text() == "3 of 4 sheets locked · 1 project to talk about"


def test_each_stage_has_its_shape_beside_its_word(chair: ChairPage) -> None:
    assert chair.table is not None
    column = next(c for c in chair.table.rows_model.columns if c.heading == SCORER)
    assert column.state is not None

    states = [column.state(row) for row in chair.table.rows_model.rows()]

    assert states == ["present", "unmarked"]
    assert cells(chair, SCORER)[1] == "Not begun"


def test_code_names_stand_in_place_of_scorers_and_can_be_undone(
    chair: ChairPage, ui: Ui, desk: Desk, of: Class
) -> None:
    chair.blind.click()
    assert chair.table is not None
    hidden = [c.heading for c in chair.table.rows_model.columns]
    undo(ui)
    named = [c.heading for c in chair.table.rows_model.columns]

    assert not {SCORER, OTHER} & set(hidden)
    assert sum(name.startswith("Scorer ") for name in hidden) == 2
    assert {SCORER, OTHER} <= set(named)
    assert not chair.blind.isChecked()


def test_scorers_under_code_names_stand_in_the_order_of_the_code_names(
    chair: ChairPage, desk: Desk, of: Class, scored: list[Project]
) -> None:
    for at in range(6):
        scoring.score_whole(desk, of, scored[1], f"Judge {at}", [2] * 6)

    panel.set_blind(desk, of, on=True)

    assert chair.table is not None
    names = [c.heading for c in chair.table.rows_model.columns if c.heading.startswith("Scorer ")]
    assert len(names) == 8
    assert names == sorted(names)


def test_enter_opens_a_project_with_its_result_and_flags(
    view: ScoringView, chair: ChairPage, qtbot: QtBot
) -> None:
    assert chair.table is not None
    chair.table.setFocus()

    qtbot.keyClick(chair.table, Qt.Key.Key_Return)

    assert chair.project.head.code.text() == "P01"
    assert chair.project.head.total.text() == "70.6 points · Very good · rank 2"
    assert chair.project.flags.text() == "▲ apart on C1, C4 · totals far apart"
    assert not view.top.isVisible()


def test_a_wide_gap_brings_a_card_with_both_levels_side_by_side(
    chair: ChairPage, desk: Desk, of: Class, scored: list[Project]
) -> None:
    opened(chair)

    cards = chair.project.findChildren(TalkCard)

    assert [card.accessibleName() for card in cards] == [
        "Talk about C1 Workflow analysis and synthesis: levels 1 and 4 were given",
        "Talk about C4 Data connection and cross-agency integration: levels 1 and 4 were given",
    ]
    assert "The problem is told without a map" in told(cards[0])
    assert SCORER in told(cards[0])


def told(card: TalkCard) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in card.findChildren(QLabel))


def test_a_note_is_told_with_who_wrote_it(
    chair: ChairPage, desk: Desk, of: Class, scored: list[Project]
) -> None:
    last = next(s for s in scores.sheets_on(desk.store, scored[0].id) if s.scorer == OTHER)
    sheet = scoring.correct(desk, of, last, "Forgot the note")
    scoring.set_level(desk, sheet, "C1", 1, "No map at all")
    scoring.lock(desk, of, sheet)

    opened(chair)

    assert f"{OTHER}: “No map at all”" in told(chair.project.findChildren(TalkCard)[0])


def test_what_the_panel_agreed_on_is_one_step_when_the_field_is_left(
    chair: ChairPage, ui: Ui, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    opened(chair)
    card = chair.project.consensus
    steps = len(desk.undoable)
    card.note.setFocus()
    qtbot.keyClicks(card.note, "The maps are complete")

    chair.project.head.back.setFocus()

    assert panel.results(desk, of)[0].project.note == "The maps are complete"
    assert len(desk.undoable) == steps + 1
    undo(ui)
    assert panel.results(desk, of)[0].project.note == ""


def test_a_pause_keeps_what_is_typed_even_if_the_window_is_gone(
    chair: ChairPage, ui: Ui, desk: Desk, of: Class, scored: list[Project], qtbot: QtBot
) -> None:
    from desktop.store import typing

    opened(chair)
    card = chair.project.consensus
    card.note.setFocus()
    qtbot.keyClicks(card.note, "half a sent")

    qtbot.waitUntil(lambda: bool(typing.begun(desk.store)), timeout=5_000)

    again = type(card)(ui)
    qtbot.addWidget(again)
    again.show_project(of, panel.results(desk, of)[0].project)
    assert again.note.toPlainText() == "half a sent"


def test_leaving_the_field_unchanged_makes_no_step(chair: ChairPage, desk: Desk) -> None:
    opened(chair)
    steps = len(desk.undoable)
    chair.project.consensus.note.setFocus()

    chair.close_project()

    assert len(desk.undoable) == steps


def test_a_member_is_adjusted_with_a_reason_and_shown_with_their_own_score(
    chair: ChairPage, ui: Ui, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    opened(chair)
    members = chair.project.members
    members.adjust.click()
    asked = shown_dialog(AdjustDialog)
    assert isinstance(asked, AdjustDialog)
    asked.points.setValue(-3)
    asked.confirm.click()
    still = asked.isVisible()
    qtbot.keyClicks(asked.reason, "Was away")

    asked.confirm.click()

    first = members.table.rows_model.rows()[0]
    assert still
    assert (members._points(first), members._own(first)) == ("−3", "67.6")
    assert first.member.reason == "Was away"
    undo(ui)
    assert members._own(members.table.rows_model.rows()[0]) == "70.6"


@pytest.mark.parametrize(("typed", "points"), [("5", 5), ("-๓", -3), ("−2", -2), ("+10", 10)])
def test_points_are_read_in_either_digits_and_with_either_minus(
    chair: ChairPage, typed: str, points: int
) -> None:
    opened(chair)
    chair.project.members.adjust.click()
    asked = shown_dialog(AdjustDialog)
    assert isinstance(asked, AdjustDialog)

    asked.points.lineEdit().setText(typed)
    asked.points.interpretText()

    assert asked.points.value() == points
    asked.reject()


def test_a_waiver_is_granted_from_the_project_and_stands_there(
    chair: ChairPage, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    opened(chair)
    assert chair.project.sheets is not None
    chair.project.sheets.waive.click()
    asked = shown_dialog(WaiveDialog)
    assert isinstance(asked, WaiveDialog)
    asked.scorer.setCurrentText("")
    asked.confirm.click()
    still = asked.isVisible()
    asked.scorer.setCurrentText("Judge Chai")
    qtbot.keyClicks(asked.reason, "Nobody else can")

    asked.confirm.click()

    assert still
    assert [w[1:3] for w in scores.waivers(desk.store, of.id)] == [
        ("Judge Chai", "Nobody else can")
    ]


def test_results_are_copied_with_exact_and_printed(chair: ChairPage) -> None:
    chair.copy.click()

    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][4:6] == ["Exact score", "Score"]
    assert lines[2][:6] == ["1", "P02", "Flood map", "Group 2", "78.75", "78.7"]


def test_the_locked_sheets_stand_criterion_by_criterion(chair: ChairPage) -> None:
    opened(chair)

    sheets = chair.project.sheets
    assert sheets is not None
    model = sheets.table.rows_model
    assert [[c.say(row) for c in model.columns][:8] for row in model.rows()] == [
        [SCORER, "4", "3", "3", "4", "3", "3", "83.7"],
        [OTHER, "1", "3", "3", "1", "3", "3", "57.5"],
    ]


def test_back_returns_to_the_project_one_comes_from(view: ScoringView, chair: ChairPage) -> None:
    opened(chair, 1)

    chair.project.head.back.click()

    assert chair.table is not None
    row = chair.table.current_row()
    assert row is not None
    assert row.standing.project.code == "P02"
    assert view.top.isVisible()


def test_before_and_after_go_round(chair: ChairPage) -> None:
    opened(chair)
    chair.project.head.before.click()
    first = chair.project.head.code.text()

    chair.project.head.after.click()

    assert (first, chair.project.head.code.text()) == ("P02", "P01")


def test_honours_lead_to_the_certificates(chair: ChairPage, ui: Ui, of: Class) -> None:
    went: list[Place] = []
    ui.went.connect(went.append)

    chair.honours.click()

    assert went == [Place("classes", of.id, "certificates")]


def test_the_minutes_are_written_where_somebody_says(
    chair: ChairPage, said: list[Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "minutes.pdf"
    shown: list[Path] = []
    monkeypatch.setattr(minutes, "ask_save", lambda *_: file)
    monkeypatch.setattr(minutes, "open_file", shown.append)

    chair.minutes.click()

    assert file.read_bytes().startswith(b"%PDF")
    assert shown == [file]
    assert said[-1].text.endswith("minutes.pdf")


def test_a_newer_rubric_is_offered_and_never_taken_unasked(
    chair: ChairPage, ui: Ui, desk: Desk, of: Class
) -> None:
    before = chair.newer.isVisible()
    rubrics.publish(desk, rubrics.shipped())
    offered, own = chair.newer.isVisible(), rubrics.rubric(desk, of).version

    chair.newer.use.click()

    assert (before, offered, own) == (False, True, 1)
    assert rubrics.rubric(desk, of).version == 2
    assert not chair.newer.isVisible()


def test_a_project_without_sheets_says_what_will_stand_there(
    chair: ChairPage, desk: Desk, of: Class, people: list[str]
) -> None:
    from desktop.actions import projects

    team = teams.new_team(desk, of)
    projects.ensure(desk, of, team)

    opened(chair, 2)

    assert chair.project.head.total.text() == "No score yet"
    assert chair.project.findChildren(TalkCard) == []
