from __future__ import annotations

import pytest

from desktop.models.keyboard import digit_readings


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("1234567890", "1234567890"),
        ("ๅ/-ภถุึคตจ", "1234567890"),
        ("+๑๒๓๔ู฿๕๖๗", "1234567890"),
        ("๑๒๓", "123"),
        ("0-1075-41352-73-9", "0107541352739"),
        ("", ""),
    ],
)
def test_digits_are_read_through_the_thai_layout(typed: str, digits: str) -> None:
    assert digit_readings(typed)[0] == digits


def test_thai_digits_have_a_second_reading_under_caps_lock() -> None:
    assert digit_readings("๑๒๓") == ("123", "234")
