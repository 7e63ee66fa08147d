"""Forms in words: what a finding says, how an answer reads, what a page is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.models.dates import show_date
from desktop.models.durations import show_duration
from desktop.models.form_answers import blank, filled_rows
from desktop.models.form_findings import Finding
from desktop.models.forms import Answers, Field, Form, Section, rules_of
from desktop.models.wording import Words

Named = Mapping[str, str]
"""What the rows of a table are called, by id, for the mappings that refer to them."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_WAITING = "wait"  # durations of this name are told in days too


def finding_sentence(words: Words, form: Form, finding: Finding) -> str:
    """Say what a finding means and what to do: the rule's own words, else the usual of its kind.

    The sentences of an edited form may ask for what is not there; such a place stays as it was
    written.
    """
    rule = next((r for r in rules_of(form) if r.code == finding.code), None)
    said = rule.say.text(words.language) if rule else ""
    if not said:
        usual = f"finding.{rule.kind}" if rule else ""
        said = words(usual if words.has(usual) else "finding.other")
    label = _label(words, form, finding)
    told = _fill(words, said, {**finding.details, "row": finding.row, "label": label})
    if finding.row and "{row}" not in said:
        return words("finding.in_row", row=finding.row, said=told)
    return told


def finding_place(words: Words, finding: Finding) -> str:
    """Say on which page of the form a finding is: ``ขั้นที่ 2``."""
    return words("form.step", step=finding.step)


def section_title(words: Words, section: Section) -> str:
    """Name a page with its number: ``ขั้นที่ 2 เข้าใจผู้รับบริการ``."""
    return words("form.section", step=section.step, title=section.title.text(words.language))


def _label(words: Words, form: Form, finding: Finding) -> str:
    section = form.section(finding.section)
    field = section.field(finding.field) if section else None
    column = field.column(finding.column) if field else None
    asked = column or field
    return asked.label.text(words.language) if asked else finding.field


def _fill(words: Words, said: str, values: Mapping[str, object]) -> str:
    def shown(found: re.Match[str]) -> str:
        value = values.get(found[1], found[0])
        return words.number(value) if isinstance(value, int) else str(value)

    return _PLACEHOLDER.sub(shown, said)


def answer_words(words: Words, asked: Field, value: object, named: Named | None = None) -> str:
    """Write any answer in words; ``–`` for none."""
    if isinstance(value, bool):
        return words("answer.yes" if value else "answer.no")
    if blank(value):
        return words("answer.none")
    if isinstance(value, int):
        return _number(words, asked, value)
    if isinstance(value, list):
        return _several(words, asked, value, named or {})
    return _text(words, asked, str(value))


def names(form: Form, answers: Answers, of: str) -> dict[str, str]:
    """Name the rows of the table ``of`` (``section.field``) by their first column, by id."""
    section, _, code = of.partition(".")
    table = next((f for s, f in form.fields() if (s.code, f.code) == (section, code)), None)
    first = table.columns[0].code if table and table.columns else ""
    rows = filled_rows(answers.get(section, {}).get(code))
    return {str(row.get("id", "")): str(row.get(first) or "") for _, row in rows}


def count_words(words: Words, count: int) -> str:
    """Write a whole number with its thousands apart: ``4,800``."""
    return words.number(f"{count:,}")


def baht_words(words: Words, satang: int) -> str:
    """Write money in baht, satang only where there are any: ``1,250.50 บาท``."""
    baht, rest = divmod(abs(satang), 100)
    amount = f"{'-' if satang < 0 else ''}{baht:,}{f'.{rest:02d}' if rest else ''}"
    return words("answer.baht", amount=words.number(amount))


def _number(words: Words, asked: Field, value: int) -> str:
    match asked.kind:
        case "baht":
            return baht_words(words, value)
        case "duration":
            return show_duration(words, value, days=asked.code.startswith(_WAITING))
        case "scale":
            return words("answer.scale", given=value, most=asked.most)
        case _:
            return count_words(words, value)


def _several(words: Words, asked: Field, value: list[Any], named: Named) -> str:
    if asked.kind == "table":
        rows = ((number, row_words(words, asked, row, named)) for number, row in filled_rows(value))
        return "\n".join(f"{words.number(number)}. {row}" for number, row in rows)
    if asked.kind == "mapping":
        return ", ".join(named.get(each, str(each)) for each in value)
    return ", ".join(_option(words, asked, str(each)) for each in value)


def _text(words: Words, asked: Field, value: str) -> str:
    if asked.kind == "date":
        return show_date(date.fromisoformat(value), words.language, words.digits)
    return _option(words, asked, value)


def _option(words: Words, asked: Field, code: str) -> str:
    option = asked.option(code)
    return option.label.text(words.language) if option else code


def row_words(
    words: Words, table: Field, row: Mapping[str, Any], named: Named | None = None
) -> str:
    """Write one row of a table in a line: the first column plain, the others with their names."""
    said = []
    for column in table.columns:
        cell = row.get(column.code)
        if blank(cell):
            continue
        if column.kind == "table":
            inner = [row_words(words, column, within, named) for _, within in filled_rows(cell)]
            text = ", ".join(inner)
        else:
            text = answer_words(words, column, cell, named)
        label = column.label.text(words.language)
        said.append(text if column is table.columns[0] else f"{label}: {text}")
    return " · ".join(said)
