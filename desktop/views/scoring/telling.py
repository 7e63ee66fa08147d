"""What a reader is told of a project: the makers and their names only where they may be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.actions import teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.team_words import team_name
from desktop.models.wording import Words
from desktop.store import submissions
from desktop.views.scoring.work_page import Told


def group_names(desk: Desk, of: Class, words: Words) -> dict[str, str]:
    """Name the groups of a class by id."""
    return {team.id: team_name(words, team) for team in teams.teams(desk, of)}


def tell(desk: Desk, of: Class, project: Project, words: Words, blind: bool) -> Told:
    """Gather what stands on a project's page; ``blind`` leaves out who made it."""
    makers = "" if blind or project.sample else _makers(desk, of, project, words)
    title = project.title or words("panel.untitled")
    return Told(title, makers, tuple(_works(desk, of, project)), project.content)


def _makers(desk: Desk, of: Class, project: Project, words: Words) -> str:
    """Say the group with its people and their agencies."""
    team = next((t for t in teams.teams(desk, of) if t.id == project.team), None)
    if team is None:
        return ""
    people = [
        words("panel.maker", name=m.name, agency=m.agency) if m.agency else m.name
        for m in team.members
    ]
    return " · ".join([team_name(words, team), *people])


def _works(desk: Desk, of: Class, project: Project) -> Iterator[str]:
    """Name the processes a project rests on; one without a name is left out."""
    if not project.works:
        return
    store = desk.store
    named = {w.id: _process(w.answers) for w in submissions.works(store, of.id)}
    named |= {v.id: _process(v.answers) for v in submissions.versions(store, of.id)}
    for work in project.works:
        if name := named.get(work):
            yield name


def _process(answers: Mapping[str, Mapping[str, Any]]) -> str:
    return str(answers.get("process", {}).get("process_name") or "")
