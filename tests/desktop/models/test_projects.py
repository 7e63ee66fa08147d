from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.projects import (
    PARTS,
    Project,
    in_order,
    owner_is_user,
    project_code,
    read_part,
    told_apart,
)
from desktop.models.refusal import Refused

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["problem", "works", "owner", "start", "end", "on", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
ROW = {"activity": "ทดลองใช้", "owner": "นายสมชาย", "start": "2026-12-01", "end": "2027-03-31"}


def project(number: int, *, order: int = 0, row: str = "", sample: bool = False) -> Project:
    code = project_code(number, sample=sample)
    return Project(row or f"id-{number}", code, "t", number, order=order, sample=sample)


@given(st.sampled_from([*PARTS, "other"]), JSON)
def test_any_json_is_refused_or_read_and_what_is_read_stays_as_it_is(part: str, value: Any) -> None:
    try:
        read = read_part(part, value)
    except Refused:
        return

    assert read_part(part, read) == read


def test_texts_are_cleaned_and_their_lines_kept() -> None:
    read = read_part("story", {"problem": " ผู้ขอ\u200bรอ  นาน\r\nเอกสารซํ้า\x07 ", "served": ""})

    assert read == {"problem": "ผู้ขอรอ นาน\nเอกสารซ้ำ", "served": "", "innovation": ""}


def test_rows_get_all_their_columns_and_empty_ones_go() -> None:
    read = read_part("plan", [{}, ROW, {"activity": "  "}])

    assert read == [{**ROW, "budget": "", "indicator": "", "risk": ""}]


@pytest.mark.parametrize(
    ("part", "value", "code", "where"),
    [
        ("plan", [{"start": "1/12/2569"}], "project-unfit", (1, "start")),
        ("plan", [{"start": "20261201"}], "project-unfit", (1, "start")),
        ("plan", [ROW, {**ROW, "end": "2026-11-30"}], "project-dates", (2, None)),
        ("plan", [{**ROW, "colour": "red"}], "project-unfit", (1, "colour")),
        ("plan", "text", "project-unfit", (0, "")),
        ("plan", [{}] * 201, "project-unfit", (0, "")),
        ("plan", [7], "project-unfit", (1, "")),
        ("story", {"problem": 7}, "project-unfit", (0, "problem")),
        ("story", {"problem": "ก" * 10_001}, "project-unfit", (0, "problem")),
        ("title", "ก" * 201, "project-unfit", (0, "title")),
        ("processes", {"works": ["a", ""]}, "project-unfit", (0, "works")),
        ("processes", None, "project-unfit", (0, "works")),
        ("nothing", "", "project-part-unknown", (None, None)),
    ],
)
def test_what_cannot_be_stored_is_refused_with_its_place(
    part: str, value: Any, code: str, where: tuple[object, object]
) -> None:
    with pytest.raises(Refused) as refused:
        read_part(part, value)

    details = refused.value.details
    assert (refused.value.code, (details.get("row"), details.get("field"))) == (code, where)


def test_days_may_stay_open() -> None:
    (row,) = read_part("plan", [{"activity": "ทดลองใช้", "start": "2026-12-01", "end": ""}])

    assert (row["start"], row["end"]) == ("2026-12-01", "")


def test_a_submission_is_linked_once() -> None:
    assert read_part("processes", {"works": ["b", "a", "b"]}) == {"works": ["b", "a"]}
    assert Project("id", "P01", "t", 1, content={"processes": {"works": ["b"]}}).works == ["b"]
    assert Project("id", "P01", "t", 1).works == []


def test_data_that_stays_with_its_owner_is_found() -> None:
    rows = [{"owner": "ก", "user": ""}, {"owner": "ก", "user": "ข"}, {"owner": "ค", "user": "ค"}]

    assert owner_is_user(rows, str.__eq__) == 3
    assert owner_is_user(rows[:2], str.__eq__) == 0


def test_who_has_a_place_comes_first_samples_come_last() -> None:
    placed = [project(3, order=1), project(1, order=2)]
    others = [project(2), project(4)]
    sample = project(1, row="s", sample=True)

    assert in_order([sample, *reversed(others), *reversed(placed)]) == [*placed, *others, sample]


def test_projects_made_apart_under_one_number_are_told_apart() -> None:
    twins = [project(1, row="0123456789"), project(1, row="9876543210"), project(2)]

    assert told_apart(twins) == ["P01@01234567", "P01@98765432", "P02"]
    assert [project_code(7), project_code(112), project_code(2, sample=True)] == [
        "P07", "P112", "EX2",
    ]  # fmt: skip


def test_a_project_is_presented_once_it_has_a_time() -> None:
    assert not Project("id", "P01", "t", 1).presented
    assert Project("id", "P01", "t", 1, presented_at="2026-12-03T04:00:00+00:00").presented
