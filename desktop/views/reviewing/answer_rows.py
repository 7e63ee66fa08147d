"""Tables of a form in words: which columns are shown, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.models.form_words import answer_words
from desktop.models.forms import Answers, Field
from desktop.models.wording import Words
from desktop.views.reviewing.answer_table import Heading

NUMBERS = frozenset({"count", "baht", "duration", "scale"})


def headings(words: Words, field: Field, rows: Sequence[Mapping[str, Any]]) -> list[Heading]:
    """Give the number of the row, then every column somebody filled in."""
    used = columns_used(field, rows)
    return [Heading(words("reviewing.row"), True)] + [
        Heading(c.label.text(words.language), c.kind in NUMBERS) for c in used
    ]


def cells(
    words: Words, answers: Answers, field: Field, rows: Sequence[Mapping[str, Any]]
) -> list[list[str]]:
    """Give the rows of a table, as the headings ask for them."""
    used = columns_used(field, rows)
    return [
        [words.number(at), *(_cell(words, answers, column, row) for column in used)]
        for at, row in enumerate(rows, 1)
    ]


def columns_used(field: Field, rows: Sequence[Mapping[str, Any]]) -> list[Field]:
    """Give the columns that hold anything; of an empty table all."""
    used = [c for c in field.columns if any(row.get(c.code) not in (None, "", [], False)
                                            for row in rows)]  # fmt: skip
    return used or list(field.columns)


def _cell(words: Words, answers: Answers, column: Field, row: Mapping[str, Any]) -> str:
    value = row.get(column.code)
    if value in (None, "", []):
        return ""
    if column.kind == "mapping":
        return referred(words, answers, column, value)
    if column.kind == "yes":
        return words("reviewing.yes") if value else ""
    return answer_words(words, column, value)


def referred(words: Words, answers: Answers, field: Field, ids: Sequence[str]) -> str:
    """Name rows of another table by their numbers: ๑, ๒."""
    section, _, table = field.of.partition(".")
    known = [row.get("id") for row in answers.get(section, {}).get(table, ())]
    numbers = [known.index(row) + 1 for row in ids if row in known]
    return ", ".join(words.number(n) for n in numbers)


def referred_lines(words: Words, answers: Answers, field: Field, ids: Sequence[str]) -> str:
    """Name rows of another table by number and first text, one a line."""
    section, _, table = field.of.partition(".")
    rows = {row.get("id"): (at, row) for at, row in
            enumerate(answers.get(section, {}).get(table, ()), 1)}  # fmt: skip
    found = [rows[row] for row in ids if row in rows]
    return "\n".join(f"{words.number(at)}. {row.get('step', '')}" for at, row in found)
