from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.attendance import KEYS, UNMARKED, Line, Mark, Status, mark, read_mark
from desktop.models.refusal import Refused
from desktop.models.timetable import Session


def session(code: str, state: str = "planned", *, counted: bool = True) -> Session:
    return Session(
        id=f"id-{code}",
        class_id="c",
        code=code,
        day=1,
        on=date(2026, 12, 1),
        start="09:00",
        end="10:30",
        counted=counted,
        title_th="",
        title_en="",
        state=state,  # type: ignore[arg-type]
    )


SESSIONS = {f"S{n:02d}": session(f"S{n:02d}") for n in range(1, 4)}


def line(**marks: Mark) -> Line:
    return Line("e", 1, "นายสมชาย ใจดี", marks)


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.MAKEUP])
def test_a_plain_mark_becomes_what_was_wanted(status: Status) -> None:
    assert mark(line(), SESSIONS["S01"], Mark(status), SESSIONS) == Mark(status)


def test_lateness_keeps_its_minutes_up_to_the_whole_session() -> None:
    for minutes in (0, 15, 90):
        wanted = Mark(Status.LATE, minutes)
        assert mark(line(), SESSIONS["S01"], wanted, SESSIONS) == wanted


@pytest.mark.parametrize(
    ("where", "wanted", "code"),
    [
        (session("S01", counted=False), Mark(Status.PRESENT), "session-not-counted"),
        (session("S01", "cancelled"), Mark(Status.PRESENT), "session-cancelled"),
        (session("S01"), Mark(Status.PRESENT, 5), "minutes-only-for-late"),
        (session("S01"), Mark(Status.UNMARKED, 5), "minutes-only-for-late"),
        (session("S01"), Mark(Status.LATE, -1), "minutes-out-of-range"),
        (session("S01"), Mark(Status.LATE, 91), "minutes-out-of-range"),
        (session("S01"), Mark(Status.ABSENT, of="S02"), "of-only-for-makeup"),
        (session("S01"), Mark(Status.MAKEUP, of="S99"), "no-such-session"),
        (session("S01"), Mark(Status.MAKEUP, of="S02"), "nothing-to-make-up"),
    ],
)
def test_a_mark_that_cannot_be_is_refused(where: Session, wanted: Mark, code: str) -> None:
    attended = line(S02=Mark(Status.PRESENT))

    with pytest.raises(Refused) as no:
        mark(attended, where, wanted, SESSIONS)

    assert no.value.code == code


@pytest.mark.parametrize("missed", [Status.ABSENT, Status.EXCUSED, Status.UNMARKED])
def test_a_make_up_names_a_session_that_was_missed(missed: Status) -> None:
    wanted = Mark(Status.MAKEUP, reason="รอบบ่าย", of="S02")

    assert mark(line(S02=Mark(missed)), SESSIONS["S03"], wanted, SESSIONS) == wanted


def test_a_make_up_without_a_name_stands_for_the_session_it_is_in() -> None:
    attended = line(S01=Mark(Status.PRESENT))

    made = mark(attended, SESSIONS["S01"], Mark(Status.MAKEUP), SESSIONS)

    assert made == Mark(Status.MAKEUP, of="S01")


@given(
    st.builds(
        Mark,
        status=st.sampled_from([s for s in Status if s is not Status.UNMARKED]),
        minutes=st.none() | st.integers(0, 90),
        reason=st.text(max_size=9),
        of=st.sampled_from(["", "S01"]),
    )
)
def test_a_mark_reads_back_as_it_was_kept(kept: Mark) -> None:
    assert read_mark(kept.to_json()) == kept


@pytest.mark.parametrize("nothing", [None, {}])
def test_nothing_kept_reads_as_unmarked(nothing: dict[str, Any] | None) -> None:
    assert read_mark(nothing) == UNMARKED
    assert UNMARKED.to_json() is None


def test_a_line_is_unmarked_where_nobody_said_anything() -> None:
    assert line(S01=Mark(Status.LATE, 5)).mark_in("S01") == Mark(Status.LATE, 5)
    assert line().mark_in("S01") is UNMARKED


def test_the_keys_one_to_five_are_the_five_states_people_give() -> None:
    assert set(KEYS) == set(Status) - {Status.UNMARKED}
    assert len(KEYS) == 5
