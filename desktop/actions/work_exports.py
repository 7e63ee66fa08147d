"""Tables of what a class handed in, presented and was given: for spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desktop.actions import panel, teams
from desktop.actions.submissions import Overview, overview
from desktop.desk import Desk
from desktop.exporters.sheet import Cell, Column, Kind, Table
from desktop.models.classes import Class
from desktop.models.forms import Form
from desktop.models.panel import Standing
from desktop.models.scoring import Sheet, printed, sheet_score
from desktop.models.team_words import team_name
from desktop.models.workflow import measure
from desktop.store import forms as form_shelf

_NUMBERS = frozenset({
    "seat", "minutes_saved", "sheets_saved", "baht_saved", "sheets", "rank", "number",
})  # fmt: skip

_SUBMISSIONS = (
    ("seat", 6), ("title", 10), ("first", 18), ("last", 20), ("agency", 30), ("form", 28),
    ("state", 18), ("receipt", 11), ("sent_at", 17), ("late", 8), ("keyed_by", 16), ("comment", 40),
    ("process", 36), ("minutes_saved", 14), ("sheets_saved", 14), ("baht_saved", 14),
)  # fmt: skip
_PROJECTS = (
    ("project", 8), ("group", 14), ("name", 36), ("members", 44), ("presented_at", 17),
    ("sheets", 10), ("score", 9), ("band", 14), ("rank", 8), ("problem", 40), ("served", 28),
    ("innovation", 40), ("consensus", 36),
)  # fmt: skip


def work_tables(desk: Desk, of: Class) -> list[Table]:
    """Give the tables that have any rows: submissions, projects, scores, suggestions."""
    made = (submissions_table, projects_table, scores_table, suggestions_table)
    return [table for make in made if (table := make(desk, of)).rows]


def submissions_table(desk: Desk, of: Class) -> Table:
    """Everybody's state with every exercise the class was given, and what it would save.

    Evaluations and tests are left out: of them means alone leave the program.
    """
    rows: list[Mapping[str, Cell]] = []
    for given in form_shelf.running(desk.store, of.id):
        if given.form.purpose == "exercise":
            looked = overview(desk, of, given.form.code)
            rows += [_submission(desk, given.form, one) for one in looked]
    columns = _columns(desk, _SUBMISSIONS)
    return Table(desk.words("export.submissions", code=of.code), columns, rows, frozen=4)


def _submission(desk: Desk, form: Form, one: Overview) -> dict[str, Cell]:
    person, words, last = one.enrolment.person, desk.words, one.latest
    row: dict[str, Cell] = {
        "seat": one.enrolment.seat,
        "title": person.title,
        "first": person.first,
        "last": person.last,
        "agency": person.agency,
        "form": form.title.text(words.language),
        "state": words(f"submission.state.{one.state.value}"),
    }
    if last is not None:
        row |= {
            "receipt": last.receipt,
            "sent_at": _moment(last.at),
            "late": words("export.yes") if last.late else "",
            "keyed_by": last.keyed_by,
            "comment": last.comment,
        }
        if form.computes == "workflow":
            row |= _workflow(last.answers)
    return row


def _workflow(answers: Mapping[str, Any]) -> dict[str, Cell]:
    year = measure(answers).yearly
    name: Cell = answers.get("process", {}).get("process_name", "")
    if year is None:
        return {"process": name}
    return {
        "process": name,
        "minutes_saved": year.work_min,
        "sheets_saved": year.sheets,
        "baht_saved": None if year.satang is None else year.satang / 100,
    }


def projects_table(desk: Desk, of: Class) -> Table:
    """The projects in the order of presentation, with how they came out."""
    known = {team.id: team for team in teams.teams(desk, of)}
    rows: list[dict[str, Cell]] = []
    for standing in panel.results(desk, of):
        project = standing.project
        team = known.get(project.team)
        story: Mapping[str, Any] = project.content.get("story") or {}
        rows.append(
            {
                "project": project.code,
                "group": team_name(desk.words, team) if team else "",
                "name": project.title,
                "members": ", ".join(m.name for m in team.members) if team else "",
                "presented_at": _moment(project.presented_at),
                **_outcome(desk, standing),
                **{part: story.get(part, "") for part in ("problem", "served", "innovation")},
                "consensus": project.note,
            }
        )
    columns = _columns(desk, _PROJECTS)
    return Table(desk.words("export.projects", code=of.code), columns, rows, frozen=3)


def _outcome(desk: Desk, standing: Standing) -> dict[str, Cell]:
    exact = standing.result.exact
    return {
        "sheets": len(standing.result.sheets),
        "score": "" if exact is None else printed(exact),
        "band": standing.band.name.text(desk.words.language) if standing.band else "",
        "rank": standing.rank,
    }


def scores_table(desk: Desk, of: Class) -> Table:
    """The sheets that count, a column a criterion; scorers under code names where those are on."""
    shown, language = panel.shown_names(desk, of), desk.words.language
    rows, criteria = [], dict[str, str]()
    for standing in panel.results(desk, of):
        for sheet in standing.result.sheets:
            named = {c.code: f"{c.code} {c.name.text(language)}" for c in sheet.rubric.criteria}
            criteria = {**named, **criteria}
            who = {"project": standing.project.code, "scorer": shown(sheet.scorer)}
            rows.append({**who, **_levels(sheet)})
    first = _columns(desk, (("project", 8), ("scorer", 18), ("number", 9)))
    levels = tuple(Column(f"c.{code}", name, 14, "number") for code, name in criteria.items())
    last = _columns(desk, (("score", 9), ("notes", 44), ("locked_at", 17)))
    title = desk.words("export.scores", code=of.code)
    return Table(title, (*first, *levels, *last), rows, frozen=2)


def _levels(sheet: Sheet) -> dict[str, Cell]:
    exact = sheet_score(sheet)
    notes = [f"{code}: {cell.note}" for code, cell in sheet.cells.items() if cell.note]
    return {
        **{f"c.{code}": cell.level for code, cell in sheet.cells.items()},
        "number": sheet.number,
        "score": "" if exact is None else printed(exact),
        "notes": "; ".join(notes),
        "locked_at": _moment(sheet.locked_at),
    }


def suggestions_table(desk: Desk, of: Class) -> Table:
    """What participants suggest for their services (A64): by agency, without anybody's name."""
    rows: list[dict[str, Cell]] = []
    for given in form_shelf.running(desk.store, of.id):
        if given.form.computes != "workflow":
            continue
        for one in overview(desk, of, given.form.code):
            answers = one.latest.answers if one.latest else {}
            if said := answers.get("suggestion", {}).get("suggestion"):
                process = answers.get("process", {}).get("process_name", "")
                agency = one.enrolment.person.agency
                rows.append({"agency": agency, "process": process, "suggestion": said})
    columns = _columns(desk, (("agency", 30), ("process", 40), ("suggestion", 70)))
    return Table(desk.words("export.suggestions", code=of.code), columns, rows, frozen=1)


def _columns(desk: Desk, named: Sequence[tuple[str, float]]) -> tuple[Column, ...]:
    return tuple(
        Column(key, desk.words(f"column.{key}"), width, _kind(key)) for key, width in named
    )


def _kind(key: str) -> Kind:
    return "number" if key in _NUMBERS else "text"


def _moment(at: str) -> str:
    """Write a time of a change as the clock on the wall showed it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""
