"""Tables of a class for spreadsheets: the same questions the screens ask, the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from desktop.actions import work_exports
from desktop.actions.certificates import Candidate, candidates
from desktop.actions.classes import sessions_by_code
from desktop.actions.eligibility import reasons, share
from desktop.desk import Desk
from desktop.exporters.sheet import Cell, Column, Kind, Table, write_csv, write_xlsx
from desktop.models.classes import Class
from desktop.models.mark_words import mark_text
from desktop.models.refusal import Refused
from desktop.models.wording import Words
from desktop.store import attendance as marks
from desktop.store import roster as shelf
from desktop.store import timetable as plan

What = Literal[
    "roster", "attendance", "summary", "all", "submissions", "projects", "scores", "suggestions"
]


def write_class(desk: Desk, of: Class, path: Path, what: What = "all") -> int:
    """Write a class to ``.xlsx``, a sheet for each thing there is to say, or to ``.csv``.

    A ``.csv`` holds one table: ``what``, or all there is of everybody. Gives how many people.
    """
    match path.suffix.lower():
        case ".xlsx":
            tables = [make(desk, of) for make in (summary_table, attendance_table, roster_table)]
            write_xlsx([*tables, *work_exports.work_tables(desk, of)], path)
            return len(tables[0].rows)
        case ".csv":
            one = table(desk, of, what)
            write_csv(one, path)
            return len(one.rows)
        case _:
            raise Refused("export-kind-unknown", suffix=path.suffix or "–")


def table(desk: Desk, of: Class, what: What) -> Table:
    """Give one table of a class."""
    return _TABLES[what](desk, of)


def _columns(words: Words, *named: tuple[str, float, str]) -> tuple[Column, ...]:
    kinds: Mapping[str, Kind] = {
        "seat": "number", "done": "number", "planned": "number",
        "phone": "id", "badge": "id",
    }  # fmt: skip
    return tuple(
        Column(key, words(heading), width, kinds.get(key, "text")) for key, width, heading in named
    )


_WHO = (
    ("seat", 6, "column.seat"),
    ("title", 10, "column.title"),
    ("first", 18, "column.first"),
    ("last", 20, "column.last"),
    ("agency", 30, "column.agency"),
)


def _who(candidate: Candidate) -> dict[str, Cell]:
    enrolment = candidate.judged.enrolment
    person = enrolment.person
    return {
        "seat": enrolment.seat,
        "title": person.title,
        "first": person.first,
        "last": person.last,
        "agency": person.agency,
    }


def roster_table(desk: Desk, of: Class) -> Table:
    """Everybody with post and contact; citizen numbers never leave, not even their last digits."""
    columns = _columns(
        desk.words,
        *_WHO,
        ("position", 28, "column.position"),
        ("level", 16, "column.level"),
        ("phone", 14, "column.phone"),
        ("email", 26, "column.email"),
        ("badge", 15, "column.badge"),
        ("note", 20, "column.note"),
    )
    rows: list[dict[str, Cell]] = []
    for e in shelf.enrolments(desk.store, of.id):
        p = e.person
        rows.append(
            {
                "seat": e.seat, "title": p.title, "first": p.first, "last": p.last,
                "agency": p.agency, "position": p.position, "level": p.level,
                "phone": p.phone, "email": p.email, "badge": e.badge, "note": p.note,
            }
        )  # fmt: skip
    return Table(_title(desk, of, "roster"), columns, rows, frozen=4)


def attendance_table(desk: Desk, of: Class) -> Table:
    """The register: a column a session, with minutes, reasons and what a make-up stands for."""
    codes = list(sessions_by_code(plan.sessions(desk.store, of.id)))
    lines = {line.enrolment: line for line in marks.register(desk.store, of.id)}
    sessions = tuple(Column(code, code, 11) for code in codes)
    rows = [
        _who(c)
        | {
            code: mark_text(desk.words, lines[c.judged.enrolment.id].mark_in(code))
            for code in codes
        }
        for c in candidates(desk, of)
    ]
    columns = (*_columns(desk.words, *_WHO), *sessions)
    return Table(_title(desk, of, "attendance"), columns, rows, frozen=4)


def summary_table(desk: Desk, of: Class) -> Table:
    """Who passed and why not: done, planned, share, result, reasons, certificate number."""
    columns = _columns(
        desk.words,
        *_WHO,
        ("done", 9, "column.done"),
        ("planned", 9, "column.planned"),
        ("share", 9, "column.share"),
        ("result", 14, "column.result"),
        ("reasons", 44, "column.reasons"),
        ("certificate", 20, "column.certificate"),
    )
    rows = [_who(c) | _result(desk.words, c) for c in candidates(desk, of)]
    return Table(_title(desk, of, "summary"), columns, rows, frozen=4)


def whole_table(desk: Desk, of: Class) -> Table:
    """Everything in one table, for a file that can hold only one."""
    parts = [make(desk, of) for make in (roster_table, attendance_table, summary_table)]
    columns = {column.key: column for part in parts for column in part.columns}
    rows: list[dict[str, Cell]] = [
        {key: cell for part in same for key, cell in part.items()}
        for same in zip(*(part.rows for part in parts), strict=True)
    ]
    return Table(_title(desk, of, "all"), tuple(columns.values()), rows, frozen=4)


_TABLES: Mapping[What, Callable[[Desk, Class], Table]] = {
    "roster": roster_table,
    "attendance": attendance_table,
    "summary": summary_table,
    "all": whole_table,
    "submissions": work_exports.submissions_table,
    "projects": work_exports.projects_table,
    "scores": work_exports.scores_table,
    "suggestions": work_exports.suggestions_table,
}


def _result(words: Words, candidate: Candidate) -> dict[str, Cell]:
    verdict = candidate.judged.verdict
    return {
        "done": verdict.done,
        "planned": verdict.planned,
        "share": f"{share(verdict.done, verdict.planned)} %",
        "result": words("result.pass" if verdict.eligible else "result.not-yet"),
        "reasons": " ".join(reasons(words, verdict)),
        "certificate": candidate.certificate.number if candidate.certificate else "",
    }


def _title(desk: Desk, of: Class, what: What) -> str:
    return desk.words(f"export.{what}", code=of.code)
