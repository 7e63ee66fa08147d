"""The JSON Schema of a form's document, for whoever writes or reads it with another program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from desktop.models.form_answers import (
    LARGEST,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ROWS,
    ROW_ID,
)
from desktop.models.forms import Field, Form, Kind, Option, Section

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ROW_ID = {"type": "string", "pattern": f"^{ROW_ID.pattern}$"}


def schema(form: Form) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the document of a form.

    It says what has the right shape. The rules, which only what is sent has to keep, are said in
    the form itself. Every answer may be left out or be ``null``.
    """
    return {
        "$schema": DIALECT,
        "title": form.title.en or form.title.th,
        "description": form.title.th,
        "type": "object",
        "required": ["form", "form_version", "answers"],
        "additionalProperties": False,
        "properties": {
            "form": {"const": form.code},
            "form_version": {"type": "integer", "minimum": 1},
            "answers": _object({s.code: _section(s) for s in form.sections}),
        },
    }


def _object(properties: Mapping[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    closed = {"type": "object", "additionalProperties": False, "properties": dict(properties)}
    return closed | ({"required": list(required)} if required else {})


def _section(section: Section) -> dict[str, Any]:
    asked = {f.code: _answer(f) for f in section.fields if f.kind != "picture"}
    title = section.title.en or section.title.th
    return {"title": title, "description": section.title.th, **_object(asked)}


def _answer(asked: Field, *, nested: bool = False) -> dict[str, Any]:
    shape = _table(asked, nested) if asked.kind == "table" else _SHAPES[asked.kind](asked)
    title = asked.label.en or asked.label.th
    return {"title": title, "description": asked.label.th, **_or_null(shape)}


def _or_null(shape: dict[str, Any]) -> dict[str, Any]:
    if "enum" in shape:
        return shape | {"enum": [*shape["enum"], None]}
    return shape | {"type": [shape["type"], "null"]}


def _table(asked: Field, nested: bool) -> dict[str, Any]:
    columns = {c.code: _answer(c, nested=True) for c in asked.columns if c.kind != "picture"}
    row = _object({"id": _ROW_ID, **columns}, () if nested else ("id",))
    return {"type": "array", "maxItems": MOST_ROWS, "items": row}


def _codes(options: Iterable[Option], *more: str) -> dict[str, Any]:
    return {"enum": [*(option.code for option in options), *more]}


def _number(least: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


def _unique(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "uniqueItems": True, "maxItems": MOST_ROWS, "items": dict(items)}


_SHAPES: Mapping[Kind, Callable[[Field], dict[str, Any]]] = {
    "line": lambda _: {"type": "string", "maxLength": LONGEST_LINE},
    "text": lambda _: {"type": "string", "maxLength": LONGEST_TEXT},
    "count": lambda _: _number(0, LARGEST),
    "baht": lambda _: {**_number(0, LARGEST), "$comment": "satang: 1 baht is 100"},
    "duration": lambda _: {**_number(0, LARGEST), "$comment": "whole minutes"},
    "date": lambda _: {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
    "choice": lambda asked: _codes(asked.options, ""),
    "quiz": lambda asked: _codes(asked.options, ""),
    "choices": lambda asked: _unique(_codes(asked.options)),
    "yes": lambda _: {"type": "boolean"},
    "scale": lambda asked: _number(asked.least, asked.most),
    "mapping": lambda _: _unique(_ROW_ID),
}
