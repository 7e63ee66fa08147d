"""Whether a bundle is from whom it says, and whether this device can open it."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.store.replica import Replica
from desktop.store.store import Store
from desktop.sync import readers
from desktop.sync.identity import identity
from protocol.bundle import Cover
from protocol.sealing import unlock_for, unlock_with
from protocol.wire import Voucher, voucher_text


def trusted(desk: Desk, cover: Cover) -> bool:
    """Whether the device that signed is known here by that very key; an unknown one is not.

    Raises :class:`Refused` where it is known by another key, or was revoked.
    """
    known = Replica(desk.store).devices().get(cover.device)
    expected = own_key(desk, cover.device) or (known.key if known else "")
    if expected and expected != cover.key:
        raise Refused("bundle-other-key", device=readers.name(known) if known else cover.device)
    if known and known.revoked:
        raise Refused("bundle-revoked", device=readers.name(known))
    return bool(expected)


def own_key(desk: Desk, device: str) -> str:
    """Give the public key of this device under one of its names, now or formerly; else ``""``.

    None is drawn for it: a device restored from before it had keys must not contradict itself.
    """
    if desk.store.key(f"signing:{device}") is None:
        return ""
    return identity(desk.store, device, desk.random).key


def unlocked(store: Store, cover: Cover, passphrase: str) -> bytes:
    """Give the key of a file, ``b""`` for one that is not locked.

    Raises :class:`protocol.sealing.BadBundle`.
    """
    if cover.locked is None:
        return b""
    if cover.kind == "passphrase":
        return unlock_with(cover.locked, passphrase)
    return unlock_for(cover.locked, readers.own_boxes(store, cover.locked))


def signed(key: str, scope: str, voucher: Voucher) -> bool:
    """Whether a voucher was signed with a key: a raw public one, as hex."""
    text = voucher_text(scope, voucher.device, voucher.digests)
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(voucher.signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True
