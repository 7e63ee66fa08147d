"""Whose agency a scorer comes from, and the leave to score people of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions import projects as project_actions
from desktop.actions.classes import check_open
from desktop.actions.roles import check_admin
from desktop.actions.teams import agency_form
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.ids import waiver_row
from desktop.models.refusal import Refused
from desktop.models.scoring import scorer_key
from desktop.models.thai import clean
from desktop.store import scores as shelf
from desktop.store.membership import membership

if TYPE_CHECKING:
    from desktop.models.projects import Project

_AGENCY = "scorer.agency"
MOST_NAME = 100
"""Characters in a scorer's name."""
MOST_NOTE = 2_000
"""Characters in a note or a reason."""


def scorer_name(desk: Desk) -> str:
    """Give the name under which the person at this desk scores."""
    joined = membership(desk.store)
    return joined.person if joined else desk.author


def remembered_agency(desk: Desk) -> str:
    """Give the agency the person at this desk last scored for."""
    return desk.store.key(_AGENCY) or ""


def remember_agency(desk: Desk, scorer: str, agency: str) -> None:
    """Keep the agency of the person at this desk for their next sheet; of nobody else."""
    if agency and scorer_key(scorer) == scorer_key(scorer_name(desk)):
        desk.store.keep_key(_AGENCY, agency)


def waive(desk: Desk, of: Class, project: Project, scorer: str, reason: str) -> None:
    """Let a scorer score people of their own agency; an admin says why, and it is on record.

    On a desk that joined no server whoever works there may. Raises ``not-admin``,
    ``scorer-unfit``, ``waiver-without-reason``.
    """
    check_open(desk, of.id)
    check_admin(desk)
    if not clean(reason):
        raise Refused("waiver-without-reason")
    name = fit_name(scorer)
    grant = {"project": project.id, "scorer": name, "reason": check_note(reason)}
    edit = Edit(of.scope, "waiver", waiver_row(project.id, name), {"grant": grant})
    desk.commit("step.waive", [edit], scorer=name, code=project.code)


def fit_name(scorer: str) -> str:
    """Give a scorer's name fit to be stored. Raises ``scorer-unfit``."""
    name = clean(scorer)
    if not name or len(name) > MOST_NAME:
        raise Refused("scorer-unfit", most=MOST_NAME)
    return name


def check_agency(desk: Desk, of: Class, project: Project, scorer: str, agency: str) -> None:
    """Refuse a scorer whose agency is in the group, unless an admin waived it (I13)."""
    team = project_actions.team_of(desk, of, project)
    if not agency or team is None or shelf.waiver(desk.store, waiver_row(project.id, scorer)):
        return
    form = agency_form()
    own = [m.name for m in team.members if m.agency and form(m.agency) == form(agency)]
    if own:
        told = {"scorer": scorer, "agency": agency, "project": project.code}
        raise Refused("own-agency", n=len(own), names=", ".join(own), **told)


def agency_before(desk: Desk, of: Class, scorer: str) -> str:
    """Give the agency a scorer named before: in this class, or at this desk if it is theirs."""
    key = scorer_key(scorer)
    named = [s.agency for s in shelf.sheets(desk.store, of.id) if scorer_key(s.scorer) == key]
    if any(named):
        return [a for a in named if a][-1]
    return remembered_agency(desk) if key == scorer_key(scorer_name(desk)) else ""


def check_note(given: str) -> str:
    """Give a note or a reason cleaned line by line, or refuse one that is too long."""
    tidy = "\n".join(clean(line) for line in given.splitlines()).strip()
    if len(tidy) > MOST_NOTE:
        raise Refused("note-long", most=MOST_NOTE)
    return tidy
