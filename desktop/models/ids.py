"""Names for rows: new ones in the order of time, met ones the same on every device."""

from __future__ import annotations

from uuid import UUID, uuid5

_REGISTER = UUID("6f1d0a52-3f58-5c0e-9a52-5d2f5f1b9c11")


def uuid7(milliseconds: int, random: bytes) -> str:
    """Make a UUID of version 7 (RFC 9562) from a Unix time and ten random bytes."""
    high = (milliseconds << 16) | 0x7000 | (int.from_bytes(random[:2], "big") & 0x0FFF)
    low = (0b10 << 62) | (int.from_bytes(random[2:10], "big") & ((1 << 62) - 1))
    digits = f"{(high << 64) | low:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def attendance_row(session: str, enrolment: str) -> str:
    """Name the cell of one person in one session: UUIDv5, so that two devices meet there."""
    return str(uuid5(_REGISTER, f"{session}/{enrolment}"))
