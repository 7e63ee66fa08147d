"""A row of a table in one line, as its card says it while it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.models.form_words import answer_words
from desktop.models.forms import Field
from desktop.models.wording import Words

MOST = 4
_NUMBERS = ("count", "baht", "duration", "scale")
_TEXTS = ("line", "choice")


def headline(words: Words, table: Field | None, row: Mapping[str, Any], number: int) -> str:
    """Give number and first words of a row: ``๒. รับเรื่อง``."""
    said = _first(table, row) or words("fill.row_empty")
    return words("fill.row", number=number, text=said)


def _first(table: Field | None, row: Mapping[str, Any]) -> str:
    for column in table.columns if table else ():
        said = row.get(column.code)
        if column.kind in ("line", "text") and isinstance(said, str) and said:
            return said
    return ""


def details(words: Words, table: Field, row: Mapping[str, Any]) -> str:
    """Give what else is known of a row, the short answers only, and how many papers."""
    said, first = [], _first(table, row)
    for column in table.columns:
        value = row.get(column.code)
        text = _papers(words, value) if column.kind == "table" else _short(words, column, value)
        if text and text != first:
            said.append(words("fill.waiting", time=text) if column.code == "wait_min" else text)
    return " · ".join(said[:MOST])


def _short(words: Words, column: Field, value: object) -> str:
    """Say one answer; a text that was not understood yet stands for itself."""
    if isinstance(value, str) and value:
        readable = column.kind in _TEXTS or (column.kind == "date" and _is_day(value))
        unread = column.kind in _NUMBERS or column.kind == "date"
        return answer_words(words, column, value) if readable else value if unread else ""
    number = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return answer_words(words, column, value) if number and column.kind in _NUMBERS else ""


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _papers(words: Words, value: object) -> str:
    listed = value if isinstance(value, list) else []
    counts = [paper.get("sheets") for paper in listed if isinstance(paper, Mapping)]
    sheets = sum(n for n in counts if isinstance(n, int) and not isinstance(n, bool))
    return words("fill.papers", n=sheets) if sheets > 0 else ""
