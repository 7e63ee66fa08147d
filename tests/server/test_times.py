from __future__ import annotations

from datetime import datetime, timedelta, timezone

from server.times import stamp, utc_now


def test_times_are_written_in_utc_so_that_text_order_is_time_order() -> None:
    bangkok = datetime(2026, 3, 2, 6, 59, tzinfo=timezone(timedelta(hours=7)))

    assert stamp(bangkok) == "2026-03-01T23:59:00.000+00:00"


def test_the_clock_knows_its_zone() -> None:
    assert utc_now().utcoffset() == timedelta(0)
