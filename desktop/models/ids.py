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


def met_row(kind: str, *parts: str) -> str:
    """Name a row where several devices meet: UUIDv5 of what it is and whose."""
    return str(uuid5(_REGISTER, "/".join((kind, *parts))))


def work_row(enrolment: str, form: str) -> str:
    """Name one person's work on one form."""
    return met_row("work", enrolment, form)


def form_row(scope: str, code: str) -> str:
    """Name a form as a class runs it, or (scope ``org``) as the organisation edited it."""
    return met_row("form", scope, code)


def member_row(class_id: str, enrolment: str) -> str:
    """Name a person's place in the groups of a class: everybody is in one group at most."""
    return met_row("member", class_id, enrolment)


def project_row(team: str) -> str:
    """Name the prototype project of a group."""
    return met_row("project", team)


def score_row(project: str, scorer: str, number: int) -> str:
    """Name a scorer's sheet on a project; ``number`` counts their corrections from 1."""
    return met_row("score", project, scorer.strip().casefold(), str(number))


def waiver_row(project: str, scorer: str) -> str:
    """Name the leave of a scorer to score people of their own agency."""
    return met_row("waiver", project, scorer.strip().casefold())
