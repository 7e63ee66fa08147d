"""A class with groups and projects, for those who score it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.actions import classes, projects, roster, scoring, teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.projects import Project
from desktop.models.scoring import Sheet
from desktop.models.syncing import Membership
from desktop.store import membership

DAYS = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))
AGENCIES = ("สำนักงานเขตบางรัก", "สำนักการคลัง", "สำนักอนามัย")
EXAMPLE = (4, 3, 3, 2, 3, 4)
"""The levels of the worked example: 78.75."""


def set_up(desk: Desk, code: str = "T1", heads: int = 6, groups: int = 2) -> Class:
    """A class of people from three agencies in groups that each have a project."""
    of = classes.create_class(desk, classes.NewClass(code, int(code[1:]), DAYS))
    people = [
        Person("นาย", f"ทดสอบ{n}", "ระบบ", agency=AGENCIES[n % 3], level="ชำนาญการ")
        for n in range(heads)
    ]
    roster.enrol(desk, of, people)
    if groups:
        teams.accept(desk, of, teams.propose(desk, of, groups))
        for team in teams.teams(desk, of):
            projects.ensure(desk, of, team)
    return of


def project(desk: Desk, of: Class, code: str = "P01") -> Project:
    return projects.find_project(desk, of, code)


def score(
    desk: Desk,
    of: Class,
    scorer: str,
    levels: Sequence[int] = EXAMPLE,
    code: str = "P01",
    **more: str,
) -> Sheet:
    """Fill in and lock a whole sheet."""
    return scoring.score_whole(desk, of, project(desk, of, code), scorer, levels, **more)


def begin(desk: Desk, of: Class, scorer: str = "judge-a", agency: str = "") -> Sheet:
    """A scorer's sheet on the first project, open."""
    return scoring.open_sheet(desk, of, project(desk, of), scorer, agency)


def fill_in(desk: Desk, sheet: Sheet, levels: tuple[int, ...] = EXAMPLE) -> Sheet:
    """Set all levels of a sheet."""
    for criterion, level in zip(sheet.rubric.criteria, levels, strict=True):
        sheet = scoring.set_level(desk, sheet, criterion.code, level)
    return sheet


def join(desk: Desk, role: str, person: str = "กรรมการ ก") -> None:
    """Let a desk belong to a server, in a role."""
    membership.join(desk.store, Membership("https://desk.example", "server", person, role))
    desk.author = person
