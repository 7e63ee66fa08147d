"""The bundle: changes and files of one device in one file, signed, and sealed for its readers.

Layout: magic, version, length of the cover, the cover, the body, the sender's signature over all
of that, and an end mark without which a file was cut. The body is a row of records, each with its
length before it; in a sealed bundle it is cut into chunks and encrypted (:mod:`protocol.sealing`).
Who sent it for what stands inside the body, so that a sealed bundle tells a finder nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256, sha512
from typing import Annotated, BinaryIO, Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Meta

from protocol.sealing import TAG, BadBundle, Chunks, Locked, payload_key
from protocol.wire import Digest, Id, Key, Label, Voucher

MAGIC = b"\x89WDB\r\n\x1a\n"
END = b"\x1a\nWDBend"
VERSION = 1
SUFFIX = ".wdb"

CHUNK = 65_536
"""Plain bytes in one chunk of the body."""
MOST_COVER = 1_000_000
MOST_RECORD = 16_000_000
MOST_FILE = 64_000_000
PIECE = 1_000_000
MOST_INFLATION = 100
"""A batch may inflate to so many times its size; an honest one of thousands of changes does ten."""

Kind = Literal["signed", "passphrase", "recipients"]
_TRAILER = 64 + len(END)
_HEAD = len(MAGIC) + 2 + 4


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """What anybody can read: which device signed, and how the body is locked.

    ``salt`` is drawn for every file: no two bodies have one key, though their locks be the same.
    """

    salt: Annotated[bytes, Meta(min_length=16, max_length=16)]
    device: Id
    key: Key
    kind: Kind
    locked: Locked | None = None


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """A scope inside, with its class's code for people."""

    scope: Id
    code: Label = ""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The first record: who sends what. ``made`` is the sender's clock, UTC, ISO 8601."""

    person: Label
    label: Label
    box: Key
    made: Annotated[str, Meta(max_length=40)]
    contents: Annotated[list[Content], Meta(max_length=100_000)] = []


class Part(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A packed batch of one scope and who vouches for it, as in a push.

    Vouchers that name digests may also be for later parts of the same scope.
    """

    scope: Id
    body: bytes
    vouchers: Annotated[list[Voucher], Meta(max_length=100_000)] = []


class File(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A file begins; its pieces follow."""

    name: Digest
    size: Annotated[int, Meta(ge=0, le=MOST_FILE)]


class Piece(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The next bytes of the file that began last."""

    data: bytes


class End(msgspec.Struct, frozen=True, tag=True):
    """Nothing follows."""


Record = Manifest | Part | File | Piece | End
_record = msgspec.msgpack.Decoder(Record)
_cover = msgspec.msgpack.Decoder(Cover)
_encode = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True)
class Sealed:
    """How a body is to be locked: the key of the file, and the locks that hold it."""

    kind: Kind
    key: bytes = b""
    locked: Locked | None = None


class Writer:
    """Writes a bundle record by record; holds no more than a chunk."""

    def __init__(
        self, write: Callable[[bytes], object], device: str, key: Ed25519PrivateKey, sealed: Sealed
    ) -> None:
        self._write, self._key, self._hash = write, key, sha512()
        public = key.public_key().public_bytes_raw().hex()
        salt, kind, locked = os.urandom(16), sealed.kind, sealed.locked
        cover = _encode(Cover(salt=salt, device=device, key=public, kind=kind, locked=locked))
        self._out(MAGIC + VERSION.to_bytes(2) + len(cover).to_bytes(4) + cover)
        self._chunks = _chunks(sealed.key, cover)
        self._waiting = bytearray()

    def add(self, record: Record) -> None:
        """Append a record."""
        raw = _encode(record)
        self._waiting += len(raw).to_bytes(4) + raw
        # One chunk is held back: only the end knows which one is the last.
        while len(self._waiting) > CHUNK:
            self._chunk(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def file(self, data: bytes) -> None:
        """Append a file."""
        self.add(File(name=sha256(data).hexdigest(), size=len(data)))
        for begin in range(0, len(data), PIECE):
            self.add(Piece(data=data[begin : begin + PIECE]))

    def close(self) -> None:
        """Write the end and the signature."""
        self.add(End())
        self._chunk(bytes(self._waiting), last=True)
        self._write(self._key.sign(_signed(self._hash.digest())) + END)

    def _chunk(self, plain: bytes, *, last: bool) -> None:
        self._out(self._chunks.seal(plain, last=last) if self._chunks else plain)

    def _out(self, raw: bytes) -> None:
        self._hash.update(raw)
        self._write(raw)


@dataclass(frozen=True, slots=True)
class Examined:
    """A bundle whose signature is good: its cover, as read and as bytes, and where its body is."""

    cover: Cover
    raw: bytes
    begin: int
    end: int
    digest: bytes


def trailer(source: BinaryIO) -> bytes:
    """Give what a whole bundle ends with, its signature: enough to know it by.

    Raises :class:`BadBundle` ``cut`` without reading the rest.
    """
    size = source.seek(0, 2)
    source.seek(max(0, size - _TRAILER))
    found = source.read(_TRAILER)
    if size < _HEAD + _TRAILER or not found.endswith(END):
        raise BadBundle("cut")
    return found


def examine(source: BinaryIO) -> Examined:
    """Read a bundle through and check its signature; of its body nothing is kept.

    Raises :class:`BadBundle`: ``no-bundle``, ``newer``, ``cut``, ``altered``.
    """
    cover, raw = _read_cover(source)
    begin = source.tell()
    ending = trailer(source)
    end = source.tell() - _TRAILER
    if end < begin:
        raise BadBundle("cut")
    source.seek(0)
    hashed = sha512()
    for block in _blocks(source, end, 1 << 20):
        hashed.update(block)
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(cover.key))
        key.verify(ending[:64], _signed(hashed.digest()))
    except (InvalidSignature, ValueError) as error:
        raise BadBundle("altered") from error
    return Examined(cover, raw, begin, end, hashed.digest())


def records(source: BinaryIO, bundle: Examined, key: bytes = b"") -> Iterator[Record]:
    """Give the records of an examined bundle one by one, up to its end.

    ``key`` is the file's, from :mod:`protocol.sealing`. Raises :class:`BadBundle` ``altered``,
    at the end also when the file changed since it was examined: whoever stored anything until
    then takes it back.
    """
    hashed = sha512()
    source.seek(0)
    hashed.update(source.read(bundle.begin))
    ended = False
    for raw in _frames(_plain(source, bundle, key, hashed.update)):
        if ended:
            raise BadBundle("altered")
        try:
            record = _record.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadBundle("altered") from error
        ended = isinstance(record, End)
        if not ended:
            yield record
    if not ended or hashed.digest() != bundle.digest:
        raise BadBundle("altered")


def _plain(
    source: BinaryIO, bundle: Examined, key: bytes, seen: Callable[[bytes], object]
) -> Iterator[bytes]:
    chunks = _chunks(key, bundle.raw)
    size = CHUNK + TAG if chunks else CHUNK
    for block in _blocks(source, bundle.end, size):
        seen(block)
        yield chunks.open(block, last=source.tell() >= bundle.end) if chunks else block


def _frames(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Cut a stream of bytes into records by the lengths before them."""
    waiting = bytearray()
    for block in blocks:
        waiting += block
        while len(waiting) >= 4:
            size = int.from_bytes(waiting[:4])
            if size > MOST_RECORD:
                raise BadBundle("altered")
            if len(waiting) < 4 + size:
                break
            yield bytes(waiting[4 : 4 + size])
            del waiting[: 4 + size]
    if waiting:
        raise BadBundle("altered")


def _blocks(source: BinaryIO, end: int, size: int) -> Iterator[bytes]:
    """Give the bytes from here to ``end``."""
    while (left := end - source.tell()) > 0:
        block = source.read(min(size, left))
        if not block:
            raise BadBundle("cut")
        yield block


def _read_cover(source: BinaryIO) -> tuple[Cover, bytes]:
    source.seek(0)
    head = source.read(_HEAD)
    if not head.startswith(MAGIC):
        raise BadBundle("cut" if MAGIC.startswith(head) else "no-bundle")
    if len(head) < _HEAD:
        raise BadBundle("cut")
    if int.from_bytes(head[8:10]) != VERSION:
        raise BadBundle("newer")
    size = int.from_bytes(head[10:14])
    if size > MOST_COVER:
        raise BadBundle("altered")
    raw = source.read(size)
    if len(raw) < size:
        raise BadBundle("cut")
    try:
        cover = _cover.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadBundle("altered") from error
    if (cover.locked is None) != (cover.kind == "signed"):
        raise BadBundle("altered")
    return cover, raw


def _chunks(key: bytes, cover: bytes) -> Chunks | None:
    return Chunks(payload_key(key, cover)) if key else None


def _signed(digest: bytes) -> bytes:
    return b"workshop-desk bundle 1\n" + digest
