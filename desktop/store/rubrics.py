"""Questions about rubrics: the organisation's versions, and the one a class scores with."""

from __future__ import annotations

import msgspec

from desktop.models.refusal import Refused
from desktop.models.rubric import Rubric, read_rubric
from desktop.store.store import Store


def published(store: Store) -> list[Rubric]:
    """The versions the organisation published, the oldest first."""
    return _rubrics(store, "")


def of_class(store: Store, class_id: str) -> Rubric | None:
    """The rubric a class keeps, the newest where devices kept different ones; none before."""
    kept = _rubrics(store, class_id)
    return kept[-1] if kept else None


def _rubrics(store: Store, class_id: str) -> list[Rubric]:
    sql = "SELECT definition FROM rubric WHERE class_id = ? ORDER BY version, id"
    found = []
    for (definition,) in store.rows(sql, (class_id,)):
        try:
            found.append(read_rubric(msgspec.json.decode(definition)))
        except Refused:
            continue  # a newer program's: scored with there, kept and passed on here
    return found
