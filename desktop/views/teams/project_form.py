"""A project's page as a form: what it asks, and its parts turned into answers and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from desktop import resources
from desktop.models.form_json import read_form
from desktop.models.forms import Answers, Field, Form, Option, Said, Section
from desktop.models.projects import TABLES, TEXTS
from desktop.models.wording import Words
from protocol.change import Json

ROWS = "rows"
"""The one question of a section that is a table."""
PICKED = "processes"
"""The section whose answer is picked from the members' exercises, not typed."""
Parts = Mapping[str, Json]
"""The parts of a project by name, as ``actions.projects.change`` takes them."""


@cache
def _shipped() -> Form:
    return read_form(json.loads(resources.read("projects", "project.json")))


def form_for(parts: Parts) -> Form:
    """Give the form; a choice offers what is stored already, even where it is none of its own."""
    sections = tuple(
        _offering(section, parts[section.code])
        if section.code in TABLES and parts.get(section.code)
        else section
        for section in _shipped().sections
    )
    return replace(_shipped(), sections=sections)


def _offering(section: Section, rows: Sequence[Mapping[str, str]]) -> Section:
    table = section.fields[0]
    columns = tuple(_widened(c, [row.get(c.code, "") for row in rows]) for c in table.columns)
    return replace(section, fields=(replace(table, columns=columns),))


def _widened(column: Field, stored: Sequence[str]) -> Field:
    if column.kind != "choice":
        return column
    known = {option.code for option in column.options}
    strange = [text for text in dict.fromkeys(stored) if text and text not in known]
    more = tuple(Option(text, Said(text, text)) for text in strange)
    return replace(column, options=column.options + more)


def answers_of(parts: Parts) -> Answers:
    """Give the parts of a project as answers: rows are numbered, an empty text is no answer."""
    texts = {part: _said(parts.get(part) or {}) for part in TEXTS}
    texts["story"] |= _said({"title": parts.get("title") or ""})
    return {**texts, **{part: {ROWS: _numbered(part, parts.get(part) or [])} for part in TABLES}}


def parts_of(section: str, answers: Mapping[str, Any]) -> dict[str, Json]:
    """Give the answers to one section as parts of the project."""
    if section in TABLES:
        return {section: [_row(section, row) for row in answers.get(ROWS) or ()]}
    found: dict[str, Json] = {
        section: {name: str(answers.get(name) or "") for name in TEXTS[section]}
    }
    if "title" in answers:
        found["title"] = str(answers["title"] or "")
    return found


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _numbered(part: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"{part[0]}{at}", **_said(row)} for at, row in enumerate(rows, 1)]


def _row(part: str, row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(row.get(name) or "") for name in TABLES[part]}


def choice_words(words: Words, part: str, code: str, stored: str) -> str:
    """Say a stored answer as it was offered; one that is nobody's choice stands for itself."""
    section = _shipped().section(part)
    column = section.fields[0].column(code) if section else None
    option = column.option(stored) if column else None
    return option.label.text(words.language) if option else stored
