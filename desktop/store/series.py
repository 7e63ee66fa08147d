"""Which desk gives the numbers of a series, as this device was last told; and numbers taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

import msgspec

from desktop.store.certificates import last_running
from desktop.store.store import Store

TAKEN = "held:number-taken"
SETTLED = "void:number-taken"
"""The fate of a change whose number went to another certificate, once a new one was given."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whether a series is this desk's, or else whose: the person, and what they call the device.

    ``last`` is by year (Buddhist era, as text) the greatest number given anywhere: a device that
    holds only some classes does not know the others' numbers.
    """

    yours: bool
    person: str = ""
    label: str = ""
    last: Mapping[str, int] = field(default_factory=dict)


def _name(series: str) -> str:
    return f"series:{series}"


def holder(store: Store, series: str) -> Holder | None:
    """Who gives numbers of a series, as last told; ``None`` while nobody was asked."""
    kept = store.key(_name(series))
    return msgspec.json.decode(kept, type=Holder) if kept else None


def keep_holder(store: Store, series: str, told: Holder) -> None:
    """Remember who gives numbers of a series."""
    store.keep_key(_name(series), msgspec.json.encode(asdict(told)).decode())


def last_given(store: Store, series: str, year: int) -> int:
    """The greatest number known to be given in a series and year, here or on another device."""
    told = holder(store, series)
    elsewhere = told.last.get(str(year), 0) if told else 0
    return max(last_running(store, series, year), elsewhere)


def taken(store: Store) -> list[str]:
    """The certificates whose number another desk had given already, the smallest number first."""
    sql = (
        "SELECT id FROM certificate WHERE status = 'issued' AND id IN "
        "(SELECT row FROM changes WHERE fate = ? AND entity = 'certificate') "
        "ORDER BY series, year, running, id"
    )
    return [row for (row,) in store.rows(sql, (TAKEN,))]


def settle_taken(store: Store) -> None:
    """Note of what was replaced that its old number waits for nothing any more."""
    with store.atomic():
        store.connection.execute(
            "UPDATE changes SET fate = ? WHERE fate = ? AND entity = 'certificate' "
            "AND row IN (SELECT id FROM certificate WHERE status = 'replaced')",
            (SETTLED, TAKEN),
        )
