"""Digests: each device's changes form a chain that survives the erasure of what they said."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from protocol.change import Change, Json

_canonical = msgspec.json.Encoder(order="deterministic").encode


def seal(salt: str, value: Json) -> str:
    """Give the salted hash of a value: SHA-256 over the JSON of both, as hex."""
    return sha256(_canonical((salt, value))).hexdigest()


def digest(change: Change) -> str:
    """Give the SHA-256 of a change as hex, over the seals of its values, not the values.

    Hence an erased change keeps its digest, and a chain with erasures in it still verifies.
    """
    salt = change.salt
    seals = {
        group: sha256(_canonical((salt[group], value))).hexdigest()
        for group, value in change.set.items()
    }
    seals.update(change.erased)
    return sha256(
        _canonical(
            (
                change.id,
                change.scope,
                change.entity,
                change.row,
                seals,
                change.over,
                change.n,
                change.author,
                change.device,
                change.at,
                change.schema,
                change.prev,
            )
        )
    ).hexdigest()


def erase(change: Change, groups: Iterable[str]) -> Change:
    """Take values and salts of ``groups`` out of a change for good, leaving their seals."""
    gone = {g: seal(change.salt[g], change.set[g]) for g in groups if g in change.set}
    return msgspec.structs.replace(
        change,
        set={g: v for g, v in change.set.items() if g not in gone},
        salt={g: s for g, s in change.salt.items() if g not in gone},
        erased={**change.erased, **gone},
    )


def forks(changes: Iterable[tuple[str, str, str]]) -> set[str]:
    """Name the devices whose chain splits, given ``(id, device, prev)`` of their changes.

    Two changes of one device on the same predecessor mean a cloned or restored device.
    """
    seen: dict[tuple[str, str], str] = {}
    split: set[str] = set()
    for change_id, device, prev in changes:
        if seen.setdefault((device, prev), change_id) != change_id:
            split.add(device)
    return split
