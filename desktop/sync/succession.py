"""A device that was cloned or restored goes on under a new name; nobody is asked anything."""

from __future__ import annotations

from desktop.desk import Desk
from desktop.store.membership import membership
from desktop.store.store import Store
from desktop.sync.identity import Identity, identity
from protocol.wire import Successor, enrol_text

_NOTICED = "doubled"
_HEIR = "heir"
_FORMER = "former"


def note_double(store: Store) -> None:
    """Remember that another machine goes by this device's name; kept until it has a new one.

    Noted before the changes that give it away are stored: afterwards they are no news.
    """
    if not store.key(_NOTICED):
        store.keep_key(_NOTICED, "1")


def is_double(store: Store) -> bool:
    """Whether this device needs a new name."""
    return bool(store.key(_NOTICED))


def heir(desk: Desk) -> Identity:
    """Give the name and keys to go on under; asked again, the same ones.

    They are drawn and kept before any server hears of them, so that a lost answer costs nothing.
    """
    drawn = desk.store.key(_HEIR)
    if not drawn:
        drawn = desk.random(8).hex()
        desk.store.keep_key(_HEIR, drawn)
    return identity(desk.store, drawn, desk.random)


def message(old: str, new: Identity) -> Successor:
    """Tell the server of the new name, in the session of the old one, which the proof names."""
    proof = new.sign(enrol_text(old, new.device, new.key, new.box))
    return Successor(device=new.device, key=new.key, box=new.box, proof=proof)


def move_on(desk: Desk) -> None:
    """Take the new name. The keys of the old one stay: its changes still need a signature.

    A name that no server knows is remembered, to be told when one is joined.
    """
    new, store = heir(desk), desk.store
    with store.atomic():
        if membership(store) is None:
            store.keep_key(_FORMER, " ".join([*former(store), desk.device]))
        store.keep_key("device", new.device)
        store.keep_key(_HEIR, "")
        store.keep_key(_NOTICED, "")
    desk.device = new.device


def former(store: Store) -> list[str]:
    """Give this device's former names that no server was told, the oldest first."""
    return (store.key(_FORMER) or "").split()


def forget_former(store: Store) -> None:
    """A server knows them now."""
    store.keep_key(_FORMER, "")
