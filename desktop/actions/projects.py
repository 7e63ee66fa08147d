"""Prototype projects: filling them in, putting them in order, presenting them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC

from desktop.actions.classes import check_open
from desktop.actions.roles import check_manages
from desktop.actions.rubrics import freezing
from desktop.actions.teams import agency_form
from desktop.desk import Desk, Edit
from desktop.models import projects as rules
from desktop.models.classes import Class
from desktop.models.ids import project_row
from desktop.models.projects import Project
from desktop.models.refusal import Refused
from desktop.models.team_words import team_name
from desktop.models.teams import Team
from desktop.models.thai import ascii_digits, clean
from desktop.store import projects as shelf
from desktop.store import teams as team_shelf
from desktop.store.scores import sheets_on
from desktop.store.work_tables import SECTION
from protocol.change import Change, Json, heads

MOST_SECONDS = 86_400
"""How long a presentation may have taken."""


def projects(desk: Desk, of: Class) -> list[Project]:
    """Give the projects of a class in the order of presentation, calibration samples left out."""
    return [p for p in shelf.projects(desk.store, of.id) if not p.sample]


def samples(desk: Desk, of: Class) -> list[Project]:
    """Give the sample projects the panel calibrates itself by."""
    return [p for p in shelf.projects(desk.store, of.id) if p.sample]


def find_project(desk: Desk, of: Class, code: str) -> Project:
    """Give the project of a code (P03, p3, ๓, EX1) or of an id, or refuse."""
    wanted = ascii_digits(clean(code)).upper()
    for project in shelf.projects(desk.store, of.id):
        if project.id == code or project.code.upper() == wanted:
            return project
    number = wanted.removeprefix("P")
    if number.isdecimal():
        fits = [p for p in projects(desk, of) if p.number == int(number)]
        if len(fits) > 1:
            told = ", ".join(p.code for p in fits)
            raise Refused("project-code-twice", given=code[:40], which=told)
        if fits:
            return fits[0]
    raise Refused("no-such-project", given=code[:40])


def ensure(desk: Desk, of: Class, team: Team) -> Project:
    """Give the project of a group, begun now if there is none.

    With its first project a class keeps the rubric it is scored with.
    """
    if (found := _of_team(desk, of, team)) is not None:
        return found
    _check(desk, of)
    who = {"team": team.id, "number": team.number, "sample": False}
    row = project_row(team.id)
    new = not desk.store.histories([(of.scope, row)])  # it may have been taken away before
    edit = Edit(of.scope, "project", row, {"who": who} if new else {"life": "live"}, new=new)
    name = team_name(desk.words, team)
    desk.commit("step.project-new", [edit, *freezing(desk, of)], team=name)
    return _again(desk, of, row)


def _of_team(desk: Desk, of: Class, team: Team) -> Project | None:
    return next((p for p in projects(desk, of) if p.team == team.id), None)


def new_sample(desk: Desk, of: Class, title: str) -> Project:
    """Add a sample project, for the panel to calibrate itself by; it counts nowhere."""
    _check(desk, of)
    row, number = desk.new_id(), 1 + max((p.number for p in samples(desk, of)), default=0)
    groups = {
        "who": {"team": "", "number": number, "sample": True},
        "title": {"title": rules.read_part("title", title)},
    }
    edit = Edit(of.scope, "project", row, groups, new=True)
    code = rules.project_code(number, sample=True)
    desk.commit("step.project-sample", [edit, *freezing(desk, of)], code=code)
    return _again(desk, of, row)


def remove(desk: Desk, of: Class, project: Project) -> None:
    """Take a project away; what was filled in stays in the history, and can be undone.

    Refused once somebody scores it: ``project-has-sheets``.
    """
    _check(desk, of)
    if sheets_on(desk.store, project.id):
        raise Refused("project-has-sheets", project=project.code)
    edit = Edit(of.scope, "project", project.id, {"life": "removed"})
    desk.commit("step.project-remove", [edit], code=project.code)


def shown(desk: Desk, of: Class, project: Project) -> dict[str, list[str]]:
    """Name by part the changes whose value is shown: what somebody has seen who begins to type."""
    history = _history(desk, of, project)
    parts = {part: [h.id for h in _agreeing(history, _group(part))] for part in rules.PARTS}
    return {part: ids for part, ids in parts.items() if ids}


def _history(desk: Desk, of: Class, project: Project) -> Sequence[Change]:
    return desk.store.histories([(of.scope, project.id)]).get("project", {}).get(project.id, ())


def _group(part: str) -> str:
    return part if part == "title" else f"{SECTION}{part}"


def _agreeing(history: Sequence[Change], group: str) -> list[Change]:
    """Give the heads of a group that say what is shown."""
    free = heads(history, group)
    return [h for h in free if h.set.get(group) == free[0].set.get(group)]


def change(
    desk: Desk,
    of: Class,
    project: Project,
    part: str,
    value: Json,
    *,
    seen: Collection[str] | None = None,
) -> Project:
    """Set one part of a project (see ``models/projects.PARTS``); give it as it is now.

    ``seen`` names the changes its writer had before them. What somebody else wrote since is not
    covered: both stand, in dispute. Without it what is shown now is covered.

    Raises as ``read_part`` does, ``no-such-work`` for a submission that is not of this class, and
    ``owner-is-user`` where data is connected with nobody else.
    """
    _check(desk, of)
    tidy = rules.read_part(part, value)
    if part == "data":
        _check_connects(tidy)
    if part == "processes":
        _check_works(desk, of, tidy["works"])
    now = _again(desk, of, project.id)
    before = now.title if part == "title" else now.content.get(part)
    if before == tidy:
        return now
    group = _group(part)
    groups = {group: {"title": tidy} if part == "title" else tidy}
    over = None
    if seen is not None:
        history = _history(desk, of, project)
        known = {*seen, *(c.id for c in history if c.device == desk.device)}
        if not {h.id for h in _agreeing(history, group)} <= known:
            over = {group: tuple(h.id for h in heads(history, group) if h.id in known)}
    edit = Edit(of.scope, "project", project.id, groups, over=over)
    named = desk.words(f"scoring.part.{part}")
    desk.commit("step.project-change", [edit], code=project.code, part=named)
    return _again(desk, of, project.id)


def _check_connects(rows: list[dict[str, str]]) -> None:
    form = agency_form()
    if row := rules.owner_is_user(rows, lambda owner, user: form(owner) == form(user)):
        raise Refused("owner-is-user", row=row, agency=rows[row - 1]["owner"])


def _check_works(desk: Desk, of: Class, works: list[str]) -> None:
    if unknown := shelf.unknown_works(desk.store, of.id, works):
        raise Refused("no-such-work", given=unknown[0][:40])


def link(desk: Desk, of: Class, project: Project, works: Sequence[str]) -> Project:
    """Say on which submissions a project rests: ids of works or of versions of them."""
    return change(desk, of, project, "processes", {"works": list(works)})


def reorder(desk: Desk, of: Class, ids: Sequence[str]) -> None:
    """Put projects in this order of presentation, as one step; who is not named comes after."""
    _check(desk, of)
    known = {p.id: p for p in projects(desk, of)}
    wanted = [i for i in dict.fromkeys(ids) if i in known]
    wanted += [i for i in known if i not in wanted]
    edits = [
        Edit(of.scope, "project", i, {"order": {"at": at}})
        for at, i in enumerate(wanted, 1)
        if known[i].order != at
    ]
    if edits:
        desk.commit("step.project-order", edits, n=len(wanted))


def present(desk: Desk, of: Class, project: Project, seconds: int = 0) -> Project:
    """Say that a project was presented, now; ``seconds`` is how long it took."""
    _check(desk, of)
    if project.sample:
        raise Refused("sample-not-presented", project=project.code)
    if not 0 <= seconds <= MOST_SECONDS:
        raise Refused("seconds-unfit", seconds=seconds)
    at = desk.clock().astimezone(UTC).isoformat(timespec="seconds")
    edit = Edit(of.scope, "project", project.id, {"show": {"at": at, "seconds": seconds}})
    desk.commit("step.project-present", [edit], code=project.code)
    return _again(desk, of, project.id)


def unpresent(desk: Desk, of: Class, project: Project) -> Project:
    """Say that a project was not presented after all."""
    _check(desk, of)
    if project.presented:
        edit = Edit(of.scope, "project", project.id, {"show": None})
        desk.commit("step.project-unpresent", [edit], code=project.code)
    return _again(desk, of, project.id)


def team_of(desk: Desk, of: Class, project: Project) -> Team | None:
    """Give the group of a project; none for a sample, or for one whose group is gone."""
    known = team_shelf.teams(desk.store, of.id)
    return next((t for t in known if t.id == project.team), None)


def _check(desk: Desk, of: Class) -> None:
    check_open(desk, of.id)
    check_manages(desk)


def _again(desk: Desk, of: Class, row: str) -> Project:
    for project in shelf.projects(desk.store, of.id):
        if project.id == row:
            return project
    raise Refused("no-such-project", given=row[:40])
