from __future__ import annotations

import json
from typing import Any

from desktop import resources
from desktop.models.form_json import read_form
from desktop.models.form_understood import not_understood, understood
from desktop.models.forms import Form

FORM: Form = read_form(json.loads(resources.read("forms", "workflow.json")))


def test_what_is_understood_is_kept_as_it_is_read() -> None:
    answers = {"process": {"process_name": "การรับคำขอ", "volume_per_year": 200}}

    assert understood(FORM, answers) == answers
    assert not_understood(FORM, answers) == []


def test_a_time_that_waits_for_its_kind_of_day_counts_for_nothing() -> None:
    steps: list[dict[str, Any]] = [
        {"id": "a1", "step": "รับ", "work_min": 30, "wait_min": "1.5 วัน"},
        {"id": "a2", "step": "ตรวจ", "docs": [{"name": "คำขอ", "sheets": "สอง"}]},
    ]
    answers = {"process": {"volume_per_year": "มาก"}, "as_is": {"steps": steps}}

    known = understood(FORM, answers)
    refused = not_understood(FORM, answers)

    assert known["process"] == {}
    assert known["as_is"]["steps"] == [
        {"id": "a1", "step": "รับ", "work_min": 30},
        {"id": "a2", "step": "ตรวจ"},
    ]
    assert [(no.details["step"], no.details["row"], no.details["column"]) for no in refused] == [
        (0, 0, ""),
        (1, 1, "wait_min"),
        (1, 2, "docs.sheets"),
    ]
    assert steps[0]["wait_min"] == "1.5 วัน"


def test_a_section_the_form_does_not_have_is_left_out() -> None:
    assert understood(FORM, {"elsewhere": {"x": 1}}) == {}


def test_a_section_that_is_none_is_left_out() -> None:
    answers: Any = {"process": "text", "as_is": {}}

    assert understood(FORM, answers) == {"as_is": {}}


def test_a_table_that_is_none_is_left_out_whole() -> None:
    twice = [{"id": "a1"}, {"id": "a1"}]

    assert understood(FORM, {"as_is": {"steps": twice}}) == {"as_is": {}}
