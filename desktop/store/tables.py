"""The tables that cache folds: how each entity's groups become columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from desktop.models.people import printed_name
from desktop.models.thai import search_key, sort_key
from protocol.change import Change, Json, fold

_json = msgspec.json.Encoder(order="deterministic").encode
Cells = tuple[Any, ...]
_GREATEST = 2**63

# First names and surnames come up again and again; sorting goes by first name, then surname.
_sort = lru_cache(8192)(sort_key)
_search = lru_cache(8192)(search_key)


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


def _class(row: Row) -> Cells:
    identity, days, place = map(row.group, ("identity", "days", "place"))
    return (
        identity["code"],
        identity["number"],
        identity["fiscal_year"],
        identity["course"],
        identity["name_th"],
        identity["name_en"],
        days.get("first", ""),
        days.get("last", ""),
        place.get("venue", ""),
        place.get("capacity", 0),
        place.get("facilitators", ""),
        row.values.get("status") or "open",
        text(row.values.get("policy")),
    )


def _session(row: Row) -> Cells:
    slot, content = row.group("slot"), row.group("content")
    return (
        row.place,
        content.get("code", ""),
        content.get("day", 0),
        slot["on"],
        slot["start"],
        slot["end"],
        int(content.get("counted", False)),
        slot.get("state", "planned"),
        slot.get("note", ""),
        text(content),
    )


def _enrolment(row: Row) -> Cells:
    name, post, contact = map(row.group, ("name", "post", "contact"))
    citizen, place = row.group("citizen"), row.group("place")
    title, first, last = name.get("title", ""), name.get("first", ""), name.get("last", "")
    return (
        row.place,
        place.get("seat", 0),
        title,
        first,
        last,
        printed_name(title, first, last),
        f"{_sort(first)}\x01{_sort(last)}",
        _search(first) + _search(last),
        post.get("agency", ""),
        post.get("position", ""),
        post.get("level", ""),
        contact.get("phone", ""),
        contact.get("email", ""),
        citizen.get("hash", ""),
        citizen.get("last4", ""),
        citizen.get("employee_no", ""),
        contact.get("note", ""),
        place.get("source", "roster"),
        int(place.get("confirmed", True)),
        row.values.get("status") or "enrolled",
    )


def _attendance(row: Row) -> Cells:
    who, mark, shown = row.group("who"), row.group("mark"), row.shown["mark"]
    return (
        row.place,
        who.get("session", ""),
        who.get("enrolment", ""),
        mark.get("status", "unmarked"),
        mark.get("minutes"),
        mark.get("reason", ""),
        mark.get("of", ""),
        shown.at,
        shown.author,
        shown.device,
    )


def _certificate(row: Row) -> Cells:
    issue, page = row.group("issue"), row.group("page")
    return (
        row.place,
        issue["enrolment"],
        issue["series"],
        issue["year"],
        issue["running"],
        issue["number"],
        issue["code"],
        issue["issued_on"],
        text(issue["printed"]),
        page.get("archive", ""),
        page.get("page", 0),
        row.values.get("status") or "issued",
        issue["template"],
    )


def _org(row: Row) -> Cells:
    return (text(row.values),)


TABLES: Mapping[str, Table] = {
    "class": Table(
        {
            "code": str, "number": int, "fiscal_year": int, "course": str, "name_th": str,
            "name_en": str, "first": str, "last": str, "venue": str, "capacity": int,
            "facilitators": str, "status": str, "policy": str, "conflicts": str,
        },
        "identity",
        _class,
    ),
    "session": Table(
        {
            "class_id": str, "code": str, "day": int, "on": str, "start": str, "end": str,
            "counted": int, "state": str, "note": str, "content": str, "conflicts": str,
        },
        "slot",
        _session,
    ),
    "enrolment": Table(
        {
            "class_id": str, "seat": int, "title": str, "first": str, "last": str, "name": str,
            "sort": str, "search": str, "agency": str, "position": str, "level": str,
            "phone": str, "email": str, "citizen_hash": str, "citizen_last4": str,
            "employee_no": str, "note": str, "source": str, "confirmed": int, "status": str,
            "conflicts": str,
        },
        "name",
        _enrolment,
    ),
    "attendance": Table(
        {
            "class_id": str, "session": str, "enrolment": str, "status": str, "minutes": int,
            "reason": str, "of": str, "at": str, "author": str, "device": str, "conflicts": str,
        },
        "mark",
        _attendance,
    ),
    "certificate": Table(
        {
            "class_id": str, "enrolment": str, "series": str, "year": int, "running": int,
            "number": str, "code": str, "issued_on": str, "printed": str, "archive": str,
            "page": int, "status": str, "template": str, "conflicts": str,
        },
        "issue",
        _certificate,
    ),
    "org": Table({"groups": str, "conflicts": str}, "", _org),
}  # fmt: skip
"""Every entity this version shows. Changes of others are kept and passed on untouched."""
