"""The tables that cache folds: how each entity's groups become columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.models.badges import badge_of
from desktop.models.people import printed_name
from desktop.models.thai import search_key, sort_key
from protocol.change import Field, Json

_json = msgspec.json.Encoder(order="deterministic").encode
Values = Mapping[str, Any]
Fields = Mapping[str, Field]
Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One entity's cache: its columns with their types, and how to fill them.

    ``cells`` takes the scope's own id and the row's fields, and gives the cells after ``id``.
    ``essential`` is the group without which a row is not there at all.
    """

    columns: Mapping[str, type]
    essential: str
    cells: Callable[[str, Fields], Cells]

    def upsert(self, name: str) -> str:
        """Write the statement that stores one row."""
        names = ("id", *self.columns)
        marks = ", ".join("?" * len(names))
        return f"INSERT OR REPLACE INTO {name} ({', '.join(map(_quoted, names))}) VALUES ({marks})"


def _quoted(name: str) -> str:
    return f'"{name}"'


def text(value: object) -> str:
    """Write a value as the JSON text a cell holds."""
    return _json(value).decode()


def conflicts(fields: Fields) -> str:
    """Name the groups in which people disagree, as a JSON list."""
    return text([group for group, field in fields.items() if field.rivals])


def is_live(fields: Fields, essential: str) -> bool:
    """Whether a row is there: it has its essential group and nobody removed it."""
    life = fields.get("life")
    return (life is None or life.value == "live") and _value(fields, essential) is not None


def _value(fields: Fields, group: str) -> Json:
    field = fields.get(group)
    return field.value if field is not None else None


def _group(fields: Fields, group: str) -> Values:
    return _value(fields, group) or {}


def _class(_scope: str, fields: Fields) -> Cells:
    identity, days, place = (_group(fields, g) for g in ("identity", "days", "place"))
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
        _value(fields, "status") or "open",
        text(_value(fields, "policy")),
        conflicts(fields),
    )


def _session(scope: str, fields: Fields) -> Cells:
    slot, content = _group(fields, "slot"), _group(fields, "content")
    return (
        scope,
        content.get("code", ""),
        content.get("day", 0),
        slot["on"],
        slot["start"],
        slot["end"],
        int(content.get("counted", False)),
        slot.get("state", "planned"),
        slot.get("note", ""),
        text(content),
        conflicts(fields),
    )


def _enrolment(scope: str, fields: Fields) -> Cells:
    name, post, contact = (_group(fields, g) for g in ("name", "post", "contact"))
    citizen, place = _group(fields, "citizen"), _group(fields, "place")
    title, first, last = name.get("title", ""), name.get("first", ""), name.get("last", "")
    return (
        scope,
        place.get("seat", 0),
        title,
        first,
        last,
        printed_name(title, first, last),
        sort_key(f"{first} {last}"),
        search_key(f"{first} {last}"),
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
        _value(fields, "status") or "enrolled",
        badge_of(fields["name"].change.row),
        conflicts(fields),
    )


def _attendance(scope: str, fields: Fields) -> Cells:
    who, mark, shown = _group(fields, "who"), _group(fields, "mark"), fields["mark"].change
    return (
        scope,
        who.get("session", ""),
        who.get("enrolment", ""),
        mark.get("status", "unmarked"),
        mark.get("minutes"),
        mark.get("reason", ""),
        mark.get("of", ""),
        shown.at,
        shown.author,
        shown.device,
        conflicts(fields),
    )


def _certificate(scope: str, fields: Fields) -> Cells:
    issue, page = _group(fields, "issue"), _group(fields, "page")
    return (
        scope,
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
        _value(fields, "status") or "issued",
        conflicts(fields),
    )


def _org(_scope: str, fields: Fields) -> Cells:
    return (text({group: field.value for group, field in fields.items()}), conflicts(fields))


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
            "badge": str, "conflicts": str,
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
            "page": int, "status": str, "conflicts": str,
        },
        "issue",
        _certificate,
    ),
    "org": Table({"groups": str, "conflicts": str}, "life", _org),
}  # fmt: skip
"""Every entity this version shows. Changes of others are kept and passed on untouched."""
