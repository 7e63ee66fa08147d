"""Proposes the groups of a class, and says why they are as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from desktop.models.refusal import Refused
from desktop.models.team_deal import Deal
from desktop.models.team_levels import mix_levels
from desktop.models.teams import (
    MOST_OF_AGENCY,
    Member,
    Proposal,
    ProposedTeam,
    Reason,
    Team,
    check_count,
)

AgencyOf = Callable[[str], str]
"""Gives the normal form of an agency as somebody wrote it, empty for none."""


def build(
    people: Sequence[Member], teams: Sequence[Team], count: int, seed: int, agency_of: AgencyOf
) -> Proposal:
    """Propose ``count`` groups of these people; who is pinned in one of ``teams`` stays there.

    Groups differ in size by one at most, and hold at most two people of an agency, unless that
    cannot be; positions' levels are mixed as far as the rest allows. The same people and seed give
    the same groups. Raises ``team-count-unfit``, and ``team-pins-many`` where more groups than
    wanted hold pinned people.
    """
    check_count(len(people), count)
    places = _places(people, teams, count)
    pins = {
        i: places[team.id]
        for team in teams
        for i, person in enumerate(people)
        if person.pinned and person.enrolment in {m.enrolment for m in team.members}
    }
    keys = [agency_of(p.agency) for p in people]
    random = Random(seed)
    placed = Deal(keys, pins, count).run(random)
    mix_levels(placed, keys, [p.level.strip() for p in people], set(pins), random)
    numbered = _numbered(teams, places, count)
    groups = [
        ProposedTeam(
            team=kept.id if kept else "",
            number=number,
            name=kept.name if kept else "",
            members=tuple(sorted((people[i] for i in _at(placed, g)), key=lambda m: m.seat)),
        )
        for g, (number, kept) in enumerate(numbered)
    ]
    numbers = [group.number for group in groups]
    seen = _Dealt(people, keys, placed, pins, numbers)
    return Proposal(tuple(groups), tuple(_reasons(seen)), seed)


def _at(placed: Sequence[int], group: int) -> list[int]:
    return [i for i, at in enumerate(placed) if at == group]


def _places(people: Sequence[Member], teams: Sequence[Team], count: int) -> dict[str, int]:
    """Give the groups that go on their places: those with pinned people first, then by number."""
    pinned = {p.enrolment for p in people if p.pinned}
    holding = [t for t in teams if any(m.enrolment in pinned for m in t.members)]
    if len(holding) > count:
        raise Refused("team-pins-many", count=count, teams=len(holding))
    others = [t for t in teams if t not in holding]
    kept = sorted([*holding, *others[: count - len(holding)]], key=lambda t: (t.number, t.id))
    return {team.id: at for at, team in enumerate(kept)}


def _numbered(
    teams: Sequence[Team], places: Mapping[str, int], count: int
) -> list[tuple[int, Team | None]]:
    """Number the groups: those that go on keep their numbers, new ones take the free ones."""
    kept = sorted((t for t in teams if t.id in places), key=lambda t: places[t.id])
    taken = {t.number for t in kept}
    free = (n for n in range(1, count + len(taken) + 1) if n not in taken)
    found: list[tuple[int, Team | None]] = [(t.number, t) for t in kept]
    return found + [(next(free), None) for _ in range(count - len(kept))]


@dataclass(frozen=True, slots=True)
class _Dealt:
    """People as dealt out: by place in the list, their agency's normal form and their group."""

    people: Sequence[Member]
    keys: Sequence[str]
    placed: Sequence[int]
    pins: Mapping[int, int]
    numbers: Sequence[int]

    @property
    def sizes(self) -> list[int]:
        counted = Counter(self.placed)
        return [counted[g] for g in range(len(self.numbers))]


def _reasons(dealt: _Dealt) -> list[Reason]:
    """Explain the groups: sizes, agencies, levels, and who was not moved."""
    least, most = min(dealt.sizes), max(dealt.sizes)
    told: dict[str, int | str] = {"n": len(dealt.people), "teams": len(dealt.numbers)}
    told |= {"least": least, "most": most}
    found = [Reason("same-size" if least == most else "sizes", told)]
    if most - least > 1:
        found.append(Reason("pins-uneven", {}))
    found += _agencies(dealt)
    found += _levels(dealt)
    if dealt.pins:
        found.append(Reason("pinned", {"n": len(dealt.pins)}))
    return found


def _agencies(dealt: _Dealt) -> list[Reason]:
    """Say how far people of one agency were kept apart, and where and why that could not be.

    Without anybody pinned it cannot be only where an agency has more than two people for each
    group: dealt out in turn, everybody else's fit.
    """
    crowds = Counter((g, a) for g, a in zip(dealt.placed, dealt.keys, strict=True) if a)
    if not crowds:
        return [Reason("no-agencies", {})]
    totals, teams = Counter(key for key in dealt.keys if key), len(dealt.numbers)
    over = sorted({a for (_, a), n in crowds.items() if n > MOST_OF_AGENCY})
    if not over:
        code = "agencies-apart" if max(crowds.values()) == 1 else "agencies-in-twos"
        return [Reason(code, {"n": len(totals)})]
    found = []
    for agency in over:
        most = max(n for (_, a), n in crowds.items() if a == agency)
        code = "agency-too-many" if totals[agency] > MOST_OF_AGENCY * teams else "agency-pins"
        told: dict[str, int | str] = {"agency": agency, "n": totals[agency]}
        found.append(Reason(code, {**told, "teams": teams, "most": most}))
    return found


def _levels(dealt: _Dealt) -> list[Reason]:
    """Say how evenly the levels of positions lie; nothing where the roster names none."""
    levels = [p.level.strip() for p in dealt.people]
    spread = Counter((g, level) for g, level in zip(dealt.placed, levels, strict=True) if level)
    if not spread:
        return [Reason("no-levels", {})]
    teams = range(len(dealt.numbers))
    known = sorted({level for _, level in spread})
    apart = max(
        max(spread[g, level] for g in teams) - min(spread[g, level] for g in teams)
        for level in known
    )
    code = "levels-even" if apart <= 1 else "levels-mixed"
    return [Reason(code, {"levels": len(known), "apart": apart})]
