"""How matters stand between this device and the others, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from desktop.models.dates import show_date, show_time
from desktop.models.syncing import SyncState
from desktop.models.wording import Words
from desktop.views.ui import Tone, Ui


class Part(NamedTuple):
    """A few words of the chip; where there is little room those of the least ``weight`` go."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What the chip says; ``tone`` is only the last of three ways, after ``icon`` and words."""

    parts: tuple[Part, ...]
    icon: str
    tone: Tone | None = None

    def ways(self) -> list[str]:
        """Give ever shorter ways to say it; the last says the one thing that must be seen."""
        parts, ways = list(self.parts), []
        while parts:
            ways.append(" · ".join(part.text for part in parts))
            parts.remove(min(parts, key=lambda part: part.weight))
        return ways


def network_state(ui: Ui) -> SyncState:
    """Give how things stand; without a network this device is alone, and that is fine."""
    return SyncState() if ui.network is None else ui.network.state()


def standing(words: Words, state: SyncState, now: Callable[[], datetime]) -> Standing:
    """Say it in the few words there is room for beside the search."""
    urgent = [
        Part(words(f"meeting.chip.{name}", n=n), 6 - at)
        for at, (name, n) in enumerate(
            (("conflicts", state.conflicts), ("attention", state.attention))
        )
        if n
    ]
    doubtful = bool(urgent) or state.phase == "trouble"
    parts = (
        Part(words("meeting.chip.saved"), 2),
        *_traffic(words, state),
        *_last(words, state, now),
        *urgent,
    )
    return Standing(parts, _icon(state, doubtful), "warning" if doubtful else None)


def _traffic(words: Words, state: SyncState) -> list[Part]:
    """Say what is under way, and what waits; a device that is alone has nobody to send to."""
    said = []
    match state.phase:
        case "alone":
            return []
        case "trouble":
            said = [Part(words("meeting.chip.trouble"), 4)]
        case "offline":
            said = [Part(words("meeting.chip.offline"), 1)]
        case "working" if state.total:
            arriving = words("meeting.chip.arriving", done=state.done, total=state.total)
            return [Part(arriving, 3)]
        case "working":
            said = [Part(words("meeting.chip.working"), 1)]
    if state.pending:
        said.append(Part(words("meeting.chip.pending", n=state.pending), 3))
    return said


def _last(words: Words, state: SyncState, now: Callable[[], datetime]) -> list[Part]:
    if state.phase in ("alone", "working") or state.last is None:
        return []
    return [Part(words("meeting.chip.last", time=moment(words, state.last, now())), 0)]


def _icon(state: SyncState, doubtful: bool) -> str:
    if doubtful:
        return "triangle-alert"
    known = {"alone": "database", "working": "refresh-cw", "offline": "wifi-off"}
    return known.get(state.phase, "cloud")


def headline(words: Words, state: SyncState, now: datetime) -> str:
    """Say in one sentence how things stand, for the top of the sheet."""
    match state.phase:
        case "alone":
            return words("meeting.now.alone")
        case "working" if state.total:
            return words("meeting.now.arriving", done=state.done, total=state.total)
        case "working":
            return words("meeting.now.working")
        case "offline":
            return words("meeting.now.offline")
        case "trouble":
            return words("meeting.now.trouble")
    if state.pending:
        return words("meeting.now.pending", n=state.pending)
    if state.last is None:
        return words("meeting.now.idle")
    return words("meeting.now.sent", time=moment(words, state.last, now))


def cause(words: Words, state: SyncState) -> str:
    """Say why nothing travels just now; empty where all is well."""
    key = f"sync.cause.{state.cause}"
    if not state.cause:
        return ""
    if not words.has(key):
        return words("meeting.cause", code=state.cause)
    return words(key, **state.details)


def next_try(words: Words, state: SyncState, now: datetime) -> str:
    """Say when it will be tried again by itself."""
    if state.phase != "offline":
        return ""
    if state.next is None:
        return words("meeting.next.soon")
    seconds = (state.next - now).total_seconds()
    if seconds <= 5:
        return words("meeting.next.soon")
    if seconds < 90:
        return words("meeting.next.seconds", n=max(1, round(seconds)))
    return words("meeting.next.minutes", n=round(seconds / 60))


def moment(words: Words, at: datetime, now: datetime) -> str:
    """Write a time of today alone, any other with its day."""
    local = at.astimezone(now.tzinfo)
    time = show_time(local.time(), words.language, words.digits)
    if local.date() == now.date():
        return time
    return f"{show_date(local.date(), words.language, words.digits)} {time}"
