from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.dates import (
    Form,
    fiscal_year,
    read_date,
    show_date,
    show_range,
    show_time,
)
from desktop.models.refusal import Refused
from desktop.models.wording import Digits, Language

WEDNESDAY = date(2019, 1, 23)


@pytest.mark.parametrize(
    ("language", "form", "shown"),
    [
        ("th", "weekday", "วันพุธที่ ๒๓ ม.ค. ๒๕๖๒"),
        ("th", "long", "๒๓ มกราคม ๒๕๖๒"),
        ("th", "short", "๒๓ ม.ค. ๒๕๖๒"),
        ("th", "certificate", "๒๓ มกราคม พุทธศักราช ๒๕๖๒"),
    ],
)
def test_a_date_shows_in_the_buddhist_era(language: Language, form: Form, shown: str) -> None:
    assert show_date(WEDNESDAY, language, "thai", form) == shown


def test_english_names_both_eras() -> None:
    assert show_date(WEDNESDAY, "en", form="weekday") == "Wed 23 Jan 2019 (B.E. 2562)"
    assert show_date(WEDNESDAY, "en") == "23 Jan 2019"


@given(
    st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    st.sampled_from(["th", "en"]),
    st.sampled_from(["thai", "arabic"]),
    st.sampled_from(["weekday", "long", "short", "certificate"]),
)
def test_what_is_shown_can_be_typed(
    day: date, language: Language, digits: Digits, form: Form
) -> None:
    assert read_date(show_date(day, language, digits, form)) == day


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2019, 1, 23), date(2019, 1, 25), "๒๓ – ๒๕ มกราคม ๒๕๖๒"),
        (date(2019, 1, 30), date(2019, 2, 1), "๓๐ มกราคม – ๑ กุมภาพันธ์ ๒๕๖๒"),
        (date(2018, 12, 31), date(2019, 1, 2), "๓๑ ธันวาคม ๒๕๖๑ – ๒ มกราคม ๒๕๖๒"),
        (date(2019, 1, 23), date(2019, 1, 23), "๒๓ มกราคม ๒๕๖๒"),
    ],
)
def test_a_range_says_each_part_once(first: date, last: date, shown: str) -> None:
    assert show_range(first, last, "th", "thai") == shown


def test_a_time_shows_with_a_dot_in_thai() -> None:
    assert show_time(time(9, 12), "th", "thai") == "๐๙.๑๒ น."
    assert show_time(time(9, 12), "en") == "09:12"


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2018, 9, 30), 2561), (date(2018, 10, 1), 2562), (date(2019, 1, 28), 2562)],
)
def test_the_fiscal_year_begins_in_october(day: date, year: int) -> None:
    assert fiscal_year(day) == year


@pytest.mark.parametrize(
    "typed",
    [
        "28/1/2562",
        "28-01-2019",
        "28.1.2562",
        "๒๘ ม.ค. ๒๕๖๒",
        "28ม.ค.2562",
        "28 มค 2562",
        "28 มกราคม 2562",
        "28 มกราคม พ.ศ. 2562",
        "วันจันทร์ที่ ๒๘ มกราคม พุทธศักราช ๒๕๖๒",
        "2019-01-28",
        "2562-01-28",
        "2019-01-28T00:00:00",
        "2019-01-28 00:00:00",
        "28 Jan 2019",
        "January 28th, 2019",
        "Monday 28 January 2019",
    ],
)
def test_both_eras_and_both_digits_are_read(typed: str) -> None:
    assert read_date(typed) == date(2019, 1, 28)


def test_a_leap_day_is_judged_by_the_common_calendar() -> None:
    assert read_date("29 ก.พ. ๒๕๖๓") == date(2020, 2, 29)
    with pytest.raises(Refused, match="date-impossible"):
        read_date("29 ก.พ. ๒๕๖๒")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("28/1/62", "date-year-two-digits"),
        ("28 ม.ค. 62", "date-year-two-digits"),
        ("28/13/2562", "date-impossible"),
        ("0/1/2562", "date-impossible"),
        ("", "date-unreadable"),
        ("พรุ่งนี้", "date-unreadable"),
        ("28/1", "date-unreadable"),
        ("28/1/2300", "date-unreadable"),
        ("28 มกราคม", "date-unreadable"),
        ("1 2 3 4", "date-unreadable"),
        ("1/1/" + "9" * 5000, "date-unreadable"),
    ],
)
def test_what_cannot_be_a_date_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_date(typed)

    assert refused.value.code == code


def test_a_year_of_two_digits_is_asked_about_in_both_eras() -> None:
    with pytest.raises(Refused) as refused:
        read_date("28/1/62")

    assert (refused.value.details["be"], refused.value.details["ce"]) == (2562, 2062)


@given(st.text())
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found: date | None = read_date(text)
    except Refused:
        found = None

    assert found is None or found.year >= 1857
