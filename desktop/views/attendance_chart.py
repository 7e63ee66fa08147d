"""Attendance session by session, as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.actions.figures import SessionFigures
from desktop.models.attendance import Status
from desktop.models.wording import Words
from desktop.views.chart_data import Bar, ChartData, Pattern, Series

_PATTERNS: tuple[tuple[Status, Pattern], ...] = (
    (Status.PRESENT, "solid"),
    (Status.LATE, "slant"),
    (Status.MAKEUP, "dots"),
    (Status.EXCUSED, "flat"),
    (Status.ABSENT, "cross"),
    (Status.UNMARKED, "hollow"),
)


def attendance_chart(figures: Sequence[SessionFigures], words: Words) -> ChartData:
    """Stack the states of every session; sessions of one day stand together."""
    days = list(dict.fromkeys(f.session.on for f in figures))
    return ChartData(
        title=words("results.attendance_chart"),
        first=words("results.session"),
        series=tuple(
            Series(
                status.value,
                words(f"state.{status.value}"),
                "edge" if status is Status.UNMARKED else status.value,
                pattern,
            )
            for status, pattern in _PATTERNS
        ),
        bars=tuple(
            Bar(
                f.session.code,
                tuple(f.counts[status] for status, _ in _PATTERNS),
                words("results.day", n=days.index(f.session.on) + 1),
                f"{f.session.code} {f.session.title(words.language)}",
            )
            for f in figures
        ),
    )
