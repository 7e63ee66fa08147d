"""Taking attendance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.actions.classes import check_open, sessions_by_code
from desktop.desk import Desk, Edit
from desktop.models import attendance as rules
from desktop.models.attendance import UNMARKED, Line, Mark, Status
from desktop.models.classes import Class
from desktop.models.ids import attendance_row
from desktop.models.refusal import Refused
from desktop.models.timetable import Session, minute_of_day
from desktop.store import attendance as shelf
from desktop.store import timetable as plan


@dataclass(frozen=True, slots=True)
class Cell:
    """One person in one session, with the mark wanted there."""

    line: Line
    session: Session
    mark: Mark


def mark(desk: Desk, session: Session, enrolment: str, wanted: Mark) -> Mark:
    """Mark one person in one session; durable when this returns. Gives what was set."""
    line = shelf.line(desk.store, enrolment)
    if line is None:
        raise Refused("no-such-person", given=enrolment)
    return mark_cells(desk, session.class_id, [Cell(line, session, wanted)])[0]


def mark_cells(desk: Desk, class_id: str, cells: Sequence[Cell]) -> list[Mark]:
    """Mark a block of cells as one step: all of them, or (if one is refused) none."""
    of = check_open(desk, class_id)
    sessions = _makeable(desk, class_id, cells)
    marks = [rules.mark(c.line, c.session, c.mark, sessions) for c in cells]
    # A cell named twice takes the last word: two changes at once would disagree with each other.
    last = {
        (cell.line.enrolment, cell.session.id): (cell, mark)
        for cell, mark in zip(cells, marks, strict=True)
    }
    changed = [(c, m) for c, m in last.values() if c.line.mark_in(c.session.code) != m]
    if changed:
        desk.commit(_step_name(changed), [_edit(of, c, m) for c, m in changed], **_about(changed))
    return marks


def _makeable(desk: Desk, class_id: str, cells: Sequence[Cell]) -> dict[str, Session]:
    """Give the sessions a make-up may name; nothing else needs them, and a mark is to be quick."""
    if all(cell.mark.status is not Status.MAKEUP for cell in cells):
        return {}
    return sessions_by_code(plan.sessions(desk.store, class_id))


def _edit(of: Class, cell: Cell, mark: Mark) -> Edit:
    row = attendance_row(cell.session.id, cell.line.enrolment)
    groups: dict[str, object] = {"mark": mark.to_json()}
    if cell.session.code not in cell.line.marks:
        groups["who"] = {"session": cell.session.id, "enrolment": cell.line.enrolment}
    return Edit(of.scope, "attendance", row, groups)


def _step_name(changed: Sequence[tuple[Cell, Mark]]) -> str:
    return "step.mark" if len(changed) == 1 else "step.mark-many"


def _about(changed: Sequence[tuple[Cell, Mark]]) -> dict[str, object]:
    cell, mark = changed[0]
    return {
        "name": cell.line.name,
        "status": mark.status.value,
        "session": cell.session.code,
        "n": len(changed),
    }


def unmarked(lines: Iterable[Line], session: Session) -> list[Line]:
    """Give the people who have no mark in a session yet."""
    return [li for li in lines if li.mark_in(session.code).status is Status.UNMARKED]


def mark_remaining(desk: Desk, session: Session, wanted: Mark) -> int:
    """Give everybody still unmarked in a session one mark; say how many that were."""
    lines = unmarked(shelf.attending(desk.store, session.class_id), session)
    mark_cells(desk, session.class_id, [Cell(li, session, wanted) for li in lines])
    return len(lines)


def copy_previous(desk: Desk, session: Session) -> int:
    """Carry who was there in the session before over to those unmarked in this one.

    Present and late become present, everything else stays what it was; make-ups are not carried,
    for they belong to one missed session. Gives how many cells were filled.
    """
    before = previous(plan.sessions(desk.store, session.class_id), session)
    if before is None:
        raise Refused("no-previous-session", session=session.code)
    cells = []
    for line in unmarked(shelf.attending(desk.store, session.class_id), session):
        carried = _carried(line.mark_in(before.code))
        if carried is not UNMARKED:
            cells.append(Cell(line, session, carried))
    mark_cells(desk, session.class_id, cells)
    return len(cells)


def _carried(mark: Mark) -> Mark:
    match mark.status:
        case Status.PRESENT | Status.LATE:
            return Mark(Status.PRESENT)
        case Status.EXCUSED | Status.ABSENT:
            return mark
        case _:
            return UNMARKED


def previous(sessions: Sequence[Session], session: Session) -> Session | None:
    """Give the counted session before this one."""
    counted = [s for s in sessions if s.counts]
    earlier = [
        s
        for s in counted
        if (s.on, minute_of_day(s.start)) < (session.on, minute_of_day(session.start))
    ]
    return earlier[-1] if earlier else None


def counts(lines: Iterable[Line], session: Session) -> dict[Status, int]:
    """Count the states in one session; every state is named."""
    tally = dict.fromkeys(Status, 0)
    for line in lines:
        tally[line.mark_in(session.code).status] += 1
    return tally
