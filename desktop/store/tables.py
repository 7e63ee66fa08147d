"""The tables that cache folds: how each entity's groups become columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from desktop.models.people import printed_name
from desktop.models.thai import search_key, sort_key
from desktop.store.table import Cells, Row, Table, text
from desktop.store.work_tables import WORK_TABLES

# First names and surnames come up again and again; sorting goes by first name, then surname.
_sort = lru_cache(8192)(sort_key)
_search = lru_cache(8192)(search_key)


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
        text(row.values.get("panel")),
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
        issue.get("kind", ""),
    )


def _org(row: Row) -> Cells:
    return (text(row.values),)


TABLES: Mapping[str, Table] = {
    "class": Table(
        {
            "code": str, "number": int, "fiscal_year": int, "course": str, "name_th": str,
            "name_en": str, "first": str, "last": str, "venue": str, "capacity": int,
            "facilitators": str, "status": str, "policy": str, "panel": str, "conflicts": str,
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
            "page": int, "status": str, "template": str, "kind": str, "conflicts": str,
        },
        "issue",
        _certificate,
    ),
    "org": Table({"groups": str, "conflicts": str}, "", _org),
    **WORK_TABLES,
}  # fmt: skip
"""Every entity this version shows. Changes of others are kept and passed on untouched."""
