"""Scoring: each scorer on sheets of their own, open here alone until they are locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.actions import projects as project_actions
from desktop.actions.classes import check_open
from desktop.actions.roles import role
from desktop.actions.rubrics import freezing, rubric
from desktop.actions.waivers import (
    agency_before,
    check_agency,
    check_note,
    fit_name,
    remember_agency,
)
from desktop.actions.waivers import remembered_agency as remembered_agency
from desktop.actions.waivers import scorer_name as scorer_name
from desktop.actions.waivers import waive as waive
from desktop.desk import Desk, Edit
from desktop.models.classes import Class, scope_of
from desktop.models.ids import score_row
from desktop.models.refusal import Refused
from desktop.models.rubric import Criterion, rubric_to_json
from desktop.models.scoring import Cell, Sheet, check_level, scorer_key
from desktop.models.thai import clean
from desktop.store import scores as shelf
from desktop.store import typing
from desktop.store.membership import membership
from desktop.store.work_tables import CRITERION

if TYPE_CHECKING:
    from desktop.models.projects import Project


def open_sheet(desk: Desk, of: Class, project: Project, scorer: str, agency: str = "") -> Sheet:
    """Give a scorer's sheet on a project to fill in, begun now if there is none.

    The last sheet is given as it is if it is locked. Others learn at once that it was begun, and
    no more before it is locked. ``agency`` is the scorer's own; without it the one they named
    before. Raises ``scorer-unfit``, ``not-your-sheet``, ``own-agency``, ``class-closed``.
    """
    check_open(desk, of.id)
    name = _check_name(desk, scorer)
    known = _of_scorer(desk, project, name)
    if known:
        return _check_mine(desk, with_typed(desk, known[-1]))
    agency = clean(agency) or agency_before(desk, of, name)
    check_agency(desk, of, project, name, agency)
    remember_agency(desk, name, agency)
    return _begin(desk, of, project, name, agency)


def set_level(
    desk: Desk, sheet: Sheet, criterion: str, level: int | None, note: str | None = None
) -> Sheet:
    """Set a level (``None`` takes it back) and, if given, the note; durable, and here alone.

    Raises ``sheet-locked``, ``level-unfit``, ``no-such-criterion``, ``not-your-sheet``.
    """
    now = _check_open_sheet(desk, sheet)
    known = {c.code: c for c in now.rubric.criteria}
    if criterion not in known:
        raise Refused("no-such-criterion", given=criterion[:40])
    if level is not None:
        check_level(level, called(desk, known[criterion]))
    before = now.cells.get(criterion, Cell())
    cell = Cell(level, before.note if note is None else check_note(note))
    _keep(desk, now, {criterion: cell})
    return with_typed(desk, now)


def lock(desk: Desk, of: Class, sheet: Sheet) -> Sheet:
    """Lock a sheet: from now on it counts, everybody may see it, and it never changes.

    Raises ``sheet-incomplete`` naming the criteria without a level.
    """
    check_open(desk, of.id)
    now = _check_open_sheet(desk, sheet)
    missing = [c for c in now.rubric.criteria if now.cells.get(c.code, Cell()).level is None]
    if missing:
        names = ", ".join(called(desk, c) for c in missing)
        raise Refused("sheet-incomplete", n=len(missing), criteria=names)
    project = project_actions.find_project(desk, of, now.project)
    check_agency(desk, of, project, now.scorer, now.agency)
    said = {
        f"{CRITERION}{c.code}": {"level": now.cells[c.code].level, "note": now.cells[c.code].note}
        for c in now.rubric.criteria
    }
    edit = Edit(of.scope, "score", now.id, {**said, "lock": {"at": desk.stamp()}})
    with desk.store.atomic():
        desk.commit_for_good([edit])
        typing.drop(desk.store, now.id)
    return _again(desk, now.id)


def correct(desk: Desk, of: Class, sheet: Sheet, reason: str) -> Sheet:
    """Begin a new sheet in the place of a locked one, with its levels to begin from.

    The old one counts until the new one is locked. Raises ``correction-without-reason``,
    ``sheet-open`` where there is nothing to correct yet, ``not-your-sheet``.
    """
    check_open(desk, of.id)
    last = _of_scorer(desk, project_actions.find_project(desk, of, sheet.project), sheet.scorer)[-1]
    _check_mine(desk, last)
    if not last.locked_at:
        raise Refused("sheet-open", scorer=last.scorer)
    if not clean(reason):
        raise Refused("correction-without-reason")
    project = project_actions.find_project(desk, of, last.project)
    check_agency(desk, of, project, last.scorer, last.agency)
    new = replace(last, number=last.number + 1, reason=check_note(reason))
    with desk.store.atomic():
        begun = _write(desk, of, new)
        _keep(desk, begun, dict(last.cells))
    return with_typed(desk, begun)


def score_whole(
    desk: Desk,
    of: Class,
    project: Project,
    scorer: str,
    levels: Sequence[int],
    reason: str = "",
    agency: str = "",
) -> Sheet:
    """Fill in and lock a whole sheet at once, in the order of the criteria: all of it or nothing.

    Of a scorer who has locked one it is a correction, and needs a ``reason``: without it
    ``sheet-locked``. Raises ``levels-count``, ``level-unfit``, and as :func:`open_sheet` does.
    """
    with desk.store.atomic():
        sheet = open_sheet(desk, of, project, scorer, agency)
        _check_levels(desk, sheet, levels)
        if sheet.locked_at and not clean(reason):
            raise Refused("sheet-locked", scorer=sheet.scorer)
        if sheet.locked_at:
            sheet = correct(desk, of, sheet, reason)
        said = zip(sheet.rubric.criteria, levels, strict=True)
        cells = {c.code: replace(sheet.cells.get(c.code, Cell()), level=n) for c, n in said}
        _keep(desk, sheet, cells)
        return lock(desk, of, sheet)


def _check_levels(desk: Desk, sheet: Sheet, levels: Sequence[int]) -> None:
    criteria = sheet.rubric.criteria
    if len(levels) != len(criteria):
        few = len(levels) < len(criteria)
        named = criteria[len(levels) :] if few else criteria
        told = ", ".join(called(desk, c) for c in named)
        raise Refused("levels-count", given=len(levels), wanted=len(criteria), criteria=told)
    for criterion, level in zip(criteria, levels, strict=True):
        check_level(level, called(desk, criterion))


def called(desk: Desk, criterion: Criterion) -> str:
    """Name a criterion by its code and what it is about."""
    return f"{criterion.code} {criterion.name.text(desk.words.language)}"


def my_sheets(desk: Desk, of: Class) -> list[Sheet]:
    """Give the sheets that were begun at this desk or by its person, as filled in so far."""
    found = shelf.sheets(desk.store, of.id)
    return [with_typed(desk, s) for s in found if is_mine(desk, s)]


def is_mine(desk: Desk, sheet: Sheet) -> bool:
    """Whether the person at this desk may write a sheet.

    Begun on this device, or by the same person of the server on another device of theirs.
    """
    joined = membership(desk.store)
    return sheet.device == desk.device or (joined is not None and sheet.author == joined.person)


def check_may_settle(desk: Desk, row: str) -> None:
    """Refuse to settle a dispute over a sheet unless one of its values was written here."""
    found = shelf.sheet(desk.store, row)
    if found is None or is_mine(desk, found) or shelf.written_by(desk.store, row, desk.device):
        return
    raise Refused("not-your-sheet", scorer=found.scorer)


def with_typed(desk: Desk, sheet: Sheet) -> Sheet:
    """Give a sheet with what is filled in on this device and not locked yet."""
    if sheet.locked_at:
        return sheet
    parts = typing.typed(desk.store, sheet.id)
    cells = shelf.cells_of({part.removeprefix(CRITERION): v for part, v in parts.items()})
    return replace(sheet, cells={**sheet.cells, **cells})


def _check_name(desk: Desk, scorer: str) -> str:
    """Give a scorer's name fit to be stored; who joined as a scorer scores as nobody else."""
    name = fit_name(scorer)
    held = role(desk)
    if held == "viewer":
        raise Refused("not-for-role", role=desk.words("sync.role.viewer"))
    if held == "scorer" and scorer_key(name) != scorer_key(scorer_name(desk)):
        raise Refused("not-your-sheet", scorer=name)
    return name


def _check_mine(desk: Desk, sheet: Sheet) -> Sheet:
    if not is_mine(desk, sheet):
        raise Refused("not-your-sheet", scorer=sheet.scorer)
    return sheet


def _check_open_sheet(desk: Desk, sheet: Sheet) -> Sheet:
    """Give a sheet as it stands now, with what is typed, if it may be written."""
    now = _check_mine(desk, _again(desk, sheet.id))
    if now.locked_at:
        raise Refused("sheet-locked", scorer=now.scorer)
    return with_typed(desk, now)


def _of_scorer(desk: Desk, project: Project, scorer: str) -> list[Sheet]:
    key = scorer_key(scorer)
    return [s for s in shelf.sheets_on(desk.store, project.id) if scorer_key(s.scorer) == key]


def _begin(desk: Desk, of: Class, project: Project, scorer: str, agency: str) -> Sheet:
    row = score_row(project.id, scorer, 1)
    return _write(desk, of, Sheet(row, project.id, scorer, rubric(desk, of), agency=agency))


def _write(desk: Desk, of: Class, sheet: Sheet) -> Sheet:
    """Tell others that a sheet was begun: for good, for nobody takes that back."""
    row = score_row(sheet.project, sheet.scorer, sheet.number)
    who = {
        "project": sheet.project,
        "scorer": sheet.scorer,
        "agency": sheet.agency,
        "number": sheet.number,
        "reason": sheet.reason,
        "rubric": rubric_to_json(sheet.rubric),
    }
    # A scorer writes sheets and nothing else; their sheet holds its rubric all the same.
    frozen = [] if role(desk) == "scorer" else freezing(desk, of)
    desk.commit_for_good([*frozen, Edit(of.scope, "score", row, {"who": who})])
    return _again(desk, row)


def _again(desk: Desk, row: str) -> Sheet:
    found = shelf.sheet(desk.store, row)
    if found is None:
        raise Refused("no-such-sheet", given=row[:40])
    return found


def _keep(desk: Desk, sheet: Sheet, cells: dict[str, Cell]) -> None:
    parts = {f"{CRITERION}{c}": {"level": v.level, "note": v.note} for c, v in cells.items()}
    typing.keep(desk.store, sheet.id, parts, desk.stamp(), scope=scope_of(sheet.class_id))
