"""The tables of what participants make and scorers say: exercises, projects, scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop.models.projects import has_shape
from desktop.store.table import Cells, Row, Table, text

SECTION = "s."
"""What the groups of a work begin with that hold a section of the form; the rest is its code."""

CRITERION = "c."
"""What the groups of a score sheet begin with that hold one criterion."""


def _parts(row: Row, prefix: str) -> dict[str, Any]:
    """Give the groups of a kind by what follows the prefix, those that hold anything."""
    return {
        group.removeprefix(prefix): value
        for group, value in row.values.items()
        if group.startswith(prefix) and value is not None
    }


def _records(row: Row, prefix: str) -> dict[str, Any]:
    """Give the groups of a kind that are records, as each of ours is."""
    return {part: v for part, v in _parts(row, prefix).items() if isinstance(v, Mapping)}


def _moment(row: Row, group: str) -> str:
    """Give when a group says it happened, or when it was written if that is no time."""
    said = str(row.group(group).get("at"))
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return row.shown[group].at
    return said


def _strict(table: Table) -> Table:
    """Let a row whose cells are of another kind than their columns be no row of this program's."""
    kinds = [kind for name, kind in table.columns.items() if name != "conflicts"]

    def cells(row: Row) -> Cells:
        found = table.cells(row)
        if not all(isinstance(cell, kind) for cell, kind in zip(found, kinds, strict=True)):
            raise TypeError
        return found

    return replace(table, cells=cells)


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
    return (row.place, who["enrolment"], who["form"], text(_records(row, SECTION)), _latest(row))


def _version(row: Row) -> Cells:
    sent, review, library = map(row.group, ("sent", "review", "library"))
    said = row.shown.get("review")
    document, checklist = sent.get("document"), review.get("checklist")
    if not _is_document(document):
        raise TypeError
    return (
        row.place,
        sent["work"],
        sent["enrolment"],
        sent["form"],
        sent.get("number", 1),
        sent.get("receipt", ""),
        text(document),
        sent.get("digest", ""),
        _moment(row, "sent"),
        int(sent.get("late", False)),
        sent.get("keyed_by", ""),
        int(sent.get("confirmed", True)),
        review.get("verdict", ""),
        review.get("comment", ""),
        text(checklist if isinstance(checklist, Mapping) else {}),
        said.at if said and review else "",
        said.author if said and review else "",
        int(library.get("published", False)),
    )


def _is_document(document: object) -> bool:
    """Whether what was sent has answers by section and field."""
    answers = document.get("answers") if isinstance(document, Mapping) else None
    return isinstance(answers, Mapping) and all(isinstance(a, Mapping) for a in answers.values())


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
    content = {part: v for part, v in _parts(row, SECTION).items() if has_shape(part, v)}
    return (
        row.place,
        who["team"],
        who.get("number", 0),
        int(who.get("sample", False)),
        title.get("title", ""),
        text(content),
        row.group("order").get("at", 0),
        _moment(row, "show") if show else "",
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
        text(_records(row, CRITERION)),
        _moment(row, "lock") if lock else "",
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


_TABLES: Mapping[str, Table] = {
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
WORK_TABLES: Mapping[str, Table] = {name: _strict(table) for name, table in _TABLES.items()}
"""Of a ``form`` and a ``rubric``, ``class_id`` is empty where it is the organisation's own."""
