"""The forms and samples that ship with the program are whole, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from desktop import resources
from desktop.models.form_answers import read_answers
from desktop.models.form_check import check, check_form, hard
from desktop.models.form_json import form_to_json, read_form
from desktop.models.forms import Field, Form, Said, rules_of

CODES = (
    "workflow",
    "swot",
    "pest",
    "mindset",
    "reflection",
    "evaluation",
    "pretest",
    "posttest",
)


def shipped(code: str) -> Form:
    return read_form(json.loads(resources.read("forms", f"{code}.json")))


def said_in(form: Form) -> Iterator[Said]:
    """Everything a form says, its helps and examples where there are any."""
    yield from (form.title, form.about)
    for section in form.sections:
        yield section.title
        if section.help:
            yield section.help
    for _, asked in form.fields():
        yield from _of_field(asked)
    yield from (rule.say for rule in rules_of(form))


def _of_field(asked: Field) -> Iterator[Said]:
    yield asked.label
    yield from (said for said in (asked.help, asked.example) if said)
    yield from (option.label for option in asked.options)
    for column in asked.columns:
        yield from _of_field(column)


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_form_reads_checks_and_keeps(code: str) -> None:
    form = shipped(code)

    assert form.code == code
    assert check_form(form) is form
    assert read_form(form_to_json(form)) == form


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_form_speaks_thai_and_english(code: str) -> None:
    texts = list(said_in(shipped(code)))

    assert [t for t in texts if not t.th.strip() or not t.en.strip()] == []
    assert [t.en for t in texts if re.search("[ก-๙]", t.en)] == []
    assert [t.th for t in texts if re.search("[A-Za-z]{4,}", t.th.replace("PEST", ""))
            and not re.search("SWOT|{", t.th)] == []  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_both_languages_of_a_rule_ask_for_the_same(code: str) -> None:
    unequal = [
        rule.code
        for rule in rules_of(shipped(code))
        if set(re.findall(r"\{\w+\}", rule.say.th)) != set(re.findall(r"\{\w+\}", rule.say.en))
    ]

    assert unequal == []


def test_every_form_has_its_own_letter() -> None:
    letters = [shipped(code).letter for code in CODES]

    assert len(set(letters)) == len(CODES)


def test_the_files_are_the_forms_and_nothing_unknown() -> None:
    files = {path.stem for path in resources.path("forms").glob("*")}

    assert files == {*CODES, "samples", "worked-sample"}


def test_the_workflow_form_has_the_eleven_steps_of_the_exercise() -> None:
    form = shipped("workflow")

    assert [section.step for section in form.sections] == list(range(11))
    assert [section.code for section in form.sections] == [
        "process",
        "as_is",
        "empathy",
        "define",
        "ideate",
        "to_be",
        "measures",
        "data",
        "plan",
        "suggestion",
        "review",
    ]


def test_new_steps_have_the_columns_of_today_and_three_more() -> None:
    form = shipped("workflow")
    today, new = (
        next(
            field for section, field in form.fields() if (section.code, field.code) == (at, "steps")
        )
        for at in ("as_is", "to_be")
    )

    codes = [column.code for column in new.columns]
    interactions = next(c for c in new.columns if c.code == "interaction")
    assert codes == [*(column.code for column in today.columns), "change", "from", "interaction"]
    assert [o.code for o in interactions.options] == ["C2G", "G2G", "G2C", "G2B", "INTERNAL"]


def test_each_box_of_swot_and_pest_needs_an_entry_and_two_are_free() -> None:
    needed = [[f.section for f in hard(check(shipped(code), {}))] for code in ("swot", "pest")]

    assert needed[0] == ["strengths", "weaknesses", "opportunities", "threats"]
    assert needed[1] == ["political", "economic", "social", "technology", "international"]
    assert [s.code for s in shipped("pest").sections[5:]] == ["environmental", "legal"]


def test_the_mindset_survey_has_ten_statements_from_one_to_five() -> None:
    fields = [field for _, field in shipped("mindset").fields()]

    assert [(f.kind, f.least, f.most) for f in fields] == [("scale", 1, 5)] * 10
    assert {f.objective for f in fields} == {"growth", "fixed"}
    assert "คนรุ่นใหม่" in fields[0].label.th


def test_a_reflection_can_be_sent_after_any_day() -> None:
    form = shipped("reflection")

    for day in ("day_1", "day_2", "day_3"):
        read = read_answers(form, {day: {"learned": "ใช้แฟ้มกลาง"}})
        assert check(form, read) == []
    assert [f.code for f in hard(check(form, {}))] == ["reflection.learned"]


def test_the_evaluation_asks_five_marks_and_two_free_texts() -> None:
    fields = [field for _, field in shipped("evaluation").fields()]

    marks = [f.code for f in fields if f.kind == "scale"]
    assert marks == ["content", "instructors", "venue", "time", "usefulness"]
    assert [f.kind for f in fields[5:]] == ["text", "text"]


def test_both_tests_ask_the_same_questions_with_one_right_answer_each() -> None:
    before, after = shipped("pretest"), shipped("posttest")
    questions = [field for _, field in before.fields()]

    assert before.sections == after.sections
    assert len(questions) == 10
    assert all(len(q.options) == 4 and sum(o.right for o in q.options) == 1 for q in questions)
    assert all(q.objective == section.code for section, q in before.fields())
    assert len({q.options.index(o) for q in questions for o in q.options if o.right}) == 4


def test_a_question_nobody_knows_does_not_stop_the_test() -> None:
    assert hard(check(shipped("pretest"), {})) == []


def test_all_ten_samples_of_the_office_are_there_in_both_languages() -> None:
    samples: list[dict[str, dict[str, Any]]] = json.loads(resources.read("forms", "samples.json"))

    assert len(samples) == 10
    assert all(
        sample[part][language].strip()
        for sample in samples
        for part in ("process", "as_is", "to_be")
        for language in ("th", "en")
    )


def test_the_worked_sample_names_the_form_it_belongs_to() -> None:
    sample = json.loads(resources.read("forms", "worked-sample.json"))

    assert (sample["form"], sample["form_version"]) == ("workflow", shipped("workflow").version)
