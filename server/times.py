"""Times as they are stored: UTC, ISO 8601, to the millisecond, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(now: datetime) -> str:
    """Write an aware time."""
    return now.astimezone(UTC).isoformat(timespec="milliseconds")


def utc_now() -> datetime:
    """Read the machine's clock."""
    return datetime.now(UTC)
