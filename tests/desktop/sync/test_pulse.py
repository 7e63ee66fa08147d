from __future__ import annotations

import pytest

from desktop.sync.pulse import (
    BUSY_SECONDS,
    FIRST_WAIT_SECONDS,
    IDLE_SECONDS,
    LATELY_SECONDS,
    LONGEST_WAIT_SECONDS,
    Pulse,
)


def failed(times: int) -> Pulse:
    pulse = Pulse()
    for _ in range(times):
        pulse.failed()
    return pulse


def test_an_idle_desk_looks_once_a_minute_and_a_busy_one_more_often() -> None:
    pulse = Pulse()
    idle = pulse.wait(0, 0.0)
    pulse.went_well(100, moved=True)

    assert idle == IDLE_SECONDS
    assert pulse.wait(101, 0.0) == BUSY_SECONDS
    assert pulse.wait(100 + LATELY_SECONDS, 0.0) == IDLE_SECONDS


def test_desks_do_not_look_all_at_once() -> None:
    assert Pulse().wait(0, 0.0) < Pulse().wait(0, 0.5) < Pulse().wait(0, 1.0)


@pytest.mark.parametrize(("failures", "most"), [(1, 4), (2, 8), (5, 64), (8, 300), (5_000, 300)])
def test_waits_double_up_to_five_minutes_drawn_anew_each_time(failures: int, most: float) -> None:
    pulse = failed(failures)

    assert pulse.wait(0, 1.0) == most
    assert pulse.wait(0, 0.5) == max(FIRST_WAIT_SECONDS, most / 2)
    assert pulse.wait(0, 0.0) == FIRST_WAIT_SECONDS
    assert pulse.wait(0, 1.0) <= LONGEST_WAIT_SECONDS


def test_what_the_server_asks_for_is_waited_for() -> None:
    assert failed(1).wait(0, 0.0, retry_after=120) == 120
    assert 120 < failed(1).wait(0, 1.0, retry_after=120) <= 140
    assert failed(8).wait(0, 1.0, retry_after=1) == LONGEST_WAIT_SECONDS


def test_a_round_that_went_well_forgets_the_failures() -> None:
    pulse = failed(9)

    pulse.went_well(0, moved=False)

    assert pulse.wait(0, 0.0) == IDLE_SECONDS
