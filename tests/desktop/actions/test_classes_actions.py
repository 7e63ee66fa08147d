from __future__ import annotations

from datetime import date

import pytest

from desktop.actions import classes
from desktop.actions.classes import NewClass, create_class
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.eligibility import Policy
from desktop.models.refusal import Refused
from desktop.models.timetable import checks
from desktop.store import classes as shelf
from desktop.store import timetable

DAYS = (date(2026, 12, 8), date(2026, 12, 7), date(2026, 12, 9))


def test_a_new_class_comes_with_its_whole_timetable_as_one_step(desk: Desk) -> None:
    made = create_class(desk, NewClass("T13", 13, DAYS, venue=" ห้อง ๑ ", facilitators="ปิ่น"))

    sessions = timetable.sessions(desk.store, made.id)
    assert (made.first, made.last, made.fiscal_year) == (DAYS[1], DAYS[2], 2570)
    assert (made.venue, made.facilitators, made.capacity) == ("ห้อง ๑", "ปิ่น", 45)
    assert checks(sessions, classes.template(made.course)) == []
    assert desk.undoable[-1].name == "step.class-new"


def test_a_new_class_is_undone_whole_and_its_code_is_free_again(desk: Desk) -> None:
    made = create_class(desk, NewClass("T13", 13, DAYS))

    desk.undo()
    gone = (shelf.classes(desk.store), timetable.sessions(desk.store, made.id))
    desk.redo()

    assert gone == ([], [])
    assert shelf.class_by_id(desk.store, made.id) == made
    assert len(classes.sessions_by_code(timetable.sessions(desk.store, made.id))) == 12


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (NewClass("t12", 13, DAYS), "class-code-taken"),
        (NewClass("", 13, DAYS), "class-code-unfit"),
        (NewClass("T13", 0, DAYS), "class-number-unfit"),
        (NewClass("T13", 13, DAYS[:2]), "class-days-differ"),
        (NewClass("T13", 13, DAYS, template="nowhere"), "no-such-template"),
    ],
)
def test_a_class_that_cannot_be_is_refused_and_leaves_nothing(
    desk: Desk, of: Class, wanted: NewClass, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        create_class(desk, wanted)

    assert shelf.classes(desk.store) == [of]


@pytest.mark.parametrize("given", ["T12", "t12", " T12 "])
def test_a_class_is_found_whatever_the_capitals(desk: Desk, of: Class, given: str) -> None:
    assert classes.find_class(desk, given) == of


@pytest.mark.parametrize("given", ["T", "T123", "", "%"])
def test_a_class_that_is_not_there_is_refused(desk: Desk, of: Class, given: str) -> None:
    with pytest.raises(Refused, match="no-such-class"):
        classes.find_class(desk, given)
    assert of


@pytest.mark.parametrize("given", ["S01", "s1", "1", " s01 "])
def test_a_session_is_found_however_it_is_typed(desk: Desk, of: Class, given: str) -> None:
    assert classes.find_session(desk, of, given).code == "S01"


def test_the_template_is_found_by_key_and_by_either_name() -> None:
    course = classes.template(classes.DEFAULT_TEMPLATE)

    assert classes.template(course.name.th) == classes.template(course.name.en.upper()) == course


def test_venue_capacity_and_facilitators_can_change(desk: Desk, of: Class) -> None:
    classes.change_place(desk, of, venue="ห้อง ๒", capacity=60, facilitators="ก, ข")
    changed = classes.find_class(desk, "T12")

    with pytest.raises(Refused, match="class-capacity-unfit"):
        classes.change_place(desk, of, venue="", capacity=0, facilitators="")

    assert (changed.venue, changed.capacity, changed.facilitators) == ("ห้อง ๒", 60, "ก, ข")


def test_a_policy_that_cannot_be_meant_is_refused(desk: Desk, of: Class) -> None:
    with pytest.raises(Refused, match="policy-percent-unfit"):
        classes.change_policy(desk, of, Policy(percent=120))


def test_closing_and_reopening_and_removing_can_be_undone(desk: Desk, of: Class) -> None:
    classes.close_class(desk, of)
    closed = classes.find_class(desk, "T12").status
    classes.reopen_class(desk, of)
    opened = classes.find_class(desk, "T12").status
    classes.remove_class(desk, of)
    removed = shelf.classes(desk.store)

    desk.undo()

    assert (closed, opened, removed) == ("closed", "open", [])
    assert [c.code for c in shelf.classes(desk.store)] == ["T12"]


def test_classes_of_a_day_and_their_heads_are_counted(
    desk: Desk, of: Class, people: list[str]
) -> None:
    today = timetable.sessions_on(desk.store, of.first)

    assert {s.class_id for s in today} == {of.id}
    assert shelf.headcounts(desk.store) == {of.id: len(people)}
    assert shelf.certificate_counts(desk.store) == {}
