from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.panel import Spread, code_numbers, progress, scorers, spreads
from tests.desktop.models.test_scoring import EXAMPLE, sheet

NAMES = st.lists(
    st.text("กขคงจ ab", min_size=1, max_size=6).map(str.strip).filter(bool), max_size=40
)


@given(NAMES)
def test_every_scorer_has_a_number_of_their_own(names: list[str]) -> None:
    numbers = code_numbers("class", names)

    assert len(set(numbers.values())) == len({n.casefold() for n in names})
    assert all(10 <= n <= 99 for n in numbers.values())


@given(NAMES)
def test_numbers_do_not_depend_on_who_was_named_first(names: list[str]) -> None:
    once = {n.casefold(): n for n in names}.values()

    assert code_numbers("class", list(once)) == code_numbers("class", sorted(once))


def test_more_scorers_than_numbers_of_two_digits_count_on() -> None:
    numbers = code_numbers("class", [f"scorer {n}" for n in range(95)])

    assert sorted(numbers.values()) == list(range(10, 105))


def test_another_class_gives_another_number() -> None:
    drawn = {code_numbers(f"class {n}", ["judge-a"])["judge-a"] for n in range(20)}

    assert len(drawn) > 5


def test_spreads_name_who_gave_which_level() -> None:
    found = spreads([sheet("a", EXAMPLE), sheet("b", (0, 3, 3, 2, 3, 4))])

    assert found[0] == Spread("C1", {"a": 4, "b": 0})
    assert (found[0].gap, found[0].mean, found[1].gap) == (4, Fraction(2), 0)
    assert (Spread("C9", {}).gap, Spread("C9", {}).mean) == (0, None)
    assert found[5].mean == Fraction(4)
    assert spreads([sheet("a", (None,) * 6)]) == ()


def test_progress_says_how_far_each_scorer_is_and_a_correction_is_open_again() -> None:
    sheets = [
        sheet("a", EXAMPLE, number=2, locked=False),
        sheet("a", EXAMPLE),
        sheet("b", EXAMPLE),
        sheet("c", EXAMPLE, locked=False),
    ]

    found = progress(sheets, ["a", "b", "c", "d"])

    assert found == {"a": "open", "b": "locked", "c": "open", "d": "none"}


def test_a_scorer_is_one_however_they_write_themselves() -> None:
    assert scorers([sheet("judge-b", EXAMPLE), sheet("Judge-A ", EXAMPLE, number=2),
                    sheet("judge-a", EXAMPLE)]) == ["judge-a", "judge-b"]  # fmt: skip
