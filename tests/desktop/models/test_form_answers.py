"""Answers are cleaned and kept, or refused with the place where they do not fit."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from desktop import resources
from desktop.models.form_answers import (
    LARGEST,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ROWS,
    blank,
    filled_rows,
    read_answers,
    read_section,
)
from desktop.models.form_json import read_form
from desktop.models.forms import Form
from desktop.models.refusal import Refused

OTHER = {
    "code": "small",
    "letter": "Z",
    "purpose": "survey",
    "title": {"th": "เล็ก", "en": "Small"},
    "sections": [
        {
            "code": "only",
            "title": {"th": "หน้าเดียว"},
            "fields": [
                {"code": "rate", "kind": "scale", "label": {"th": "ให้คะแนน"}},
                {"code": "seen", "kind": "picture", "label": {"th": "ภาพ"}},
                {
                    "code": "rows",
                    "kind": "table",
                    "label": {"th": "ตาราง"},
                    "columns": [{"code": "seen", "kind": "picture", "label": {"th": "ภาพ"}}],
                },
                {
                    "code": "pick",
                    "kind": "quiz",
                    "label": {"th": "เลือก"},
                    "options": [{"code": "a", "label": {"th": "ก"}, "right": True}],
                },
            ],
        }
    ],
}


@pytest.fixture(scope="module")
def form() -> Form:
    return read_form(json.loads(resources.read("forms", "workflow.json")))


@pytest.fixture
def answers() -> dict[str, Any]:
    sample: dict[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))
    return deepcopy(sample["answers"])


def refusal(form: Form, data: object) -> Refused:
    with pytest.raises(Refused) as caught:
        read_answers(form, data)
    assert caught.value.code == "answer-unfit"
    return caught.value


def test_the_worked_sample_is_kept_exactly(form: Form, answers: dict[str, Any]) -> None:
    read = read_answers(form, answers)

    assert read == answers


def test_a_pasted_name_loses_its_control_characters(form: Form) -> None:
    pasted = "การ\x00เสนอ\u200bแผน\x1b และ\u202e โครงการ\ud800\r\n"

    read = read_answers(form, {"process": {"process_name": pasted}})

    assert read == {"process": {"process_name": "การเสนอแผน และ โครงการ"}}


def test_lines_of_a_text_stay_lines(form: Form) -> None:
    typed = "\n  รู้ว่าเรื่องอยู่ที่ใคร  \r\n\x0bนํ้า\u2028จบ \n\n"

    read = read_answers(form, {"empathy": {"needs": typed}})

    assert read["empathy"]["needs"] == "รู้ว่าเรื่องอยู่ที่ใคร\n\nน้ำ\nจบ"


def test_an_open_question_may_be_null_or_left_out(form: Form) -> None:
    data: dict[str, Any] = {
        "process": {"process_name": None, "volume_per_year": None},
        "plan": {"items": [{"id": "p1", "start": None, "end": ""}]},
        "data": {"links": [{"id": "l1", "class": ""}]},
    }

    assert read_answers(form, data) == data


@pytest.mark.parametrize(
    ("section", "field", "given", "why"),
    [
        ("process", "process_name", 5, "shape"),
        ("process", "process_name", "ก" * (LONGEST_LINE + 1), "long"),
        ("process", "process_name", " " * (4 * LONGEST_LINE + 1), "long"),
        ("process", "my_role", "ก" * (LONGEST_TEXT + 1), "long"),
        ("process", "volume_per_year", -1, "whole"),
        ("process", "volume_per_year", 1.5, "whole"),
        ("process", "volume_per_year", True, "shape"),
        ("process", "volume_per_year", "200", "shape"),
        ("process", "volume_per_year", LARGEST + 1, "range"),
        ("process", "seat", "1", "unknown"),
        ("process", 7, "1", "unknown"),
        ("measures", "picture", 1, "unknown"),
        ("empathy", "sources", "interview", "shape"),
        ("empathy", "sources", ["interview", "interview"], "twice"),
        ("empathy", "sources", ["dream"], "option"),
        ("empathy", "sources", [""], "option"),
        ("empathy", "sources", [["interview"]], "shape"),
        ("ideate", "no_tech", "yes", "shape"),
        ("ideate", "ideas", {"id": "i1"}, "shape"),
        ("to_be", "removed", "a1", "shape"),
        ("to_be", "removed", ["a1", "a1"], "twice"),
        ("to_be", "removed", ["a 1"], "id"),
        ("to_be", "removed", [3], "id"),
        ("to_be", "removed", [f"a{n}" for n in range(MOST_ROWS + 1)], "rows"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    form: Form, section: str, field: object, given: object, why: str
) -> None:
    no = refusal(form, {section: {field: given}})

    assert no.details["why"] == why
    assert (no.details["section"], no.details["field"]) == (section, str(field))
    assert no.details["row"] == 0


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        ("ขั้นตอน", "", "shape"),
        ({"step": "รับ"}, "", "id"),
        ({"id": "ก"}, "", "id"),
        ({"id": ""}, "", "id"),
        ({"id": "a9", "secret": 1}, "secret", "unknown"),
        ({"id": "a9", 5: 1}, "5", "unknown"),
        ({"id": "a9", "work_min": -5}, "work_min", "whole"),
        ({"id": "a9", "work_min": 2.5}, "work_min", "whole"),
        ({"id": "a9", "wait_min": "1 วัน"}, "wait_min", "shape"),
        ({"id": "a9", "docs": [7]}, "docs", "shape"),
        ({"id": "a9", "docs": [{"sheets": -1}]}, "docs.sheets", "whole"),
        ({"id": "a9", "docs": [{"id": "-", "pages": 1}]}, "docs.pages", "unknown"),
        ({"id": "a9", "docs": [{"id": "d"}, {"id": "d"}]}, "docs", "twice"),
        ({"id": "a9", "docs": [{}] * (MOST_ROWS + 1)}, "docs", "rows"),
        ({"id": "a9", "docs": [{"name": [[[]]]}]}, "docs.name", "shape"),
    ],
)
def test_a_row_that_does_not_fit_is_named(form: Form, row: object, column: str, why: str) -> None:
    no = refusal(form, {"as_is": {"steps": [{"id": "a1", "step": "รับคำขอ"}, row]}})

    assert no.details["why"] == why
    assert (no.details["step"], no.details["row"], no.details["column"]) == (1, 2, column)
    assert no.details["place"] == ".".join(p for p in ("as_is", "steps#2", column) if p)


@pytest.mark.parametrize(
    "given", ["28/1/2562", "2019-02-30", "2562-01-28", "20190128", "2019-W05-1"]
)
def test_a_day_is_an_iso_day_of_the_common_era(form: Form, given: str) -> None:
    no = refusal(form, {"plan": {"items": [{"id": "p1", "start": given}]}})

    assert (no.details["why"], no.details["step"], no.details["column"]) == ("date", 8, "start")


def test_a_day_that_is_no_text_is_refused(form: Form) -> None:
    no = refusal(form, {"plan": {"items": [{"id": "p1", "start": 20190128}]}})

    assert no.details["why"] == "shape"


def test_a_number_that_is_not_whole_breaks_the_rule_of_its_column(form: Form) -> None:
    no = refusal(form, {"as_is": {"steps": [{"id": "a1", "work_min": -5}]}})

    assert no.details["rule"] == "as_is.work_min"


def test_where_no_rule_speaks_the_place_names_the_rule(form: Form) -> None:
    places = [
        refusal(form, {"as_is": {"steps": [{"id": "a1", "pain": 5}]}}),
        refusal(form, {"as_was": {}}),
        refusal(form, []),
    ]

    assert [no.details["rule"] for no in places] == ["as_is.steps.pain", "as_was", "answers"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (None, "shape"),
        ("answers", "shape"),
        ({"as_was": {}}, "unknown"),
        ({3: {}}, "unknown"),
        ({"as_is": []}, "shape"),
    ],
)
def test_what_is_no_answers_at_all_is_refused(form: Form, data: object, why: str) -> None:
    no = refusal(form, data)

    assert no.details["why"] == why


def test_ids_stand_once_in_their_table(form: Form) -> None:
    no = refusal(form, {"as_is": {"steps": [{"id": "a1"}, {"id": "a2"}, {"id": "a1"}]}})

    assert (no.details["why"], no.details["field"]) == ("twice", "steps")


def test_five_hundred_rows_are_read_and_one_more_is_not(form: Form) -> None:
    rows = [{"id": f"a{n}", "step": f"ขั้นที่ {n}"} for n in range(MOST_ROWS + 1)]

    read = read_answers(form, {"as_is": {"steps": rows[:-1]}})
    no = refusal(form, {"as_is": {"steps": rows}})

    assert len(read["as_is"]["steps"]) == MOST_ROWS
    assert no.details["why"] == "rows"


def test_one_section_can_be_read_alone(form: Form) -> None:
    section = form.section("define")
    assert section is not None

    assert read_section(section, {"hmw": " ทำอย่างไร "}) == {"hmw": "ทำอย่างไร"}


@pytest.mark.parametrize(
    ("field", "given", "why"),
    [
        ("rate", 6, "range"),
        ("rate", 0, "range"),
        ("rate", True, "shape"),
        ("rate", "5", "shape"),
        ("pick", "b", "option"),
        ("pick", 1, "shape"),
        ("seen", "x", "unknown"),
        ("rows", [{"id": "r1", "seen": 1}], "unknown"),
    ],
)
def test_scales_quizzes_and_pictures_are_guarded_too(field: str, given: object, why: str) -> None:
    no = refusal(read_form(OTHER), {"only": {field: given}})

    assert no.details["why"] == why


def test_scales_and_quizzes_are_read() -> None:
    data = {"only": {"rate": 5, "pick": "a"}}

    assert read_answers(read_form(OTHER), data) == data


@pytest.mark.parametrize(
    "nothing", [None, "", False, [], [{}], {"id": "a1"}, [{"id": "a", "x": ""}]]
)
def test_nothing_is_blank(nothing: object) -> None:
    assert blank(nothing)


@pytest.mark.parametrize("something", [0, "–", True, ["a"], [{"id": "a", "dup": True}]])
def test_zero_and_a_ticked_box_are_something(something: object) -> None:
    assert not blank(something)


def test_rows_keep_their_number_when_one_before_is_blank() -> None:
    rows = filled_rows([{"id": "a1"}, "?", {"id": "a3", "step": "รับ"}])

    assert list(rows) == [(3, {"id": "a3", "step": "รับ"})]
    assert list(filled_rows("no table")) == []
