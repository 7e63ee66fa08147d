"""Whatever is thrown at a form is refused or read, and what is read never breaks anything after."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from desktop import resources
from desktop.models.form_answers import LARGEST, read_answers
from desktop.models.form_check import check
from desktop.models.form_json import read_form
from desktop.models.form_schema import schema
from desktop.models.form_words import answer_words, finding_sentence, names
from desktop.models.forms import Field, Form
from desktop.models.refusal import Refused
from desktop.models.submissions import digest_of, document
from desktop.models.version_diff import differences
from desktop.models.wording import Words
from desktop.models.workflow import fates, measure, steps

WORKFLOW = read_form(json.loads(resources.read("forms", "workflow.json")))
FORMS = [
    read_form(json.loads(resources.read("forms", f"{code}.json")))
    for code in ("workflow", "swot", "mindset", "reflection", "evaluation", "pretest")
]
VALIDATORS = {form.code: Draft202012Validator(schema(form)) for form in FORMS}
THAI = Words("th", resources.catalogue("th"), "thai")
ENGLISH = Words("en", resources.catalogue("en"))

# Hypothesis draws lone surrogates too: JSON can carry them.
TEXT = st.text(st.characters(exclude_categories=()), max_size=40) | st.sampled_from(
    ["รับคำขอ", "1-2345-67890-12-1", "081-234-5678", "นํ้า", "\u200b", "{row}", "a1", "2019-02-30"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)
IDS = st.sampled_from([f"a{n}" for n in range(6)])
CODES = sorted(
    {s.code for s in WORKFLOW.sections}
    | {f.code for _, f in WORKFLOW.fields()}
    | {c.code for _, f in WORKFLOW.fields() for c in f.columns}
    | {"id", "name", "sheets"}
)


def fitting(asked: Field, nested: bool = False) -> st.SearchStrategy[Any]:
    """Answers of the right kind, open ones included."""
    numbers = st.integers(0, 10_000) | st.integers(0, LARGEST)
    options = st.sampled_from([option.code for option in asked.options] or [""])
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "line": TEXT,
        "text": TEXT,
        "count": numbers,
        "baht": numbers,
        "duration": numbers,
        "date": st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat) | st.just(""),
        "choice": options | st.just(""),
        "quiz": options,
        "choices": st.lists(options, unique=True) if asked.options else st.just([]),
        "yes": st.booleans(),
        "scale": st.integers(asked.least, asked.most),
        "mapping": st.lists(IDS, unique=True),
        "picture": st.none(),
    }
    if asked.kind == "table":
        columns = {c.code: fitting(c, nested=True) for c in asked.columns}
        required = {} if nested else {"id": IDS}
        row = st.fixed_dictionaries(required, optional=columns)
        unique = None if nested else (lambda cells: cells["id"])
        return st.lists(row, max_size=6, unique_by=unique)
    return st.none() | kinds[asked.kind]


def filled(form: Form) -> st.SearchStrategy[Any]:
    """Whole sets of answers to a form, any of them missing."""
    sections = {
        section.code: st.fixed_dictionaries(
            {}, optional={f.code: fitting(f) for f in section.fields if f.kind != "picture"}
        )
        for section in form.sections
    }
    return st.fixed_dictionaries({}, optional=sections)


def near(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(CODES), inner, max_size=6) | st.lists(inner, max_size=4)


NEARLY = st.recursive(JSON, near, max_leaves=40)
"""JSON with the names of the form in the wrong places."""


def outcome(data: Any) -> tuple[Refused | None, dict[str, Any] | None]:
    try:
        return None, read_answers(WORKFLOW, data)
    except Refused as no:
        return no, None


@given(JSON | NEARLY)
def test_any_json_is_refused_or_read_and_read_again_as_the_same(data: Any) -> None:
    no, read = outcome(data)

    assert (no is None) != (read is None)
    if no is not None:
        assert no.code == "answer-unfit"
        assert THAI.sentence(no) != THAI("common.refused", code=no.code)
    else:
        assert read_answers(WORKFLOW, read) == read


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
@given(data=st.data())
def test_what_fits_is_read_kept_valid_and_never_breaks_what_follows(
    form: Form, data: st.DataObject
) -> None:
    given_answers = data.draw(filled(form))

    read = read_answers(form, given_answers)

    assert read_answers(form, read) == read
    sent = document(form.code, form.version, read)
    assert VALIDATORS[form.code].is_valid(sent)
    assert len(digest_of(sent)) == 64
    for finding in check(form, read):
        assert finding_sentence(THAI, form, finding)
        assert finding_sentence(ENGLISH, form, finding)
    for section, asked in form.fields():
        value = read.get(section.code, {}).get(asked.code)
        assert answer_words(THAI, asked, value, names(form, read, asked.of))


@given(filled(WORKFLOW))
def test_the_arithmetic_holds_for_any_answers(given_answers: Any) -> None:
    read = read_answers(WORKFLOW, given_answers)

    measures = measure(read)

    assert measures.saved.work_min == measures.before.work_min - measures.after.work_min
    assert measures.saved.worst <= measures.saved.sheets
    assert list(fates(read)) == [step.id for step in steps(read, "as_is")]
    if measures.yearly is not None and measures.volume is not None:
        assert measures.yearly.sheets == measures.saved.sheets * measures.volume


@given(filled(WORKFLOW), filled(WORKFLOW))
def test_versions_differ_exactly_when_something_was_said_differently(one: Any, other: Any) -> None:
    before, after = read_answers(WORKFLOW, one), read_answers(WORKFLOW, other)

    there, back = differences(WORKFLOW, before, after), differences(WORKFLOW, after, before)

    assert differences(WORKFLOW, before, before) == []
    assert len(there) == len(back)
    assert {(d.section, d.field) for d in there} == {(d.section, d.field) for d in back}


def test_a_table_nested_a_hundred_thousand_deep_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]

    with pytest.raises(Refused):
        read_answers(WORKFLOW, {"as_is": {"steps": [{"id": "a1", "docs": deep}]}})
    with pytest.raises(Refused):
        read_answers(WORKFLOW, {"process": {"process_name": deep}})


def test_three_hundred_steps_are_read_checked_and_compared() -> None:
    rows = [
        {"id": f"a{n}", "step": f"ขั้นตอน {n}", "actor": "เจ้าหน้าที่", "work_min": 5, "pain": "ช้า"}
        for n in range(300)
    ]
    new = [
        {**row, "id": f"b{n}", "change": "kept", "from": [f"a{n}"]} for n, row in enumerate(rows)
    ]

    read = read_answers(WORKFLOW, {"as_is": {"steps": rows}, "to_be": {"steps": new}})

    codes = {f.code for f in check(WORKFLOW, read) if f.section in ("as_is", "to_be")}
    assert codes == {"to_be.total"}
    assert set(fates(read).values()) == {"kept"}
    assert measure(read).before.work_min == 1500
    assert differences(WORKFLOW, read, read) == []
