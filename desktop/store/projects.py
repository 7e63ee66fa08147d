"""Questions about prototype projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec

from desktop.models.projects import Project, in_order, project_code, told_apart
from desktop.store.store import Store

_SELECT = (
    'SELECT id, team, number, title, content, "order", presented_at, seconds, note, sample, '
    "conflicts FROM project"
)
_conflicts = msgspec.json.Decoder(tuple[str, ...]).decode


def projects(store: Store, class_id: str) -> list[Project]:
    """The projects of a class in the order of presentation; calibration samples come last."""
    rows = store.rows(f"{_SELECT} WHERE class_id = ?", (class_id,))
    found = in_order([_project(r) for r in rows])
    codes = told_apart(found)
    return [p if p.code == c else replace(p, code=c) for p, c in zip(found, codes, strict=True)]


def teams_with_projects(store: Store, class_id: str) -> set[str]:
    """The ids of the groups that have a project."""
    return {
        team for (team,) in store.rows("SELECT team FROM project WHERE class_id = ?", (class_id,))
    }


def unknown_works(store: Store, class_id: str, ids: Sequence[str]) -> list[str]:
    """Those of some ids that name neither a work nor a version of one in this class."""
    sql = (
        "SELECT value FROM json_each(?1) WHERE value NOT IN "
        "(SELECT id FROM work WHERE class_id = ?2 UNION SELECT id FROM version WHERE class_id = ?2)"
    )
    wanted = msgspec.json.encode(list(ids)).decode()
    return [str(value) for (value,) in store.rows(sql, (wanted, class_id))]


def _project(r: Sequence[Any]) -> Project:
    """Read a project; a number that another program wrote as something else counts as none."""
    number, sample = _whole(r[2]), bool(r[9])
    return Project(
        id=r[0],
        code=project_code(number, sample=sample),
        team=str(r[1]),
        number=number,
        title=str(r[3]),
        content=msgspec.json.decode(r[4]),
        order=_whole(r[5]),
        presented_at=str(r[6]),
        seconds=_whole(r[7]),
        note=str(r[8]),
        sample=sample,
        conflicts=_conflicts(r[10]),
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
