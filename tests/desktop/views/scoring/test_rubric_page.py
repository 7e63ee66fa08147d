from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions import rubrics
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.forms import Said
from desktop.models.projects import Project
from desktop.models.syncing import Membership
from desktop.store import membership
from desktop.views.place import Place
from desktop.views.scoring.bands_card import BandsCard, LimitsCard
from desktop.views.scoring.rubric_draft import kept_draft
from desktop.views.scoring.rubric_page import RubricPage
from desktop.views.ui import Message, Ui
from desktop.views.undoing import undo


@pytest.fixture
def page(ui: Ui, qtbot: QtBot) -> RubricPage:
    page = RubricPage(ui)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.open(Place("rubric"))
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def choose(page: RubricPage, version: int) -> None:
    at = page.versions.findData(version)
    page.versions.setCurrentIndex(at)
    page.versions.activated.emit(at)


def test_it_begins_with_the_rubric_that_ships_and_nothing_to_publish(page: RubricPage) -> None:
    assert [editor.criterion.code for editor in page.criteria] == [f"C{n}" for n in range(1, 7)]
    assert page.total.text() == "✓ Weights sum to 100"
    assert not page.publish.isEnabled()
    assert not page.discard.isVisible()


def test_the_sum_is_said_as_weights_are_typed_and_only_100_is_published(page: RubricPage) -> None:
    page.criteria[0].weight.setValue(25)
    over = (page.total.text(), page.publish.isEnabled())
    page.criteria[1].weight.setValue(5)
    under = (page.total.text(), page.publish.isEnabled())
    page.criteria[1].weight.setValue(15)

    assert over == ("▲ Weights sum to 105, 5 over 100", False)
    assert under == ("▲ Weights sum to 90, 10 short of 100", False)
    assert page.total.text() == "✓ Weights sum to 100"
    assert page.publish.isEnabled()


def test_publishing_makes_a_new_version_that_undo_takes_back(
    page: RubricPage, ui: Ui, desk: Desk, said: list[Message], qtbot: QtBot
) -> None:
    page.criteria[0].name.en.setFocus()
    page.criteria[0].name.en.selectAll()
    qtbot.keyClicks(page.criteria[0].name.en, "Maps of the work")

    page.publish.click()

    newest = rubrics.versions(desk)[-1]
    assert (newest.version, newest.criteria[0].name.en) == (2, "Maps of the work")
    assert said[-1].text == "Version 2 of the rubric was published"
    assert page.head.under.text() == "In use: version 2"
    assert kept_draft(desk) is None
    undo(ui)
    assert rubrics.versions(desk)[-1].version == 1


def test_a_class_that_has_begun_keeps_its_rubric(
    page: RubricPage, desk: Desk, of: Class, two: list[Project]
) -> None:
    page.criteria[0].weight.setValue(25)
    page.criteria[1].weight.setValue(15)

    page.publish.click()

    assert [c.weight for c in rubrics.rubric(desk, of).criteria][:2] == [20, 20]
    assert [c.weight for c in rubrics.versions(desk)[-1].criteria][:2] == [25, 15]


def test_what_was_typed_is_there_again_in_another_window(
    page: RubricPage, ui: Ui, desk: Desk, qtbot: QtBot
) -> None:
    page.criteria[2].weight.setValue(33)
    qtbot.waitUntil(lambda: kept_draft(desk) is not None, timeout=5_000)

    again = RubricPage(ui)
    qtbot.addWidget(again)
    again.show()

    assert again.criteria[2].weight.value() == 33
    assert again.discard.isVisible()


def test_turning_the_page_keeps_what_was_typed_at_once(page: RubricPage, desk: Desk) -> None:
    page.criteria[2].weight.setValue(33)

    page.hide()

    draft = kept_draft(desk)
    assert draft is not None
    assert draft.criteria[2].weight == 33


def test_a_description_is_edited_in_both_languages(page: RubricPage) -> None:
    page.criteria[1].unfold()

    page.criteria[1].looks[0].th.setPlainText("ข้อมูลจริงครบ")
    page.criteria[1].looks[0].en.setPlainText("All real data")

    assert page.shown.criteria[1].levels[4] == Said("ข้อมูลจริงครบ", "All real data")
    page.criteria[1].weight.setValue(10)
    assert page.shown.criteria[1].levels[4] == Said("ข้อมูลจริงครบ", "All real data")


def test_criteria_are_added_moved_and_removed(page: RubricPage) -> None:
    page.add.click()
    page.criteria[6].up.click()
    moved = [c.code for c in page.shown.criteria]
    page.criteria[0].remove.click()

    assert moved == ["C1", "C2", "C3", "C4", "C5", "C7", "C6"]
    assert [c.code for c in page.shown.criteria] == ["C2", "C3", "C4", "C5", "C7", "C6"]
    assert page.total.text() == "▲ Weights sum to 80, 20 short of 100"


def test_the_cursor_goes_with_a_criterion_that_is_moved(page: RubricPage) -> None:
    page.criteria[0].down.click()

    assert QApplication.focusWidget() is page.criteria[1].down


def test_a_removal_can_be_taken_back(page: RubricPage, said: list[Message]) -> None:
    page.criteria[0].remove.click()
    back = said[-1].undo
    assert back is not None

    back()

    assert page.shown == rubrics.shipped()


def test_a_discarded_draft_can_be_had_again(
    page: RubricPage, desk: Desk, said: list[Message]
) -> None:
    page.criteria[0].weight.setValue(1)
    page.discard.click()
    gone = page.criteria[0].weight.value()
    back = said[-1].undo
    assert back is not None

    back()

    assert gone == 20
    assert page.criteria[0].weight.value() == 1


def test_bands_and_limits_are_edited(page: RubricPage) -> None:
    bands = page.findChildren(BandsCard)[0]
    limits = page.findChildren(LimitsCard)[0]
    before = len(page.shown.bands)

    bands.add.click()
    limits.sheets.setValue(3)
    limits.points.setValue(15)

    assert len(page.shown.bands) == before + 1
    assert (page.shown.least_sheets, page.shown.gap_total) == (3, 15)


def test_an_older_version_is_looked_at_and_edited_from(page: RubricPage, desk: Desk) -> None:
    changed = replace(rubrics.shipped(), least_sheets=4)
    rubrics.publish(desk, changed)
    choose(page, 1)
    fixed = page.criteria[0].weight.isEnabled()
    offered = page.begin.isVisible()

    page.begin.click()

    assert (fixed, offered) == (False, True)
    assert page.shown.least_sheets == 2
    assert page.criteria[0].weight.isEnabled()
    assert page.publish.isEnabled()


@pytest.mark.parametrize("role", ["facilitator", "scorer"])
def test_who_is_no_administrator_reads_only(page: RubricPage, desk: Desk, role: str) -> None:
    membership.join(desk.store, Membership("https://example.org", "s", "Anong", role))

    page.outdated()

    assert not page.publish.isVisible()
    assert not page.criteria[0].weight.isEnabled()
    assert page.criteria[0].name.th.isReadOnly()
    assert "administrators" in page.told.plain()
