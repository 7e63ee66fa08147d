"""Who may read a bundle, and whom it comes from: devices as this one knows them."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.store.membership import membership
from desktop.store.replica import Replica
from desktop.store.store import Store
from desktop.sync.identity import identity
from protocol.sealing import Locked, can_lock
from protocol.wire import Device

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def own_card(desk: Desk) -> Device:
    """Give this device as others are to know it."""
    joined, own = membership(desk.store), identity(desk.store, desk.device, desk.random)
    person = joined.person if joined else desk.author
    label = platform.node().partition(".")[0]
    return Device(id=own.device, person=person[:200], label=label[:200], key=own.key, box=own.box)


def others(desk: Desk) -> list[Device]:
    """Give the other devices one can write to: known, not revoked, with a key for sealing."""
    known = Replica(desk.store).devices().values()
    return [d for d in known if d.id != desk.device and not d.revoked and can_lock(d.box)]


def find(desk: Desk, wanted: Sequence[str]) -> list[Device]:
    """Find devices by id, by the beginning of it, or by a person with one device.

    Raises :class:`Refused`: ``bundle-nobody-known``, ``bundle-unknown-device`` naming those
    known, ``bundle-many-devices``.
    """
    known = others(desk)
    if not known:
        raise Refused("bundle-nobody-known")
    return [_one(known, given.strip()) for given in wanted]


def _one(known: Sequence[Device], given: str) -> Device:
    exact = [d for d in known if d.id == given]
    meant = exact or [d for d in known if given and (d.id.startswith(given) or d.person == given)]
    if not meant:
        raise Refused("bundle-unknown-device", given=given[:80], known=_list(known))
    if len(meant) > 1:
        raise Refused("bundle-many-devices", given=given[:80], known=_list(meant))
    return meant[0]


def _list(devices: Sequence[Device]) -> str:
    return ", ".join(f"{name(d)} {d.id}" for d in devices)


def name(device: Device) -> str:
    """Say a device as people know it: whose it is and which."""
    return " · ".join(filter(None, (device.person, device.label))) or device.id


def fingerprint(key: str) -> str:
    """Give twelve letters of a key (60 bits of its SHA-256) for two people to compare aloud."""
    value = int.from_bytes(sha256(bytes.fromhex(key)).digest()[:8])
    letters = "".join(_ALPHABET[value >> (5 * i) & 31] for i in range(12))
    return "-".join(letters[i : i + 4] for i in range(0, 12, 4))


def own_boxes(store: Store, locked: Locked) -> dict[str, X25519PrivateKey]:
    """Give the keys kept here for those names among the readers that are or were this device's."""
    seeds = {lock.device: store.key(f"boxing:{lock.device}") for lock in locked.locks}
    return {
        device: X25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
        for device, seed in seeds.items()
        if seed
    }
