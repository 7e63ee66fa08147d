"""How things stand between this device and the others, as people are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Phase = Literal["alone", "idle", "working", "offline", "trouble"]
"""``alone``: never joined a server, and that is fine. ``offline``: will be tried again by itself.
``trouble``: somebody has to do something (a new code, a new version, the clock)."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Which server this device belongs to, and as whose."""

    url: str
    server: str
    person: str
    role: str


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the status chip and the sheet behind it show.

    ``cause`` is a code (sentence ``sync.cause.<code>``) when the phase is offline or trouble;
    ``done`` of ``total`` classes have arrived in this round; ``last`` is the last whole round,
    ``next`` the next try, both aware.
    """

    phase: Phase = "alone"
    membership: Membership | None = None
    pending: int = 0
    attention: int = 0
    conflicts: int = 0
    last: datetime | None = None
    next: datetime | None = None
    cause: str = ""
    details: dict[str, object] = field(default_factory=dict)
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What one round did; the JSON value of the command ``sync``."""

    pushed: int = 0
    pulled: int = 0
    held: int = 0
    conflicts: int = 0
    still_pending: int = 0


@dataclass(frozen=True, slots=True)
class BundlePreview:
    """What a bundle would bring: shown before anything is stored.

    ``differ`` counts fields of one row that would stand as conflicts; ``known`` changes are here
    already. ``sealed`` is whether it was encrypted, ``sender`` the person as the file says, and
    ``trusted`` whether that device was known here before; ``fingerprint`` is of the sender's key,
    for comparing by telephone.
    """

    sender: str
    sender_device: str
    trusted: bool
    sealed: bool
    made: datetime
    classes: tuple[str, ...]
    new: int
    known: int
    marks: int
    differ: int
    files: int
    fingerprint: str = ""
