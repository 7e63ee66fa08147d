"""Times are understood as people write them, and asked about where they leave it open."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import resources
from desktop.models.durations import Days, minutes_of, read_duration, show_duration
from desktop.models.form_answers import LARGEST
from desktop.models.wording import Words


@pytest.fixture(scope="module")
def thai() -> Words:
    return Words("th", resources.catalogue("th"), "thai")


@pytest.fixture(scope="module")
def english() -> Words:
    return Words("en", resources.catalogue("en"))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("๓๐ นาที", 30),
        ("30", 30),
        ("0", 0),
        ("5 น.", 5),
        ("5น", 5),
        ("2 ชม.", 120),
        ("2ชม", 120),
        ("๑.๕ ชั่วโมง", 90),
        ("1.30 ชม.", 78),
        ("0.33 ชม.", 20),
        ("1:30", 90),
        ("1:30 ชม.", 90),
        ("1 ชม. 30 นาที", 90),
        ("1ชม.30นาที", 90),
        ("1 ชั่วโมง กับ 15 นาที", 75),
        ("ครึ่งชั่วโมง", 30),
        ("ชั่วโมงครึ่ง", 90),
        ("สองชั่วโมงครึ่ง", 150),
        ("½ ชม.", 30),
        ("2½ ชม.", 150),
        ("สิบนาที", 10),
        ("ประมาณ ๒ ชั่วโมง", 120),
        ("1,200 นาที", 1200),
        ("3 วันทำการ", 1260),
        ("3 วันทำงาน 2 ชม.", 1380),
        ("2 วันปฏิทิน", 2880),
        ("2 calendar days", 2880),
        ("1 working day", 420),
        ("30 min", 30),
        ("2h 30m", 150),
        ("2 hrs", 120),
        ("1 hour and 15 minutes", 75),
        ("half an hour", 30),
        ("ทันที", 0),
        ("ไม่ต้องรอ", 0),
        ("0 วัน", 0),
    ],
)
def test_times_are_read_as_whole_minutes(text: str, minutes: int) -> None:
    assert read_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1.5 วัน", Days(Fraction(3, 2))),
        ("๑ วัน", Days(Fraction(1))),
        ("ครึ่งวัน", Days(Fraction(1, 2))),
        ("วันครึ่ง", Days(Fraction(3, 2))),
        ("2 days", Days(Fraction(2))),
        ("1 วัน 2 ชม.", Days(Fraction(1), 120)),
    ],
)
def test_days_ask_which_kind_they_are(text: str, days: Days) -> None:
    assert read_duration(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "เร็ว",
        "-5",
        "2-3 วัน",
        "2.5",
        "ครึ่ง",
        "ชม.",
        "1 2 นาที",
        "2 ชม 5",
        "30 นาที 30 นาที",
        "ครึ่งครึ่งวัน",
        "ครึ่งวันครึ่ง",
        "5 hm",
        "99999999999999",
        "999999999 วันปฏิทิน",
        "9" * 5000,
        "1:75",
        "1 นาที " * 20,
    ],
)
def test_what_nobody_can_tell_is_not_guessed(text: str) -> None:
    assert read_duration(text) is None


def test_a_working_day_has_seven_hours_and_a_calendar_day_twenty_four() -> None:
    days = Days(Fraction(3, 2), 30)

    assert minutes_of(days, "working") == 660
    assert minutes_of(days, "calendar") == 2190


@pytest.mark.parametrize(
    ("minutes", "in_thai", "in_english"),
    [
        (0, "๐ นาที", "0 minutes"),
        (1, "๑ นาที", "1 minute"),
        (90, "๑ ชั่วโมง ๓๐ นาที", "1 hour 30 minutes"),
        (120, "๒ ชั่วโมง", "2 hours"),
        (2160, "๓๖ ชั่วโมง", "36 hours"),
        (-30, "-๓๐ นาที", "-30 minutes"),
    ],
)
def test_minutes_are_shown_back(
    thai: Words, english: Words, minutes: int, in_thai: str, in_english: str
) -> None:
    assert show_duration(thai, minutes) == in_thai
    assert show_duration(english, minutes) == in_english


def test_waiting_is_told_in_days(thai: Words, english: Words) -> None:
    assert show_duration(thai, 7200, days=True) == "๕ วัน"
    assert show_duration(english, 2160, days=True) == "1 day 12 hours"


@given(st.integers(0, 10_000_000))
def test_what_is_shown_is_read_back_as_the_same(minutes: int) -> None:
    for language in ("th", "en"):
        words = Words(language, resources.catalogue(language))

        assert read_duration(show_duration(words, minutes)) == minutes


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    read = read_duration(text)

    minutes = minutes_of(read, "calendar") if isinstance(read, Days) else read
    assert minutes is None or 0 <= minutes <= LARGEST * 2


@given(st.text("0123456789๐๑๒๓.,:½ ชมวันทีาครึ่งนhmdays", max_size=40))
def test_no_text_made_of_its_pieces_breaks_the_reading(text: str) -> None:
    read = read_duration(text)

    assert read is None or isinstance(read, (int, Days))
