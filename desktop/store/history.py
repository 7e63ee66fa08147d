"""Questions about who changed what, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.store.store import CHANGE_COLUMNS, Store, change_from
from protocol.change import Change


@dataclass(frozen=True, slots=True)
class Event:
    """One group of one row changed: who, on which device, when (UTC), from what to what.

    ``seat`` and ``session`` say whom and which session it was about, where it was about any.
    """

    at: str
    author: str
    device: str
    entity: str
    row: str
    group: str
    seat: int | None
    session: str
    old: Any
    new: Any


def history(store: Store, class_id: str, enrolment_id: str = "") -> list[Event]:
    """Everything that ever happened in a class, or to one person of it, oldest first."""
    sql = f"SELECT {CHANGE_COLUMNS} FROM changes WHERE scope = ? ORDER BY seq"
    changes = [change_from(r) for r in store.rows(sql, (f"class:{class_id}",))]
    events = _events(changes, *_places(changes))
    if not enrolment_id:
        return [event for _, event in events]
    return [event for who, event in events if who == enrolment_id]


def _places(
    changes: Iterable[Change],
) -> tuple[Mapping[str, int], Mapping[str, str], Mapping[str, Mapping[str, str]]]:
    """Read seats, session codes and cells out of the changes, so that removed rows keep them."""
    seats: dict[str, int] = {}
    codes: dict[str, str] = {}
    cells: dict[str, Mapping[str, str]] = {}
    for change in changes:
        if change.entity == "enrolment" and change.set.get("place"):
            seats[change.row] = change.set["place"]["seat"]
        elif change.entity == "session" and change.set.get("content"):
            codes[change.row] = change.set["content"]["code"]
        elif change.entity == "attendance" and change.set.get("who"):
            cells[change.row] = change.set["who"]
    return seats, codes, cells


def _events(
    changes: Iterable[Change],
    seats: Mapping[str, int],
    codes: Mapping[str, str],
    cells: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[str, Event]]:
    before: dict[str, dict[str, Any]] = defaultdict(dict)
    for change in changes:
        cell = cells.get(change.row, {})
        who = change.row if change.entity == "enrolment" else cell.get("enrolment", "")
        session = change.row if change.entity == "session" else cell.get("session", "")
        known = before[change.row]
        for group, value in change.set.items():
            if group == "who":
                continue
            old, known[group] = known.get(group), value
            yield (
                who,
                Event(
                    change.at,
                    change.author,
                    change.device,
                    change.entity,
                    change.row,
                    group,
                    seats.get(who),
                    codes.get(session, ""),
                    old,
                    value,
                ),
            )


def newest_change_at(store: Store) -> str:
    """When the last change stored here was made (UTC, ISO 8601), ``""`` in an empty store."""
    found = store.rows("SELECT at FROM changes ORDER BY seq DESC LIMIT 1")
    return str(found[0][0]) if found else ""
