from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.attendance import Mark, Status
from desktop.models.badges import badge_of
from desktop.models.scan import (
    ECHO,
    GAP,
    GRACE,
    SHORTEST,
    Burst,
    Code,
    Reading,
    arrival,
    proposed_minutes,
    read_code,
)
from desktop.models.timetable import Session

PLAIN = str.maketrans("1234567890", "ๅ/-ภถุึคตจ")
SHIFTED = str.maketrans("1234567890", "+๑๒๓๔ู฿๕๖๗")
BADGE = badge_of("01a1f893-d3c0-7e84-8469-5d0d1fb47c98")


def session(start: str = "09:00", end: str = "10:30") -> Session:
    return Session("s", "c", "S01", 1, date(2026, 11, 20), start, end, True, "", "")


def at(clock: str, day: int = 20) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 11, day, int(hour), int(minute))


def held(text: str) -> Burst:
    burst = Burst()
    for place, key in enumerate(text):
        burst = burst.press(key, place * GAP / 2)
    return burst


def test_a_whole_code_without_a_pause_is_a_scan() -> None:
    burst = held(BADGE)

    assert burst.ending() == "scanned"


@pytest.mark.parametrize("text", ["1", "สุ", "12345"])
def test_a_few_quick_keys_are_a_person(text: str) -> None:
    assert held(text).ending() == "typed"


def test_nothing_held_ends_as_nothing() -> None:
    assert Burst().ending() == "none"


def test_a_key_after_a_pause_does_not_belong_to_what_is_held() -> None:
    burst = Burst().press("1", 10.0)

    assert burst.goes_on(10.0 + GAP * 0.9)
    assert not burst.goes_on(10.0 + GAP * 1.1)
    assert not Burst().goes_on(0.0)


def test_an_enter_just_after_a_scan_belongs_to_the_scanner() -> None:
    ended = held(BADGE).settle(5.0)

    assert ended.echoes(5.0 + ECHO / 2)
    assert not ended.echoes(5.0 + ECHO * 2)
    assert not Burst().press("1", 1.0).settle(5.0).echoes(5.0)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=SHORTEST))
def test_whatever_a_scanner_types_its_end_is_always_known(text: str) -> None:
    assert held(text).ending() == "scanned"
    assert held(text).settle(1.0).text == ""


@pytest.mark.parametrize("typed", [BADGE, BADGE.translate(PLAIN), BADGE.translate(SHIFTED)])
def test_a_badge_is_read_in_any_keyboard_layout(typed: str) -> None:
    assert read_code(typed) == Code("badge", BADGE)


def test_a_citizen_number_is_read_with_its_check_digit() -> None:
    assert read_code("0107541352739") == Code("citizen", "0107541352739")
    assert read_code("0-1075-41352-73-9") == Code("citizen", "0107541352739")


@pytest.mark.parametrize("typed", ["123456789012345", "hello world", BADGE[:-1], "0107541352730"])
def test_what_has_no_right_check_digit_is_unreadable(typed: str) -> None:
    assert read_code(typed).kind == "unreadable"


@given(st.text(alphabet="0123456789", min_size=12, max_size=12), st.integers(0, 11))
def test_one_digit_misread_never_gives_another_badge(digits: str, place: int) -> None:
    badge = badge_of(digits)
    wrong = badge[:place] + str((int(badge[place]) + 1) % 10) + badge[place + 1 :]

    assert read_code(wrong).kind != "badge"


def test_the_same_card_held_on_is_one_reading() -> None:
    reading = Reading(BADGE, 10.0)

    assert reading.lingers(BADGE, 11.9)
    assert not reading.lingers(BADGE, 12.0)
    assert not reading.lingers("another", 10.1)


@pytest.mark.parametrize(
    ("clock", "mark"),
    [
        ("08:35", Mark(Status.PRESENT)),
        ("09:00", Mark(Status.PRESENT)),
        ("09:15", Mark(Status.PRESENT)),
        ("09:16", Mark(Status.LATE, minutes=16)),
        ("09:25", Mark(Status.LATE, minutes=25)),
        ("10:30", Mark(Status.LATE, minutes=90)),
        ("10:31", Mark(Status.PRESENT)),
    ],
)
def test_who_comes_after_the_grace_is_late_while_the_session_runs(clock: str, mark: Mark) -> None:
    assert arrival(session(), at(clock)) == mark


def test_on_another_day_the_clock_says_nothing() -> None:
    assert arrival(session(), at("09:40", day=21)) == Mark(Status.PRESENT)


def test_minutes_are_proposed_by_the_clock_or_else_the_grace() -> None:
    assert proposed_minutes(session(), at("09:07")) == 7
    assert proposed_minutes(session(), at("09:00")) == 1
    assert proposed_minutes(session(), at("11:00")) == GRACE
    assert proposed_minutes(session("09:00", "09:10"), at("11:00")) == 10
