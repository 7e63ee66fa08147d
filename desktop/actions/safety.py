"""Keeping the work safe: backups that were checked, and getting back on one's feet."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from desktop.actions.opening import BACKUPS, STORE
from desktop.desk import Desk
from desktop.models.clock import ClockFault, clock_fault
from desktop.models.refusal import Fault
from desktop.store import backup, doctor
from desktop.store.backup import Backup
from desktop.store.history import newest_change_at
from desktop.store.salvage import salvage
from desktop.store.store import Store

INTERVAL_MINUTES = 30
"""How often a backup is made while things change."""


def back_up(folder: Path, now: datetime) -> Backup:
    """Make a checked backup of the store in a data folder, and thin the old ones.

    Touches only files, on its own connection: it may run beside the work.
    """
    made = backup.back_up(folder / STORE, folder / BACKUPS, now)
    backup.thin(folder / BACKUPS, now)
    return made


def backups(folder: Path) -> list[Backup]:
    """List the backups of a data folder, the newest first."""
    return backup.backups(folder / BACKUPS)


def newest_good(folder: Path) -> Backup | None:
    """Find the newest backup that still reads back."""
    return backup.newest_good(folder / BACKUPS)


def restore(folder: Path, wanted: Backup, now: datetime) -> int:
    """Put a backup in the place of the store, and salvage onto it what can still be read.

    The store as it was is moved aside, never deleted. Gives how many changes were salvaged.
    Raises :class:`Fault` where there is no room: then everything is as it was.
    """
    spare = folder / "restoring.db"
    try:
        # Copied before anything is moved: a full disk must not leave the place empty.
        shutil.copyfile(wanted.path, spare)
        aside = backup.quarantine(folder / STORE, now)
        spare.replace(folder / STORE)
    except OSError as error:
        spare.unlink(missing_ok=True)
        raise Fault("restore-fails", reason=error.strerror or "") from error
    store = Store.open(folder / STORE)
    try:
        return salvage(aside, store) if aside.exists() else 0
    except Fault:
        return 0
    finally:
        store.close()


def begin_anew(folder: Path, now: datetime) -> Path:
    """Move a damaged store aside and leave the place free for an empty one."""
    return backup.quarantine(folder / STORE, now)


def examine(desk: Desk) -> list[doctor.Ailment]:
    """Look whether the store is sound; an empty list says it is."""
    return doctor.examine(desk.store)


def check_clock(desk: Desk) -> ClockFault | None:
    """Say what is plainly wrong with this machine's clock."""
    newest = newest_change_at(desk.store)
    return clock_fault(desk.clock(), datetime.fromisoformat(newest) if newest else None)
