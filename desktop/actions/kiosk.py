"""Participants' mode on this device: into it, out of it with the staff code, and whose page it is.

All of it stays on the device: nothing here is a change, and nothing travels.
"""

from __future__ import annotations

from desktop import settings
from desktop.actions.classes import check_open
from desktop.actions.lockout import attempt, forgive
from desktop.desk import Desk
from desktop.models import staff_code
from desktop.models.classes import Class
from desktop.models.refusal import Refused
from desktop.store import classes as shelf

_TRIES = "staff-tries"


def has_code(desk: Desk) -> bool:
    """Whether this device has a staff code."""
    return bool(desk.settings.kiosk.code)


def set_code(desk: Desk, typed: str) -> None:
    """Set the staff code of this device. Raises :class:`Refused` ``staff-code-unfit``."""
    code = staff_code.read_code(typed)
    desk.settings.kiosk.code = staff_code.seal(code, desk.random(staff_code.SALT_BYTES))
    _save(desk)


def enter(desk: Desk, of: Class) -> None:
    """Go into participants' mode for a class; the next start of the program opens in it, too.

    Raises :class:`Refused`: ``staff-code-missing``, ``class-closed``.
    """
    if not has_code(desk):
        raise Refused("staff-code-missing")
    check_open(desk, of.id)
    desk.settings.kiosk.class_id = of.id
    desk.settings.kiosk.on = True
    _save(desk)


def try_code(desk: Desk, typed: str) -> None:
    """Take the staff code as typed.

    Raises :class:`Refused`: ``staff-code-wrong`` with how many tries are ``left``,
    ``staff-code-locked`` with the ``seconds`` to wait. Wrong tries survive a restart.
    """
    attempt(
        desk,
        _TRIES,
        lambda: staff_code.opens(typed, desk.settings.kiosk.code),
        wrong=lambda left: Refused("staff-code-wrong", left=left),
        locked=lambda seconds: Refused("staff-code-locked", seconds=seconds),
    )


def leave(desk: Desk) -> None:
    """Go back to the desk; what participants did is not the desk's to undo."""
    desk.settings.kiosk.on = False
    desk.undoable.clear()
    desk.redoable.clear()
    _save(desk)


def forget(desk: Desk) -> None:
    """Leave participants' mode without the code, and forget the code: somebody forgot it."""
    desk.settings.kiosk.code = ""
    leave(desk)
    forgive(desk, _TRIES)


def shown_class(desk: Desk) -> Class | None:
    """Give the class participants' mode is on for; ``None`` while it is off or the class gone."""
    kiosk = desk.settings.kiosk
    return shelf.class_by_id(desk.store, kiosk.class_id) if kiosk.on else None


def _save(desk: Desk) -> None:
    settings.save(desk.store.path.parent, desk.settings)
