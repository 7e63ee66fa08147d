"""The rules of a form asked of its answers: what keeps it from being sent, what to look at again.

Every kind of rule is one function in a table; the form says which rules it has, with which values
and in which words. A rule of the whole form is asked of every question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from desktop.models.form_check_answers import ANSWER_CHECKS
from desktop.models.form_check_fields import FIELD_CHECKS
from desktop.models.form_check_rows import ROW_CHECKS
from desktop.models.form_check_workflow import WORKFLOW_CHECKS
from desktop.models.form_findings import Asked, Finding
from desktop.models.forms import Answers, Field, Form, Rule, rules_of
from desktop.models.refusal import Refused

__all__ = ["Finding", "check", "check_form", "hard"]

_OF_FIELDS: Mapping[str, Callable[[Asked], Iterator[Finding]]] = {
    **FIELD_CHECKS,
    **WORKFLOW_CHECKS,
}
KNOWN = frozenset((*ANSWER_CHECKS, *_OF_FIELDS, *ROW_CHECKS))


def check(form: Form, answers: Answers) -> list[Finding]:
    """Find the rules that are not met, in the order of the pages, questions and rows.

    A rule of a kind this version does not know is met.
    """
    found: list[Finding] = []
    for section, field in form.fields():
        here: list[Finding] = []
        for rule in (*field.rules, *form.rules):
            here += _of_field(Asked(form, answers, section, field, rule))
        for column, rule in _column_rules(field):
            here += _of_column(Asked(form, answers, section, field, rule, column))
        found += sorted(here, key=lambda finding: finding.row)
    return found


def hard(findings: list[Finding]) -> list[Finding]:
    """Give the findings that keep a form from being sent."""
    return [finding for finding in findings if finding.level == "hard"]


def check_form(form: Form) -> Form:
    """Refuse a form with a rule of a kind that nobody checks."""
    for rule in rules_of(form):
        if rule.kind not in KNOWN:
            raise Refused("form-unfit", where=rule.code, why=f"{rule.kind:.40}")
    return form


def _column_rules(field: Field) -> Iterator[tuple[Field, Rule]]:
    return ((column, rule) for column in field.columns for rule in column.rules)


def _of_field(asked: Asked) -> Iterator[Finding]:
    kind = asked.rule.kind
    if kind in _OF_FIELDS:
        yield from _OF_FIELDS[kind](asked)
    elif kind in ANSWER_CHECKS:
        broken = ANSWER_CHECKS[kind](asked, asked.answer)
        if broken is not None:
            yield asked.found(**broken)


def _of_column(asked: Asked) -> Iterator[Finding]:
    kind = asked.rule.kind
    for number, row in asked.rows():
        broken = None
        if kind in ROW_CHECKS:
            broken = ROW_CHECKS[kind](asked, row)
        elif kind in ANSWER_CHECKS:
            broken = ANSWER_CHECKS[kind](asked, row.get(asked.code))
        if broken is not None:
            yield asked.found(number, **broken)
