"""One table that caches folds: a row as its changes fold, and how its groups become cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from protocol.change import Change, Json, fold

_json = msgspec.json.Encoder(order="deterministic").encode
Cells = tuple[Any, ...]
_GREATEST = 2**63


class Row(NamedTuple):
    """One row as its changes fold: what stands in each group, whose word it is, who disagrees.

    ``place`` is the scope's own id: the class a row belongs to.
    """

    id: str
    place: str
    values: Mapping[str, Json]
    shown: Mapping[str, Change]
    conflicts: str

    def group(self, name: str) -> Mapping[str, Any]:
        """Give a group of fields, empty where nothing stands."""
        return self.values.get(name) or {}


def folded(row: str, changes: Sequence[Change]) -> Row:
    """Fold the changes of one row; a row of one change, as a roster brings, is folded already."""
    first = changes[0]
    place = first.scope.partition(":")[2]
    if len(changes) == 1 and not first.erased:
        return Row(row, place, first.set, dict.fromkeys(first.set, first), "[]")
    fields = fold(changes)
    return Row(
        row,
        place,
        {group: field.value for group, field in fields.items()},
        {group: field.change for group, field in fields.items()},
        text([group for group, field in fields.items() if field.rivals]),
    )


@dataclass(frozen=True, slots=True)
class Table:
    """One entity's cache: its columns with their types, and how to fill them.

    ``cells`` gives the cells after ``id`` and before ``conflicts``. ``essential`` is the group
    without which a row is not there at all; an entity without one is there from its first change.
    """

    columns: Mapping[str, type]
    essential: str
    cells: Callable[[Row], Cells]

    def select(self, name: str) -> str:
        """Write the question for all rows, their cells in the order of the columns."""
        return f"SELECT {', '.join(map(_quoted, ('id', *self.columns)))} FROM {name}"

    def upsert(self, name: str) -> str:
        """Write the statement that stores one row."""
        names = ("id", *self.columns)
        marks = ", ".join("?" * len(names))
        return f"INSERT OR REPLACE INTO {name} ({', '.join(map(_quoted, names))}) VALUES ({marks})"

    def has(self, row: Row) -> bool:
        """Whether a row is there: it has its essential group and nobody removed it.

        A row is there too while people disagree whether it was removed, or whether its essential
        group holds anything.
        """
        disputed = _quoted("life") in row.conflicts
        if row.values.get("life") not in (None, "live") and not disputed:
            return False
        if not self.essential or row.values.get(self.essential) is not None:
            return True
        return _quoted(self.essential) in row.conflicts

    def cells_of(self, row: Row) -> Cells | None:
        """Give all cells of a row, or ``None`` for one that is not there.

        What another program wrote in a shape this one cannot show is kept as changes and passed
        on; it must not keep a device from taking in the rest.
        """
        try:
            return self.line(row) if self.has(row) else None
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    def line(self, row: Row) -> Cells:
        """Give all cells of a row in the order of the columns, ``id`` first."""
        return (row.id, *self.cells(row), row.conflicts)


def storable(cells: Cells) -> bool:
    """Whether a table can hold these values: JSON has more kinds, and greater numbers."""
    return all(
        cell is None
        or isinstance(cell, str | float)
        or (isinstance(cell, int) and -_GREATEST <= cell < _GREATEST)
        for cell in cells
    )


def _quoted(name: str) -> str:
    return f'"{name}"'


def text(value: object) -> str:
    """Write a value as the JSON text a cell holds."""
    return _json(value).decode()
