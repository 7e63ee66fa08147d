"""A remark being written: kept on this device at every pause until it is said or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.desk import Desk
from desktop.models.classes import scope_of
from desktop.models.submissions import Version
from desktop.store import typing

_PART = "review"


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment and the points ticked so far."""

    comment: str = ""
    checklist: Mapping[str, bool] = field(default_factory=dict)


def draft_of(desk: Desk, version: Version) -> Draft:
    """Give what was being written of a version, else what was said of it."""
    kept = typing.typed(desk.store, version.id).get(_PART)
    if isinstance(kept, Mapping):
        return Draft(str(kept.get("comment", "")), dict(kept.get("checklist") or {}))
    return Draft(version.comment, version.checklist)


def keep_draft(desk: Desk, version: Version, draft: Draft) -> None:
    """Keep it, durably; no change is made and nothing is sent. What says nothing new is dropped."""
    if (draft.comment, dict(draft.checklist)) == (version.comment, dict(version.checklist)):
        drop_draft(desk, version)
        return
    said = {"comment": draft.comment, "checklist": dict(draft.checklist)}
    scope = scope_of(version.class_id)
    typing.keep(desk.store, version.id, {_PART: said}, desk.stamp(), scope=scope)


def drop_draft(desk: Desk, version: Version) -> None:
    """Forget it: it was said, or somebody else has decided meanwhile."""
    typing.drop(desk.store, version.id, (_PART,))
