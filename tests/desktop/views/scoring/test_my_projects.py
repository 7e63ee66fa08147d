from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.actions.rubrics import shipped
from desktop.desk import Desk
from desktop.models.projects import Project
from desktop.models.scoring import Cell, Sheet
from desktop.store import typing
from desktop.views.scoring.flag_words import flag_words, flags_line, gaps, talks
from desktop.views.scoring.level_keys import level_of, wants_note
from desktop.views.scoring.my_projects import Mine, locked, next_unscored
from desktop.views.scoring.rubric_draft import keep_draft, kept_draft
from desktop.views.ui import Ui


def mine(number: int, stage: str = "none") -> Mine:
    project = Project(f"p{number}", f"P0{number}", "", number)
    if stage == "none":
        return Mine(project, "")
    at = "2026-12-03T03:00:00Z" if stage == "locked" else ""
    cells = {"C1": Cell(3)}
    return Mine(project, "", Sheet(f"s{number}", project.id, "A", shipped(), cells, locked_at=at))


def test_the_next_is_the_first_after_it_that_is_not_locked_and_round_again() -> None:
    known = [mine(1), mine(2, "locked"), mine(3, "open"), mine(4, "locked")]

    found = [next_unscored(known, after) for after in ("", "p1", "p3", "p4")]

    assert [m.project.code for m in found if m is not None] == ["P01", "P03", "P01", "P01"]


def test_there_is_no_next_once_all_others_are_locked() -> None:
    known = [mine(1, "locked"), mine(2, "open")]

    assert next_unscored(known, "p2") is None
    assert locked(known) == 1


def test_how_far_a_sheet_is_is_counted_in_criteria() -> None:
    begun, blank = mine(1, "open"), mine(2)

    assert (begun.done, begun.many(shipped()), begun.total) == (1, 6, "")
    assert (blank.done, blank.many(shipped()), blank.stage) == (0, 6, "none")


def event(text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, text)


@pytest.mark.parametrize(
    ("text", "level"),
    [("0", 0), ("4", 4), ("5", None), ("๐", 0), ("๔", 4), ("จ", 0), ("ๅ", 1), ("ภ", 4),
     ("x", None), ("", None), ("²", None)],
)  # fmt: skip
def test_levels_are_understood_on_every_keyboard(text: str, level: int | None) -> None:
    assert level_of(event(text)) == level


def test_keys_held_with_control_score_nothing() -> None:
    held = event("4", Qt.KeyboardModifier.ControlModifier)

    assert level_of(held) is None
    assert not wants_note(event("n", Qt.KeyboardModifier.ControlModifier))


@pytest.mark.parametrize(("text", "wanted"), [("n", True), ("N", True), ("ื", True), ("m", False)])
def test_the_note_is_asked_for_on_every_keyboard(text: str, wanted: bool) -> None:
    assert wants_note(event(text)) is wanted


def test_flags_are_said_with_the_criteria_together(ui: Ui) -> None:
    flags = ("few-sheets", "criterion-gap:C1", "criterion-gap:C4", "total-gap")

    assert gaps(flags) == ["C1", "C4"]
    assert flags_line(ui.words, flags) == "▲ apart on C1, C4 · too few sheets · totals far apart"
    assert flag_words(ui.words, ()) == []
    assert (talks(flags), talks(("few-sheets",)), talks(("total-gap",))) == (True, False, True)


@pytest.mark.parametrize("flag", ["few-sheets", "total-gap", "rubrics-differ", "disputed"])
def test_every_flag_has_its_words(ui: Ui, flag: str) -> None:
    assert flag_words(ui.words, (flag,))[0]


def test_a_draft_of_another_program_is_left_alone(desk: Desk) -> None:
    keep_draft(desk, shipped())
    whole = kept_draft(desk)
    typing.keep(desk.store, "rubric.draft", {"rubric": {"criteria": 7}}, "2026-12-01T00:00:00Z")

    assert whole == shipped()
    assert kept_draft(desk) is None
