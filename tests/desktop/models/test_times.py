from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.refusal import Refused
from desktop.models.thai import thai_digits
from desktop.models.times import read_time


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("09:00", "09:00"),
        ("9.30", "09:30"),
        ("๐๙.๑๕ น.", "09:15"),
        ("13.45น.", "13:45"),
        ("0900", "09:00"),
        ("930", "09:30"),
        ("13", "13:00"),
        (" 8 : 05 ", "08:05"),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, read: str) -> None:
    assert read_time(typed) == read


@pytest.mark.parametrize("typed", ["", "later", "24:00", "9:60", "9:5", "1:2:3", "12345"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="time-unreadable"):
        read_time(typed)


@given(st.times())
def test_every_time_reads_back_in_either_digits(moment: object) -> None:
    shown = f"{moment:%H.%M}"

    assert read_time(shown) == read_time(thai_digits(shown)) == f"{moment:%H:%M}"
