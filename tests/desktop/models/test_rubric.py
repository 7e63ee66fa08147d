from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from desktop import resources
from desktop.models.refusal import Refused
from desktop.models.rubric import Rubric, check_rubric, read_rubric, rubric_to_json


def data() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(resources.read("rubrics", "prototype.json"))
    return read


def shipped() -> Rubric:
    return read_rubric(data())


def test_the_shipped_rubric_is_the_one_agreed_on() -> None:
    rubric = shipped()

    assert [(c.code, c.weight) for c in rubric.criteria] == [
        ("C1", 20), ("C2", 20), ("C3", 20), ("C4", 15), ("C5", 15), ("C6", 10),
    ]  # fmt: skip
    assert [level.th for level in rubric.levels] == [
        "ไม่มีหลักฐาน", "ควรปรับปรุง", "พอใช้", "ดี", "ดีเยี่ยม",
    ]  # fmt: skip
    assert [(b.least, b.name.th) for b in rubric.bands] == [
        (80, "ดีเด่น"), (70, "ดีมาก"), (60, "ผ่าน"), (0, "ควรปรับปรุง"),
    ]  # fmt: skip
    assert (rubric.least_sheets, rubric.gap_levels, rubric.gap_total) == (2, 2, 20)


def test_every_level_of_every_criterion_is_described_in_both_languages() -> None:
    rubric = shipped()

    said = [text for c in rubric.criteria for level in c.levels for text in (level.th, level.en)]

    assert [len(c.levels) for c in rubric.criteria] == [5] * 6
    assert all(said)
    assert {c.levels[0].th for c in rubric.criteria} == {"ไม่มีหลักฐาน"}
    assert rubric.criteria[3].levels[1].th == "ไม่มีการเชื่อมโยง"
    assert rubric.criteria[5].levels[4].th.startswith("นำเสนอชัดเจนตามเวลา")


def test_a_rubric_reads_back_as_it_was_written() -> None:
    assert read_rubric(rubric_to_json(shipped())) == shipped()
    assert rubric_to_json(shipped()) == data()


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (Fraction(100), "ดีเด่น"),
        (Fraction(80), "ดีเด่น"),
        (Fraction(7995, 100), "ดีมาก"),
        (Fraction(70), "ดีมาก"),
        (Fraction(6999, 100), "ผ่าน"),
        (Fraction(60), "ผ่าน"),
        (Fraction(5999, 100), "ควรปรับปรุง"),
        (Fraction(0), "ควรปรับปรุง"),
    ],
)
def test_a_total_falls_into_its_band_by_its_exact_value(total: Fraction, band: str) -> None:
    found = shipped().band(total)

    assert found is not None
    assert found.name.th == band


def test_a_total_below_every_band_has_none() -> None:
    assert replace(shipped(), bands=shipped().bands[:2]).band(Fraction(5)) is None


def test_weights_that_do_not_make_a_hundred_are_refused_with_their_sum() -> None:
    unfit = data()
    unfit["criteria"][0]["weight"] = 25

    with pytest.raises(Refused) as refused:
        read_rubric(unfit)

    assert (refused.value.code, refused.value.details) == ("rubric-weights", {"total": 105})


@pytest.mark.parametrize(
    "spoil",
    [
        {"criteria": []},
        {"criteria": [{"code": "", "name": {}, "weight": 100}]},
        {"criteria": [{"code": "A", "name": {}, "weight": 50}] * 2},
        {"criteria": [{"code": "A", "weight": 100}]},
        {"criteria": [{"code": "A", "name": {}, "weight": "heavy"}]},
        {"criteria": 7},
        {"levels": [{"th": "ดี"}]},
        {"bands": [{"name": {}}]},
        {"name": "คำ"},
    ],
)
def test_what_is_no_rubric_is_refused(spoil: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="rubric-unfit"):
        read_rubric({**data(), **spoil})


def test_a_negative_weight_is_refused_though_the_sum_is_right() -> None:
    first, second, *rest = shipped().criteria
    odd = (replace(first, weight=-20), replace(second, weight=60), *rest)

    with pytest.raises(Refused, match="rubric-weights"):
        check_rubric(replace(shipped(), criteria=odd))
