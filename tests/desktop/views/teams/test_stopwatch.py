from __future__ import annotations

import pytest

from desktop.views.teams.stopwatch import Phase, Stopwatch, phase


def test_only_running_time_counts() -> None:
    moments = iter([0.0, 10.0, 100.0, 105.0, 106.0])
    watch = Stopwatch(lambda: next(moments))

    watch.start()
    watch.pause()
    watch.start()
    first, second = watch.elapsed, watch.elapsed

    assert (first, second) == (15.0, 16.0)


def test_starting_twice_is_starting_once() -> None:
    now = [0.0]
    watch = Stopwatch(lambda: now[0])

    watch.start()
    now[0] = 5.0
    watch.start()

    assert watch.elapsed == 5.0


@pytest.mark.parametrize(
    ("elapsed", "given", "expected"),
    [
        (0, 420, Phase.CALM),
        (299.9, 420, Phase.CALM),
        (300, 420, Phase.SOON),
        (419.9, 420, Phase.SOON),
        (420, 420, Phase.OVER),
        (29, 60, Phase.CALM),
        (30, 60, Phase.SOON),
    ],
)
def test_two_minutes_before_the_end_time_is_short(
    elapsed: float, given: float, expected: Phase
) -> None:
    assert phase(elapsed, given) is expected
