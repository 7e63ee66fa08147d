from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import panel, projects, rubrics, scoring
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.views.place import Place
from desktop.views.scoring.lock_dialog import LockDialog
from desktop.views.scoring.practice_page import SampleDialog
from desktop.views.scoring.reason_dialog import AdjustDialog, ReasonDialog, WaiveDialog
from desktop.views.scoring.rubric_page import RubricPage
from desktop.views.scoring.scorer_dialog import ScorerDialog
from desktop.views.scoring.scoring_view import ScoringView
from desktop.views.ui import Ui
from desktop.views.view import View
from tests.desktop.views.scoring.conftest import OTHER, SCORER, sheet_of
from tests.desktop.views.test_accessibility import (
    controls,
    goes_back,
    name,
    place_of,
    settle,
    told,
    walk,
)

MakeUi = Callable[..., Ui]
Go = Callable[[ScoringView], object]

PAGES: dict[str, Go] = {
    "list": lambda v: v.chips["score"].click(),
    "sheet": lambda v: v.score.open_project(v.score.list.mine[1].project.id),
    "locked": lambda v: v.score.open_project(v.score.list.mine[0].project.id),
    "practice": lambda v: v.chips["practice"].click(),
    "spread": lambda v: (v.chips["practice"].click(), v.practice.see.click()),
    "chair": lambda v: v.chips["chair"].click(),
    "project": lambda v: (v.chips["chair"].click(), v.chair.open_project(v.chair.rows[0])),
}
SIZES = [("th", "light", 1.0), ("en", "dark", 1.0), ("en", "contrast", 1.5)]


@pytest.fixture
def sampled(desk: Desk, of: Class, scored: list[Project]) -> list[Project]:
    """Everything there is: scored projects, and a sample scored by two."""
    sample = projects.new_sample(desk, of, "A lamp is out")
    for who, level in ((SCORER, 4), (OTHER, 1)):
        scoring.score_whole(desk, of, sample, who, [level] * 6)
    return scored


@pytest.fixture
def view(ui: Ui, of: Class, sampled: list[Project], qtbot: QtBot) -> ScoringView:
    return placed(ScoringView(ui), of, qtbot)


def placed(view: ScoringView, of: Class, qtbot: QtBot) -> ScoringView:
    qtbot.addWidget(view)
    view.resize(1120, 560)
    view.open(Place("classes", of.id))
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    return view


@pytest.mark.parametrize("where", PAGES)
def test_every_control_has_a_name(view: ScoringView, where: str) -> None:
    PAGES[where](view)
    settle()

    found = controls(view)

    assert found
    assert [told(widget) for widget in found if not name(widget)] == []


@pytest.mark.parametrize("where", PAGES)
def test_tab_reaches_every_control_in_reading_order(
    view: ScoringView, where: str, qtbot: QtBot
) -> None:
    PAGES[where](view)
    settle()
    assert_walked(view, qtbot)


def test_tab_reaches_every_control_of_the_rubric(ui: Ui, desk: Desk, qtbot: QtBot) -> None:
    page = RubricPage(ui)
    qtbot.addWidget(page)
    page.resize(1120, 4_000)  # all of it in view: what scrolls stands elsewhere at each step
    page.open(Place("rubric"))
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    page.criteria[0].unfold()
    settle()

    assert [told(widget) for widget in controls(page) if not name(widget)] == []
    assert_walked(page, qtbot)


def assert_walked(view: View, qtbot: QtBot) -> None:
    """Walk round with Tab from the first control on, and look where it leads."""
    first = min(controls(view), key=lambda w: (place_of(w).center().y() // 24, place_of(w).left()))
    first.setFocus()
    reached, _ = walk(view, qtbot)
    assert [told(widget) for widget in controls(view) if widget not in reached] == []
    at = reached.index(first)
    ordered = reached[at:] + reached[:at]
    back = [
        f"{told(before)} -> {told(after)}"
        for before, after in pairwise(ordered)
        if goes_back(before, after)
    ]
    assert back == []


DIALOGS: dict[str, Callable[[Ui, Desk, Project], QWidget]] = {
    "who": lambda ui, d, p: ScorerDialog(ui, SCORER, "", False, print, None),
    "lock": lambda ui, d, p: LockDialog(ui, p, sheet_of(d, p, SCORER), None),
    "correct": lambda ui, d, p: ReasonDialog(ui, "Title", "Text", "Do it", print, None),
    "waive": lambda ui, d, p: WaiveDialog(ui, "P01", [SCORER, OTHER], print, None),
    "adjust": lambda ui, d, p: AdjustDialog(ui, "Anong", 2, "", print, None),
}


@pytest.mark.parametrize("which", DIALOGS)
def test_every_control_of_a_dialog_has_a_name_and_is_reached(
    ui: Ui, desk: Desk, scored: list[Project], which: str, qtbot: QtBot
) -> None:
    dialog = DIALOGS[which](ui, desk, scored[0])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)

    reached, _ = walk(dialog, qtbot)

    assert [told(widget) for widget in controls(dialog) if not name(widget)] == []
    assert [told(widget) for widget in controls(dialog) if widget not in reached] == []


def test_the_dialog_for_a_sample_is_reached_by_tab(
    ui: Ui, of: Class, people: list[str], qtbot: QtBot
) -> None:
    dialog = SampleDialog(ui, of, lambda: None, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)

    reached, _ = walk(dialog, qtbot)

    assert [told(widget) for widget in controls(dialog) if widget not in reached] == []


@pytest.mark.parametrize(("language", "mode", "scale"), SIZES)
@pytest.mark.parametrize("where", PAGES)
def test_no_word_on_a_button_is_cut(
    make_ui: MakeUi,
    desk: Desk,
    of: Class,
    sampled: list[Project],
    where: str,
    language: str,
    mode: str,
    scale: float,
    qtbot: QtBot,
) -> None:
    ui = make_ui(desk=desk, language=language, mode=mode, scale=scale)
    ui.settings["scoring.scorer"] = SCORER
    view = placed(ScoringView(ui), of, qtbot)
    view.resize(1246, 560)

    PAGES[where](view)
    settle()

    cut = [
        told(button)
        for button in view.findChildren(QPushButton)
        if button.isVisible() and button.width() < button.minimumSizeHint().width()
    ]
    assert cut == []
    assert view.minimumSizeHint().width() <= 1246


def test_no_page_flashes_a_window_of_its_own(view: ScoringView, qapp: QApplication) -> None:
    before = {w for w in qapp.topLevelWidgets() if w.isVisible()}

    for go in PAGES.values():
        go(view)
        settle()

    assert {w for w in qapp.topLevelWidgets() if w.isVisible()} == before


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_what_the_chart_says_is_legible_on_its_paper(make_ui: MakeUi, mode: str) -> None:
    from desktop.views.tokens import contrast

    theme = make_ui(mode=mode).theme

    surface = theme.token("surface").name()
    for ink in ("ink", "muted", "warning"):
        assert contrast(QColor(theme.token(ink)).name(), surface) >= 4.5


def test_hundreds_of_projects_open_as_one_table(view: ScoringView, desk: Desk, of: Class) -> None:
    from desktop.desk import Edit
    from desktop.models.ids import project_row

    edits = [
        Edit(of.scope, "project", project_row(f"team-{n}"),
             {"who": {"team": "", "number": n, "sample": False}}, new=True)
        for n in range(10, 310)
    ]  # fmt: skip
    desk.commit("step.project-order", edits, n=300)

    view.chips["chair"].click()

    assert len(view.chair.rows) == 302
    assert view.chair.table is not None
    assert view.chair.table.rows_model.rowCount() == 302
    assert panel.results(desk, of)[5].result.exact is None
    assert rubrics.rubric(desk, of).version == 1
