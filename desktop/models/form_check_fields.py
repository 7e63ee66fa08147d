"""Checks of a whole question: a table, or an answer seen beside others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from desktop.models.form_answers import blank, filled_rows
from desktop.models.form_findings import Asked, Finding
from desktop.models.forms import Field
from desktop.models.personal import found_in
from desktop.models.thai import clean

_Texts = Iterator[tuple[int, Field | None, str]]


def least_rows(asked: Asked) -> Iterator[Finding]:
    """The table has at least ``least`` rows with something in them."""
    least, n = asked.whole("least", 1), len(list(asked.rows()))
    if n < least:
        yield asked.found(least=least, n=n)


def any_in_column(asked: Asked) -> Iterator[Finding]:
    """At least one row has something in ``column``."""
    column = asked.text("column")
    if all(blank(row.get(column)) for _, row in asked.rows()):
        yield asked.found()


def chosen(asked: Asked) -> Iterator[Finding]:
    """At least one row with something in ``needs`` is ticked in ``column``."""
    column, needs = asked.text("column"), asked.text("needs")
    if not any(row.get(column) is True and not blank(row.get(needs)) for _, row in asked.rows()):
        yield asked.found()


def whole_rows(asked: Asked) -> Iterator[Finding]:
    """At least ``least`` rows have all of ``columns`` filled."""
    least, columns = asked.whole("least", 1), asked.texts("columns")
    whole = sum(not any(blank(row.get(code)) for code in columns) for _, row in asked.rows())
    if whole < least:
        yield asked.found(least=least, n=whole)


def total_over(asked: Asked) -> Iterator[Finding]:
    """The whole numbers in ``columns`` come to ``most`` or less together."""
    columns, most = asked.texts("columns"), asked.whole("most", 0)
    cells = (row.get(code) for _, row in asked.rows() for code in columns)
    total = sum(cell for cell in cells if isinstance(cell, int))
    if total > most:
        yield asked.found(total=total, most=most)


def repeated_text(asked: Asked) -> Iterator[Finding]:
    """No two rows say the same in ``column``; each later one is named with the first."""
    first: dict[str, int] = {}
    for number, row in asked.rows():
        text = row.get(asked.text("column"))
        key = clean(text).casefold() if isinstance(text, str) else ""
        if key and key in first:
            yield asked.found(number, other=first[key])
        first.setdefault(key, number)


def at_least_one(asked: Asked) -> Iterator[Finding]:
    """At least one of the questions ``of`` (``section.field``) is answered."""
    if all(blank(asked.at(place)) for place in asked.texts("of")):
        yield asked.found()


def filled_when(asked: Asked) -> Iterator[Finding]:
    """The question is answered where ``when`` is and ``without`` is not.

    With ``among``, ``when`` counts only if one of these is chosen there.
    """
    given, among = asked.at(asked.text("when")), asked.texts("among")
    chosen_there = given if isinstance(given, list) else [given]
    matters = any(each in among for each in chosen_there) if among else not blank(given)
    if matters and blank(asked.at(asked.text("without"))) and blank(asked.answer):
        yield asked.found()


def personal_data(asked: Asked) -> Iterator[Finding]:
    """No free text holds what ``of`` names: ``citizen`` numbers or ``phone`` numbers."""
    for row, column, text in _texts(asked.field, asked.answer):
        if any(found.kind == asked.text("of") for found in found_in(text)):
            yield replace(asked, column=column).found(row)


def _texts(field: Field, answer: object, column: Field | None = None, row: int = 0) -> _Texts:
    """Go through all free text of an answer, in the columns of tables and tables in them too."""
    if field.kind == "table":
        for number, cells in filled_rows(answer):
            for within in field.columns:
                yield from _texts(within, cells.get(within.code), column or within, row or number)
    elif field.kind in ("line", "text") and isinstance(answer, str):
        yield row, column, answer


FIELD_CHECKS: Mapping[str, Callable[[Asked], Iterator[Finding]]] = {
    "least_rows": least_rows,
    "any_in_column": any_in_column,
    "chosen": chosen,
    "whole_rows": whole_rows,
    "total_over": total_over,
    "repeated_text": repeated_text,
    "at_least_one": at_least_one,
    "filled_when": filled_when,
    "personal_data": personal_data,
}
