"""Putting the people of a class into groups: by hand, or as proposed."""

from __future__ import annotations

from collections.abc import Callable

from desktop.actions.classes import check_open
from desktop.actions.roles import check_manages
from desktop.desk import Desk, Edit
from desktop.importers.bundled import bundled_agencies
from desktop.models import teams as rules
from desktop.models.classes import Class
from desktop.models.ids import member_row
from desktop.models.refusal import Refused
from desktop.models.team_builder import build
from desktop.models.team_words import team_name
from desktop.models.teams import Member, Proposal, ProposedTeam, Team
from desktop.models.thai import clean, search_key
from desktop.store import projects as project_shelf
from desktop.store import teams as shelf
from desktop.store.scores import is_scored


def teams(desk: Desk, of: Class) -> list[Team]:
    """Give the groups of a class with their members, by number."""
    return shelf.teams(desk.store, of.id)


def unplaced(desk: Desk, of: Class) -> list[Member]:
    """Give those enrolled who are in no group, in seat order."""
    return [one.member for one in shelf.placed(desk.store, of.id) if not one.team]


def find_team(desk: Desk, of: Class, given: str) -> Team:
    """Give the group of an id, a number or a name, or refuse."""
    known, wanted = teams(desk, of), clean(given).casefold()
    for fits in (
        [t for t in known if t.id == given],
        [t for t in known if wanted.isdecimal() and t.number == int(wanted)],
        [t for t in known if wanted and t.name.casefold() == wanted],
    ):
        if len(fits) == 1:
            return fits[0]
    raise Refused("no-such-team", given=given[:40])


def agency_form() -> Callable[[str], str]:
    """Give what brings an agency, however written, to one form by which to compare it."""
    known, seen = bundled_agencies(), dict[str, str]()

    def form(text: str) -> str:
        if text not in seen:
            seen[text] = known.match(text) or search_key(clean(text))
        return seen[text]

    return form


def propose(desk: Desk, of: Class, count: int, seed: int = 0) -> Proposal:
    """Propose ``count`` groups of everybody enrolled; nothing is stored.

    Another seed gives other groups. Who is pinned stays. Raises ``team-count-unfit`` and
    ``team-pins-many``.
    """
    people = [one.member for one in shelf.placed(desk.store, of.id)]
    return build(people, teams(desk, of), count, seed, agency_form())


def propose_by_size(desk: Desk, of: Class, size: int, seed: int = 0) -> Proposal:
    """Propose groups of about ``size`` people, none larger while nobody is pinned."""
    people = shelf.placed(desk.store, of.id)
    return propose(desk, of, rules.count_for(len(people), size), seed)


def accept(desk: Desk, of: Class, proposal: Proposal) -> None:
    """Put everybody where a proposal has them, as one step.

    Groups it has no use for go, unless they hold a project: then ``team-has-project``. Refused
    (``teams-scored``) once somebody scored: a score belongs to those who were there. Single people
    may still be moved by hand.
    """
    _check(desk, of)
    if is_scored(desk.store, of.id):
        raise Refused("teams-scored")
    known = {t.id: t for t in teams(desk, of)}
    kept = {t.team for t in proposal.teams}
    edits = [_removal(desk, of, t) for t in known.values() if t.id not in kept]
    now = {one.member.enrolment: one for one in shelf.placed(desk.store, of.id)}
    for team in proposal.teams:
        team_id = team.team if team.team in known else desk.new_id()
        if team_id not in known:
            edits.append(_naming(of, team_id, team, new=True))
        edits += [
            _seat(of, member.enrolment, team_id, pinned=now[member.enrolment].member.pinned)
            for member in team.members
            if member.enrolment in now and now[member.enrolment].team != team_id
        ]
    if edits:
        desk.commit("step.teams", edits, n=len(proposal.teams))


def place(desk: Desk, of: Class, enrolment: str, team_id: str) -> None:
    """Put a person into a group, or (``""``) into none."""
    _check(desk, of)
    one = _person(desk, of, enrolment)
    team = find_team(desk, of, team_id) if team_id else None
    if one.team == (team.id if team else ""):
        return
    edit = _seat(of, enrolment, team.id if team else "", pinned=bool(team) and one.member.pinned)
    shown = team_name(desk.words, team) if team else desk.words("scoring.no-team")
    desk.commit("step.team-place", [edit], name=one.member.name, team=shown)


def pin(desk: Desk, of: Class, enrolment: str, *, pinned: bool = True) -> None:
    """Let a person stay in their group when groups are proposed anew, or no more."""
    _check(desk, of)
    one = _person(desk, of, enrolment)
    if not one.team:
        raise Refused("not-in-a-team", name=one.member.name)
    if one.member.pinned != pinned:
        step = "step.team-pin" if pinned else "step.team-unpin"
        edit = _seat(of, enrolment, one.team, pinned=pinned)
        desk.commit(step, [edit], name=one.member.name)


def new_team(desk: Desk, of: Class) -> Team:
    """Add an empty group without a name; it takes the least number that is free."""
    _check(desk, of)
    team = Team(desk.new_id(), rules.next_number(teams(desk, of)))
    edit = _naming(of, team.id, team, new=True)
    desk.commit("step.team-new", [edit], team=team_name(desk.words, team))
    return team


def rename(desk: Desk, of: Class, team_id: str, name: str) -> None:
    """Give a group a name, or (``""``) take it away."""
    _check(desk, of)
    team = find_team(desk, of, team_id)
    renamed = Team(team.id, team.number, _name(name))
    if renamed.name != team.name:
        desk.commit(
            "step.team-rename", [_naming(of, team.id, renamed)], team=team_name(desk.words, renamed)
        )


def remove_team(desk: Desk, of: Class, team_id: str) -> None:
    """Take a group away; its people are in none then. Refused while it has a project."""
    _check(desk, of)
    team = find_team(desk, of, team_id)
    desk.commit("step.team-remove", [_removal(desk, of, team)], team=team_name(desk.words, team))


def _check(desk: Desk, of: Class) -> None:
    check_open(desk, of.id)
    check_manages(desk)


def _person(desk: Desk, of: Class, enrolment: str) -> shelf.Placed:
    for one in shelf.placed(desk.store, of.id):
        if one.member.enrolment == enrolment:
            return one
    raise Refused("no-such-person", given=enrolment[:40])


def _name(given: str) -> str:
    tidy = clean(given)
    if len(tidy) > rules.MOST_NAME:
        raise Refused("team-name-long", most=rules.MOST_NAME)
    return tidy


def _removal(desk: Desk, of: Class, team: Team) -> Edit:
    if team.id in project_shelf.teams_with_projects(desk.store, of.id):
        raise Refused("team-has-project", team=team_name(desk.words, team))
    return Edit(of.scope, "team", team.id, {"life": "removed"})


def _naming(of: Class, team_id: str, team: Team | ProposedTeam, *, new: bool = False) -> Edit:
    named = {"number": team.number, "name": team.name}
    return Edit(of.scope, "team", team_id, {"name": named}, new=new)


def _seat(of: Class, enrolment: str, team_id: str, *, pinned: bool) -> Edit:
    seat = {"enrolment": enrolment, "team": team_id, "pinned": pinned}
    return Edit(of.scope, "member", member_row(of.id, enrolment), {"in": seat})
