"""The same attendance for every side: 178 classes of 45 people, ten sessions each, one mark each.

Everything is invented and comes out alike on every machine: a mark is a plain dict whose ids are
UUIDs, whose time is in UTC, and whose author is one of two facilitators of its class.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import TypedDict
from uuid import UUID, uuid5

CLASSES, PEOPLE, SESSIONS = 178, 45, 10
ALL = 80_000
SOME = 8_000
SEED = 34

Change = TypedDict(
    "Change",
    {
        "class": str,
        "session": str,
        "enrolment": str,
        "status": str,
        "minutes": int,
        "author": str,
        "at": str,
    },
)


def changes(count: int = ALL) -> list[Change]:
    """Give the first marks, class by class; there are 80,100.

    Raises ValueError where more are asked for.
    """
    made = list(islice(_marks(Random(SEED)), count))
    if len(made) < count:
        raise ValueError(f"there are only {len(made)} marks")
    return made


def row_id(change: Change) -> str:
    """Give the id a person's mark in a session has on every device (UUIDv5)."""
    return str(uuid5(UUID(change["session"]), change["enrolment"]))


def _marks(chance: Random) -> Iterator[Change]:
    for number in range(CLASSES):
        of = _uuid(chance)
        authors = [_uuid(chance) for _ in range(2)]
        people = [_uuid(chance) for _ in range(PEOPLE)]
        first = datetime(2026, 1, 5, 2, tzinfo=UTC) + timedelta(days=number)
        for half_day in range(SESSIONS):
            session, author = _uuid(chance), chance.choice(authors)
            begins = first + timedelta(hours=half_day // 2 * 24 + half_day % 2 * 4)
            for position, person in enumerate(people):
                status, minutes = _mark(chance)
                at = begins + timedelta(seconds=2 * position + chance.random())
                yield {
                    "class": of,
                    "session": session,
                    "enrolment": person,
                    "status": status,
                    "minutes": minutes,
                    "author": author,
                    "at": at.isoformat(timespec="milliseconds"),
                }


def _mark(chance: Random) -> tuple[str, int]:
    status = chance.choices(("present", "late", "absent", "leave"), (85, 8, 5, 2))[0]
    return status, chance.randrange(5, 60) if status == "late" else 0


def _uuid(chance: Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))
