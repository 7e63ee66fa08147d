"""What a single change may look like; what does not is rejected, alone and for good."""

from __future__ import annotations

import re

import msgspec

from protocol.change import Change, Json
from protocol.log import ERASURE

MOST_TEXT = 100_000
"""Characters in one text."""
MOST_ID = 80
MOST_NAME = 200
MOST_DEPTH = 16
"""How deep values may nest: a form with tables of tables has 13."""
MOST_PARTS = 100_000
"""Values in one change, nested ones included: an exercise of 1,000 steps has 26,418."""
MOST_N = 2**53

_LONG = re.compile(rb"[0-9]{16}")
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def misshapen(change: Change) -> str | None:
    """Say what is wrong: ``too-long``, ``too-deep``, ``bad-number`` or ``altered``."""
    c = change
    if reason := _names(c):
        return reason
    if not 0 < c.n < MOST_N or c.schema < 1:
        return "bad-number"
    if c.salt.keys() != c.set.keys() or (c.erased and c.set.keys() & c.erased.keys()):
        return "altered"
    if c.entity == ERASURE and not _names_groups(c.set.get("groups")):
        return "altered"
    raw = _encode(c.set)
    if _decode(raw) != c.set:
        return "altered"  # something in it that JSON does not know: bytes, times, not-a-number
    if _LONG.search(raw) and not _countable(c.set):
        return "bad-number"  # no desk could store it
    raw += _encode((c.over, c.salt, c.erased))
    if len(raw) < MOST_PARTS and raw.count(b"{") + raw.count(b"[") <= MOST_DEPTH:
        return None  # nearly every change: so small that nothing in it can be too much
    return _too_much([c.set, c.over, c.salt, c.erased])


def _names(c: Change) -> str | None:
    """Check ids and names; databases do not take NUL."""
    if not (c.id and c.entity and c.row and c.device):
        return "too-long"
    if max(len(c.id), len(c.entity), len(c.row), len(c.device), len(c.prev), len(c.at)) > MOST_ID:
        return "too-long"
    if len(c.author) > MOST_NAME:
        return "too-long"
    return "altered" if "\0" in c.id + c.entity + c.row + c.device else None


def _names_groups(groups: Json) -> bool:
    return not isinstance(groups, list) or all(isinstance(group, str) for group in groups)


def _countable(value: Json) -> bool:
    """Whether all whole numbers in a value are such as every program on the way can hold."""
    level = [value]
    while level:
        if any(type(item) is int and abs(item) >= MOST_N for item in level):
            return False
        level = [inner for item in level for inner in _inside(item)]
    return True


def _too_much(value: Json) -> str | None:
    """Walk a value, level by level, without recursion."""
    level, parts = [value], 0
    for _ in range(MOST_DEPTH):
        if any(isinstance(item, str) and len(item) > MOST_TEXT for item in level):
            return "too-long"
        level = [inner for item in level for inner in _inside(item)]
        parts += len(level)
        if parts > MOST_PARTS:
            return "too-long"
        if not level:
            return None
    return "too-deep"


def _inside(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return list(value) if isinstance(value, list | tuple) else []
