"""Every rule of the workflow form, asked of the worked sample with one thing wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop import resources
from desktop.models.form_answers import read_answers
from desktop.models.form_check import check, check_form, hard
from desktop.models.form_json import read_form
from desktop.models.forms import Form, Rule, Said, rules_of
from desktop.models.refusal import Refused

Answers = dict[str, dict[str, Any]]

VALID_CITIZEN = "1-2345-67890-12-1"


@pytest.fixture(scope="module")
def form() -> Form:
    return read_form(json.loads(resources.read("forms", "workflow.json")))


@pytest.fixture
def answers() -> Answers:
    sample: Answers = json.loads(resources.read("forms", "worked-sample.json"))["answers"]
    return sample


def put(place: str, value: object) -> Callable[[Answers], None]:
    """Change one answer: ``section.field`` or ``section.field.row.column``, rows from 1."""
    section, field, *cell = place.split(".")

    def change(answers: Answers) -> None:
        if cell:
            answers[section][field][int(cell[0]) - 1][cell[1]] = value
        else:
            answers[section][field] = value

    return change


def clear(place: str) -> Callable[[Answers], None]:
    return put(place, None)


def no_pain(answers: Answers) -> None:
    for row in answers["as_is"]["steps"]:
        row["pain"] = ""


def nothing_chosen(answers: Answers) -> None:
    for row in answers["ideate"]["ideas"]:
        row["chosen"] = False


def chosen_without_idea(answers: Answers) -> None:
    answers["ideate"]["ideas"] = [{"id": "i1", "chosen": True}, {"id": "i2", "idea": "ข"}]


def no_tech_and_no_reason(answers: Answers) -> None:
    answers["ideate"] |= {"tech": [], "no_tech": True, "no_tech_reason": ""}


def no_links_and_no_reason(answers: Answers) -> None:
    answers["data"] |= {"links": [], "none": True, "none_reason": ""}


def slower(answers: Answers) -> None:
    answers["to_be"]["steps"][0]["wait_min"] = 10_000
    answers["measures"]["explanation"] = "ต้องรอรอบการประชุม"


def other_tech(answers: Answers) -> None:
    answers["ideate"]["tech"] = ["other"]


def without(section: str, field: str, count: int) -> Callable[[Answers], None]:
    def change(answers: Answers) -> None:
        answers[section][field] = answers[section][field][:count]

    return change


HARD = [
    ("process_name.length", 0, put("process.process_name", "แผนก")),
    ("process_name.length", 0, put("process.process_name", "ก" * 151)),
    ("process_name.length", 0, clear("process.process_name")),
    ("my_role.filled", 0, put("process.my_role", "")),
    ("as_is.pain", 1, no_pain),
    ("as_is.step", 1, put("as_is.steps.2.step", "")),
    ("as_is.actor", 1, clear("as_is.steps.2.actor")),
    ("empathy.user_who", 2, put("empathy.user_who", "")),
    ("empathy.needs", 2, put("empathy.needs", "")),
    ("empathy.pains", 2, clear("empathy.pains")),
    ("define.hmw", 3, put("define.hmw", "ทำอย่างไร")),
    ("define.hmw", 3, put("define.hmw", "ก" * 301)),
    ("ideate.chosen", 4, nothing_chosen),
    ("ideate.chosen", 4, chosen_without_idea),
    ("ideate.tech", 4, put("ideate.tech", [])),
    ("ideate.no_tech_reason", 4, no_tech_and_no_reason),
    ("to_be.step", 5, put("to_be.steps.1.step", "")),
    ("to_be.mapped", 5, put("to_be.removed", [])),
    ("measures.explanation", 6, put("measures.cost_after", 99_999)),
    ("data.links", 7, put("data.links", [{"id": "l1"}])),
    ("data.none_reason", 7, no_links_and_no_reason),
    ("plan.items", 8, put("plan.items", [{"id": "p1", "activity": "ก", "owner": "ข"}])),
    ("plan.order", 8, put("plan.items.1.end", "2019-01-31")),
    ("review.no_personal_data", 10, put("review.no_personal_data", False)),
]

SOFT = [
    ("volume_per_year.filled", 0, clear("process.volume_per_year")),
    ("as_is.total", 1, put("as_is.steps.1.wait_min", 525_600)),
    ("as_is.repeated", 1, put("as_is.steps.4.step", "เสนอหัวหน้ากลุ่มงานตรวจ ")),
    ("empathy.sources", 2, put("empathy.sources", ["assumed"])),
    ("ideate.ideas", 4, without("ideate", "ideas", 1)),
    ("ideate.tech_other", 4, other_tech),
    ("to_be.actor", 5, put("to_be.steps.1.actor", "")),
    ("to_be.removed", 5, put("to_be.removed", ["a3", "a1"])),
    ("to_be.total", 5, slower),
    ("data.differs", 7, put("data.links.1.user", "สำนักยุทธศาสตร์และประเมินผล")),
    ("plan.activity", 8, put("plan.items.2.activity", "")),
    ("plan.far_end", 8, put("plan.items.2.end", "2021-04-02")),
    ("plan.far_end", 8, put("plan.items.2.end", "2022-10-01")),
    ("personal_data.citizen", 2, put("empathy.evidence", f"คุณ ก {VALID_CITIZEN}")),
    ("personal_data.phone", 9, put("suggestion.suggestion", "โทร ๐๘๑-๒๓๔-๕๖๗๘")),
]


def test_the_worked_sample_breaks_no_rule(form: Form, answers: Answers) -> None:
    assert check(form, read_answers(form, answers)) == []


@pytest.mark.parametrize(("code", "step", "wrong"), HARD)
def test_each_hard_rule_keeps_the_form_from_being_sent(
    form: Form, answers: Answers, code: str, step: int, wrong: Callable[[Answers], None]
) -> None:
    wrong(answers)

    found = check(form, read_answers(form, answers))

    assert [(each.code, each.level, each.step) for each in found] == [(code, "hard", step)]


@pytest.mark.parametrize(("code", "step", "wrong"), SOFT)
def test_each_soft_rule_only_warns(
    form: Form, answers: Answers, code: str, step: int, wrong: Callable[[Answers], None]
) -> None:
    wrong(answers)

    found = check(form, read_answers(form, answers))

    assert [(each.code, each.level, each.step) for each in found] == [(code, "soft", step)]
    assert hard(found) == []


@pytest.mark.parametrize("place", ["as_is.steps.1.work_min", "to_be.steps.1.wait_min"])
@pytest.mark.parametrize("time", [-1, 1.5, True])
def test_times_are_whole_and_not_below_zero(
    form: Form, answers: Answers, place: str, time: object
) -> None:
    put(place, time)(answers)
    section, _, _, column = place.split(".")

    codes = [each.code for each in check(form, answers)]

    assert f"{section}.{column}" in codes


@pytest.mark.parametrize("field", ["cost_before", "cost_after", "trips_before", "trips_after"])
def test_costs_and_trips_are_not_below_zero(form: Form, answers: Answers, field: str) -> None:
    answers["measures"][field] = -1

    codes = [each.code for each in check(form, answers)]

    assert f"measures.{field}" in codes


def test_three_steps_are_needed_and_the_setting_says_how_many(form: Form, answers: Answers) -> None:
    without("as_is", "steps", 2)(answers)

    found = next(each for each in check(form, answers) if each.code == "as_is.steps")

    assert (found.level, found.details) == ("hard", {"least": 3, "n": 2})


def test_a_row_with_nothing_in_it_is_no_step(form: Form, answers: Answers) -> None:
    answers["as_is"]["steps"] = [{"id": "a1"}, {"id": "a2", "dup": False}, {"id": "a3"}]

    codes = {each.code for each in check(form, answers)}

    assert "as_is.steps" in codes
    assert "as_is.step" not in codes


def test_without_any_new_step_the_steps_of_today_are_not_asked_for_one_by_one(
    form: Form, answers: Answers
) -> None:
    answers["to_be"] = {}

    found = [each for each in check(form, answers) if each.section == "to_be"]

    assert [each.code for each in found] == ["to_be.steps"]


def test_every_step_of_today_that_is_not_mapped_is_named(form: Form, answers: Answers) -> None:
    answers["to_be"]["steps"][0]["from"] = []
    answers["to_be"]["steps"][3]["change"] = "new"

    found = hard(check(form, answers))

    assert [each.code for each in found] == ["to_be.mapped"] * 2
    assert [each.details for each in found] == [
        {"number": 1, "step": "ร่างแผนและพิมพ์เป็นเอกสาร"},
        {"number": 6, "step": "ลงนามและลงทะเบียนส่ง"},
    ]


def test_no_technology_with_a_reason_is_enough(form: Form, answers: Answers) -> None:
    no_tech_and_no_reason(answers)
    answers["ideate"]["no_tech_reason"] = "ปรับเพียงลำดับงานก็พอ"

    assert check(form, answers) == []


def test_no_data_with_a_reason_is_enough(form: Form, answers: Answers) -> None:
    no_links_and_no_reason(answers)
    answers["data"]["none_reason"] = "ใช้ข้อมูลภายในกลุ่มงานเท่านั้น"

    assert check(form, answers) == []


def test_a_figure_that_goes_up_is_fine_once_explained(form: Form, answers: Answers) -> None:
    answers["measures"] |= {"cost_after": 99_999, "explanation": "มีค่าเช่าระบบเพิ่ม"}

    assert check(form, answers) == []


@pytest.mark.parametrize("kind", ["personal", "sensitive"])
def test_personal_data_needs_a_legal_basis(form: Form, answers: Answers, kind: str) -> None:
    answers["data"]["links"][0] |= {"class": kind, "basis": ""}

    found = check(form, answers)

    assert [(f.code, f.level, f.row, f.column) for f in found] == [
        ("data.basis", "soft", 1, "basis")
    ]


def test_a_plan_may_last_exactly_twenty_four_months(form: Form, answers: Answers) -> None:
    answers["plan"]["items"][0] |= {"start": "2019-02-01", "end": "2021-02-01"}

    assert check(form, answers) == []


def test_an_item_without_its_first_day_is_not_called_too_long(form: Form, answers: Answers) -> None:
    answers["plan"]["items"][1] |= {"start": "", "end": "2021-12-31"}

    assert check(form, answers) == []


@pytest.mark.parametrize(
    ("start", "end", "far"),
    [
        ("2022-09-01", "2022-09-30", False),
        ("2022-09-01", "2022-10-01", True),
        ("2022-10-01", "2023-01-31", False),
        ("2026-11-20", "2028-11-20", False),
        ("2026-11-20", "2028-11-21", True),
    ],
)
def test_what_begins_after_the_phase_is_held_to_the_months_alone(
    form: Form, answers: Answers, start: str, end: str, far: bool
) -> None:
    answers["plan"]["items"][0] |= {"start": start, "end": end}

    found = [each.code for each in check(form, answers)]

    assert found == (["plan.far_end"] if far else [])


def test_personal_data_is_named_with_its_place(form: Form, answers: Answers) -> None:
    answers["as_is"]["steps"][1]["pain"] = f"เลข {VALID_CITIZEN} พิมพ์ผิด"
    answers["as_is"]["steps"][3]["docs"][0]["name"] = "สำเนาของ 081-234-5678"

    found = check(form, answers)

    places = [(each.code, each.field, each.row, each.column) for each in found]
    assert places == [
        ("personal_data.citizen", "steps", 2, "pain"),
        ("personal_data.phone", "steps", 4, "docs"),
    ]


def test_findings_come_in_the_order_of_the_pages_and_rows(form: Form) -> None:
    rows = [{"id": "a1", "actor": "ก"}, {"id": "a2", "step": "รับ"}]

    found = check(form, {"as_is": {"steps": rows}, "review": {}})

    steps = [each.step for each in found]
    in_table = [(each.code, each.row) for each in found if each.section == "as_is"]
    assert steps == sorted(steps)
    assert in_table == [
        ("as_is.steps", 0),
        ("as_is.pain", 0),
        ("as_is.step", 1),
        ("as_is.actor", 2),
    ]


def test_a_rule_of_an_unknown_kind_is_met_and_named_to_whoever_edits(
    form: Form, answers: Answers
) -> None:
    newer = replace(form, rules=(Rule("sung", "personal_data.sung"),))
    section = newer.sections[8]
    column = replace(section.fields[0].columns[0], rules=(Rule("sung", "plan.sung"),))
    table = replace(section.fields[0], columns=(column,))
    newer = replace(newer, sections=(replace(section, fields=(table,)),))

    found = check(newer, answers)

    assert found == []
    with pytest.raises(Refused) as caught:
        check_form(newer)
    assert (caught.value.code, caught.value.details["where"]) == ("form-unfit", "plan.sung")


def test_the_shipped_form_has_only_rules_that_are_checked(form: Form) -> None:
    assert check_form(form) is form


def test_an_edited_rule_may_hold_anything_without_breaking_the_check(form: Form) -> None:
    kinds = ("length", "least_rows", "any_in_column", "chosen", "whole_rows", "total_over")
    more = ("repeated_text", "at_least_one", "filled_when", "only", "personal_data", "mapped_twice")
    odd: dict[str, Any] = {
        "least": "x",
        "most": None,
        "column": 5,
        "columns": "step",
        "of": 3,
        "when": [],
        "among": 1,
    }
    rules = tuple(Rule(kind, f"odd.{kind}", values=odd) for kind in (*kinds, *more))
    broken = replace(form, rules=rules)
    rows = [{"id": "a1", "step": "รับคำขอ 0812345678", "start": "x"}]

    found = check(broken, {"as_is": {"steps": rows}, "plan": {"items": rows}})

    assert {each.code for each in found} <= {rule.code for rule in rules_of(broken)}


def test_columns_have_rules_of_their_own(form: Form) -> None:
    table = form.sections[8].fields[0]
    odd: dict[str, Any] = {
        "columns": ["start", 5, "nowhere"],
        "start": 5,
        "year": True,
        "months": "x",
    }
    rules = tuple(Rule(kind, f"odd.{kind}", values=odd) for kind in ("order", "differs", "far_end"))
    columns = (replace(table.columns[0], rules=rules, label=Said("ก")), *table.columns[1:])
    section = replace(form.sections[8], fields=(replace(table, columns=columns, rules=()),))
    edited = replace(form, sections=(section,), rules=())

    found = check(edited, {"plan": {"items": [{"id": "p1", "start": "2019-01-01", "activity": 7}]}})

    assert [each.code for each in found] == []
