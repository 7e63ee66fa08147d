"""Whose word stands behind a change: a device signs for its own, whoever carries them here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from protocol.wire import Voucher, voucher_text


def signed(key: str, signature: str, text: bytes) -> bool:
    """Whether a signature (hex) over a text was made with the key (raw public key, hex)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), text
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def vouched(
    scope: str, vouchers: Iterable[Voucher], keys: Mapping[str, str]
) -> dict[str, set[str]]:
    """Give the digests that each device truly signed for. ``keys``: public key by device."""
    good: dict[str, set[str]] = defaultdict(set)
    for v in vouchers:
        key = keys.get(v.device)
        if key and signed(key, v.signature, voucher_text(scope, v.device, v.digests)):
            raw = v.digests.hex()
            good[v.device].update(raw[i : i + 64] for i in range(0, len(raw), 64))
    return good
