"""The device's keys: one to sign with, one for bundles only it can open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.store.store import Store
from protocol.wire import voucher_text


@dataclass(frozen=True)
class Identity:
    """The keys of one device id, both 32 random bytes kept in the store."""

    device: str
    signing: Ed25519PrivateKey
    boxing: X25519PrivateKey

    @property
    def key(self) -> str:
        """Give the raw public key for signatures, as hex."""
        return self.signing.public_key().public_bytes_raw().hex()

    @property
    def box(self) -> str:
        """Give the raw public key for sealing bundles, as hex."""
        return self.boxing.public_key().public_bytes_raw().hex()

    def sign(self, text: bytes) -> str:
        """Sign a text; gives 64 bytes as hex."""
        return self.signing.sign(text).hex()


def identity(store: Store, device: str, random: Callable[[int], bytes]) -> Identity:
    """Give the keys of a device id; drawn and kept at the first asking."""
    seeds = _seeds(store, device)
    if seeds is None:
        seeds = random(32).hex(), random(32).hex()
        with store.atomic():
            store.keep_key(f"signing:{device}", seeds[0])
            store.keep_key(f"boxing:{device}", seeds[1])
    return Identity(
        device,
        Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seeds[0])),
        X25519PrivateKey.from_private_bytes(bytes.fromhex(seeds[1])),
    )


def _seeds(store: Store, device: str) -> tuple[str, str] | None:
    signing, boxing = store.key(f"signing:{device}"), store.key(f"boxing:{device}")
    return (signing, boxing) if signing and boxing else None


def sign_for(store: Store, scope: str, device: str, digests: bytes) -> str | None:
    """Sign a voucher for a device whose key is here: this one, under its name now or a former."""
    seed = store.key(f"signing:{device}")
    if seed is None:
        return None
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
    return key.sign(voucher_text(scope, device, digests)).hex()
