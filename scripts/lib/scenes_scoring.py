"""Scoring in all its moments: a sheet half filled in, the chair's overview, the rubric."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.actions import projects, scoring
from desktop.views.place import Place
from desktop.views.scoring.rubric_page import RubricPage
from desktop.views.scoring.scoring_view import ScoringView
from desktop.views.teams.projects_view import ProjectsView
from scripts.lib.stage import Stage

Scene = Callable[[Stage], object]
SCORER = "กมล ศรีวิไล"
CLASS = "T33"


def scenes() -> dict[str, Scene]:
    """Give the scenes in order; the class they show has ended, and was scored in part."""
    return {
        "scoring-who": _who,
        "scoring-list": _list,
        "scoring-sheet": _sheet,
        "scoring-practice": _practice,
        "scoring-spread": _spread,
        "scoring-chair": _chair,
        "scoring-project": _project,
        "scoring-rubric": _rubric,
    }


def _view(s: Stage, part: str = "score") -> ScoringView:
    s.go("classes", CLASS, "projects")
    s.find(ProjectsView).turn("scoring")
    s.settle()
    view = s.find(ScoringView)
    view.chips[part].click()
    s.settle()
    return view


def _who(s: Stage) -> None:
    _view(s).ask_who()


def _list(s: Stage) -> None:
    s.ui.settings["scoring.scorer"] = SCORER
    _view(s)


def _sheet(s: Stage) -> None:
    s.ui.settings["scoring.scorer"] = SCORER
    of = s.of(CLASS)
    first = projects.projects(s.desk, of)[0]
    sheet = scoring.open_sheet(s.desk, of, first, SCORER)
    for code, level in (("C1", 4), ("C2", 3)):
        sheet = scoring.set_level(s.desk, sheet, code, level)
    _view(s).score.open_project(first.id)


def _practice(s: Stage) -> None:
    s.ui.settings["scoring.scorer"] = SCORER
    of = s.of(CLASS)
    if not projects.samples(s.desk, of):
        for title in ("ระบบแจ้งซ่อมไฟถนน", "คลังแบบฟอร์มกลาง"):
            sample = projects.new_sample(s.desk, of, title)
            for scorer, levels in ((SCORER, (4, 3, 3, 2, 3, 4)), ("วินัย", (2, 3, 4, 2, 3, 1))):
                scoring.score_whole(s.desk, of, sample, scorer, levels)
    _view(s, "practice")


def _spread(s: Stage) -> None:
    _practice(s)
    s.find(ScoringView).practice.see.click()


def _chair(s: Stage) -> None:
    _view(s, "chair").chair.close_project()


def _project(s: Stage) -> None:
    chair = _view(s, "chair").chair
    rows = chair.rows
    wide = [row for row in rows if len(row.standing.result.flags) > 1] or rows
    chair.open_project(wide[0])


def _rubric(s: Stage) -> None:
    page = RubricPage(s.ui)
    page.setParent(s.window, Qt.WindowType.Window)
    page.resize(s.window.size())
    page.open(Place("rubric"))
    page.show()
