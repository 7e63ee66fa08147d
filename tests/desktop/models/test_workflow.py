"""The arithmetic of the exercise, on the worked sample of the rubric and at its edges."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import resources
from desktop.models.workflow import (
    Paper,
    Step,
    Totals,
    fates,
    hours,
    measure,
    percent,
    steps,
)


@pytest.fixture
def sample() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))["answers"]
    return answers


def test_the_worked_sample_comes_out_as_the_rubric_says(sample: dict[str, Any]) -> None:
    measures = measure(sample)

    assert (measures.before.steps, measures.after.steps) == (6, 4)
    assert (measures.before.work_min, measures.after.work_min) == (240, 120)
    assert (measures.before.wait_min, measures.after.wait_min) == (5 * 1440, 1440)
    assert (measures.before.sheets, measures.after.sheets) == (30, 6)
    assert (measures.saved.steps, measures.saved.work_min) == (2, 120)
    assert percent(measures.before.work_min, measures.saved.work_min) == "50.00"
    assert measures.volume == 200
    assert measures.yearly is not None
    assert measures.yearly.sheets == 4800
    assert hours(measures.yearly.work_min) == "400"
    assert measures.comparable


def test_money_and_trips_are_saved_too(sample: dict[str, Any]) -> None:
    measures = measure(sample)

    assert (measures.saved.satang, measures.saved.trips) == (8500, 2)
    assert measures.yearly == Totals(400, 24_000, 1_152_000, 4800, 1_700_000, 400)


def test_what_was_not_typed_is_not_computed(sample: dict[str, Any]) -> None:
    sample["measures"] = {"cost_before": 100, "trips_after": 1}
    sample["process"] = {}

    measures = measure(sample)

    assert (measures.before.satang, measures.saved.satang) == (100, None)
    assert (measures.after.trips, measures.saved.trips) == (1, None)
    assert (measures.volume, measures.yearly) == (None, None)


def test_a_year_without_money_has_none(sample: dict[str, Any]) -> None:
    sample["measures"] = {}

    measures = measure(sample)

    assert measures.yearly is not None
    assert (measures.yearly.satang, measures.yearly.trips) == (None, None)


def test_what_is_lost_is_below_zero(sample: dict[str, Any]) -> None:
    sample["measures"] |= {"cost_before": 100, "cost_after": 350}

    measures = measure(sample)

    assert measures.saved.satang == -250
    assert measures.saved.worst == -250


def test_an_empty_work_measures_nothing() -> None:
    measures = measure({})

    assert measures.before == measures.after == Totals(0, 0, 0, 0)
    assert not measures.comparable


def test_a_step_is_read_with_its_papers(sample: dict[str, Any]) -> None:
    step = steps(sample, "to_be")[3]

    assert step == Step(
        id="b4",
        number=4,
        text="ลงนามและส่งทางสารบรรณอิเล็กทรอนิกส์",
        actor="ผู้อำนวยการสำนักงาน",
        work_min=10,
        wait_min=720,
        sheets=1,
        docs=(Paper("หนังสือนำส่ง", 1),),
        channel="สารบรรณอิเล็กทรอนิกส์",
        change="changed",
        origins=("a6",),
        interaction="G2G",
    )


def test_blank_rows_and_open_cells_count_for_nothing() -> None:
    rows = [{"id": "a1"}, {"id": "a2", "step": "รับ", "work_min": None, "docs": [{"name": ""}]}]

    read = steps({"as_is": {"steps": rows}}, "as_is")

    assert read == [Step("a2", 2, "รับ")]


def test_answers_of_another_kind_count_for_nothing() -> None:
    row = {"id": "a1", "step": 7, "work_min": "10", "dup": True, "docs": "2", "from": "a1"}

    read = steps({"as_is": {"steps": [row]}}, "as_is")

    assert read == [Step("a1", 1, "", dup=True)]


def test_three_hundred_steps_are_added_up() -> None:
    rows = [{"id": f"a{n}", "step": f"{n}", "work_min": 2, "wait_min": 3} for n in range(300)]

    measures = measure({"as_is": {"steps": rows}})

    assert measures.before == Totals(300, 600, 900, 0)


def test_every_step_of_today_has_its_fate() -> None:
    today = [{"id": f"a{n}", "step": str(n)} for n in range(1, 8)]
    new = [
        {"id": "b1", "step": "ก", "change": "kept", "from": ["a1", "a2"]},
        {"id": "b2", "step": "ข", "change": "changed", "from": ["a2", "a3"]},
        {"id": "b3", "step": "ค", "change": "merged", "from": ["a3", "a4", "gone"]},
        {"id": "b4", "step": "ง", "change": "new", "from": ["a5"]},
        {"id": "b5", "step": "จ", "from": ["a6"]},
    ]

    fate = fates({"as_is": {"steps": today}, "to_be": {"steps": new, "removed": ["a1", "a7"]}})

    assert fate == {
        "a1": "kept",
        "a2": "changed",
        "a3": "merged",
        "a4": "merged",
        "a5": "unmapped",
        "a6": "unmapped",
        "a7": "removed",
    }


@pytest.mark.parametrize(
    ("before", "saved", "shown"),
    [
        (240, 120, "50.00"),
        (3, 1, "33.33"),
        (3, 2, "66.66"),
        (3, -1, "-33.33"),
        (100_000, -1, "0.00"),
        (7, 7, "100.00"),
        (0, 0, "-"),
    ],
)
def test_a_share_is_cut_and_never_rounded(before: int, saved: int, shown: str) -> None:
    assert percent(before, saved) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"), [(24_000, "400"), (90, "1.5"), (119, "1.9"), (-90, "-1.5"), (-3, "0")]
)
def test_minutes_are_written_as_hours(minutes: int, shown: str) -> None:
    assert hours(minutes) == shown


@given(st.integers(1, 10**12), st.integers(-(10**12), 10**12))
def test_a_share_never_says_more_than_there_is(before: int, saved: int) -> None:
    shown = percent(before, saved)

    assert abs(float(shown)) <= abs(saved) / before * 100 + 0.005
