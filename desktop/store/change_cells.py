"""A change as the cells of one line of the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from protocol.change import Change

CHANGE_COLUMNS = "id, scope, entity, row, n, author, device, at, schema, prev, body"
INSERT = (
    f"INSERT INTO changes ({CHANGE_COLUMNS}, digest, rev) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_write = msgspec.json.Encoder().encode


class _Body(msgspec.Struct, frozen=True, gc=False):
    """What a change says, as stored in one cell."""

    set: dict[str, Any]
    over: dict[str, tuple[str, ...]]
    salt: dict[str, str]
    erased: dict[str, str] = {}


_read_body = msgspec.json.Decoder(_Body).decode


def body_of(c: Change) -> str:
    """Give what a change says as the text of its last cell."""
    return _write({"set": c.set, "over": c.over, "salt": c.salt, "erased": c.erased}).decode()


def cells_of(c: Change, digested: str) -> tuple[Any, ...]:
    """Give a change as :data:`INSERT` takes it, but for where the server's log has it."""
    return (
        c.id, c.scope, c.entity, c.row, c.n, c.author, c.device, c.at, c.schema, c.prev,
        body_of(c), digested,
    )  # fmt: skip


def change_from(row: Sequence[Any]) -> Change:
    """Read a change from its cells, in the order of :data:`CHANGE_COLUMNS`."""
    body = _read_body(row[10])
    return Change(
        id=row[0],
        scope=row[1],
        entity=row[2],
        row=row[3],
        set=body.set,
        over=body.over,
        salt=body.salt,
        n=row[4],
        author=row[5],
        device=row[6],
        at=row[7],
        schema=row[8],
        prev=row[9],
        erased=body.erased,
    )
