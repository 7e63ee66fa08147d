"""Questions about prototype projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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


def _project(r: Sequence[object]) -> Project:
    row = list(r)
    number, sample = int(str(row[2])), bool(row[9])
    return Project(
        id=str(row[0]),
        code=project_code(number, sample=sample),
        team=str(row[1]),
        number=number,
        title=str(row[3]),
        content=msgspec.json.decode(str(row[4])),
        order=int(str(row[5])),
        presented_at=str(row[6]),
        seconds=int(str(row[7])),
        note=str(row[8]),
        sample=sample,
        conflicts=_conflicts(str(row[10])),
    )
