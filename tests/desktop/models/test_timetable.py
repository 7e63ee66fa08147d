from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import resources
from desktop.models import classes as rules
from desktop.models.courses import Course, read_course
from desktop.models.refusal import Refused
from desktop.models.timetable import (
    Finding,
    Session,
    cancel,
    checks,
    current,
    minute_of_day,
    move,
    reinstate,
    working_days,
)

KEY = "digital-government-18h"
COURSE: Course = read_course(KEY, json.loads(resources.read("courses", f"{KEY}.json")))
DAYS = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))


def planned() -> list[Session]:
    return rules.plan("c", COURSE, DAYS, [f"id{n}" for n in range(len(COURSE.blocks))])


def with_change(code: str, **fields: object) -> list[Session]:
    return [replace(s, **fields) if s.code == code else s for s in planned()]  # type: ignore[arg-type]


def named(code: str) -> Session:
    return next(s for s in planned() if s.code == code)


@pytest.mark.parametrize(
    ("text", "minute"),
    [("09:00", 540), ("9:00", 540), ("00:00", 0), ("23:59", 1439), ("๐๙:๓๐", 570)],
)
def test_a_time_is_read_in_hours_and_minutes(text: str, minute: int) -> None:
    assert minute_of_day(text) == minute


@pytest.mark.parametrize("text", ["", "9", "9.00", "24:00", "09:60", "09:5", "-1:00", "a:bb", ":"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="time-unreadable"):
        minute_of_day(text)


@given(st.dates(date(2000, 1, 1), date(2199, 1, 1)), st.integers(0, 15))
def test_working_days_leave_out_weekends_and_nothing_else(start: date, count: int) -> None:
    days = working_days(start, count)

    assert len(days) == count
    assert all(day >= start and day.weekday() < 5 for day in days)
    if days:
        reached = range((days[-1] - start).days + 1)
        weekdays = [d for n in reached if (d := start + timedelta(n)).weekday() < 5]
        assert list(days) == weekdays


def test_the_course_as_shipped_is_sound() -> None:
    assert checks(planned(), COURSE) == []


@pytest.mark.parametrize(("code", "by"), [("minutes-short", -30), ("minutes-over", 30)])
def test_too_few_and_too_many_minutes_are_said_with_the_difference(code: str, by: int) -> None:
    end = minute_of_day(named("S12").end) + by
    sessions = with_change("S12", end=f"{end // 60:02d}:{end % 60:02d}")

    findings = checks(sessions, COURSE)

    assert findings == [Finding(code, (("planned", 1080 + by), ("wanted", 1080), ("by", 30)))]


def test_a_fourth_day_is_one_too_many() -> None:
    sessions = with_change("S12", on=date(2026, 12, 4))

    assert checks(sessions, COURSE) == [Finding("days-differ", (("planned", 4), ("wanted", 3)))]


def test_two_sessions_at_once_are_named_with_the_minutes_they_share() -> None:
    first, second = named("S01"), named("S02")
    start = minute_of_day(first.end) - 10
    sessions = with_change(second.code, start=f"{start // 60:02d}:{start % 60:02d}")

    findings = checks(sessions, COURSE)

    overlap = (("first", "S01"), ("second", "S02"), ("by", 10))
    assert Finding("overlap", overlap) in findings


def test_sessions_back_to_back_do_not_overlap() -> None:
    first, second = named("S01"), named("S02")
    sessions = with_change(second.code, start=first.end)

    assert "overlap" not in {f.code for f in checks(sessions, COURSE)}


def test_cancelling_everything_leaves_every_topic_and_activity_uncovered() -> None:
    findings = checks([cancel(s) for s in planned()], COURSE)

    codes = [f.code for f in findings]
    assert codes.count("topic-uncovered") == len(COURSE.topics) == 11
    assert codes.count("activity-uncovered") == len(COURSE.activities) == 6
    assert {"minutes-short", "days-differ"} <= set(codes)


def test_breaks_and_registration_count_for_nothing() -> None:
    pauses = [s for s in planned() if not s.counted]

    assert pauses
    assert not any(s.counts for s in pauses)
    assert checks(pauses, COURSE)[0].code == "minutes-short"


def test_a_moved_session_stays_and_is_written_the_one_way_that_sorts() -> None:
    moved = move(named("S01"), DAYS[1], "๗:๐๐", "8:30", "ฝนตก")

    assert (moved.on, moved.start, moved.end) == (DAYS[1], "07:00", "08:30")
    assert (moved.state, moved.note, moved.counts, moved.minutes) == ("moved", "ฝนตก", True, 90)


def test_a_session_cannot_end_before_it_starts() -> None:
    for end in ("09:00", "08:00"):
        with pytest.raises(Refused, match="session-ends-before-start"):
            move(named("S01"), DAYS[0], "09:00", end)


def test_a_cancelled_session_is_reinstated_before_it_is_moved() -> None:
    cancelled = cancel(named("S01"), "ไฟดับ")

    with pytest.raises(Refused, match="session-cancelled"):
        move(cancelled, DAYS[0], "09:00", "10:30")

    assert (cancelled.counts, cancelled.note) == (False, "ไฟดับ")
    assert reinstate(cancelled).counts


def test_titles_come_in_both_languages() -> None:
    session = replace(named("S01"), title_th="ไทย", title_en="English")

    assert (session.title("th"), session.title("en")) == ("ไทย", "English")


@pytest.mark.parametrize(
    ("clock", "code"),
    [("06:00", "S01"), ("09:00", "S01"), ("23:00", "S04")],
)
def test_the_current_session_is_the_one_that_runs_or_comes_or_was_last(
    clock: str, code: str
) -> None:
    now = datetime.fromisoformat(f"2026-12-01T{clock}")

    found = current(planned(), now)

    assert found is not None
    assert found.code == code


def test_half_an_hour_before_the_next_session_its_attendance_begins() -> None:
    start = minute_of_day(named("S02").start)
    at = datetime(2026, 12, 1) + timedelta(minutes=start - 30)

    before, after = current(planned(), at - timedelta(minutes=1)), current(planned(), at)

    assert before is not None
    assert after is not None
    assert (before.code, after.code) == ("S01", "S02")


def test_on_another_day_no_session_is_current() -> None:
    assert current(planned(), datetime(2026, 12, 4, 9)) is None
    assert current([cancel(s) for s in planned()], datetime(2026, 12, 1, 9)) is None
