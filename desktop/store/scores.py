"""Questions about score sheets, waivers and how the panel of a class works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from desktop.models.refusal import Refused
from desktop.models.rubric import Rubric, read_rubric
from desktop.models.scoring import Cell, Sheet
from desktop.store.store import Store

_SELECT = (
    "SELECT id, project, scorer, rubric, levels, agency, number, reason, locked_at, author, "
    "device, conflicts, class_id FROM score"
)
_conflicts = msgspec.json.Decoder(tuple[str, ...]).decode


def sheets(store: Store, class_id: str) -> list[Sheet]:
    """All sheets of a class as the changes have them: an open one has no levels yet."""
    rows = store.rows(f"{_SELECT} WHERE class_id = ? ORDER BY project, number, id", (class_id,))
    return [found for r in rows if (found := _sheet(r)) is not None]


def sheets_on(store: Store, project: str) -> list[Sheet]:
    """All sheets on one project, by number."""
    rows = store.rows(f"{_SELECT} WHERE project = ? ORDER BY number, id", (project,))
    return [found for r in rows if (found := _sheet(r)) is not None]


def sheet(store: Store, sheet_id: str) -> Sheet | None:
    """One sheet."""
    rows = store.rows(f"{_SELECT} WHERE id = ?", (sheet_id,))
    return _sheet(rows[0]) if rows else None


def is_scored(store: Store, class_id: str) -> bool:
    """Whether anybody has locked a sheet on the project of a group; samples do not count."""
    sql = (
        "SELECT 1 FROM score s JOIN project p ON p.id = s.project "
        "WHERE s.class_id = ? AND s.locked_at <> '' AND p.sample = 0 LIMIT 1"
    )
    return bool(store.rows(sql, (class_id,)))


def written_by(store: Store, row: str, device: str) -> bool:
    """Whether a device has written to a sheet."""
    sql = "SELECT 1 FROM changes WHERE row = ? AND device = ? AND entity = 'score' LIMIT 1"
    return bool(store.rows(sql, (row, device)))


def waiver(store: Store, row: str) -> str:
    """The reason of a waiver, empty where there is none."""
    found = store.rows("SELECT reason FROM waiver WHERE id = ?", (row,))
    return str(found[0][0]) if found else ""


class Waiver(NamedTuple):
    """The leave to score people of one's own agency: on which project, who, why, by whose word."""

    project: str
    scorer: str
    reason: str
    author: str


def waivers(store: Store, class_id: str) -> list[Waiver]:
    """The waivers of a class, by project and scorer."""
    sql = (
        "SELECT project, scorer, reason, author FROM waiver WHERE class_id = ? "
        "ORDER BY project, scorer"
    )
    return [Waiver(*r) for r in store.rows(sql, (class_id,))]


def is_blind(store: Store, class_id: str) -> bool:
    """Whether scorers go by code names in a class."""
    found = store.rows("SELECT panel FROM class WHERE id = ?", (class_id,))
    panel = msgspec.json.decode(found[0][0]) if found else None
    return isinstance(panel, dict) and panel.get("blind") is True


@lru_cache(maxsize=32)
def _rubric(definition: str) -> Rubric:
    """Read the rubric of a sheet; the sheets of a class nearly always have the same one."""
    return read_rubric(msgspec.json.decode(definition))


def _sheet(r: Sequence[Any]) -> Sheet | None:
    """Read a sheet; none where its rubric is such as this program cannot score with."""
    try:
        rubric = _rubric(r[3])
    except (Refused, AttributeError):
        return None
    return Sheet(
        id=r[0],
        project=str(r[1]),
        scorer=str(r[2]),
        rubric=rubric,
        cells=cells_of(msgspec.json.decode(r[4])),
        agency=str(r[5]),
        number=r[6] if isinstance(r[6], int) else 1,
        reason=str(r[7]),
        locked_at=str(r[8]),
        author=r[9],
        device=r[10],
        conflicts=_conflicts(r[11]),
        class_id=r[12],
    )


def cells_of(levels: Mapping[str, Any]) -> dict[str, Cell]:
    """Read what a sheet says of each criterion; a level that is none counts as open."""
    return {code: _cell(value) for code, value in levels.items() if isinstance(value, Mapping)}


def _cell(value: Mapping[str, Any]) -> Cell:
    level = value.get("level")
    fit = isinstance(level, int) and not isinstance(level, bool) and 0 <= level <= 4
    return Cell(level if fit else None, str(value.get("note") or ""))
