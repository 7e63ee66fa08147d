"""The messages between desktop and server. Each may be sent twice without harm.

They travel as MessagePack or JSON, as the ``Content-Type`` says; batches of changes inside them
are packed by :mod:`protocol.log` either way. Fields that an older version does not know are
passed over. Every answer that is no success is a :class:`Problem`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from protocol.change import Change
from protocol.log import GENESIS, Point

NEWEST = 1
"""The protocol this version speaks."""
OLDEST = 1
"""The oldest protocol this version still understands."""

Id = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9:._-]+$(?!\n)")]
Key = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
Digest = Key
Signature = Annotated[str, Meta(pattern=r"^[0-9a-f]{128}$(?!\n)")]
Label = Annotated[str, Meta(max_length=200)]
Count = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
Points = Annotated[list[Point], Meta(min_length=1, max_length=64)]

Role = Literal["admin", "facilitator", "scorer", "viewer"]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was not done. ``code`` finds the sentence on the desktop.

    ``retry_after`` is in seconds. Codes: ``bad-request``, ``too-large``, ``too-many``,
    ``no-session``, ``session-locked``, ``revoked``, ``unknown-device``, ``bad-code``,
    ``code-spent``, ``key-mismatch``, ``forbidden``, ``not-found``, ``old-protocol``, ``busy``.
    """

    code: str
    detail: str = ""
    retry_after: int | None = None


class Enrol(msgspec.Struct, frozen=True, kw_only=True):
    """Ask to join with a one-time code.

    ``key`` (Ed25519) and ``box`` (X25519) are raw public keys as hex; ``proof`` is the signature
    of :func:`enrol_text`. ``authors`` are the names this device has signed changes with so far.
    """

    code: Annotated[str, Meta(min_length=4, max_length=40)]
    device: Id
    key: Key
    box: Key
    proof: Signature
    label: Label = ""
    authors: Annotated[list[Label], Meta(max_length=100)] = []


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """Who this device belongs to from now on. ``server`` names the server for good."""

    server: str
    person: str
    role: Role


class Challenge(msgspec.Struct, frozen=True, kw_only=True):
    """Ask for a nonce to sign."""

    device: Id


class Nonce(msgspec.Struct, frozen=True, kw_only=True):
    """A nonce, good for one session within a minute."""

    nonce: str
    server: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Open a session: ``signature`` is over :func:`session_text`."""

    device: Id
    nonce: Annotated[str, Meta(max_length=200)]
    signature: Signature


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """An opaque token for the ``Authorization: Bearer`` header; hello gives the next one."""

    token: str
    expires_in: int


class Successor(msgspec.Struct, frozen=True, kw_only=True):
    """A device goes on under a new id: it was cloned or restored.

    Proof as in :class:`Enrol`, with the former device id in the place of the code.
    """

    device: Id
    key: Key
    box: Key
    proof: Signature


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one request may hold."""

    changes: int = 5_000
    body_bytes: int = 8_000_000
    inflated_bytes: int = 64_000_000
    parts: int = 500
    blob_bytes: int = 64_000_000
    piece_bytes: int = 1_000_000


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """The first message of every round; with nothing to do it is the only one.

    ``scopes`` names, for every scope on the device, the newest point the server ever told it.
    """

    oldest: int = OLDEST
    newest: int = NEWEST
    pending: Count = 0
    held: Count = 0
    conflicts: Count = 0
    scopes: Annotated[dict[Id, Point], Meta(max_length=100_000)] = {}


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A device others may meet: in conflicts, in bundles."""

    id: str
    person: str
    label: str
    key: str
    box: str
    revoked: bool = False


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """What the server says first. ``scopes`` holds only the tips that differ from what was told.

    ``now`` is the server's time (UTC, ISO 8601); ``token`` replaces the one used. ``gone`` are
    scopes of the request that this person may not read (any more).
    """

    protocol: int
    server: str
    person: str
    role: Role
    now: str
    token: str
    limits: Limits
    scopes: dict[str, Point] = {}
    gone: list[str] = []
    devices: list[Device] = []


class Voucher(msgspec.Struct, frozen=True, kw_only=True):
    """A device's word for its own changes, whoever carries them.

    ``digests`` are the raw digests of the changes vouched for, 32 bytes each, ascending; empty
    within a commit or a push: there it stands for all changes of that device in the batch.
    """

    device: Id
    signature: Signature
    digests: bytes = b""


class Commit(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a scope's log: a packed batch, who brought it and who vouches for it."""

    rev: int
    hash: str
    device: str
    at: str
    body: bytes
    vouchers: list[Voucher] = []


class PushPart(msgspec.Struct, frozen=True, kw_only=True):
    """Changes for one scope. ``known``: the newest point told, if asked also earlier ones."""

    scope: Id
    known: Points
    body: bytes
    vouchers: Annotated[list[Voucher], Meta(max_length=1_000)] = []


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """Bring changes, of several scopes at once."""

    parts: Annotated[list[PushPart], Meta(min_length=1, max_length=500)]


Verdict = Literal["duplicate", "held", "rejected"]


class Fate(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a change that was not simply applied, and why.

    Reasons of ``held`` (may be taken later): ``not-your-class``, ``not-your-work``, ``org-rights``,
    ``author``, ``unknown-device``, ``not-vouched``, ``revoked-device``, ``number-taken``,
    ``not-your-sheet``.
    Reasons of ``rejected`` (never): ``too-long``, ``too-deep``, ``bad-number``, ``altered``.
    """

    verdict: Verdict
    reason: str = ""


class PushedPart(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one scope's changes; ids not in ``fates`` were applied.

    ``diverged`` is the newest common point when the log does not contain the newest known one:
    then nothing was done. ``prior`` and ``tip`` are the log before and after.
    """

    scope: str
    prior: Point = GENESIS
    tip: Point = GENESIS
    fates: dict[str, Fate] = {}
    diverged: Point | None = None


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a push, part by part in the order asked."""

    parts: list[PushedPart]


class PullPart(msgspec.Struct, frozen=True, kw_only=True):
    """Ask for what follows a point of one scope."""

    scope: Id
    known: Points


class Pull(msgspec.Struct, frozen=True, kw_only=True):
    """Ask for what is new, of several scopes at once, within about ``most_bytes``."""

    parts: Annotated[list[PullPart], Meta(min_length=1, max_length=500)]
    most_bytes: Annotated[int, Meta(ge=1, le=64_000_000)] = 2_000_000


class PulledPart(msgspec.Struct, frozen=True, kw_only=True):
    """Whole commits after the known point, ascending; more follow while the last is not ``tip``.

    ``forbidden``: this person may not read the scope.
    """

    scope: str
    tip: Point = GENESIS
    commits: list[Commit] = []
    diverged: Point | None = None
    forbidden: bool = False


class Pulled(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a pull. A scope that found no more room has no commits but its tip."""

    parts: list[PulledPart]


class BlobsAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Which of these files does the server lack, and from which byte on."""

    scope: Id
    names: Annotated[list[Digest], Meta(max_length=1_000)]


class BlobsWanted(msgspec.Struct, frozen=True, kw_only=True):
    """The files not wholly there, with the number of bytes that are."""

    wanted: dict[str, int]


class BlobKept(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a file is there now, and whether it is whole and is what its name says."""

    received: int
    whole: bool


class SeriesAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Ask about a series of certificate numbers.

    ``take``: have it if it is free; ``take-over``: have it whoever holds it; ``release``.
    """

    series: Annotated[str, Meta(max_length=40)]
    want: Literal["look", "take", "take-over", "release"] = "look"


class SeriesHeld(msgspec.Struct, frozen=True, kw_only=True):
    """Which desk may give numbers of a series: ``yours``, or whose it is; ``last`` per year."""

    series: str
    yours: bool
    device: str = ""
    person: str = ""
    label: str = ""
    last: dict[str, int] = {}


def enrol_text(code: str, device: str, key: str, box: str) -> bytes:
    """What a device signs to prove that it has the key it brings."""
    return "\n".join(("workshop-desk enrol 1", code, device, key, box)).encode()


def session_text(server: str, device: str, nonce: str) -> bytes:
    """What a device signs to open a session."""
    return "\n".join(("workshop-desk session 1", server, device, nonce)).encode()


def voucher_text(scope: str, device: str, digests: bytes) -> bytes:
    """What a device signs to vouch for its changes: raw digests, ascending."""
    return "\n".join(("workshop-desk voucher 1", scope, device, "")).encode() + digests


def sorted_digests(digests: list[str]) -> bytes:
    """Put digests into the form that vouchers are signed over."""
    return b"".join(sorted(map(bytes.fromhex, digests)))


def spelled_out(
    vouchers: Iterable[Voucher], changes: Sequence[Change], digests: Mapping[str, str]
) -> list[Voucher]:
    """Name the digests of vouchers that stand for all of their device's changes in a batch."""
    own: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        own[change.device].append(digests[change.id])
    return [
        v
        if v.digests
        else Voucher(device=v.device, signature=v.signature, digests=sorted_digests(own[v.device]))
        for v in vouchers
    ]
