"""A lockout: five wrong tries in a row lock for a minute, and a restart is no way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import ceil

import msgspec

from desktop.desk import Desk
from desktop.models.refusal import Refused

WRONG = 5
"""So many wrong tries in a row lock."""
LOCKED_SECONDS = 60


class _Tries(msgspec.Struct, frozen=True):
    """How many tries were wrong in a row, and until when (UTC) none is taken."""

    wrong: int = 0
    until: datetime | None = None


def attempt(
    desk: Desk,
    key: str,
    right: Callable[[], bool],
    *,
    wrong: Callable[[int], Refused],
    locked: Callable[[int], Refused],
) -> None:
    """Take one try; ``key`` says in the store which tries are counted together.

    ``right`` is asked only where a try is taken. Raises what ``wrong`` gives for the tries that
    are left, or what ``locked`` gives for the seconds to wait.
    """
    tries, now = _tries(desk, key), desk.clock().astimezone(UTC)
    if wait := _wait(tries, now):
        raise locked(wait)
    if right():
        if tries.wrong:
            forgive(desk, key)
        return
    count = (0 if tries.until else tries.wrong) + 1
    if count < WRONG:
        _keep(desk, key, _Tries(count))
        raise wrong(WRONG - count)
    _keep(desk, key, _Tries(count, now + timedelta(seconds=LOCKED_SECONDS)))
    raise locked(LOCKED_SECONDS)


def forgive(desk: Desk, key: str) -> None:
    """Forget the wrong tries that were counted under a key."""
    _keep(desk, key, _Tries())


def _wait(tries: _Tries, now: datetime) -> int:
    """Give the seconds still to wait; a clock that was set back makes nobody wait for days."""
    left = (tries.until - now).total_seconds() if tries.until else 0
    return ceil(left) if 0 < left <= LOCKED_SECONDS else 0


def _tries(desk: Desk, key: str) -> _Tries:
    kept = desk.store.key(key)
    return msgspec.json.decode(kept, type=_Tries) if kept else _Tries()


def _keep(desk: Desk, key: str, tries: _Tries) -> None:
    desk.store.keep_key(key, msgspec.json.encode(tries).decode())
