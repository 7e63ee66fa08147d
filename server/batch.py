"""A push's part as it was sent, read before any lock is taken."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from protocol.change import Change
from protocol.log import BadBatch, unpack
from protocol.wire import PushPart


@dataclass(frozen=True, slots=True)
class Batch:
    """The changes of a part, and their digests by id."""

    part: PushPart
    changes: Sequence[Change]
    digests: Mapping[str, str]


def read_batch(part: PushPart, inflated_bytes: int) -> Batch:
    """Read a part. Raises :class:`protocol.log.BadBatch`.

    The same id twice is refused: one change could be judged and the other stored.
    """
    changes, digests = unpack(part.scope, part.body, inflated_bytes)
    if len(digests) < len(changes):
        raise BadBatch("twice")
    return Batch(part, changes, digests)


def inflated(body: bytes, most_bytes: int) -> int:
    """Give how large a body that could be read was, ``most_bytes`` at most."""
    return len(zlib.decompressobj().decompress(body, most_bytes))
