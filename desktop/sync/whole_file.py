"""A file that appears whole or not at all, written bit by bit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from desktop.exporters import atomic


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Write a neighbour of a file; at the end, safely on the disk, it takes the file's place.

    Whatever goes wrong, what stood there before still stands there, and no remains are left.
    Raises what :mod:`desktop.exporters.atomic` does.
    """
    atomic.check_writable(path)
    part = path.parent / f".{token_hex(6)}.part"
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _settle(path.parent)
    except OSError as reason:
        raise atomic.no(reason, path) from reason
    finally:
        with suppress(OSError):
            part.unlink()


def _settle(folder: Path) -> None:
    """Make the new name itself survive a power cut, where folders can be synced."""
    # Windows opens no folders and some network drives sync none; the file itself is safe by then.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
