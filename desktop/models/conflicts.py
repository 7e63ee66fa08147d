"""Conflicts: one field of one row about which people disagree, and the values to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from desktop.models.refusal import Refused
from protocol.change import Change, Json, heads

_LETTERS = 12
_SHORTEST = 4
"""How many letters of an id have to be typed; a shorter one could be meant as a number."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to choose, with whose word it is.

    ``id`` is the change that brought it, ``value`` the JSON of the group and ``shown`` the same in
    words. ``at`` is UTC, ISO 8601; ``about`` says that the clock of that device was off.
    ``device`` is an id, ``label`` what people call that device, ``""`` where nobody told.
    """

    id: str
    value: Json
    shown: str
    author: str
    device: str
    at: str
    about: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One group of fields of one row that has several values, nobody having seen the others.

    ``id`` names row and group, on all devices the same. ``name`` and ``seat`` say whom it is
    about, ``session`` is the code of the session; each is empty where it is about none.
    ``choices`` stand in the order in which the values came up, on all devices the same. ``step``
    is the number of the page of a form it is about, ``None`` for none.
    """

    id: str
    scope: str
    entity: str
    row: str
    group: str
    seat: int | None
    name: str
    session: str
    choices: tuple[Choice, ...]
    step: int | None = None


def conflict_id(scope: str, row: str, group: str) -> str:
    """Name a field of a row so that it can be typed."""
    return sha256("\x1f".join((scope, row, group)).encode()).hexdigest()[:_LETTERS]


def rivals(changes: Iterable[Change], group: str) -> list[Change]:
    """Give one change for each value that stands, the earliest by ``(n, id)``, in that order."""
    found: list[Change] = []
    for head in reversed(heads(changes, group)):
        if all(head.set.get(group) != other.set.get(group) for other in found):
            found.append(head)
    return found


def origin(
    head: Change, among: Sequence[Change], known: Mapping[str, Change], group: str
) -> Change:
    """Give the change that first said what a head says, where an undo put the question again.

    Such heads were written together, by one device at one moment, and are nobody's opinion: they
    bring back what the choice had covered. Any other head speaks for itself.
    """
    together = [h for h in among if (h.device, h.at) == (head.device, head.at)]
    if len(together) < 2:
        return head
    found: Change | None = head
    while found is not None:
        head = found
        found = _before(head, known, group)
    return head


def _before(head: Change, known: Mapping[str, Change], group: str) -> Change | None:
    """Find what stood before the choice that a head took back and says the same."""
    for choice in _covered(head, known, group):
        for former in _covered(choice, known, group):
            if former.set.get(group) == head.set.get(group):
                return former
    return None


def _covered(change: Change, known: Mapping[str, Change], group: str) -> list[Change]:
    """Give the changes one covers; smaller ``n`` only, as in the fold, so that no circle traps."""
    over = (known.get(i) for i in change.over.get(group, ()))
    return [c for c in over if c is not None and c.n < change.n]


def moment(at: str) -> datetime | None:
    """Read the time of a change, aware; ``None`` where it is none."""
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def clock_off(at: str, later: str, begun: str, now: datetime) -> bool:
    """Whether a change's time can be true only by and by.

    ``later`` is the earliest time among what the same device wrote afterwards (``""`` for
    nothing), ``begun`` the time of the first change of the scope. A time is off that lies after a
    later one, more than a day ahead of ``now``, or more than a day before there was anything.
    """
    said, after, first = moment(at), moment(later), moment(begun)
    if said is None or said > now + _DAY:
        return True
    if after is not None and after < said:
        return True
    return first is not None and said + _DAY < first <= now + _DAY


def meant(ids: Iterable[str], given: str) -> str:
    """Give the one id that is meant, or that alone begins as typed; ``""`` for none."""
    wanted = given.strip().lower()
    found = [i for i in ids if len(wanted) >= _SHORTEST and i.startswith(wanted)]
    return found[0] if len(found) == 1 else ""


def choose(conflict: Conflict, given: str) -> Choice:
    """Give the choice meant: by its id or the beginning of it, its number from 1, or its word.

    The word is the status of a mark or the value in words, if only one choice has it. Raises
    :class:`Refused` ``no-such-choice``.
    """
    wanted = given.strip().casefold()
    for found in _readings(conflict.choices, wanted):
        if len(found) == 1:
            return found[0]
    raise Refused("no-such-choice", given=given[:40], n=len(conflict.choices))


def _readings(choices: Sequence[Choice], wanted: str) -> Iterable[list[Choice]]:
    """Give what may be meant, reading by reading, the surest first."""
    yield [c for c in choices if c.id == wanted]
    yield [c for at, c in enumerate(choices, 1) if str(at) == wanted]
    yield [c for c in choices if wanted in (_status(c), c.shown.casefold())]
    yield [c for c in choices if len(wanted) >= _SHORTEST and c.id.startswith(wanted)]


def _status(choice: Choice) -> str | None:
    """Give the bare word of a value: the status of a mark, or a group that is one word."""
    value = choice.value
    if isinstance(value, dict):
        value = value.get("status")
    return value.casefold() if isinstance(value, str) else None
