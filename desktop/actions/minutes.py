"""The minutes of a panel, gathered: what the sheets say, what was agreed, who sat on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from desktop.actions.panel import results, shown_names
from desktop.actions.paper_words import class_lines, moment
from desktop.actions.projects import projects
from desktop.actions.rubrics import rubric
from desktop.actions.teams import teams
from desktop.desk import Desk
from desktop.exporters.minutes_pdf import (
    Adjusted,
    Minutes,
    ProjectMinutes,
    Scored,
    ScoreSheet,
)
from desktop.models.classes import Class
from desktop.models.dates import show_range
from desktop.models.panel import Standing
from desktop.models.rubric import Rubric
from desktop.models.scoring import Sheet, printed, scorer_key, sheet_score
from desktop.models.team_words import team_name
from desktop.models.teams import Team
from desktop.models.wording import Words
from desktop.store import scores as shelf


def minutes_of(desk: Desk, of: Class, words: Words) -> Minutes:
    """Gather the minutes of a class's panel; scorers by their code names while those are on.

    Only sheets that count are told of; open ones are nobody's business.
    """
    standings = results(desk, of)
    counted = [sheet for s in standings for sheet in s.result.sheets]
    used = max((s.rubric for s in counted), key=lambda r: r.version, default=rubric(desk, of))
    blind, named = shelf.is_blind(desk.store, of.id), shown_names(desk, of)
    groups = {team.id: team for team in teams(desk, of)}
    course, held = class_lines(of, words)
    return Minutes(
        course=course,
        held=held,
        on=_on(desk, of, standings, words),
        rubric=words("paper.rubric_version", version=used.version),
        criteria=_criteria(used, words),
        scorers=_scorers(counted, named, blind=blind),
        projects=tuple(
            _project(desk, s, groups.get(s.project.team), named, words) for s in standings
        ),
        blind=blind,
        waivers=_waivers(desk, of, counted, named),
    )


def _on(desk: Desk, of: Class, standings: Sequence[Standing], words: Words) -> str:
    """Say on which days projects were presented; without any, the last day of the class."""
    days = sorted(
        datetime.fromisoformat(s.project.presented_at).astimezone(desk.now().tzinfo).date()
        for s in standings
        if s.project.presented
    )
    first, last = (days[0], days[-1]) if days else (of.last, of.last)
    return words("paper.held_on", days=show_range(first, last, words.language, words.digits))


def _criteria(used: Rubric, words: Words) -> tuple[Scored, ...]:
    return tuple(Scored(c.code, c.name.text(words.language), c.weight) for c in used.criteria)


def _scorers(
    counted: Sequence[Sheet], named: Callable[[str], str], *, blind: bool
) -> tuple[tuple[str, str], ...]:
    """Name the scorers whose sheets count; an agency would tell who a code name is."""
    found = {named(s.scorer): "" if blind else s.agency for s in counted}
    return tuple(sorted(found.items()))


def _project(
    desk: Desk,
    standing: Standing,
    team: Team | None,
    named: Callable[[str], str],
    words: Words,
) -> ProjectMinutes:
    project, came_out = standing.project, standing.result
    return ProjectMinutes(
        code=project.code,
        title=project.title,
        group=team_name(words, team) if team else "",
        members=tuple(m.name for m in team.members) if team else (),
        presented=moment(desk, project.presented_at, words) if project.presented else "",
        sheets=tuple(
            _sheet(s, named) for s in sorted(came_out.sheets, key=lambda s: named(s.scorer))
        ),
        spread=came_out.spread,
        flags=tuple(_flag(flag, came_out.sheets, words) for flag in came_out.flags),
        note=project.note,
        total="" if came_out.exact is None else printed(came_out.exact),
        band=standing.band.name.text(words.language) if standing.band else "",
        rank=standing.rank,
        adjusted=tuple(
            Adjusted(one.member.name, one.member.points, one.member.reason, printed(one.exact))
            for one in standing.members
            if one.member.points and one.exact is not None
        ),
    )


def _sheet(sheet: Sheet, named: Callable[[str], str]) -> ScoreSheet:
    exact = sheet_score(sheet)
    return ScoreSheet(
        scorer=named(sheet.scorer),
        levels={code: c.level for code, c in sheet.cells.items() if c.level is not None},
        total="" if exact is None else printed(exact),
        reason=sheet.reason,
        notes={c.code: sheet.cells[c.code].note for c in sheet.rubric.criteria},
    )


def _flag(flag: str, sheets: Sequence[Sheet], words: Words) -> str:
    """Say a flag, a criterion by its name."""
    kind, _, code = flag.partition(":")
    if not code:
        return words(f"scoring.flag.{kind}")
    names = {c.code: c.name.text(words.language) for s in sheets for c in s.rubric.criteria}
    return words(f"scoring.flag.{kind}", criterion=f"{code} {names.get(code, '')}".strip())


def _waivers(
    desk: Desk, of: Class, counted: Sequence[Sheet], named: Callable[[str], str]
) -> tuple[str, ...]:
    """Tell of the waivers that were used: whose sheet on that project counts."""
    codes = {p.id: p.code for p in projects(desk, of)}
    used = {(s.project, scorer_key(s.scorer)) for s in counted}
    return tuple(
        f"{named(scorer)} · {codes[project]} · {reason}"
        for project, scorer, reason, _ in shelf.waivers(desk.store, of.id)
        if (project, scorer_key(scorer)) in used and project in codes
    )
