"""The tables of what participants make and scorers say: exercises, projects, scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.store.table import Cells, Row, Table, text

SECTION = "s."
"""What the groups of a work begin with that hold a section of the form; the rest is its code."""

CRITERION = "c."
"""What the groups of a score sheet begin with that hold one criterion."""


def _part(row: Row, prefix: str) -> dict[str, Any]:
    """Give the groups of a kind by what follows the prefix, those that hold anything."""
    return {
        group.removeprefix(prefix): value
        for group, value in row.values.items()
        if group.startswith(prefix) and value is not None
    }


def _latest(row: Row) -> str:
    return max((change.at for change in row.shown.values()), default="")


def _form(row: Row) -> Cells:
    definition, use = row.group("definition"), row.group("use")
    return (
        row.place,
        definition["code"],
        definition.get("version", 1),
        text(definition),
        use.get("due", ""),
        int(use.get("given", False)),
        use.get("order", 0),
    )


def _work(row: Row) -> Cells:
    who = row.group("who")
    return (row.place, who["enrolment"], who["form"], text(_part(row, SECTION)), _latest(row))


def _version(row: Row) -> Cells:
    sent, review, library = map(row.group, ("sent", "review", "library"))
    said, sender = row.shown.get("review"), row.shown["sent"]
    return (
        row.place,
        sent["work"],
        sent["enrolment"],
        sent["form"],
        sent.get("number", 1),
        sent.get("receipt", ""),
        text(sent.get("document")),
        sent.get("digest", ""),
        sent.get("at") or sender.at,
        int(sent.get("late", False)),
        sent.get("keyed_by", ""),
        int(sent.get("confirmed", True)),
        review.get("verdict", ""),
        review.get("comment", ""),
        text(review.get("checklist") or {}),
        said.at if said and review else "",
        said.author if said and review else "",
        int(library.get("published", False)),
    )


def _attachment(row: Row) -> Cells:
    file = row.group("file")
    return (
        row.place,
        file["work"],
        file["enrolment"],
        file.get("section", ""),
        file["name"],
        file["sha256"],
        file.get("size", 0),
        file.get("kind", ""),
        row.shown["file"].at,
    )


def _team(row: Row) -> Cells:
    name = row.group("name")
    return (row.place, name["number"], name.get("name", ""))


def _member(row: Row) -> Cells:
    in_, adjust = row.group("in"), row.group("adjust")
    return (
        row.place,
        in_["enrolment"],
        in_.get("team", ""),
        int(in_.get("pinned", False)),
        adjust.get("points", 0),
        adjust.get("reason", ""),
    )


def _project(row: Row) -> Cells:
    who, title, show = map(row.group, ("who", "title", "show"))
    return (
        row.place,
        who["team"],
        who.get("number", 0),
        int(who.get("sample", False)),
        title.get("title", ""),
        text(_part(row, SECTION)),
        row.group("order").get("at", 0),
        show.get("at", ""),
        show.get("seconds", 0),
        row.group("consensus").get("note", ""),
    )


def _score(row: Row) -> Cells:
    who, lock = row.group("who"), row.group("lock")
    first = row.shown["who"]
    return (
        row.place,
        who["project"],
        who["scorer"],
        who.get("agency", ""),
        who.get("number", 1),
        who.get("reason", ""),
        text(who.get("rubric")),
        text(_part(row, CRITERION)),
        lock.get("at", ""),
        first.author,
        first.device,
    )


def _waiver(row: Row) -> Cells:
    grant = row.group("grant")
    return (
        row.place,
        grant["project"],
        grant["scorer"],
        grant.get("reason", ""),
        row.shown["grant"].author,
    )


def _rubric(row: Row) -> Cells:
    definition = row.group("definition")
    return (row.place, definition.get("version", 1), text(definition), row.shown["definition"].at)


WORK_TABLES: Mapping[str, Table] = {
    "form": Table(
        {
            "class_id": str, "code": str, "version": int, "definition": str, "due": str,
            "given": int, "order": int, "conflicts": str,
        },
        "definition",
        _form,
    ),
    "work": Table(
        {
            "class_id": str, "enrolment": str, "form": str, "answers": str, "at": str,
            "conflicts": str,
        },
        "who",
        _work,
    ),
    "version": Table(
        {
            "class_id": str, "work": str, "enrolment": str, "form": str, "number": int,
            "receipt": str, "document": str, "digest": str, "at": str, "late": int,
            "keyed_by": str, "confirmed": int, "verdict": str, "comment": str, "checklist": str,
            "reviewed_at": str, "reviewer": str, "published": int, "conflicts": str,
        },
        "sent",
        _version,
    ),
    "attachment": Table(
        {
            "class_id": str, "work": str, "enrolment": str, "section": str, "name": str,
            "sha256": str, "size": int, "kind": str, "at": str, "conflicts": str,
        },
        "file",
        _attachment,
    ),
    "team": Table(
        {"class_id": str, "number": int, "name": str, "conflicts": str},
        "name",
        _team,
    ),
    "member": Table(
        {
            "class_id": str, "enrolment": str, "team": str, "pinned": int, "points": int,
            "reason": str, "conflicts": str,
        },
        "in",
        _member,
    ),
    "project": Table(
        {
            "class_id": str, "team": str, "number": int, "sample": int, "title": str,
            "content": str, "order": int, "presented_at": str, "seconds": int, "note": str,
            "conflicts": str,
        },
        "who",
        _project,
    ),
    "score": Table(
        {
            "class_id": str, "project": str, "scorer": str, "agency": str, "number": int,
            "reason": str, "rubric": str, "levels": str, "locked_at": str, "author": str,
            "device": str, "conflicts": str,
        },
        "who",
        _score,
    ),
    "waiver": Table(
        {
            "class_id": str, "project": str, "scorer": str, "reason": str, "author": str,
            "conflicts": str,
        },
        "grant",
        _waiver,
    ),
    "rubric": Table(
        {"class_id": str, "version": int, "definition": str, "at": str, "conflicts": str},
        "definition",
        _rubric,
    ),
}  # fmt: skip
"""Of a ``form`` and a ``rubric``, ``class_id`` is empty where it is the organisation's own."""
