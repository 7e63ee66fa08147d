"""What the person at this desk may do here; the server says the same of what reaches it."""

from __future__ import annotations

from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.store.membership import membership


def role(desk: Desk) -> str:
    """Give the role on the server this desk joined, empty where it joined none."""
    joined = membership(desk.store)
    return joined.role if joined else ""


def check_admin(desk: Desk) -> None:
    """Refuse what only an admin decides; a desk that joined no server decides for itself."""
    if role(desk) not in ("", "admin"):
        raise Refused("not-admin")


def check_manages(desk: Desk) -> None:
    """Refuse a scorer or a viewer what the facilitators of a class do."""
    if (held := role(desk)) in ("scorer", "viewer"):
        raise Refused("not-for-role", role=desk.words(f"sync.role.{held}"))
