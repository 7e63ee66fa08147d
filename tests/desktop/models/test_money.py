from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.money import MOST, read_baht, show_baht
from desktop.models.refusal import Refused


@pytest.mark.parametrize(
    ("text", "satang"),
    [
        ("1250", 125_000),
        ("๑,๒๕๐.๕๐ บาท", 125_050),
        ("฿ 0.5", 50),
        ("500.-", 50_000),
        ("1,000 Baht", 100_000),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, satang: int) -> None:
    assert read_baht(text) == satang


@pytest.mark.parametrize("text", ["", "ฟรี", "-5", "1.234", "1.2.3", "9" * 15, "บาท"])
def test_what_is_no_amount_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(Refused, match="baht-unreadable") as refused:
        read_baht(text)

    assert refused.value.details == {"text": text}


@pytest.mark.parametrize(
    ("satang", "shown"), [(0, "0"), (125_050, "1,250.50"), (-8_500, "-85"), (5, "0.05")]
)
def test_satang_are_written_only_where_there_are_any(satang: int, shown: str) -> None:
    assert show_baht(satang) == shown


@given(st.integers(0, MOST))
def test_what_was_written_is_read_as_the_same(satang: int) -> None:
    assert read_baht(show_baht(satang)) == satang
