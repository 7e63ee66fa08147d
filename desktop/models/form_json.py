"""Reading a form from its JSON, and writing it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from desktop.models.forms import (
    KINDS,
    LEVELS,
    NOTHING,
    PURPOSES,
    Field,
    Form,
    Option,
    Rule,
    Said,
    Section,
    rules_of,
)
from desktop.models.refusal import Refused

_Word = TypeVar("_Word", bound=str)

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_OPTION = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_DEEPEST = 2  # a table in a table: the papers of a step


def read_form(data: Mapping[str, Any]) -> Form:
    """Read a form from its JSON. Raises :class:`Refused` ``form-unfit`` naming what and where."""
    reader = _Reader()
    try:
        form = reader.form(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("form-unfit", where=reader.where, why=str(error)) from error
    _check_once(form)
    return form


class _Reader:
    """Reads a form top down and remembers where it is, for the message."""

    def __init__(self) -> None:
        self.where = "form"

    def form(self, data: Mapping[str, Any]) -> Form:
        form = Form(
            code=_code(data["code"]),
            version=_whole(data.get("version", 1)),
            letter=str(data["letter"])[:2],
            purpose=_among(data["purpose"], PURPOSES),
            title=_said(data["title"]),
            about=_said(data.get("about")),
            sections=tuple(self.section(s, at) for at, s in enumerate(data["sections"])),
            rules=tuple(self.rule(r) for r in data.get("rules", ())),
            computes=str(data.get("computes", "")),
        )
        if not form.sections:
            raise ValueError("sections")
        return form

    def section(self, data: Mapping[str, Any], at: int) -> Section:
        self.where = code = _code(data["code"])
        return Section(
            code=code,
            step=_whole(data.get("step", at)),
            title=_said(data["title"]),
            help=_said(data.get("help")),
            fields=tuple(self.field(f, code) for f in data.get("fields", ())),
        )

    def field(self, data: Mapping[str, Any], above: str, depth: int = 0) -> Field:
        self.where = f"{above}.{data['code']}"
        here = self.where
        if depth > _DEEPEST:
            raise ValueError("depth")
        return Field(
            code=_code(data["code"]),
            kind=_among(data["kind"], KINDS),
            label=_said(data["label"]),
            help=_said(data.get("help")),
            example=_said(data.get("example")),
            options=tuple(_option(o) for o in data.get("options", ())),
            columns=tuple(self.field(c, here, depth + 1) for c in data.get("columns", ())),
            rules=tuple(self.rule(r) for r in data.get("rules", ())),
            least=_whole(data.get("least", 1)),
            most=_whole(data.get("most", 5)),
            of=str(data.get("of", "")),
            objective=str(data.get("objective", "")),
        )

    def rule(self, data: Mapping[str, Any]) -> Rule:
        values = data.get("values", {})
        return Rule(
            kind=str(data["rule"]),
            code=str(data["code"]),
            level=_among(data.get("level", "hard"), LEVELS),
            values=dict(values),
            say=_said(data.get("say")),
        )


def _option(data: Mapping[str, Any]) -> Option:
    code = _code(data["code"], _OPTION)
    return Option(code, _said(data["label"]), bool(data.get("right", False)))


def _said(data: Mapping[str, Any] | None) -> Said:
    return Said(str(data.get("th", "")), str(data.get("en", ""))) if data else NOTHING


def _code(given: object, shape: re.Pattern[str] = _CODE) -> str:
    if not isinstance(given, str) or not shape.fullmatch(given):
        raise ValueError(f"code {given!r:.40}")
    return given


def _whole(given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given <= 1_000_000:
        raise ValueError(f"{given!r:.40}")
    return given


def _among(given: object, known: Iterable[_Word]) -> _Word:
    for one in known:
        if one == given:
            return one
    raise ValueError(f"{given!r:.40}")


def _check_once(form: Form) -> None:
    """Refuse codes that stand twice where they have to tell things apart."""
    places: list[tuple[str, Sequence[str]]] = [
        ("form", [s.code for s in form.sections]),
        ("rules", [r.code for r in rules_of(form)]),
    ]
    for section in form.sections:
        places.append((section.code, [f.code for f in section.fields]))
        for asked in section.fields:
            places += _codes_within(asked, f"{section.code}.{asked.code}")
    for where, codes in places:
        if twice := sorted({c for c in codes if codes.count(c) > 1}):
            raise Refused("form-unfit", where=where, why=twice[0])


def _codes_within(asked: Field, where: str) -> Iterator[tuple[str, Sequence[str]]]:
    yield where, [c.code for c in asked.columns]
    yield where, [o.code for o in asked.options]
    for column in asked.columns:
        yield from _codes_within(column, f"{where}.{column.code}")


def form_to_json(form: Form) -> dict[str, Any]:
    """Give a form as data again, as :func:`read_form` reads it."""
    return {
        "code": form.code,
        "version": form.version,
        "letter": form.letter,
        "purpose": form.purpose,
        "title": form.title.to_json(),
        "about": form.about.to_json(),
        "computes": form.computes,
        "sections": [
            {
                "code": s.code,
                "step": s.step,
                "title": s.title.to_json(),
                "help": s.help.to_json(),
                "fields": [_field_to_json(f) for f in s.fields],
            }
            for s in form.sections
        ],
        "rules": [_rule_to_json(r) for r in form.rules],
    }


def _field_to_json(asked: Field) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": asked.code,
        "kind": asked.kind,
        "label": asked.label.to_json(),
        "rules": [_rule_to_json(r) for r in asked.rules],
    }
    for name in ("help", "example"):
        if said := getattr(asked, name):
            data[name] = said.to_json()
    if asked.options:
        data["options"] = [
            {"code": o.code, "label": o.label.to_json(), "right": o.right} for o in asked.options
        ]
    if asked.columns:
        data["columns"] = [_field_to_json(c) for c in asked.columns]
    if asked.kind == "scale":
        data |= {"least": asked.least, "most": asked.most}
    data |= {name: getattr(asked, name) for name in ("of", "objective") if getattr(asked, name)}
    return data


def _rule_to_json(rule: Rule) -> dict[str, Any]:
    data: dict[str, Any] = {"rule": rule.kind, "code": rule.code, "level": rule.level}
    if rule.values:
        data["values"] = dict(rule.values)
    if rule.say:
        data["say"] = rule.say.to_json()
    return data
