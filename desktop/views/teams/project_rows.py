"""The list of projects: one line for each group, in the order they are presented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from desktop.actions import projects as actions
from desktop.actions import teams as groups
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.team_words import team_name
from desktop.models.teams import Team
from desktop.store import scores
from desktop.views.reviewing.states import moment
from desktop.views.table_model import Column
from desktop.views.teams.project_words import clock, presented, state_words
from desktop.views.ui import Ui


@dataclass(frozen=True, slots=True)
class Line:
    """A group with its project, none while it has not begun; ``at`` counts the presentations."""

    at: int
    project: Project | None
    team: Team | None
    sheets: int = 0

    @property
    def key(self) -> str:
        """What names the line, whether it has a project yet or not."""
        return self.project.id if self.project else self.team.id if self.team else ""


def project_lines(ui: Ui, of: Class) -> list[Line]:
    """Give the projects in order of presentation, then the groups that have none yet."""
    desk = ui.desk
    teams = {team.id: team for team in groups.teams(desk, of)}
    counted = Counter(sheet.project for sheet in scores.sheets(desk.store, of.id))
    found = [
        Line(at, project, teams.get(project.team), counted[project.id])
        for at, project in enumerate(actions.projects(desk, of), 1)
    ]
    begun = {line.project.team for line in found if line.project}
    return found + [Line(0, None, team) for team in teams.values() if team.id not in begun]


def columns(ui: Ui) -> tuple[Column, ...]:
    """Describe the columns."""
    words = ui.words
    return (
        Column("at", "teams.column.order", 66, "right",
               lambda one: words.number(one.at) if one.at else ""),
        Column("code", "teams.column.code", 76,
               text=lambda one: one.project.code if one.project else ""),
        Column("title", "teams.column.title", 260, text=title_of(ui), grows=True),
        Column("group", "teams.column.group", 120, text=_group(ui), quiet=True),
        Column("state", "teams.column.state", 154,
               text=lambda one: state_words(words, one.project), state=_shape),
        Column("on", "teams.column.on", 196, text=_when(ui), quiet=True),
        Column("took", "teams.column.took", 84, "right", text=_took(ui), quiet=True),
        Column("sheets", "teams.column.sheets", 92, "right",
               lambda one: words.number(one.sheets) if one.project else ""),
    )  # fmt: skip


def title_of(ui: Ui) -> Callable[[Line], str]:
    """Give what says a project's title, or that it has none yet."""

    def said(line: Line) -> str:
        if line.project is None:
            return ui.words("teams.begin_here")
        return line.project.title or ui.words("teams.untitled")

    return said


def _group(ui: Ui) -> Callable[[Line], str]:
    return lambda line: team_name(ui.words, line.team) if line.team else ""


def _when(ui: Ui) -> Callable[[Line], str]:
    return lambda line: (
        moment(ui.words, line.project.presented_at, ui.desk.now()) if line.project else ""
    )


def _took(ui: Ui) -> Callable[[Line], str]:
    def said(line: Line) -> str:
        seconds = line.project.seconds if line.project and line.project.presented else 0
        return clock(ui.words, seconds) if seconds else ""

    return said


def _shape(line: Line) -> str:
    return "present" if line.project and line.project.presented else "unmarked"


def sentence(ui: Ui) -> Callable[[Line], str]:
    """Give what says a whole line to somebody who hears it."""
    words = ui.words

    def said(line: Line) -> str:
        code = line.project.code if line.project else ""
        state = presented(words, line.project, ui.desk.now())
        return ", ".join(filter(None, (code, title_of(ui)(line), _group(ui)(line), state)))

    return said
