"""A project while it is being typed: kept at every pause, one change for each part on leaving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.actions import projects as actions
from desktop.actions.classes import check_open
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import TABLES, TEXTS, Project
from desktop.store import typing
from protocol.change import Json

_NOTHING: Mapping[str, Json] = {"title": "", "processes": {"works": []}}


def stored(project: Project) -> dict[str, Json]:
    """Give all parts of a project as they are stored."""
    empty = {part: dict.fromkeys(names, "") for part, names in TEXTS.items()}
    rows: dict[str, Json] = {part: [] for part in TABLES}
    return {**_NOTHING, **empty, **rows, **project.content, "title": project.title}


def parts(desk: Desk, project: Project) -> dict[str, Json]:
    """Give all parts: what was typed here and not put by yet lies over what is stored."""
    kept = typing.typed(desk.store, project.id)
    return {**stored(project), **{part: said["value"] for part, said in kept.items()}}


def keep(
    desk: Desk,
    of: Class,
    project: Project,
    typed: Mapping[str, Json],
    base: Mapping[str, Json],
    seen: Mapping[str, Sequence[str]],
) -> None:
    """Keep parts as they are typed, durably; no change is made of them yet.

    ``base`` is what was stored when they were put on the screen: a part that still says the same
    was not typed in, whatever arrived from elsewhere since. ``seen`` names the changes that said
    so. Raises :class:`Refused` ``class-closed``.
    """
    check_open(desk, of.id)
    new = {part: value for part, value in typed.items() if value != base[part]}
    if same := tuple(part for part in typed if part not in new):
        typing.drop(desk.store, project.id, same)
    before = typing.typed(desk.store, project.id)
    said = {
        part: {"value": value, "seen": before.get(part, {}).get("seen") or seen.get(part, ())}
        for part, value in new.items()
    }
    if said:
        typing.keep(desk.store, project.id, said, desk.stamp(), scope=of.scope)


def put_by(desk: Desk, of: Class, project: Project) -> Project:
    """Make a change of each part that was typed. Raises as ``actions.projects.change`` does.

    What was refused stays as typed.
    """
    for part, said in typing.typed(desk.store, project.id).items():
        with desk.store.atomic():
            project = actions.change(desk, of, project, part, said["value"], seen=said["seen"])
            typing.drop(desk.store, project.id, (part,))
    return project


def typed_in(desk: Desk, project: Project) -> set[str]:
    """Name the parts in which something was typed that is no change yet."""
    return set(typing.typed(desk.store, project.id))
