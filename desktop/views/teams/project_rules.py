"""What is said against a project, at the row and the field it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.actions.teams import agency_form
from desktop.models.projects import TABLES, owner_is_user
from desktop.models.refusal import Fault, Refused
from desktop.views.form_fields.question import Question
from desktop.views.form_fields.section_editor import SectionEditor
from desktop.views.form_fields.table import TableEditor
from desktop.views.teams.project_form import ROWS
from desktop.views.ui import Tone


@dataclass(frozen=True, slots=True)
class Place:
    """A section, a row counted from 1 (0 for none) of those with something in them, a field."""

    section: str
    row: int = 0
    field: str = ""


def same_agency(rows: Sequence[dict[str, Any]]) -> int:
    """Give the first row whose data has one agency as owner and as user, 0 for none."""
    form = agency_form()
    return owner_is_user(rows, lambda owner, user: form(owner) == form(user))


def place_of(no: Refused | Fault) -> Place | None:
    """Give where a refusal is about, where it says so."""
    told = no.details
    row = told.get("row", 0)
    at = row if isinstance(row, int) else 0
    match no.code:
        case "owner-is-user":
            return Place("data", at, "user")
        case "project-dates":
            return Place("plan", at, "end")
        case "project-unfit":
            part = str(told.get("part", ""))
            return Place("story" if part == "title" else part, at, str(told.get("field", "")))
    return None


def said_at(editor: SectionEditor, place: Place, text: str, tone: Tone) -> Question | None:
    """Say something at a row's field, opened for it, else at the field itself; give where."""
    if place.section not in TABLES:
        editor.complain(place.field, text, tone)
        return editor.questions.get(place.field)
    editor.complain(ROWS, text, tone)
    table = editor.questions[ROWS].editor
    rows = table.value() or []
    if not isinstance(table, TableEditor) or not 1 <= place.row <= len(rows):
        return editor.questions[ROWS]
    card = table.cards[str(rows[place.row - 1]["id"])]
    if not card.is_open and tone == "danger":
        card.asked_for.emit("open")
    if place.field not in card.questions:
        return editor.questions[ROWS]
    forgive(editor)
    card.questions[place.field].complain(text, tone)
    return card.questions[place.field]


def forgive(editor: SectionEditor) -> None:
    """Say nothing about any answer, nor about any row."""
    editor.forgive()
    for question in editor.questions.values():
        if isinstance(question.editor, TableEditor):
            for card in question.editor.cards.values():
                for inside in card.questions.values():
                    inside.forgive()
