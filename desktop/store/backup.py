"""Copies of the store that were opened again before they count, and what to do with a bad one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop.models.refusal import Fault
from desktop.store import driver

_STAMP = "%Y-%m-%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file with the local time it was made."""

    path: Path
    at: datetime
    size: int


def back_up(store: Path, folder: Path, now: datetime, key: str | None = None) -> Backup:
    """Copy the store as it stands, open the copy again, check it, and only then let it count.

    Opens its own connection, so it may run beside the one that writes. Raises :class:`Fault`
    when the disk is full or the copy does not read back; nothing half-done is left behind.
    """
    spare = folder / "unfinished.db"
    final = folder / f"desk-{now.strftime(_STAMP)}.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        spare.unlink(missing_ok=True)
        _copy(store, spare, key)
        check(spare, key)
        _settle(spare)
        spare.replace(final)
    except OSError as error:
        raise Fault("backup-fails", reason=error.strerror or "") from error
    finally:
        with suppress(OSError):
            spare.unlink(missing_ok=True)
    return Backup(final, now, final.stat().st_size)


def _copy(store: Path, spare: Path, key: str | None) -> None:
    source = driver.link(store, key, settle=False)
    try:
        source.execute("VACUUM INTO ?", (str(spare),))
    except driver.DatabaseError as error:
        raise driver.fault(error, spare) from error
    finally:
        source.close()


def check(path: Path, key: str | None = None) -> None:
    """Read a database through; raise :class:`Fault` ``store-damaged`` if it is no sound store."""
    copy = driver.link(path, key, settle=False)
    try:
        found = [row[0] for row in copy.execute("PRAGMA quick_check(1)").fetchall()]
        # An empty file is a sound database too, but there is nothing of ours in it.
        copy.execute("SELECT max(seq) FROM changes").fetchall()
    except driver.DatabaseError as error:
        raise Fault("store-damaged") from error
    finally:
        copy.close()
    if found != ["ok"]:
        raise Fault("store-damaged")


def _settle(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def backups(folder: Path) -> list[Backup]:
    """All backups, the newest first."""
    found = []
    for path in folder.glob("desk-*.db"):
        try:
            at = datetime.strptime(path.stem.removeprefix("desk-"), _STAMP).astimezone()
        except ValueError:
            continue
        found.append(Backup(path, at, path.stat().st_size))
    return sorted(found, key=lambda b: b.at, reverse=True)


def surplus(known: Iterable[Backup], now: datetime) -> list[Backup]:
    """Name the backups that may go: all of two days stay, then one a day for a month, then weekly.

    The newest one always stays.
    """
    kept: set[object] = set()
    gone = []
    for number, backup in enumerate(sorted(known, key=lambda b: b.at, reverse=True)):
        age = now - backup.at
        slot: object = backup.path
        if age > timedelta(days=31):
            slot = ("week", *backup.at.isocalendar()[:2])
        elif age > timedelta(days=2):
            slot = ("day", backup.at.date())
        if number and slot in kept:
            gone.append(backup)
        kept.add(slot)
    return gone


def thin(folder: Path, now: datetime) -> None:
    """Remove the backups that may go."""
    for backup in surplus(backups(folder), now):
        backup.path.unlink(missing_ok=True)


def newest_good(folder: Path) -> Backup | None:
    """The newest backup that still reads back."""
    for backup in backups(folder):
        try:
            check(backup.path)
        except Fault:
            continue
        return backup
    return None


def quarantine(store: Path, now: datetime) -> Path:
    """Move a damaged store aside, with all that belongs to it; never delete it."""
    aside = store.parent / "damaged" / now.strftime(_STAMP)
    aside.mkdir(parents=True, exist_ok=True)
    for suffix in ("", "-wal", "-shm"):
        part = store.with_name(store.name + suffix)
        if part.exists():
            part.replace(aside / part.name)
    return aside / store.name
