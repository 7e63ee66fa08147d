"""Somebody set some fields of one row at one moment, knowing what they replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

SCHEMA = 1
"""The version of the shapes inside ``Change.set``; grows when fields are added."""

Json = Any
"""A value as JSON knows it. Kept as ``Any``: unknown groups must travel untouched."""


class Change(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One deed: the outbox, the wire, the audit trail and the undo record all hold these.

    ``set`` maps a group of fields to its new value (``None`` = no value any more), ``over`` maps
    the same groups to the ids of the changes whose values the author was looking at. ``salt``
    stands beside each value so that erasing both leaves a digest nobody can guess from;
    ``erased`` keeps, per erased group, the seal that was there. ``n`` is a Lamport counter within
    the scope. ``at`` is the author's wall clock in UTC, a label for people: no rule reads it.
    ``prev`` is the digest of the device's previous change, ``""`` for its first.
    """

    id: str
    scope: str
    entity: str
    row: str
    set: Mapping[str, Json]
    over: Mapping[str, tuple[str, ...]]
    salt: Mapping[str, str]
    n: int
    author: str
    device: str
    at: str
    schema: int
    prev: str
    erased: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Field:
    """What stands in one group of a row: the value shown, whose it is, and who disagrees."""

    value: Json
    change: Change
    rivals: tuple[Change, ...] = ()


def heads(changes: Iterable[Change], group: str) -> tuple[Change, ...]:
    """Give the changes of ``group`` that no other change covers, the one shown first.

    The order is by ``(n, id)``, so every device that holds the same set shows the same value.
    Nobody can have looked at what came later: a cover counts only over a smaller ``n``, which
    also keeps changes that cover each other in a circle from hiding all of themselves.
    """
    touching = {c.id: c for c in changes if group in c.set or group in c.erased}
    covered = {
        known
        for c in touching.values()
        for known in c.over.get(group, ())
        if known in touching and touching[known].n < c.n
    }
    free = {c.id: c for c in touching.values() if c.id not in covered}
    return tuple(sorted(free.values(), key=_rank, reverse=True))


def fold(changes: Iterable[Change]) -> dict[str, Field]:
    """Give what stands in each group of one row, whatever the order the changes came in.

    Heads with equal values agree; heads that differ from the one shown are its rivals.
    """
    known = tuple(changes)
    if len(known) == 1 and not known[0].erased:
        only = known[0]
        return {group: Field(value, only) for group, value in only.set.items()}
    groups = {group for c in known for group in (*c.set, *c.erased)}
    return {group: _field(heads(known, group), group) for group in sorted(groups)}


def _field(free: tuple[Change, ...], group: str) -> Field:
    shown, *others = free
    value = shown.set.get(group)
    return Field(value, shown, tuple(c for c in others if c.set.get(group) != value))


def _rank(change: Change) -> tuple[int, str]:
    return change.n, change.id
