"""The attendance screen in all its moments: a mark opened, somebody at the door, two devices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.actions import roster as roster_actions
from desktop.actions.attendance import mark
from desktop.actions.classes import cancel_session, find_session
from desktop.models.attendance import Mark, Status
from desktop.models.enrolment import Enrolment
from desktop.models.ids import attendance_row
from desktop.store import roster
from desktop.views.attendance_view import AttendanceView
from protocol.change import Change
from scripts.lib.stage import Stage

Scene = Callable[[Stage], object]


def scenes() -> dict[str, Scene]:
    """Give the scenes in the order in which each leaves the class fit for the next."""
    return {
        "attendance-all-days": _all_days,
        "attendance-found": _found,
        "attendance-mark": partial(_open_cell, None),
        "attendance-late": partial(_open_cell, Status.LATE),
        "attendance-excused": partial(_open_cell, Status.EXCUSED),
        "attendance-makeup": partial(_open_cell, Status.MAKEUP),
        "attendance-green": partial(_scan, 3),
        "attendance-yellow": partial(_scan, 0),
        "attendance-red": partial(_scan, None),
        "attendance-withdrawn": _withdrawn,
        "attendance-arrivals": _arrivals,
        "attendance-history": _history,
        "attendance-undo": _undo,
        "attendance-conflict": _conflict,
        "attendance-cancelled": _cancelled,
        "timetable-cancelled": partial(Stage.go, page="classes", code="T34", tab="timetable"),
    }


def _view(s: Stage) -> AttendanceView:
    s.go("classes", "T34", "attendance")
    view = s.find(AttendanceView)
    view.field.reset()
    view.answer.clear()
    view.bar.chosen.emit("S06")
    return view


def _person(s: Stage, at: int) -> Enrolment:
    return roster.enrolments(s.desk.store, s.of("T34").id)[at]


def _all_days(s: Stage) -> None:
    view = _view(s)
    view.bar.day_chosen.emit(0)
    s.settle()


def _found(s: Stage) -> None:
    view = _view(s)
    view.bar.day_chosen.emit(2)
    view.field.begin("นางสาว")


def _open_cell(press: Status | None, s: Stage) -> None:
    view = _view(s)
    rows = view.grid.register.rows
    wanted = 1 if press is not None else 3
    at = next((n for n, r in enumerate(rows) if r.on_edge), wanted) if press else wanted
    view.grid.go_to(at, view.grid.register.column_of("S06"))
    view.work.open_cell(press)


def _scan(seat: int | None, s: Stage) -> None:
    view = _view(s)
    view.door.scan("430483452959" if seat is None else _person(s, seat).badge)


def _withdrawn(s: Stage) -> None:
    person = _person(s, 44)
    if person.status == "enrolled":
        roster_actions.withdraw(s.desk, person)
    _view(s).door.scan(person.badge)


def _arrivals(s: Stage) -> None:
    view = _view(s)
    for at in (8, 20, 21, 30, 36, 40):
        view.door.scan(_person(s, at).badge)
        s.wait(1 / 60)
    view.answer.clear()
    view.foot.scans.click()
    s.wait(-0.1)


def _history(s: Stage) -> None:
    view = _view(s)
    session = find_session(s.desk, s.of("T34"), "S06")
    for wanted in (Mark(Status.ABSENT), Mark(Status.LATE, 20)):
        s.wait(1 / 12)
        mark(s.desk, session, _person(s, 3).id, wanted)
    s.wait(-1 / 6)
    view.grid.go_to(3, view.grid.register.column_of("S06"))
    view.work.open_history()


def _undo(s: Stage) -> None:
    view = _view(s)
    view.mark_all_present()


def _conflict(s: Stage) -> None:
    of = s.of("T34")
    session, person = find_session(s.desk, of, "S06"), _person(s, 2)
    rival = Change(
        id="f" * 32, scope=of.scope, entity="attendance", row=attendance_row(session.id, person.id),
        set={"mark": {"status": "absent"}}, over={}, salt={"mark": "0" * 32}, n=1,
        author="วินัย", device="ee" * 8, at=s.at.isoformat(), schema=1, prev="",
    )  # fmt: skip
    s.desk.store.commit([rival])
    _view(s)


def _cancelled(s: Stage) -> None:
    of = s.of("T34")
    note = "น้ำท่วมอาคาร"
    cancel_session(s.desk, of, find_session(s.desk, of, "S07"), note)
    view = _view(s)
    view.bar.chosen.emit("S07")
