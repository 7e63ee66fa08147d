"""A class leaves this device when others have all of it, and may come back."""

from __future__ import annotations

from desktop.models.refusal import Refused
from desktop.store.files import to_send
from desktop.store.replica import Replica
from desktop.store.store import Store


def leave(store: Store, scope: str, *, sure: bool) -> None:
    """Take a class off this device. Raises ``Refused`` ``class-unsent`` while others lack it.

    ``sure`` is whether the server was asked a moment ago: one that was restored since may lack
    what it once had, and this disk be the last that holds it (``class-unasked``). What the server
    put aside counts as unsent, and so do kept files that did not travel yet.
    """
    if unsent := unsent_in(store, scope):
        raise Refused("class-unsent", n=unsent)
    if not sure:
        raise Refused("class-unasked")
    Replica(store).leave(scope)


def unsent_in(store: Store, scope: str) -> int:
    """How many changes of a class the server has not taken, and files it has not got.

    What is typed and no change yet counts, too: it is on this disk alone.
    """
    sql = "SELECT count(*) FROM changes WHERE scope = ? AND rev IS NULL"
    changes = int(store.rows(sql, (scope,))[0][0])
    sql = "SELECT count(*) FROM typing WHERE scope = ?"
    typed = int(store.rows(sql, (scope,))[0][0])
    return changes + typed + len(to_send(store).get(scope, []))
