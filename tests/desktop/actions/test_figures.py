from __future__ import annotations

from desktop.actions import attendance, certificates, classes, roster
from desktop.actions.figures import class_figures, session_figures
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.store import roster as shelf
from desktop.store import timetable


def test_a_session_is_counted_state_by_state(desk: Desk, of: Class, people: list[str]) -> None:
    first = classes.find_session(desk, of, "S01")
    attendance.mark(desk, first, people[0], Mark(Status.PRESENT))
    attendance.mark(desk, first, people[1], Mark(Status.LATE, 10))
    attendance.mark(desk, first, people[2], Mark(Status.ABSENT))

    figures = session_figures(desk, of)

    assert [f.session.code for f in figures] == [f"S{n:02d}" for n in range(1, 13)]
    assert figures[0].here == 2
    assert figures[0].counts[Status.ABSENT] == 1
    assert figures[0].counts[Status.UNMARKED] == 1
    assert figures[1].counts[Status.UNMARKED] == 4


def test_a_class_in_numbers_leaves_the_withdrawn_out(
    desk: Desk, of: Class, people: list[str]
) -> None:
    gone = shelf.enrolment(desk.store, people[3])
    assert gone is not None
    roster.withdraw(desk, gone)
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark(desk, session, people[0], Mark(Status.PRESENT))
        attendance.mark(desk, session, people[1], Mark(Status.ABSENT))
    certificates.issue(desk, of)

    figures = class_figures(desk, of)

    assert (figures.people, figures.cells, figures.marked) == (3, 36, 24)
    assert figures.outlooks["passed"] == 1
    assert figures.outlooks["out"] == 1
    assert figures.outlooks["open"] == 1
    assert figures.certificates == 1
