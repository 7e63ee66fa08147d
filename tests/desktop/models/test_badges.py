from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.badges import DIGITS, badge_of, check_digit, is_badge

BADGES = st.uuids().map(str).map(badge_of)


@given(BADGES)
def test_a_badge_is_twelve_digits_with_a_right_check_digit(badge: str) -> None:
    assert len(badge) == DIGITS
    assert is_badge(badge)


@given(BADGES, st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_every_single_slip_is_caught(badge: str, place: int, by: int) -> None:
    slipped = str((int(badge[place]) + by) % 10)

    assert not is_badge(badge[:place] + slipped + badge[place + 1 :])


@given(BADGES, st.integers(0, DIGITS - 2))
def test_every_swap_of_neighbours_is_caught(badge: str, place: int) -> None:
    one, two = badge[place], badge[place + 1]

    swapped = badge[:place] + two + one + badge[place + 2 :]

    assert is_badge(swapped) == (one == two)


@given(st.text(max_size=14) | st.text("0123456789๐๑๒๓๔๕๖๗๘๙", min_size=12, max_size=12))
def test_no_text_makes_the_badge_check_stumble(text: str) -> None:
    if is_badge(text):
        assert text.isascii()
        assert check_digit(text[:-1]) == text[-1]


def test_the_check_digit_is_the_published_one() -> None:
    assert check_digit("572") == "4"


def test_a_badge_is_the_same_on_every_device() -> None:
    enrolment = "0193a5f0-0000-7000-8000-000000000001"

    assert badge_of(enrolment) == badge_of(enrolment)
    assert badge_of(enrolment) != badge_of(enrolment[:-1] + "2")
