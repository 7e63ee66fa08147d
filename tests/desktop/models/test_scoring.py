from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import resources
from desktop.models.refusal import Refused
from desktop.models.rubric import read_rubric
from desktop.models.scoring import (
    Cell,
    Sheet,
    check_adjustment,
    check_level,
    counting,
    member_score,
    printed,
    ranks,
    result,
    sheet_score,
)

RUBRIC = read_rubric(json.loads(resources.read("rubrics", "prototype.json")))
WEIGHTS = [c.weight for c in RUBRIC.criteria]
LEVELS = st.lists(st.integers(0, 4), min_size=6, max_size=6)
EXAMPLE = (4, 3, 3, 2, 3, 4)


def sheet(
    scorer: str, levels: Sequence[int | None], *, number: int = 1, locked: bool = True
) -> Sheet:
    cells = {c.code: Cell(n) for c, n in zip(RUBRIC.criteria, levels, strict=True)}
    at = "2026-12-03T04:05:06Z" if locked else ""
    return Sheet(f"{scorer}-{number}", "p", scorer, RUBRIC, cells, number=number, locked_at=at)


def test_the_worked_example_is_78_point_75_and_prints_as_78_point_7() -> None:
    exact = sheet_score(sheet("judge-a", EXAMPLE))

    assert exact == Fraction(7875, 100)
    assert printed(exact) == "78.7"


@given(LEVELS)
def test_a_sheet_scores_what_decimal_arithmetic_says(levels: list[int]) -> None:
    exact = sheet_score(sheet("judge-a", levels))

    oracle = sum(
        (Decimal(w) * n / 4 for w, n in zip(WEIGHTS, levels, strict=True)), start=Decimal(0)
    )
    assert exact is not None
    assert Decimal(exact.numerator) / exact.denominator == oracle
    assert printed(exact) == str(oracle.quantize(Decimal("0.1"), ROUND_DOWN))


@given(st.lists(LEVELS, min_size=1, max_size=7))
def test_a_project_scores_the_mean_of_its_sheets_exactly(levels: list[list[int]]) -> None:
    came_out = result([sheet(f"judge-{n}", given) for n, given in enumerate(levels)])

    quarters = sum(w * n for given in levels for w, n in zip(WEIGHTS, given, strict=True))
    assert came_out.exact == Fraction(quarters, 4 * len(levels))


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        (Fraction(7995, 100), "79.9"),
        (Fraction(100), "100.0"),
        (Fraction(0), "0.0"),
        (Fraction(235, 3), "78.3"),
        (Fraction(-1, 20), "0.0"),
        (Fraction(-7, 2), "-3.5"),
    ],
)
def test_scores_are_printed_cut_to_one_decimal(exact: Fraction, text: str) -> None:
    assert printed(exact) == text


def test_79_point_95_is_very_good_for_the_exact_value_decides() -> None:
    exact = Fraction(7995, 100)

    band = RUBRIC.band(exact)

    assert band is not None
    assert (printed(exact), band.name.th) == ("79.9", "ดีมาก")


def test_an_incomplete_sheet_scores_nothing_and_does_not_count() -> None:
    open_one, half = sheet("a", EXAMPLE, locked=False), sheet("b", (4, 3, None, 2, 3, 4))

    assert sheet_score(half) is None
    assert counting([open_one, half]) == []
    assert result([open_one, half]).exact is None
    assert result([]).flags == ()


def test_of_each_scorer_the_last_locked_sheet_counts() -> None:
    first, second = sheet("judge-a", EXAMPLE), sheet(" Judge-A ", (0,) * 6, number=2)
    third = sheet("judge-a", (4,) * 6, number=3, locked=False)
    other = sheet("judge-b", (1,) * 6)

    assert counting([other, third, second, first]) == [second, other]
    assert counting([third, first]) == [first]


SHEETS = [
    sheet("a", EXAMPLE),
    sheet("b", (4,) * 6),
    sheet("a", (2,) * 6, number=2),
    sheet("c", (1, 1, 1, 1, 1, 0)),
    sheet("d", (3,) * 6, locked=False),
]


@given(st.permutations(SHEETS))
def test_the_order_in_which_sheets_came_does_not_matter(sheets: list[Sheet]) -> None:
    assert result(sheets) == result(sorted(sheets, key=lambda s: s.id))


def test_spread_and_flags_say_where_to_talk() -> None:
    one, two = sheet("a", (4, 3, 3, 2, 3, 4)), sheet("b", (2, 3, 2, 2, 3, 4))

    came_out = result([one, two])

    assert came_out.spread["C1"] == (2, 4)
    assert came_out.flags == ("criterion-gap:C1",)


def test_totals_apart_by_exactly_twenty_are_not_flagged_by_more_they_are() -> None:
    high = sheet("a", (3, 3, 3, 3, 3, 3))
    twenty = sheet("b", (2, 2, 2, 3, 3, 1))  # 75 - 55
    more = sheet("b", (2, 2, 2, 2, 3, 2))

    assert sheet_score(twenty) == 55
    assert "total-gap" not in result([high, twenty]).flags
    assert sheet_score(more) == Fraction(215, 4)
    assert "total-gap" in result([high, more]).flags


def test_one_sheet_is_too_few() -> None:
    assert result([sheet("a", EXAMPLE)]).flags == ("few-sheets",)


def test_sheets_after_different_rubrics_are_flagged() -> None:
    newer = replace(sheet("b", EXAMPLE), rubric=replace(RUBRIC, version=2))

    assert result([sheet("a", EXAMPLE), newer]).flags == ("rubrics-differ",)


def test_a_disputed_sheet_is_flagged_until_a_correction_counts_in_its_place() -> None:
    disputed = replace(sheet("a", EXAMPLE), conflicts=("c.C1",))
    begun = sheet("a", EXAMPLE, number=2, locked=False)
    corrected, other = sheet("a", EXAMPLE, number=2), sheet("b", EXAMPLE)

    assert result([disputed, other, begun]).flags == ("disputed",)
    assert result([disputed, other, corrected]).flags == ()
    assert result([replace(disputed, locked_at="")]).flags == ("disputed",)


@given(st.lists(st.none() | st.integers(0, 5).map(Fraction), max_size=12))
def test_a_rank_is_one_more_than_how_many_are_better(totals: list[Fraction | None]) -> None:
    oracle = [
        None if t is None else 1 + sum(other > t for other in totals if other is not None)
        for t in totals
    ]

    assert ranks(totals) == oracle


def test_levels_go_from_nought_to_four() -> None:
    assert [check_level(n, "C1") for n in range(5)] == [0, 1, 2, 3, 4]
    for wrong in (-1, 5):
        with pytest.raises(Refused) as refused:
            check_level(wrong, "C1 การวิเคราะห์")
        assert refused.value.details == {"level": wrong, "most": 4, "criterion": "C1 การวิเคราะห์"}


@pytest.mark.parametrize(
    ("points", "reason", "code"),
    [
        (11, "ช่วยเพื่อนมาก", "adjustment-unfit"),
        (-11, "ไม่มา", "adjustment-unfit"),
        (3, " ", "adjustment-without-reason"),
    ],
)
def test_adjustments_have_bounds_and_reasons(points: int, reason: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_adjustment(points, reason)


def test_a_member_gets_the_groups_score_adjusted_between_nought_and_a_hundred() -> None:
    check_adjustment(0, "")
    check_adjustment(-10, "มาครึ่งวัน")

    assert member_score(Fraction(7875, 100), -10) == Fraction(6875, 100)
    assert member_score(Fraction(95), 10) == 100
    assert member_score(Fraction(5), -10) == 0
    assert member_score(None, 5) is None
