"""Answers read: what somebody filled in, cleaned, and refused where it does not fit the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NoReturn

from desktop.models.forms import Field, Form, Kind, Section
from desktop.models.refusal import Refused
from desktop.models.thai import clean

LONGEST_LINE = 300  # characters
LONGEST_TEXT = 10_000
MOST_ROWS = 500
LARGEST = 10**12
"""No count, sum of satang or duration of people goes beyond; more is a slip of the keyboard."""

ROW_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

Filled = dict[str, dict[str, Any]]


def read_answers(form: Form, data: object) -> Filled:
    """Read all answers of a form; what comes out, read again, comes out the same.

    Raises :class:`Refused` ``answer-unfit`` with ``step``, ``section``, ``field``, ``column``,
    ``row`` (from 1, 0 = none), ``place`` (all of these as one text), ``rule`` (the code of the
    rule it breaks) and ``why``: ``unknown``, ``shape``, ``long``, ``whole``, ``range``,
    ``option``, ``date``, ``rows``, ``id`` or ``twice``.
    """
    if not isinstance(data, Mapping):
        _Place().refuse("shape")
    read: Filled = {}
    for code, answers in data.items():
        section = form.section(code) if isinstance(code, str) else None
        if section is None:
            _Place(section=f"{code!s:.40}").refuse("unknown")
        read[section.code] = read_section(section, answers)
    return read


def read_section(section: Section, data: object) -> dict[str, Any]:
    """Read the answers of one section alone, refused as by :func:`read_answers`."""
    here = _Place(section.step, section.code)
    if not isinstance(data, Mapping):
        here.refuse("shape")
    read: dict[str, Any] = {}
    for code, answer in data.items():
        asked = section.field(code) if isinstance(code, str) else None
        if asked is None or asked.kind == "picture":
            replace(here, field=f"{code!s:.40}").refuse("unknown")
        at = replace(here, field=asked.code, asked=asked)
        read[asked.code] = _value(asked, answer, at)
    return read


def blank(answer: object) -> bool:
    """Say whether an answer is none: nothing, an empty text or list, a box not ticked.

    A row in which nothing but its id is filled is no row.
    """
    if isinstance(answer, list):
        return all(blank(item) for item in answer)
    if isinstance(answer, Mapping):
        return all(blank(item) for code, item in answer.items() if code != "id")
    return answer is None or answer is False or answer == ""


def filled_rows(table: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Go through the rows of an answer that have anything in them, counted from 1."""
    for number, row in enumerate(table if isinstance(table, list) else (), 1):
        if isinstance(row, Mapping) and not blank(row):
            yield number, row


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the answers something stands, for the message."""

    step: int = 0
    section: str = ""
    field: str = ""
    row: int = 0
    column: str = ""
    asked: Field | None = None

    def refuse(self, why: str) -> NoReturn:
        row = f"#{self.row}" if self.row else ""
        parts = (self.section, f"{self.field}{row}", self.column)
        raise Refused(
            "answer-unfit",
            step=self.step,
            section=self.section,
            field=self.field,
            row=self.row,
            column=self.column,
            place=".".join(part for part in parts if part),
            rule=self._rule(),
            why=why,
        )

    def _rule(self) -> str:
        """Give the rule of whole numbers where there is one; else the place names the rule."""
        rules = self.asked.rules if self.asked else ()
        whole = next((r.code for r in rules if r.kind == "whole"), "")
        parts = (self.section, self.field, self.column)
        return whole or ".".join(part for part in parts if part) or "answers"


def _value(asked: Field, answer: object, at: _Place) -> object:
    """Read one answer; ``None`` stands for a question that was left open."""
    return None if answer is None else _READERS[asked.kind](asked, answer, at)


def _line(_: Field, answer: object, at: _Place) -> str:
    return _text(answer, at, LONGEST_LINE)


def _lines(_: Field, answer: object, at: _Place) -> str:
    return _text(answer, at, LONGEST_TEXT, several=True)


def _text(answer: object, at: _Place, longest: int, several: bool = False) -> str:
    if not isinstance(answer, str):
        at.refuse("shape")
    if len(answer) > 4 * longest:
        at.refuse("long")
    lines = answer.splitlines() if several else [answer]
    cleaned = "\n".join(map(clean, lines)).strip("\n")
    if len(cleaned) > longest:
        at.refuse("long")
    return cleaned


def _whole(_: Field, answer: object, at: _Place) -> int:
    if not isinstance(answer, int) or isinstance(answer, bool):
        at.refuse("whole" if isinstance(answer, float) else "shape")
    if answer < 0:
        at.refuse("whole")
    if answer > LARGEST:
        at.refuse("range")
    return answer


def _scale(asked: Field, answer: object, at: _Place) -> int:
    if not isinstance(answer, int) or isinstance(answer, bool):
        at.refuse("shape")
    if not asked.least <= answer <= asked.most:
        at.refuse("range")
    return answer


def _day(_: Field, answer: object, at: _Place) -> str:
    if not isinstance(answer, str):
        at.refuse("shape")
    try:
        day = date.fromisoformat(answer) if answer else None
    except ValueError:
        at.refuse("date")
    if day and not (day.isoformat() == answer and _FIRST_YEAR <= day.year <= _LAST_YEAR):
        at.refuse("date")
    return answer


def _choice(asked: Field, answer: object, at: _Place) -> str:
    if not isinstance(answer, str):
        at.refuse("shape")
    if answer and asked.option(answer) is None:
        at.refuse("option")
    return answer


def _choices(asked: Field, answer: object, at: _Place) -> list[str]:
    if not isinstance(answer, list):
        at.refuse("shape")
    chosen = [_choice(asked, each, at) for each in answer]
    if "" in chosen:
        at.refuse("option")
    return _once(chosen, at)


def _yes(_: Field, answer: object, at: _Place) -> bool:
    if not isinstance(answer, bool):
        at.refuse("shape")
    return answer


def _mapping(_: Field, answer: object, at: _Place) -> list[str]:
    if not isinstance(answer, list):
        at.refuse("shape")
    if len(answer) > MOST_ROWS:
        at.refuse("rows")
    return _once([_row_id(each, at) for each in answer], at)


def _row_id(given: object, at: _Place) -> str:
    if not isinstance(given, str) or not ROW_ID.fullmatch(given):
        at.refuse("id")
    return given


def _once(given: list[str], at: _Place) -> list[str]:
    if len(set(given)) < len(given):
        at.refuse("twice")
    return given


def _table(asked: Field, answer: object, at: _Place) -> list[dict[str, Any]]:
    if not isinstance(answer, list):
        at.refuse("shape")
    if len(answer) > MOST_ROWS:
        at.refuse("rows")
    nested = bool(at.row)
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(answer, 1):
        here = at if nested else replace(at, row=number)
        if not isinstance(row, Mapping):
            here.refuse("shape")
        if "id" in row or not nested:
            _row_id(row.get("id"), here)
        rows.append({code: _cell(asked, code, cell, here) for code, cell in row.items()})
    _once([row["id"] for row in rows if "id" in row], at)
    return rows


def _cell(table: Field, code: object, answer: object, at: _Place) -> object:
    if code == "id":
        return answer
    column = table.column(code) if isinstance(code, str) else None
    name = f"{at.column}.{code!s:.40}" if at.column else f"{code!s:.40}"
    if column is None or column.kind == "picture":
        replace(at, column=name).refuse("unknown")
    return _value(column, answer, replace(at, column=name, asked=column))


_READERS: Mapping[Kind, Callable[[Field, object, _Place], object]] = {
    "line": _line,
    "text": _lines,
    "count": _whole,
    "baht": _whole,
    "duration": _whole,
    "date": _day,
    "choice": _choice,
    "choices": _choices,
    "yes": _yes,
    "scale": _scale,
    "quiz": _choice,
    "table": _table,
    "mapping": _mapping,
}
