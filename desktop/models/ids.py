"""Names for rows: new ones in the order of time, met ones the same on every device."""

from __future__ import annotations

from uuid import UUID, uuid5

_REGISTER = UUID("6f1d0a52-3f58-5c0e-9a52-5d2f5f1b9c11")


def uuid7(milliseconds: int, random: bytes) -> str:
    """Make a UUID of version 7 (RFC 9562) from a Unix time and ten random bytes."""
    time, chance = f"{milliseconds:012x}", random.hex()
    variant = "89ab"[random[9] & 3]
    return f"{time[:8]}-{time[8:]}-7{chance[:3]}-{variant}{chance[3:6]}-{chance[6:18]}"


def attendance_row(session: str, enrolment: str) -> str:
    """Name the cell of one person in one session: UUIDv5, so that two devices meet there."""
    return str(uuid5(_REGISTER, f"{session}/{enrolment}"))
