"""Rubrics: the one that ships, the organisation's versions, and the one a class scores with."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

from desktop import resources
from desktop.actions.classes import check_open
from desktop.actions.roles import check_admin, check_manages
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.ids import met_row
from desktop.models.rubric import Rubric, check_rubric, read_rubric, rubric_to_json
from desktop.store import rubrics as shelf
from desktop.store.organisation import SCOPE


@cache
def shipped() -> Rubric:
    """Give the rubric that ships with the program: version 1."""
    data: dict[str, Any] = json.loads(resources.read("rubrics", "prototype.json"))
    return read_rubric(data)


def versions(desk: Desk) -> list[Rubric]:
    """Give the one that ships and those the organisation published, the newest last."""
    return [shipped(), *shelf.published(desk.store)]


def rubric(desk: Desk, of: Class) -> Rubric:
    """Give the rubric a class scores with: its own, else the organisation's newest."""
    return shelf.of_class(desk.store, of.id) or versions(desk)[-1]


def publish(desk: Desk, edited: Rubric) -> Rubric:
    """Keep a rubric as the organisation's newest version; classes that have one keep theirs.

    Raises ``not-admin``, ``rubric-unfit``, ``rubric-weights``.
    """
    check_admin(desk)
    newest = max(r.version for r in versions(desk))
    new = read_rubric(rubric_to_json(check_rubric(replace(edited, version=newest + 1))))
    desk.commit("step.rubric", [_edit(SCOPE, new)], version=new.version)
    return new


def use(desk: Desk, of: Class, wanted: Rubric) -> None:
    """Let a class score with a version from now on; sheets that are begun keep theirs.

    A class never goes back behind the version it has: then it is kept under the next number.
    """
    check_open(desk, of.id)
    check_manages(desk)
    kept = shelf.of_class(desk.store, of.id)
    if kept == wanted:
        return
    least = kept.version + 1 if kept else 1
    new = check_rubric(replace(wanted, version=max(wanted.version, least)))
    desk.commit("step.rubric-use", [_edit(of.scope, new)], version=new.version, code=of.code)


def freezing(desk: Desk, of: Class) -> list[Edit]:
    """Give the edit with which a class keeps the rubric it begins with; none once it has one."""
    if shelf.of_class(desk.store, of.id) is not None:
        return []
    return [_edit(of.scope, rubric(desk, of))]


def _edit(scope: str, kept: Rubric) -> Edit:
    row = met_row("rubric", scope, str(kept.version))
    return Edit(scope, "rubric", row, {"definition": rubric_to_json(kept)})
