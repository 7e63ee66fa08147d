"""Questions about who changed what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.store import Store
from protocol.change import Change, Json

ABOUT = {
    "attendance": "who",
    "certificate": "issue",
    "work": "who",
    "version": "sent",
    "attachment": "file",
    "member": "in",
}
"""The group of each entity that says whom, and maybe which session, its rows are about."""


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
    """Everything that ever happened in a class, or to one person of it, oldest first.

    Older is what the other's author had seen, or else what has the smaller number: the order is
    the same on all devices, whatever their clocks said and by which way the changes came.
    """
    sql = f"SELECT {CHANGE_COLUMNS} FROM changes WHERE scope = ? ORDER BY n, at, id"
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
        elif isinstance(about := change.set.get(ABOUT.get(change.entity, "")), dict):
            cells[change.row] = about
    return seats, codes, cells


def _events(
    changes: Iterable[Change],
    seats: Mapping[str, int],
    codes: Mapping[str, str],
    cells: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[str, Event]]:
    known: dict[str, Change] = {}
    for change in changes:
        known[change.id] = change
        cell = cells.get(change.row, {})
        who = change.row if change.entity == "enrolment" else cell.get("enrolment", "")
        session = change.row if change.entity == "session" else cell.get("session", "")
        for group, value in change.set.items():
            if group == "who":
                continue
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
                    _brief(_seen(change, group, known)),
                    _brief(value),
                ),
            )


def _brief(value: Json) -> Json:
    """Leave out the document of what was sent, and the rubric of a score sheet: pages of text."""
    if isinstance(value, dict):
        return {key: part for key, part in value.items() if key not in ("document", "rubric")}
    return value


def _seen(change: Change, group: str, known: Mapping[str, Change]) -> Json:
    """Give the value that stood on the author's screen: others may have set it otherwise by then.

    Of several covered at once that is the one with the greatest ``(n, id)``, as in the fold.
    """
    covered = [known[i] for i in change.over.get(group, ()) if i in known]
    shown = max(covered, key=lambda c: (c.n, c.id), default=None)
    return shown.set.get(group) if shown else None


def newest_change_at(store: Store) -> str:
    """When this device last changed anything (UTC, ISO 8601), ``""`` before it did.

    What came from others says nothing about the clock of this one.
    """
    sql = "SELECT at FROM changes WHERE device = ? ORDER BY seq DESC LIMIT 1"
    found = store.rows(sql, (store.key("device") or "",))
    return str(found[0][0]) if found else ""
