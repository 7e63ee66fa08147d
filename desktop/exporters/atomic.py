"""Files appear whole or not at all, and a folder that says no is told about in plain words."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from desktop.models.refusal import Refused

_CODES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EROFS: "no-permission",
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
        raise refusal(reason, path) from reason
    try:
        part.replace(path)
    except OSError as reason:
        _drop(part)
        if isinstance(reason, PermissionError) and path.is_file():
            raise _refused("file-open-elsewhere", reason, path) from reason
        raise refusal(reason, path) from reason
    _settle(path.parent)


def refusal(reason: OSError, path: Path) -> Refused:
    """Say why a file could not be written, as a refusal with ``path`` and ``reason``."""
    return _refused(_CODES.get(reason.errno or 0, "file-not-written"), reason, path)


def _refused(code: str, reason: OSError, path: Path) -> Refused:
    return Refused(
        code, path=str(path), folder=str(path.parent), reason=reason.strerror or str(reason)
    )


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
