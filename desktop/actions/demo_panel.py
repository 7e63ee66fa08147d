"""Invented groups with their projects, scored, half scored and not scored at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from desktop.actions.demo_answers import remarks, workflows
from desktop.actions.rubrics import freezing, rubric
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.ids import member_row, project_row, score_row, work_row
from desktop.models.rubric import Rubric, rubric_to_json
from desktop.store.work_tables import CRITERION, SECTION

GROUP = 6
"""About how many people a group has."""

_AGREED, _GAP, _HALF = "agreed", "gap", "half"
_FATES = (_AGREED, _GAP, _AGREED, _HALF, _AGREED, _HALF, "presented", "unpresented")
"""How far the panel came with each group of a class that is over; more groups begin again."""

_LEVELS = (3, 3, 3, 2, 2, 3, 3, 3)
"""About which level each group is given."""


def present(desk: Desk, of: Class, people: Sequence[Enrolment], chance: Random) -> list[Edit]:
    """Write the groups of a class with their projects; one that is over was scored, too."""
    over = of.last < desk.now().date()
    edits = freezing(desk, of)
    for number, members in enumerate(_dealt(people), 1):
        team = desk.new_id()
        given = workflows()[members[0].seat % len(workflows())]
        edits.append(_new(of, "team", team, {"name": {"number": number, "name": ""}}))
        edits += [_member(of, team, member) for member in members]
        fate = _FATES[(number - 1) % len(_FATES)] if over else "unpresented"
        edits.append(_project(desk, of, team, number, given, members, fate))
        if over:
            edits += _sheets(desk, of, project_row(team), fate, number, chance)
    return edits


def _dealt(people: Sequence[Enrolment]) -> list[Sequence[Enrolment]]:
    """Deal people round, so that neighbours on the roster are in different groups."""
    count = max(1, -(-len(people) // GROUP))
    return [people[at::count] for at in range(count) if people[at::count]]


def _new(of: Class, entity: str, row: str, groups: Mapping[str, Any]) -> Edit:
    return Edit(of.scope, entity, row, groups, new=True)


def _member(of: Class, team: str, person: Enrolment) -> Edit:
    seat = {"enrolment": person.id, "team": team, "pinned": False}
    return _new(of, "member", member_row(of.id, person.id), {"in": seat})


def _project(
    desk: Desk,
    of: Class,
    team: str,
    number: int,
    given: Mapping[str, Any],
    members: Sequence[Enrolment],
    fate: str,
) -> Edit:
    groups: dict[str, Any] = {
        "who": {"team": team, "number": number, "sample": False},
        "title": {"title": given["project"]},
        "order": {"at": number},
        **{f"{SECTION}{part}": value for part, value in _content(given, of.last, members).items()},
    }
    if fate != "unpresented":
        begun = datetime.combine(of.last, time(13, 0), desk.now().tzinfo)
        at = (begun + timedelta(minutes=12 * number)).astimezone(UTC)
        groups["show"] = {"at": at.isoformat(timespec="milliseconds"), "seconds": 480 + 17 * number}
    if fate == _GAP:
        groups["consensus"] = {"note": remarks()["consensus"]}
    return _new(of, "project", project_row(team), groups)


def _content(given: Mapping[str, Any], on: date, members: Sequence[Enrolment]) -> dict[str, Any]:
    data = ("dataset", "owner", "user", "class", "basis", "method")
    said = remarks()
    minutes = [sum(row[2] for row in given[table]) for table in ("as_is", "to_be")]
    return {
        "story": {
            "problem": given["hmw"],
            "served": given["who"],
            "innovation": given["ideas"][0][0],
        },
        "processes": {"works": [work_row(members[0].id, "workflow")]},
        "measures": {
            "before": f"{minutes[0]} นาทีต่อเรื่อง",
            "after": f"{minutes[1]} นาทีต่อเรื่อง",
            "benefit": given["needs"][0],
        },
        "data": [dict(zip(data, row, strict=True)) for row in given["links"]],
        "plan": [_planned(row, on) for row in given["plan"]],
        "tests": [
            {"tester": tester, "on": on.isoformat(), "result": result, "change": change}
            for tester, (result, change) in zip(said["testers"], said["tests"], strict=True)
        ],
    }


def _planned(row: Sequence[Any], on: date) -> dict[str, str]:
    activity, owner, start, end, budget, indicator, risk = row
    return {
        "activity": activity,
        "owner": owner,
        "start": (on + timedelta(days=start)).isoformat(),
        "end": (on + timedelta(days=end)).isoformat(),
        "budget": f"{budget // 100:,}" if budget else "",
        "indicator": indicator,
        "risk": risk,
    }


def _sheets(
    desk: Desk, of: Class, project: str, fate: str, number: int, chance: Random
) -> Iterator[Edit]:
    used, scorers = rubric(desk, of), remarks()["scorers"]
    level = _LEVELS[(number - 1) % len(_LEVELS)]
    for at, scorer in enumerate(scorers):
        locked = fate in (_AGREED, _GAP) or (fate == _HALF and at == 0)
        begun = locked or (fate == _HALF and at == 1)
        if begun:
            strict = fate == _GAP and at == len(scorers) - 1
            cells = _cells(used, level, strict, chance) if locked else {}
            yield _sheet(desk, of, project, scorer, used, cells)


def _cells(used: Rubric, level: int, strict: bool, chance: Random) -> dict[str, Any]:
    """Give a scorer's levels; a strict one sees far less than the others on three criteria."""
    cells = {}
    for at, criterion in enumerate(used.criteria):
        given = level + chance.choice((0, 0, 0, 1)) - (3 if strict and at < 3 else 0)
        note = chance.choice(remarks()["notes"]) if chance.random() < 0.3 else ""
        cells[f"{CRITERION}{criterion.code}"] = {"level": min(4, max(0, given)), "note": note}
    return cells


def _sheet(
    desk: Desk, of: Class, project: str, scorer: str, used: Rubric, cells: Mapping[str, Any]
) -> Edit:
    groups: dict[str, Any] = {
        "who": {
            "project": project,
            "scorer": scorer,
            "agency": "",
            "number": 1,
            "reason": "",
            "rubric": rubric_to_json(used),
        },
        **cells,
    }
    if cells:
        at = datetime.combine(of.last, time(15, 30), desk.now().tzinfo).astimezone(UTC)
        groups["lock"] = {"at": at.isoformat(timespec="milliseconds")}
    return _new(of, "score", score_row(project, scorer, 1), groups)
