"""Questions about the timetable of a class."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from desktop.models.timetable import Session
from desktop.store.store import Store

_SELECT = 'SELECT id, class_id, "on", start, "end", state, note, content FROM session'


def sessions(store: Store, class_id: str) -> list[Session]:
    """All blocks of a class, breaks included, in the order they happen."""
    order = 'ORDER BY "on", start, code'
    return [_session(r) for r in store.rows(f"{_SELECT} WHERE class_id = ? {order}", (class_id,))]


def sessions_on(store: Store, day: date) -> list[Session]:
    """All blocks of all classes on one day."""
    found = store.rows(f'{_SELECT} WHERE "on" = ? ORDER BY start, code', (day.isoformat(),))
    return [_session(r) for r in found]


def _session(row: Sequence[Any]) -> Session:
    content = msgspec.json.decode(row[7])
    return Session(
        id=row[0],
        class_id=row[1],
        code=content["code"],
        day=content["day"],
        on=date.fromisoformat(row[2]),
        start=row[3],
        end=row[4],
        counted=content["counted"],
        title_th=content["title_th"],
        title_en=content["title_en"],
        state=row[5],
        note=row[6],
        module=content["module"],
        objective_th=content["objective_th"],
        objective_en=content["objective_en"],
        mode=content["mode"],
        topics=tuple(content["topics"]),
        activities=tuple(content["activities"]),
        methods=tuple(content["methods"]),
    )
