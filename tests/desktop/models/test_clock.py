from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.models.clock import clock_fault

NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "newest", "fault"),
    [
        (NOW, None, None),
        (NOW, NOW - timedelta(days=400), None),
        (NOW, NOW + timedelta(hours=23), None),
        (NOW, NOW + timedelta(hours=25), "clock-behind"),
        (NOW.replace(year=2569), None, "clock-buddhist"),
        (NOW.replace(year=2569), NOW, "clock-buddhist"),
        (NOW.replace(year=1970), None, "clock-old"),
        (NOW.replace(year=1970), NOW, "clock-old"),
        (NOW.replace(year=2399), None, None),
        (NOW.replace(year=2026), None, None),
        (NOW.replace(year=2025), None, "clock-old"),
    ],
)
def test_a_clock_that_is_plainly_wrong_is_named(
    now: datetime, newest: datetime | None, fault: str | None
) -> None:
    assert clock_fault(now, newest) == fault
