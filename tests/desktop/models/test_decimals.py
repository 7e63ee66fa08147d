from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.decimals import cut


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(2, 3), "0.66"),
        (Fraction(-1, 2), "-0.50"),
        (Fraction(-1, 1000), "0.00"),
        (Fraction(1999, 1000), "1.99"),
        (Fraction(4), "4.00"),
    ],
)
def test_a_figure_is_cut_and_never_rounded(value: Fraction, said: str) -> None:
    assert cut(value) == said


@given(st.fractions(-(10**9), 10**9), st.integers(1, 6))
def test_nothing_is_added_and_less_than_one_of_the_last_place_taken(
    value: Fraction, places: int
) -> None:
    said = Fraction(cut(value, places))

    assert abs(said) <= abs(value)
    assert abs(value) - abs(said) < Fraction(1, 10**places)
    assert said * value >= 0
