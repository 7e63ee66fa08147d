"""Reads a file of JSON strictly: what two programs could read differently is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from desktop.models.refusal import Refused

MOST_BYTES = 2_000_000
MOST_DIGITS = 500
"""Of one whole number; Python itself gives up at a few thousand."""
_BOM = "\ufeff"


def read_json(path: Path) -> object:
    """Read a JSON file, UTF-8 with or without a byte order mark.

    Raises :class:`Refused`: ``file-not-read``, ``document-too-big``, ``document-not-text``, or
    ``document-not-json`` with the ``line`` and the ``column``, both from 1.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or ""
        raise Refused("file-not-read", path=str(path), reason=reason) from error
    if len(data) > MOST_BYTES:
        raise Refused("document-too-big", most=MOST_BYTES // 1_000_000)
    return parse_json(data)


def parse_json(data: bytes) -> object:
    """Read JSON from bytes, refused as by :func:`read_json`."""
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise Refused("document-not-text") from error
    try:
        found: object = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        raise Refused("document-not-json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise Refused("document-unfit", where="[[[…") from error
    return found


def _whole(digits: str) -> int:
    """Read a whole number; one longer than any answer is refused, however long it is."""
    if len(digits) > MOST_DIGITS:
        raise Refused("document-unfit", where=f"{digits[:20]}…")
    return int(digits)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Take an object whose keys stand once each; of two alike nobody knows which is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise Refused("document-unfit", where=next(k for k in keys if keys.count(k) > 1)[:40])
    return found


def _no_constant(name: str) -> NoReturn:
    raise Refused("document-unfit", where=name)
