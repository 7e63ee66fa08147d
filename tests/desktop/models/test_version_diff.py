"""Two versions are compared question by question and row by row."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from desktop import resources
from desktop.models.form_json import read_form
from desktop.models.forms import Form
from desktop.models.version_diff import differences


@pytest.fixture(scope="module")
def form() -> Form:
    return read_form(json.loads(resources.read("forms", "workflow.json")))


@pytest.fixture
def before() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))["answers"]
    return answers


@pytest.fixture
def after(before: dict[str, Any]) -> dict[str, Any]:
    return deepcopy(before)


def test_the_same_has_no_differences(
    form: Form, before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert differences(form, before, after) == []


def test_a_changed_answer_is_shown_with_both(
    form: Form, before: dict[str, Any], after: dict[str, Any]
) -> None:
    after["process"]["volume_per_year"] = 250

    (found,) = differences(form, before, after)

    assert (found.step, found.section, found.field) == (0, "process", "volume_per_year")
    assert (found.before, found.after, found.change) == (200, 250, "changed")
    assert found.label.en == "Cases a year"
    assert found.asked.kind == "count"


def test_blank_is_like_never_answered(
    form: Form, before: dict[str, Any], after: dict[str, Any]
) -> None:
    before["suggestion"] = {}
    after["suggestion"] = {"suggestion": ""}
    del after["measures"]["explanation"]

    assert differences(form, before, after) == []


def test_a_changed_cell_is_found_though_its_row_moved(
    form: Form, before: dict[str, Any], after: dict[str, Any]
) -> None:
    rows = after["as_is"]["steps"]
    rows[0]["work_min"] = 95
    rows[0], rows[1] = rows[1], rows[0]

    cell, moved = differences(form, before, after)

    assert (cell.row, cell.column, cell.before, cell.after) == (2, "work_min", 90, 95)
    assert cell.label.en == "Working time"
    assert moved.change == "moved"
    assert isinstance(moved.after, list)
    assert moved.after[:2] == ["เสนอหัวหน้ากลุ่มงานตรวจ", "ร่างแผนและพิมพ์เป็นเอกสาร"]


def test_rows_that_came_and_went_are_shown_whole(
    form: Form, before: dict[str, Any], after: dict[str, Any]
) -> None:
    gone = after["as_is"]["steps"].pop(2)
    added = {"id": "a7", "step": "แจ้งผล"}
    after["as_is"]["steps"].append(added)

    found = differences(form, before, after)

    assert [(each.change, each.row) for each in found] == [("added", 6), ("removed", 3)]
    assert (found[0].before, found[0].after) == (None, added)
    assert (found[1].before, found[1].after) == (gone, None)
    assert found[0].asked.kind == "table"


def test_a_blank_row_is_not_told_of(
    form: Form, before: dict[str, Any], after: dict[str, Any]
) -> None:
    after["as_is"]["steps"].append({"id": "a7", "dup": False})

    assert differences(form, before, after) == []


def test_a_table_without_columns_is_compared_by_its_rows(form: Form) -> None:
    section = form.sections[8]
    bare = replace(section, fields=(replace(section.fields[0], columns=()),))
    edited = replace(form, sections=(bare,))
    rows = [{"id": "p1", "activity": "ก"}, {"id": "p2", "activity": "ข"}]

    found = differences(edited, {"plan": {"items": rows}}, {"plan": {"items": rows[::-1]}})

    assert [(each.change, each.after) for each in found] == [("moved", ["", ""])]
