from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.models import form_rows

Rows = list[dict[str, Any]]


def steps(*ids: str) -> Rows:
    return [{"id": row, "step": f"step {row}"} for row in ids]


def ids(rows: Any) -> list[str]:
    return [row["id"] for row in rows]


def test_a_new_row_is_named_after_the_greatest_number_of_its_table() -> None:
    assert form_rows.new_id([], "a") == "a1"
    assert form_rows.new_id(steps("a1", "a7", "b9", "x", "a-2"), "a") == "a8"
    assert form_rows.new_id([{}], "r") == "r1"


def test_each_step_table_has_its_letter() -> None:
    assert [form_rows.prefix_of(code) for code in ("as_is", "to_be", "plan")] == ["a", "b", "r"]


def test_rows_are_put_in_taken_out_and_moved_without_touching_the_list_given() -> None:
    rows = steps("a1", "a2", "a3")

    assert ids(form_rows.added(rows, {"id": "a4"})) == ["a1", "a2", "a3", "a4"]
    assert ids(form_rows.added(rows, {"id": "a4"}, 0)) == ["a4", "a1", "a2", "a3"]
    assert ids(form_rows.without(rows, 1)) == ["a1", "a3"]
    assert ids(form_rows.moved(rows, 0, 1)) == ["a2", "a1", "a3"]
    assert ids(form_rows.moved(rows, 0, -1)) == ["a1", "a2", "a3"]
    assert ids(form_rows.moved(rows, 2, 5)) == ["a1", "a2", "a3"]
    assert ids(rows) == ["a1", "a2", "a3"]


def test_a_split_step_keeps_its_times_and_papers_and_the_second_who_and_how() -> None:
    row = {
        "id": "b1",
        "step": "รับและตรวจ",
        "actor": "เจ้าหน้าที่",
        "work_min": 30,
        "docs": [{"name": "คำขอ", "sheets": 2}],
        "from": ["a1"],
        "change": "changed",
    }

    first, second = form_rows.split([row], 0, "b2")

    assert first == row
    assert second == {"id": "b2", "actor": "เจ้าหน้าที่", "from": ["a1"], "change": "changed"}


def test_merged_steps_add_their_times_and_join_their_words_and_papers() -> None:
    first = {
        "id": "a1",
        "step": "รับ",
        "actor": "เจ้าหน้าที่",
        "work_min": 10,
        "wait_min": "1.5 วัน",
        "docs": [{"name": "คำขอ", "sheets": 2}],
        "from": ["x"],
    }
    second = {
        "id": "a2",
        "step": "ตรวจ",
        "actor": "เจ้าหน้าที่",
        "work_min": 20,
        "docs": [{"name": "คำขอ", "sheets": 2}],
        "pain": "รอนาน",
        "from": ["y", "x"],
    }

    (one,) = form_rows.merged([first, second], 0)

    assert one == {
        "id": "a1",
        "step": "รับ / ตรวจ",
        "actor": "เจ้าหน้าที่",
        "work_min": 30,
        "wait_min": "1.5 วัน",
        "docs": [{"name": "คำขอ", "sheets": 2}] * 2,
        "pain": "รอนาน",
        "from": ["x", "y"],
        "change": "merged",
    }


def test_bare_steps_merge_into_a_bare_step() -> None:
    assert form_rows.merged([{"id": "a1"}, {"id": "a2"}, {"id": "a3"}], 1) == [
        {"id": "a1"},
        {"id": "a2"},
    ]


def test_a_present_step_is_kept_as_it_is_without_its_pain() -> None:
    step = {"id": "a3", "step": "ลงนาม", "work_min": 5, "pain": "รอ", "dup": True}

    rows = form_rows.kept_from(steps("b1"), step, "b")

    assert rows[1] == {
        "id": "b2",
        "step": "ลงนาม",
        "work_min": 5,
        "change": "kept",
        "from": ["a3"],
    }


def test_how_a_step_came_about_follows_from_what_it_refers_to() -> None:
    assert form_rows.change_for([], "kept") == "new"
    assert form_rows.change_for(["a1", "a2"], "kept") == "merged"
    assert form_rows.change_for(["a1"], "kept") == "kept"
    assert form_rows.change_for(["a1"], "merged") == "changed"
    assert form_rows.change_for(["a1"], None) == "changed"


@given(st.lists(st.integers(0, 999), min_size=1, max_size=20), st.data())
def test_moving_loses_nothing_and_doubles_nothing(works: list[int], data: st.DataObject) -> None:
    rows = [{"id": f"a{n}", "work_min": minutes} for n, minutes in enumerate(works)]
    at = data.draw(st.integers(0, len(rows) - 1))

    moved = form_rows.moved(rows, at, data.draw(st.integers(-25, 25)))

    assert sorted(ids(moved)) == sorted(ids(rows))


@given(st.lists(st.integers(0, 999), min_size=2, max_size=20), st.data())
def test_merging_and_splitting_change_no_total(works: list[int], data: st.DataObject) -> None:
    rows = [{"id": f"a{n}", "work_min": minutes} for n, minutes in enumerate(works)]
    at = data.draw(st.integers(0, len(rows) - 2))

    merged = form_rows.merged(rows, at)
    split = form_rows.split(rows, at, "new")

    assert sum(row["work_min"] for row in merged) == sum(works)
    assert sum(row.get("work_min", 0) for row in split) == sum(works)
