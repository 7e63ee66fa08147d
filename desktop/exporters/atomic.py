"""Files appear whole or not at all, and a folder that says no is told about in plain words."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from desktop.models.refusal import Fault, Refused

_CODES = {
    errno.ENOSPC: "file-disk-full",
    errno.EDQUOT: "file-disk-full",
    errno.EFBIG: "file-disk-full",
    errno.EACCES: "file-no-permission",
    errno.EPERM: "file-no-permission",
    errno.EROFS: "file-no-permission",
    errno.ENOENT: "folder-missing",
    errno.ENOTDIR: "folder-missing",
    errno.EBUSY: "file-open-elsewhere",
    errno.ETXTBSY: "file-open-elsewhere",
}


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file through a neighbour that takes its place once it is safely on the disk.

    Whatever goes wrong, what stood there before still stands there, and no remains are left.
    """
    part = path.parent / f".{token_hex(6)}.part"
    try:
        _write_through(part, data)
    except OSError as reason:
        _drop(part)
        raise no(reason, path) from reason
    try:
        part.replace(path)
    except OSError as reason:
        _drop(part)
        if isinstance(reason, PermissionError) and path.is_file():
            raise _no("file-open-elsewhere", reason, path) from reason
        raise no(reason, path) from reason
    _settle(path.parent)


def check_writable(path: Path) -> None:
    """Raise now what writing there would raise, before anything is done that cannot be undone."""
    if path.is_dir():
        raise Refused("file-is-folder", path=str(path))
    part = path.parent / f".{token_hex(6)}.part"
    try:
        part.touch(exist_ok=False)
    except OSError as reason:
        raise no(reason, path) from reason
    _drop(part)


def no(reason: OSError, path: Path) -> Refused | Fault:
    """Say why a file could not be written: a folder that is not there is refused, else a fault."""
    return _no(_CODES.get(reason.errno or 0, "file-not-written"), reason, path)


def _no(code: str, reason: OSError, path: Path) -> Refused | Fault:
    told = {
        "path": str(path),
        "folder": str(path.parent),
        "reason": reason.strerror or str(reason),
    }
    return Refused(code, **told) if code == "folder-missing" else Fault(code, **told)


def _write_through(part: Path, data: bytes) -> None:
    with part.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _drop(part: Path) -> None:
    """Leave no remains; a folder that could not be written to has none."""
    with suppress(OSError):
        part.unlink()


def _settle(folder: Path) -> None:
    """Make the new name itself survive a power cut, where folders can be synced."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
