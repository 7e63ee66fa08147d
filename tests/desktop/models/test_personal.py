"""Citizen numbers and telephone numbers are found in free text, and little else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.personal import Found, found_in


@pytest.mark.parametrize(
    ("text", "at", "length"),
    [
        ("1-2345-67890-12-1", 0, 17),
        ("1234567890121", 0, 13),
        ("ผู้ยื่น ๑๒๓๔๕๖๗๘๙๐๑๒๑ ครับ", 8, 13),
        ("ข้อ 5 1-2345-67890-12-1", 6, 17),
        ("1 2345 67890 12 1.", 0, 17),
    ],
)
def test_a_valid_citizen_number_is_found(text: str, at: int, length: int) -> None:
    assert found_in(text) == [Found("citizen", at, length)]


@pytest.mark.parametrize(
    "text",
    [
        "081-234-5678",
        "0812345678",
        "๐๘๑๒๓๔๕๖๗๘",
        "08-1234-5678",
        "081 234 5678",
        "081.234.5678",
        "+66 81 234 5678",
        "0066812345678",
        "02-221-2141",
        "0 2221 2141",
        "053-123-456",
    ],
)
def test_a_telephone_number_is_found(text: str) -> None:
    found = found_in(f"โทร.{text} ค่ะ")

    assert found == [Found("phone", 4, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "1234567890122",
        "0234567890121",
        "12345678901210",
        "09.00-12.00 13.00",
        "2562-10-01",
        "ที่ กท 0401/1234",
        "0.8123456789",
        "081234567890123",
        "1,234,567,890 บาท",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_several_are_given_in_the_order_of_the_text() -> None:
    found = found_in("0812345678, 1-2345-67890-12-1 และ 02-221-2141")

    assert [each.kind for each in found] == ["phone", "citizen", "phone"]


def test_a_citizen_number_is_not_taken_for_a_telephone_number_as_well() -> None:
    found = found_in("1 0812345678 9 8")

    assert found == [Found("citizen", 0, 16)]


@given(st.text("0123456789๐๙ -.+()6", max_size=80))
def test_what_is_found_lies_within_the_text_and_nothing_overlaps(text: str) -> None:
    found = found_in(text)

    ends = [0]
    for each in found:
        assert ends[-1] <= each.at
        ends.append(each.at + each.length)
    assert ends[-1] <= len(text)
