"""Which desk may give certificate numbers: asked of the server, remembered in the store."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Literal

from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.store import organisation
from desktop.store.series import Holder, keep_holder
from desktop.sync.failures import Denied
from desktop.sync.remote import Remote
from protocol.wire import SeriesAsked, SeriesHeld

Want = Literal["look", "take", "take-over", "release"]

GIVING = ("admin", "facilitator")
"""The roles that may give certificate numbers."""
EVERY = timedelta(minutes=10)
"""So long an answer is good enough: an idle round stays one message."""


async def look(desk: Desk, remote: Remote) -> None:
    """Ask who holds the series in use, now and then; have it if nobody does."""
    series = organisation.numbering(desk.store).prefix
    if _is_fresh(desk, series):
        return
    try:
        held = await remote.series(SeriesAsked(series=series, want="take"))
    except Denied:
        return
    _keep(desk, series, held)


async def ask(desk: Desk, remote: Remote, want: Want) -> dict[str, object]:
    """Ask who has the series in use, or have it, and remember the answer.

    Raises ``Refused`` ``series-not-given`` where this person may not.
    """
    series = organisation.numbering(desk.store).prefix
    try:
        held = await remote.series(SeriesAsked(series=series, want=want))
    except Denied as no:
        raise Refused("series-not-given") from no
    return _keep(desk, series, held)


def _is_fresh(desk: Desk, series: str) -> bool:
    """Whether the answer is here and not old, whichever way the clock was turned since."""
    asked = desk.store.key(f"series-asked:{series}")
    if not asked or not desk.store.key(f"series:{series}"):
        return False
    return abs(desk.clock().astimezone(UTC) - datetime.fromisoformat(asked)) < EVERY


def _keep(desk: Desk, series: str, held: SeriesHeld) -> dict[str, object]:
    told = Holder(held.yours, held.person, held.label, dict(held.last))
    with desk.store.atomic():
        keep_holder(desk.store, series, told)
        desk.store.keep_key(f"series-asked:{series}", desk.clock().astimezone(UTC).isoformat())
    return {"series": series, **asdict(told)}
