"""Who may do what with which scope. Nothing is allowed that is not said here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protocol.log import ERASURE
from protocol.wire import Role

ORG = "org"
EVERY_CLASS = "*"
"""A grant for every class there is and will be."""

_CLASS = re.compile(r"class:[A-Za-z0-9-]{1,60}")

_SCORING = {"score"}
"""The entities a scorer writes."""

_DECIDING = {ERASURE, "waiver"}
"""What only an admin does: erasing, and letting a scorer score their own agency."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A device at work: whose it is, in which role, and the scopes granted to that person."""

    device: str
    person: str
    name: str
    role: Role
    grants: frozenset[str]
    authors: frozenset[str]
    """The names under which this device may have written."""


def is_scope(scope: str) -> bool:
    """Whether this names something that has a log: the organisation or a class."""
    return scope == ORG or _CLASS.fullmatch(scope) is not None


def is_own(who: Standing, scope: str) -> bool:
    """Whether a class is theirs to work in."""
    return who.role == "admin" or EVERY_CLASS in who.grants or scope in who.grants


def may_read(who: Standing, scope: str) -> bool:
    """Everybody reads the organisation's scope; a class only those it was granted to."""
    return is_scope(scope) and (scope == ORG or is_own(who, scope))


def may_begin(who: Standing, scope: str) -> bool:
    """Whether a person may bring a class the server has not seen; it is theirs from then on."""
    return is_scope(scope) and scope != ORG and who.role in ("admin", "facilitator")


def hold(who: Standing, scope: str, entity: str, *, fresh: bool) -> str | None:
    """Say why a change may not be taken from this person, or ``None``. ``fresh``: a new scope."""
    if scope == ORG:
        return None if who.role == "admin" else "org-rights"
    if not (is_own(who, scope) or (fresh and may_begin(who, scope))):
        return "not-your-class"
    if entity in _DECIDING:
        return None if who.role == "admin" else "not-your-work"
    match who.role:
        case "admin" | "facilitator":
            return None
        case "scorer" if entity in _SCORING:
            return None
        case _:
            return "not-your-work"


def may_keep_files(who: Standing, scope: str) -> bool:
    """Whether a person may bring files to a scope: who may write all of it may."""
    return is_scope(scope) and hold(who, scope, "certificate", fresh=False) is None


def may_give_numbers(who: Standing) -> bool:
    """Who may hold a series of certificate numbers."""
    return who.role in ("admin", "facilitator")
