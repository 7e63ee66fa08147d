"""Editing a form as data: each change gives another form, and what would break is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from desktop.models.form_check import check_form
from desktop.models.forms import Field, Form, Kind, Rule, Said, Section, rules_of
from desktop.models.refusal import Refused

GENERIC: Final[tuple[Kind, ...]] = (
    "line", "text", "count", "baht", "date", "choice", "choices", "yes", "scale", "quiz",
)  # fmt: skip
"""The kinds of questions that may be added to any form."""
WITH_OPTIONS: frozenset[Kind] = frozenset({"choice", "choices", "quiz"})

_PLACE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Place:
    """What of a form is looked at: the form itself, a section, or a question of it."""

    section: int = -1
    field: int = -1


def places(form: Form) -> list[Place]:
    """Give everything that can be looked at, in reading order."""
    found = [Place()]
    for at, section in enumerate(form.sections):
        found.append(Place(at))
        found += [Place(at, field) for field in range(len(section.fields))]
    return found


def section_at(form: Form, place: Place) -> Section | None:
    """Give the section of a place, if it is in one."""
    return form.sections[place.section] if 0 <= place.section < len(form.sections) else None


def field_at(form: Form, place: Place) -> Field | None:
    """Give the question at a place, if one is there."""
    section = section_at(form, place)
    inside = section is not None and 0 <= place.field < len(section.fields)
    return section.fields[place.field] if section is not None and inside else None


def change(form: Form, place: Place, **changes: Any) -> Form:  # noqa: ANN401
    """Give the form with other texts, options, bounds or rules at a place."""
    section, field = section_at(form, place), field_at(form, place)
    if section is None:
        return replace(form, **changes)
    if field is None:
        return _with_section(form, place.section, replace(section, **changes))
    fields = _put(section.fields, place.field, replace(field, **changes))
    return _with_section(form, place.section, replace(section, fields=fields))


def change_column(form: Form, place: Place, at: int, **changes: Any) -> Form:  # noqa: ANN401
    """Give the form with another column in the table at a place."""
    field = field_at(form, place)
    if field is None:
        return form
    return change(
        form, place, columns=_put(field.columns, at, replace(field.columns[at], **changes))
    )


def add_section(form: Form, place: Place, title: Said) -> tuple[Form, Place]:
    """Put a new page after the one looked at."""
    at = place.section + 1 if place.section >= 0 else len(form.sections)
    code = free_code("part", [s.code for s in form.sections])
    new = Section(code, at, title)
    return _counted(form, (*form.sections[:at], new, *form.sections[at:])), Place(at)


def add_field(form: Form, place: Place, kind: Kind, label: Said) -> tuple[Form, Place]:
    """Put a new question after the one looked at, on the same page."""
    section = section_at(form, place)
    if section is None:
        return form, place
    at = place.field + 1 if place.field >= 0 else len(section.fields)
    new = Field(free_code("q", [f.code for f in section.fields]), kind, label)
    fields = (*section.fields[:at], new, *section.fields[at:])
    return _with_section(form, place.section, replace(section, fields=fields)), Place(
        place.section, at
    )


def remove(form: Form, place: Place) -> tuple[Form, Place]:
    """Take a page or a question out."""
    section = section_at(form, place)
    if section is None:
        return form, place
    if place.field < 0:
        left = (*form.sections[: place.section], *form.sections[place.section + 1 :])
        return _counted(form, left), Place(place.section - 1 if place.section else -1)
    fields = (*section.fields[: place.field], *section.fields[place.field + 1 :])
    kept = _with_section(form, place.section, replace(section, fields=fields))
    return kept, Place(place.section, place.field - 1)


def move(form: Form, place: Place, steps: int) -> tuple[Form, Place]:
    """Move a page among the pages, or a question within its page."""
    section = section_at(form, place)
    if section is None:
        return form, place
    if place.field < 0:
        sections, at = _moved(form.sections, place.section, steps)
        return _counted(form, sections), Place(at)
    fields, at = _moved(section.fields, place.field, steps)
    return _with_section(form, place.section, replace(section, fields=fields)), Place(
        place.section, at
    )


def require(form: Form, place: Place, wanted: bool) -> Form:
    """Ask for an answer, or let the question be left empty."""
    section, field = section_at(form, place), field_at(form, place)
    if section is None or field is None:
        return form
    rules = tuple(rule for rule in field.rules if rule.kind != "filled")
    if wanted:
        known = [r.code for r in rules_of(form)]
        code = free_code(f"{section.code}.{field.code}", known)
        rules = (*rules, Rule("filled", code))
    return change(form, place, rules=rules)


def required(field: Field) -> bool:
    """Whether a question must be answered."""
    return any(rule.kind == "filled" and rule.level == "hard" for rule in field.rules)


def free_code(stem: str, taken: Sequence[str]) -> str:
    """Give a code that is not taken: the stem, or the stem with a number."""
    if stem not in taken:
        return stem
    return next(code for n in range(2, len(taken) + 3) if (code := f"{stem}_{n}") not in taken)


def check_draft(form: Form, shipped: Form | None = None) -> None:
    """Refuse a form that could not be worked with, naming where.

    ``form-text-missing`` where something has no Thai words, ``form-options-missing`` where there
    is nothing to choose, ``form-names-missing`` where a rule names what is not there, and
    ``form-lacks`` where the arithmetic of ``shipped`` would miss a question.
    """
    check_form(form)
    for where, said in _texts(form):
        if not said.th.strip():
            raise Refused("form-text-missing", where=where)
    for section, field in form.fields():
        _check_options(f"{section.code}.{field.code}", field)
    known = {f"{section.code}.{field.code}" for section, field in form.fields()}
    for where, name in _named(form):
        if name not in known:
            raise Refused("form-names-missing", where=where, name=name)
    if shipped is not None and shipped.computes and form.computes == shipped.computes:
        _check_kept(form, shipped)


def _check_options(where: str, field: Field) -> None:
    if field.kind in WITH_OPTIONS and len(field.options) < 2:
        raise Refused("form-options-missing", where=where)
    if field.kind == "quiz" and sum(option.right for option in field.options) != 1:
        raise Refused("form-quiz-right", where=where)
    if field.kind == "scale" and field.least >= field.most:
        raise Refused("form-scale-bounds", where=where)


def _check_kept(form: Form, shipped: Form) -> None:
    """Every question the arithmetic may ask for is still there, and of the same kind."""
    for section, field in shipped.fields():
        kept = form.section(section.code)
        found = kept.field(field.code) if kept else None
        columns = {c.code for c in field.columns}
        if found is None or found.kind != field.kind or columns - {c.code for c in found.columns}:
            raise Refused("form-lacks", where=f"{section.code}.{field.code}")


def _texts(form: Form) -> Iterator[tuple[str, Said]]:
    yield "form", form.title
    for section in form.sections:
        yield section.code, section.title
        for field in section.fields:
            where = f"{section.code}.{field.code}"
            yield where, field.label
            for option in field.options:
                yield f"{where}.{option.code}", option.label


def _named(form: Form) -> Iterator[tuple[str, str]]:
    """Give every name of a question that a rule or a mapping says, and where."""
    for section, field in form.fields():
        for asked in (field, *field.columns):
            if asked.of:
                yield f"{section.code}.{field.code}", asked.of
    for rule in rules_of(form):
        for value in rule.values.values():
            for name in value if isinstance(value, list) else [value]:
                if isinstance(name, str) and _PLACE.fullmatch(name):
                    yield rule.code, name


def _with_section(form: Form, at: int, section: Section) -> Form:
    return replace(form, sections=_put(form.sections, at, section))


def _counted(form: Form, sections: Sequence[Section]) -> Form:
    """Number the pages anew, from where the first one began."""
    first = min((s.step for s in form.sections), default=0)
    return replace(
        form, sections=tuple(replace(s, step=first + at) for at, s in enumerate(sections))
    )


def _put(items: Sequence[_T], at: int, item: _T) -> tuple[_T, ...]:
    return (*items[:at], item, *items[at + 1 :])


def _moved(items: Sequence[_T], at: int, steps: int) -> tuple[tuple[_T, ...], int]:
    to = min(max(at + steps, 0), len(items) - 1)
    rest = [*items[:at], *items[at + 1 :]]
    rest.insert(to, items[at])
    return tuple(rest), to
