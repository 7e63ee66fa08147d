"""Questions about what all classes share: the organisation's numbering and its template."""

from __future__ import annotations

from typing import Any

import msgspec

from desktop.models.certificates import Numbering, read_numbering
from desktop.store.store import Store

SCOPE = "org"
ROW = "organisation"


def groups(store: Store) -> dict[str, Any]:
    """What the organisation has set, by group; nothing set gives an empty answer."""
    found = store.rows("SELECT groups FROM org WHERE id = ?", (ROW,))
    return dict(msgspec.json.decode(found[0][0])) if found else {}


def numbering(store: Store) -> Numbering:
    """How the organisation numbers its certificates."""
    return read_numbering(groups(store).get("numbering"))
