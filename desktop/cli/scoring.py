"""Commands about groups, prototype projects and their scores."""

from __future__ import annotations

from argparse import Namespace
from fractions import Fraction
from typing import Any

from desktop.actions import classes, panel, projects, rubrics, scoring, teams
from desktop.cli.answers import Answer, columns
from desktop.desk import Desk
from desktop.models.panel import Standing
from desktop.models.projects import Project
from desktop.models.refusal import Refused
from desktop.models.rubric import TOP, Rubric
from desktop.models.scoring import Sheet, printed, sheet_score
from desktop.models.team_words import say_reason, team_name
from desktop.models.teams import Team
from desktop.models.thai import ascii_digits


def show_teams(desk: Desk, given: Namespace) -> Answer:
    """List the groups of a class; with ``--propose`` make them first."""
    of = classes.find_class(desk, given.code)
    reasons: list[str] = []
    if given.propose is not None:
        proposal = teams.propose(desk, of, _whole(given.propose), _whole(given.seed))
        teams.accept(desk, of, proposal)
        reasons = [say_reason(desk.words, r) for r in proposal.reasons]
    known = teams.teams(desk, of)
    value = [
        {
            "number": t.number,
            "group": team_name(desk.words, t),
            "members": [m.name for m in t.members],
            "seats": [m.seat for m in t.members],
        }
        for t in known
    ]
    rows = [
        (desk.words.number(t.number), team_name(desk.words, t), m.name, m.agency)
        for t in known
        for m in t.members
    ]
    return Answer(value, [*columns(rows), *reasons] or [desk.words("scoring.no-teams")])


def _whole(given: str) -> int:
    """Read a whole number, in Thai digits, too."""
    plain = ascii_digits(given.strip())
    if not plain.isascii() or not plain.isdecimal() or len(plain) > 9:
        raise Refused("number-unfit", given=given[:40])
    return int(plain)


def project_new(desk: Desk, given: Namespace) -> Answer:
    """Begin the project of a group, and give it a title."""
    of = classes.find_class(desk, given.code)
    project = projects.ensure(desk, of, teams.find_team(desk, of, ascii_digits(given.team)))
    if given.title:
        project = projects.change(desk, of, project, "title", given.title)
    value = _project(desk, project, {t.id: t for t in teams.teams(desk, of)}, 0)
    return Answer(value, [desk.words("scoring.project-made", project=project.code, **_said(value))])


def _said(value: dict[str, Any]) -> dict[str, str]:
    return {"title": value["title"] or "–", "group": value["group"]}


def present(desk: Desk, given: Namespace) -> Answer:
    """Say that a project was presented; said again without a length, it stays as it was noted."""
    of = classes.find_class(desk, given.code)
    found = projects.find_project(desk, of, given.project)
    seconds = _whole(given.minutes) * 60
    noted = found.presented and not seconds
    shown = found if noted else projects.present(desk, of, found, seconds)
    value = {"code": shown.code, "presented": shown.presented, "at": shown.presented_at}
    return Answer(value, [desk.words("scoring.presented", project=shown.code)])


def list_projects(desk: Desk, given: Namespace) -> Answer:
    """List the projects of a class in the order of presentation."""
    of = classes.find_class(desk, given.code)
    known = {t.id: t for t in teams.teams(desk, of)}
    value = [
        _project(desk, s.project, known, len(s.result.sheets)) for s in panel.results(desk, of)
    ]
    words = desk.words
    rows = [
        (
            v["code"],
            v["title"] or "–",
            v["group"],
            words("cli.people", n=len(v["members"])),
            words("scoring.is-presented" if v["presented"] else "scoring.not-presented"),
            words("scoring.sheets", n=v["sheets"]),
        )
        for v in value
    ]
    return Answer(value, columns(rows) or [words("scoring.no-projects")])


def _project(desk: Desk, project: Project, known: dict[str, Team], sheets: int) -> dict[str, Any]:
    team = known.get(project.team)
    return {
        "code": project.code,
        "title": project.title,
        "group": team_name(desk.words, team) if team else "",
        "members": [m.name for m in team.members] if team else [],
        "presented": project.presented,
        "sheets": sheets,
    }


def score(desk: Desk, given: Namespace) -> Answer:
    """Fill in and lock a whole sheet."""
    of = classes.find_class(desk, given.code)
    project = projects.find_project(desk, of, given.project)
    levels = _levels(desk, rubrics.rubric(desk, of), given.level)
    sheet = scoring.score_whole(
        desk, of, project, given.scorer, levels, reason=given.reason, agency=given.agency
    )
    value = {"code": project.code, "number": sheet.number, **_sheet(sheet, sheet.scorer)}
    said = desk.words(
        "scoring.scored", scorer=sheet.scorer, project=project.code, total=value["printed"]
    )
    return Answer(value, [said])


def waive(desk: Desk, given: Namespace) -> Answer:
    """Let a scorer score people of their own agency."""
    of = classes.find_class(desk, given.code)
    project = projects.find_project(desk, of, given.project)
    scoring.waive(desk, of, project, given.scorer, given.reason)
    value = {"code": project.code, "scorer": given.scorer.strip()}
    said = desk.words("scoring.waived", scorer=value["scorer"], project=project.code)
    return Answer(value, [said])


def _levels(desk: Desk, rubric: Rubric, given: list[str]) -> list[int]:
    """Read levels, in Thai digits, too; what is none is refused with its criterion."""
    levels = []
    for at, word in enumerate(given):
        plain = ascii_digits(word.strip())
        if plain not in {str(n) for n in range(TOP + 1)}:
            raise _unfit(desk, rubric, at, word)
        levels.append(int(plain))
    return levels


def _unfit(desk: Desk, rubric: Rubric, at: int, word: str) -> Refused:
    beyond = at >= len(rubric.criteria)
    named = str(at + 1) if beyond else scoring.called(desk, rubric.criteria[at])
    return Refused("level-unfit", level=word[:20], most=TOP, criterion=named)


def show_results(desk: Desk, given: Namespace) -> Answer:
    """Show how the projects of a class came out."""
    of = classes.find_class(desk, given.code)
    found, shown = panel.results(desk, of), panel.shown_names(desk, of)
    language = desk.words.language
    value = [
        {
            "code": s.project.code,
            "title": s.project.title,
            "sheets": [_sheet(sheet, shown(sheet.scorer)) for sheet in s.result.sheets],
            **_total(s.result.exact),
            "band": s.band.name.text(language) if s.band else None,
            "rank": s.rank,
            "flags": list(s.result.flags),
        }
        for s in found
    ]
    rows = [_row(desk, s) for s in found]
    return Answer(value, columns(rows) or [desk.words("scoring.no-projects")])


def _row(desk: Desk, standing: Standing) -> tuple[str, ...]:
    words, came_out = desk.words, standing.result
    exact = came_out.exact
    return (
        words("scoring.rank", n=standing.rank) if standing.rank else "–",
        standing.project.code,
        standing.project.title or "–",
        words("scoring.sheets", n=len(came_out.sheets)),
        printed(exact) if exact is not None else "–",
        standing.band.name.text(words.language) if standing.band else "–",
        " · ".join(say_flag(desk, flag) for flag in came_out.flags),
    )


def say_flag(desk: Desk, flag: str) -> str:
    """Say what a flag of a result means."""
    code, _, criterion = flag.partition(":")
    return desk.words(f"scoring.flag.{code}", criterion=criterion)


def _sheet(sheet: Sheet, shown: str) -> dict[str, Any]:
    return {"scorer": shown, "levels": sheet.levels, **_total(sheet_score(sheet))}


def _total(exact: Fraction | None) -> dict[str, Any]:
    """Give a total for machines as a number, and as it is printed."""
    if exact is None:
        return {"exact": None, "printed": None}
    whole = exact.denominator == 1
    return {"exact": int(exact) if whole else float(exact), "printed": printed(exact)}
