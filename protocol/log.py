"""The ordered log of a scope, as both ends see it: points on it, and batches of changes.

A log is a chain of commits. Each has a number, ``rev``, one more than the commit before, and a
hash over everything up to it; both together are a *point*. Two logs that share a point are equal
up to there.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Annotated

import msgspec

from protocol.chain import digest, erase
from protocol.change import Change, Json


class Point(msgspec.Struct, frozen=True, array_like=True):
    """A place in a scope's log: the commit's number and the hash of all up to it."""

    rev: int
    hash: str


GENESIS = Point(0, "")
"""Before the first commit; every log contains it."""


def following(point: Point, ids_and_digests: Iterable[tuple[str, str]]) -> Point:
    """Give the point after one more commit: its hash covers the former one, ids and digests."""
    said = sha256(point.hash.encode())
    said.update("".join(f"\n{id_}:{digest_}" for id_, digest_ in ids_and_digests).encode())
    return Point(point.rev + 1, said.hexdigest())


def ladder(points: Sequence[Point]) -> list[Point]:
    """Choose from known points, ascending, the newest and ever sparser ones before it, descending.

    With them the other end finds a common point in one answer, at most twice as far back as
    needed.
    """
    chosen, step, at = [], 1, len(points) - 1
    while at >= 0:
        chosen.append(points[at])
        at -= step
        step *= 2
    return chosen


class BadBatch(ValueError):
    """A batch that cannot be read: cut, altered, or larger than allowed when inflated."""


Number = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
"""What every program and database on the way can count to."""


class _Line(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """A change within a batch; the scope is the batch's.

    ``prev`` is ``None`` where it is the digest of the line before, which is nearly always.
    """

    id: str
    entity: str
    row: str
    set: Mapping[str, Json]
    over: Mapping[str, tuple[str, ...]]
    salt: Mapping[str, str]
    n: Number
    author: str
    device: str
    at: str
    schema: Number
    prev: str | None = None
    erased: Mapping[str, str] = {}


_lines = msgspec.msgpack.Decoder(list[_Line])
_encode = msgspec.msgpack.Encoder().encode
_LEVEL = 3


def pack(changes: Sequence[Change], digests: Mapping[str, str] | None = None) -> bytes:
    """Pack changes of one scope for the wire or a file. ``digests`` by id spares working them out.

    A change carries about 100 bytes of chance (id, salt, row); most of the rest is repetition,
    which deflate takes out. The chain's digests follow from the changes before them.
    """
    known = digests or {}
    lines: list[_Line] = []
    before: str | None = None
    for c in changes:
        prev = None if c.prev == before else c.prev
        lines.append(
            _Line(
                c.id, c.entity, c.row, c.set, c.over, c.salt, c.n, c.author, c.device, c.at,
                c.schema, prev, c.erased,
            )
        )  # fmt: skip
        before = known.get(c.id) or digest(c)
    return zlib.compress(_encode(lines), _LEVEL)


def unpack(
    scope: str, body: bytes, most_bytes: int = 64_000_000
) -> tuple[list[Change], dict[str, str]]:
    """Give the changes of a batch and their digests by id, all worked out anew.

    ``most_bytes`` is how large the batch may become when inflated. Raises :class:`BadBatch`.
    """
    changes: list[Change] = []
    digests: dict[str, str] = {}
    before = ""
    try:
        for line in _lines.decode(_inflate(body, most_bytes)):
            change = _change(scope, line, before)
            before = digests[change.id] = digest(change)
            changes.append(change)
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, RecursionError) as error:
        if isinstance(error, BadBatch):
            raise
        raise BadBatch("unreadable") from error
    return changes, digests


def _inflate(body: bytes, most_bytes: int) -> bytes:
    unzip = zlib.decompressobj()
    try:
        plain = unzip.decompress(body, most_bytes)
    except zlib.error as error:
        raise BadBatch("unreadable") from error
    if unzip.unconsumed_tail:
        raise BadBatch("too-large")
    if not unzip.eof or unzip.unused_data:
        raise BadBatch("unreadable")
    return plain


def _change(scope: str, line: _Line, before: str) -> Change:
    return Change(
        id=line.id,
        scope=scope,
        entity=line.entity,
        row=line.row,
        set=line.set,
        over=line.over,
        salt=line.salt,
        n=line.n,
        author=line.author,
        device=line.device,
        at=line.at,
        schema=line.schema,
        prev=before if line.prev is None else line.prev,
        erased=line.erased,
    )


ERASURE = "erasure"
"""The entity of a change that erases: its ``row`` is the row erased, its group ``groups`` names
which groups, ``null`` standing for all. It travels like any change and always wins."""


def erasures(changes: Iterable[Change]) -> dict[str, set[str] | None]:
    """Give which rows the changes of a scope erase: row to groups, ``None`` meaning all."""
    found: dict[str, set[str] | None] = {}
    for change in changes:
        if change.entity != ERASURE:
            continue
        named = change.set.get("groups")
        if not isinstance(named, list):
            found[change.row] = None
        elif (known := found.get(change.row, set())) is not None:
            found[change.row] = known | set(named)
    return found


def without(change: Change, gone: Mapping[str, set[str] | None]) -> Change:
    """Give a change without what erasures take out of its row."""
    if change.row not in gone or change.entity == ERASURE:
        return change
    groups = gone[change.row]
    return erase(change, change.set if groups is None else groups)
