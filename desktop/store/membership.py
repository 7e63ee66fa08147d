"""Which server this device belongs to; kept beside the changes, for it is this device's own."""

from __future__ import annotations

import msgspec

from desktop.models.syncing import Membership
from desktop.store.store import Store

_NAME = "membership"


def membership(store: Store) -> Membership | None:
    """The server this device belongs to, if it joined one."""
    kept = store.key(_NAME)
    return msgspec.json.decode(kept, type=Membership) if kept else None


def join(store: Store, joined: Membership) -> None:
    """Belong to a server from now on."""
    store.keep_key(_NAME, msgspec.json.encode(joined).decode())


def part(store: Store) -> None:
    """Belong to no server any more; everything stays here."""
    store.keep_key(_NAME, "")
