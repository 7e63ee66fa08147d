"""Locks of a bundle: its key under a passphrase or for devices, its body in encrypted chunks.

A random key per file. It is locked by AES-256-GCM under a key from Argon2id (RFC 9106) or, for
each reader, from X25519 with one ephemeral key and HKDF-SHA-256 (in the manner of HPKE, RFC 9180).
The body is encrypted chunk by chunk as in STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the
nonce counts the chunks and tells the last, so that none can be dropped, moved or cut off unseen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Meta

from protocol.wire import Id, Key

TAG = 16
"""Bytes by which a chunk grows when sealed."""
_ONCE = bytes(12)
"""The nonce of a key that seals one thing only."""

Random = Callable[[int], bytes]
_LockedKey = Annotated[bytes, Meta(min_length=48, max_length=48)]


class BadBundle(ValueError):
    """A bundle that cannot be read.

    ``code``: ``no-bundle``, ``newer``, ``cut``, ``altered``, ``for-others``, ``passphrase-needed``,
    ``passphrase-wrong``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Argon(msgspec.Struct, frozen=True, kw_only=True):
    """How a passphrase becomes a key. Bounded, so that no file can exhaust a machine.

    ``memory`` is in KiB.
    """

    salt: Annotated[bytes, Meta(min_length=16, max_length=64)]
    memory: Annotated[int, Meta(ge=8 * 1024, le=256 * 1024)] = 64 * 1024
    rounds: Annotated[int, Meta(ge=1, le=10)] = 3
    lanes: Annotated[int, Meta(ge=1, le=16)] = 4


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """The key of the file, locked for one device."""

    device: Id
    sealed: _LockedKey


class Locked(msgspec.Struct, frozen=True, kw_only=True):
    """The key of the file under its locks. ``proof`` tells the right key from any other.

    Either ``argon`` and ``sealed`` are set, or ``ephemeral`` and ``locks``.
    """

    proof: Annotated[bytes, Meta(min_length=32, max_length=32)]
    argon: Argon | None = None
    sealed: _LockedKey | None = None
    ephemeral: Key | None = None
    locks: Annotated[list[Lock], Meta(max_length=5_000)] = []


def lock_for(boxes: Mapping[str, str], random: Random) -> tuple[bytes, Locked]:
    """Draw a key and lock it for devices, given their public X25519 keys as hex."""
    key, own = random(32), X25519PrivateKey.from_private_bytes(random(32))
    public = own.public_key().public_bytes_raw()
    locks = []
    for device, box in boxes.items():
        theirs = bytes.fromhex(box)
        shared = own.exchange(X25519PublicKey.from_public_bytes(theirs))
        kek = _derived(shared, public + theirs, f"for {device}")
        locks.append(Lock(device=device, sealed=AESGCM(kek).encrypt(_ONCE, key, None)))
    return key, Locked(proof=_proof(key), ephemeral=public.hex(), locks=locks)


def lock_with(passphrase: str, random: Random) -> tuple[bytes, Locked]:
    """Draw a key and lock it with a passphrase."""
    key, argon = random(32), Argon(salt=random(16))
    sealed = AESGCM(_stretched(passphrase, argon)).encrypt(_ONCE, key, None)
    return key, Locked(proof=_proof(key), argon=argon, sealed=sealed)


def can_lock(box: str) -> bool:
    """Whether a public key, as hex, can be locked for; worthless points cannot."""
    probe = X25519PrivateKey.from_private_bytes(bytes(31) + b"\x40")
    try:
        probe.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(box)))
    except ValueError:
        return False
    return True


def unlock_for(locked: Locked, boxes: Mapping[str, X25519PrivateKey]) -> bytes:
    """Give the key of a file that was locked for one of these devices.

    Raises :class:`BadBundle` ``for-others``.
    """
    if locked.ephemeral is None:
        raise BadBundle("altered")
    public = bytes.fromhex(locked.ephemeral)
    for lock in locked.locks:
        if box := boxes.get(lock.device):
            salt = public + box.public_key().public_bytes_raw()
            try:
                shared = box.exchange(X25519PublicKey.from_public_bytes(public))
            except ValueError as error:
                raise BadBundle("altered") from error
            key = _opened(_derived(shared, salt, f"for {lock.device}"), lock.sealed, locked.proof)
            if key is not None:
                return key
    raise BadBundle("for-others")


def unlock_with(locked: Locked, passphrase: str) -> bytes:
    """Give the key of a file that was locked with a passphrase.

    Raises :class:`BadBundle` ``passphrase-needed`` or ``passphrase-wrong``.
    """
    if locked.argon is None or locked.sealed is None:
        raise BadBundle("altered")
    if not passphrase:
        raise BadBundle("passphrase-needed")
    key = _opened(_stretched(passphrase, locked.argon), locked.sealed, locked.proof)
    if key is None:
        raise BadBundle("passphrase-wrong")
    return key


def payload_key(key: bytes, cover: bytes) -> bytes:
    """Give the key of the body: bound to the cover, so that no other cover fits it."""
    return _derived(key, cover, "body")


class Chunks:
    """Seals or opens the chunks of one body, in their order."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._count = 0

    def seal(self, plain: bytes, *, last: bool) -> bytes:
        """Encrypt the next chunk."""
        return self._cipher.encrypt(self._nonce(last=last), plain, None)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        """Decrypt the next chunk. Raises :class:`BadBundle` ``altered``."""
        try:
            return self._cipher.decrypt(self._nonce(last=last), sealed, None)
        except (InvalidTag, ValueError) as error:
            raise BadBundle("altered") from error

    def _nonce(self, *, last: bool) -> bytes:
        self._count += 1
        return self._count.to_bytes(11) + bytes([last])


def _opened(kek: bytes, sealed: bytes, proof: bytes) -> bytes | None:
    try:
        key = AESGCM(kek).decrypt(_ONCE, sealed, None)
    except InvalidTag:
        return None
    # AES-GCM alone lets one text open under two keys; the proof does not.
    return key if _proof(key) == proof else None


def _proof(key: bytes) -> bytes:
    return _derived(key, b"", "proof")


def _derived(secret: bytes, salt: bytes, use: str) -> bytes:
    info = f"workshop-desk bundle 1 {use}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=salt or None, info=info).derive(secret)


def _stretched(passphrase: str, argon: Argon) -> bytes:
    # The same word may be typed as one letter or as two (sara am, accents): one form of it.
    text = unicodedata.normalize("NFKC", passphrase).encode()
    return Argon2id(
        salt=argon.salt,
        length=32,
        iterations=argon.rounds,
        lanes=argon.lanes,
        memory_cost=argon.memory,
    ).derive(text)
