"""Sitting down at the desk: the data folder, its store, its device and its words."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from desktop import resources, settings
from desktop.desk import Desk
from desktop.models.refusal import Fault
from desktop.models.wording import Language, Words
from desktop.store import backup
from desktop.store.membership import membership
from desktop.store.store import Store

STORE = "desk.db"
BACKUPS = "backups"


def system_clock() -> datetime:
    """Give the time of this machine, aware, in UTC."""
    return datetime.now(UTC)


def prepare_folder(folder: Path) -> None:
    """Make the data folder, or say why it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise Fault("folder-is-a-file", path=str(folder)) from error
    except OSError as error:
        raise _fault(error, folder) from error
    if not os.access(folder, os.W_OK):
        raise Fault("no-permission", path=str(folder))


def lock(folder: Path, wait: float = 0) -> FileLock:
    """Take the folder for this process alone; the lock dies with the process.

    Waits up to ``wait`` seconds; raises :class:`Fault` ``in-use`` when another has it.
    """
    taken = FileLock(folder / "desk.lock")
    try:
        taken.acquire(timeout=wait)
    except Timeout as error:
        raise Fault("in-use") from error
    except OSError as error:
        raise _fault(error, folder) from error
    return taken


def _fault(error: OSError, folder: Path) -> Fault:
    """Name what kept a folder from being used."""
    match error.errno:
        case errno.ENOSPC:
            return Fault("disk-full")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return Fault("no-permission", path=str(folder))
        case _:
            return Fault("folder-unusable", path=str(folder), reason=error.strerror or "")


def open_desk(
    folder: Path,
    *,
    language: Language | None = None,
    clock: Callable[[], datetime] = system_clock,
    random: Callable[[int], bytes] = os.urandom,
) -> Desk:
    """Open the store of a data folder and sit down at it; the folder must exist."""
    liked = settings.load(folder)
    if language is not None:
        liked.language = language
        liked.digits = "thai" if language == "th" else "arabic"
    path = folder / STORE
    store = Store.open(
        path,
        before_migrating=lambda: backup.back_up(path, folder / BACKUPS, clock().astimezone()),
    )
    joined = membership(store)
    return Desk(
        store=store,
        settings=liked,
        words=words_for(liked.language, liked.digits),
        author=joined.person if joined else liked.author,
        device=_device(store, random),
        clock=clock,
        random=random,
    )


def words_for(language: Language, digits: str) -> Words:
    """Read the wording of a language."""
    words = Words(language, resources.catalogue(language))
    return replace(words, digits="thai" if digits == "thai" else "arabic")


def _device(store: Store, random: Callable[[int], bytes]) -> str:
    """Give this store's device id, drawn at its first opening."""
    known = store.key("device")
    if known is None:
        known = random(8).hex()
        # All three or none: a register without its secret would give guessable codes.
        with store.atomic():
            store.keep_key("device", known)
            store.keep_key("citizen", random(32).hex())
            store.keep_key("certificate", random(32).hex())
    return known
