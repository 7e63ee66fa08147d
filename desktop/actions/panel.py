"""The chair's view: results, who has scored what, code names, notes and adjustments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from desktop.actions import projects as project_actions
from desktop.actions.classes import check_open
from desktop.actions.roles import check_manages
from desktop.actions.rubrics import rubric
from desktop.actions.waivers import check_note
from desktop.desk import Desk, Edit
from desktop.models import panel as rules
from desktop.models.classes import Class
from desktop.models.ids import member_row
from desktop.models.panel import Calibration, MemberScore, Progress, Standing
from desktop.models.projects import Project
from desktop.models.refusal import Refused
from desktop.models.rubric import Band, Rubric
from desktop.models.scoring import (
    Result,
    Sheet,
    check_adjustment,
    member_score,
    ranks,
    result,
    scorer_key,
)
from desktop.models.teams import Team
from desktop.store import scores as shelf
from desktop.store import teams as team_shelf


def results(desk: Desk, of: Class) -> list[Standing]:
    """Give how every project came out, in the order of presentation."""
    known, own = project_actions.projects(desk, of), rubric(desk, of)
    sheets = _by_project(desk, of)
    came_out = [result(sheets[p.id]) for p in known]
    places = ranks([r.exact for r in came_out])
    teams = {t.id: t for t in team_shelf.teams(desk.store, of.id)}
    return [
        Standing(p, r, _band(r, own), rank, _members(teams.get(p.team), r))
        for p, r, rank in zip(known, came_out, places, strict=True)
    ]


def _by_project(desk: Desk, of: Class) -> dict[str, list[Sheet]]:
    found: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in shelf.sheets(desk.store, of.id):
        found[sheet.project].append(sheet)
    return found


def _band(came_out: Result, own: Rubric) -> Band | None:
    """Give the band by the exact total, after the newest rubric among its sheets."""
    if came_out.exact is None:
        return None
    newest = max((s.rubric for s in came_out.sheets), key=lambda r: r.version, default=own)
    return newest.band(came_out.exact)


def _members(team: Team | None, came_out: Result) -> tuple[MemberScore, ...]:
    members = team.members if team else ()
    return tuple(MemberScore(m, member_score(came_out.exact, m.points)) for m in members)


def progress(desk: Desk, of: Class) -> dict[str, dict[str, Progress]]:
    """Say by project id and scorer who has not begun, has begun, has locked; samples, too."""
    sheets = _by_project(desk, of)
    names = scorers(desk, of)
    everything = [*project_actions.projects(desk, of), *project_actions.samples(desk, of)]
    return {p.id: rules.progress(sheets[p.id], names) for p in everything}


def scorers(desk: Desk, of: Class) -> list[str]:
    """Name everybody who has begun a sheet in a class, in dictionary order."""
    return rules.scorers(shelf.sheets(desk.store, of.id))


def calibration(desk: Desk, of: Class) -> list[Calibration]:
    """Give for each sample how far the scorers' locked sheets lie apart, criterion by criterion."""
    sheets = _by_project(desk, of)
    found = []
    for sample in project_actions.samples(desk, of):
        came_out = result(sheets[sample.id])
        found.append(Calibration(sample, came_out, rules.spreads(came_out.sheets)))
    return found


def consensus(desk: Desk, of: Class, project: Project, note: str) -> None:
    """Keep what the panel agreed on about a project; an empty note takes it away."""
    _check(desk, of)
    tidy = check_note(note)
    if tidy != project_actions.find_project(desk, of, project.id).note:
        edit = Edit(of.scope, "project", project.id, {"consensus": {"note": tidy}})
        desk.commit("step.consensus", [edit], code=project.code)


def adjust(desk: Desk, of: Class, enrolment: str, points: int, reason: str) -> None:
    """Let a member's score differ from their group's, with a reason; 0 points take that back.

    Raises ``adjustment-unfit``, ``adjustment-without-reason``, ``not-in-a-team``.
    """
    _check(desk, of)
    check_adjustment(points, reason)
    placed = {one.member.enrolment: one for one in team_shelf.placed(desk.store, of.id)}
    one = placed.get(enrolment)
    if one is None:
        raise Refused("no-such-person", given=enrolment[:40])
    if not one.team:
        raise Refused("not-in-a-team", name=one.member.name)
    said = {"points": points, "reason": check_note(reason) if points else ""}
    edit = Edit(of.scope, "member", member_row(of.id, enrolment), {"adjust": said})
    desk.commit("step.adjust", [edit], name=one.member.name, points=points)


def blind(desk: Desk, of: Class) -> bool:
    """Whether scorers go by code names in a class."""
    return shelf.is_blind(desk.store, of.id)


def set_blind(desk: Desk, of: Class, *, on: bool) -> None:
    """Let scorers go by code names from now on, or by their names."""
    _check(desk, of)
    if blind(desk, of) != on:
        step = "step.blind-on" if on else "step.blind-off"
        desk.commit(step, [Edit(of.scope, "class", of.id, {"panel": {"blind": on}})], code=of.code)


def shown_names(desk: Desk, of: Class) -> Callable[[str], str]:
    """Give what shows a scorer: their name, or their code name while those are on."""
    names = scorers(desk, of)
    shown = {scorer_key(n): n for n in names}
    if blind(desk, of):
        numbers = rules.code_numbers(of.id, names)
        shown = {
            key: desk.words("scoring.code-name", number=numbers[n]) for key, n in shown.items()
        }
    return lambda name: shown[scorer_key(name)]


def _check(desk: Desk, of: Class) -> None:
    check_open(desk, of.id)
    check_manages(desk)
