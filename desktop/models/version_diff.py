"""What changed from one version of a work to the next, question by question, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from desktop.models.form_answers import blank, filled_rows
from desktop.models.forms import Answers, Field, Form, Said, Section

Change = Literal["changed", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that differs; ``label`` names the question or the column.

    In a table ``row`` counts from 1 in the version where the row stands, the later one if in both;
    ``asked`` is the column. A whole row was ``added`` or ``removed``: its cells are then in
    ``after`` or ``before``, and ``asked`` is the table. ``moved`` gives the texts of the first
    column in the former and the new order.
    """

    step: int
    section: str
    field: str
    label: Said
    before: object
    after: object
    asked: Field
    row: int = 0
    column: str = ""
    change: Change = "changed"


def differences(form: Form, before: Answers, after: Answers) -> list[Difference]:
    """Compare two versions in the order of the pages; a blank answer is like none."""
    found: list[Difference] = []
    for section, asked in form.fields():
        old = before.get(section.code, {}).get(asked.code)
        new = after.get(section.code, {}).get(asked.code)
        if asked.kind == "table":
            found += _rows(section, asked, old, new)
        elif _differ(old, new):
            found.append(_difference(section, asked, old, new))
    return found


def _difference(
    section: Section, field: Field, before: object, after: object, column: Field | None = None
) -> Difference:
    asked = column or field
    return Difference(
        section.step,
        section.code,
        field.code,
        asked.label,
        before,
        after,
        asked,
        column=column.code if column else "",
    )


def _differ(old: object, new: object) -> bool:
    return old != new and not (blank(old) and blank(new))


def _rows(section: Section, table: Field, old: object, new: object) -> Iterator[Difference]:
    """Rows are the same where their ids are, wherever they stand."""
    was, now = _by_id(old), _by_id(new)
    for row_id, (number, cells) in now.items():
        if row_id not in was:
            added = _difference(section, table, None, cells)
            yield replace(added, row=number, change="added")
            continue
        for column in table.columns:
            one, other = was[row_id][1].get(column.code), cells.get(column.code)
            if _differ(one, other):
                yield replace(_difference(section, table, one, other, column), row=number)
    for row_id, (number, cells) in was.items():
        if row_id not in now:
            removed = _difference(section, table, cells, None)
            yield replace(removed, row=number, change="removed")
    yield from _moved(section, table, was, now)


_ById = dict[str, tuple[int, Mapping[str, Any]]]


def _by_id(table: object) -> _ById:
    return {str(row.get("id")): (number, row) for number, row in filled_rows(table)}


def _moved(section: Section, table: Field, was: _ById, now: _ById) -> Iterator[Difference]:
    """Say once per table that rows which stayed stand in another order."""
    old, new = [i for i in was if i in now], [i for i in now if i in was]
    first = table.columns[0].code if table.columns else ""
    if old != new:
        text = {row: str(cells.get(first) or "") for row, (_, cells) in now.items()}
        was_so, is_so = [text[row] for row in old], [text[row] for row in new]
        yield replace(_difference(section, table, was_so, is_so), change="moved")
