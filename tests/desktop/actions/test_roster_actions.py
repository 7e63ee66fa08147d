from __future__ import annotations

import pytest

from desktop.actions import classes, roster
from desktop.actions.eligibility import judge_class
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.people import Person
from desktop.models.refusal import Refused
from desktop.store import roster as shelf
from desktop.store.doctor import examine


def enrolled(desk: Desk, of: Class) -> list[Enrolment]:
    return shelf.enrolments(desk.store, of.id)


def test_people_sit_in_the_order_of_the_roster_and_later_ones_behind(
    desk: Desk, of: Class, people: list[str]
) -> None:
    roster.enrol(desk, of, [Person(first="มาทีหลัง"), Person(first="มาอีก")])

    found = enrolled(desk, of)

    assert [e.seat for e in found] == [1, 2, 3, 4, 5, 6]
    assert [e.id for e in found][:4] == people
    assert found[0].name == "นายสมชาย ใจดี"
    assert found[3].name == "พ.จ.อ. วุฒิชัย ศรีสุข"


def test_an_import_is_undone_and_redone_as_one_step(
    desk: Desk, of: Class, people: list[str]
) -> None:
    before = enrolled(desk, of)

    undone = desk.undo()
    empty = enrolled(desk, of)
    desk.redo()

    assert undone is not None
    assert (undone.name, undone.details) == ("step.import", {"n": 4})
    assert empty == []
    assert enrolled(desk, of) == before
    assert [e.id for e in before] == people
    assert examine(desk.store) == []


def test_nobody_to_enrol_is_no_step(desk: Desk, of: Class) -> None:
    steps = len(desk.undoable)

    assert roster.enrol(desk, of, []) == 0
    assert len(desk.undoable) == steps


def test_a_walk_in_counts_for_nothing_until_confirmed(desk: Desk, of: Class) -> None:
    row = roster.add_walk_in(desk, of, Person(first="สมหญิง", last="เดินเข้า", agency="สำนักการคลัง"))
    before = judge_class(desk, of)[0]

    roster.confirm_walk_in(desk, before.enrolment)
    after = judge_class(desk, of)[0]

    assert (before.enrolment.id, before.enrolment.source, before.enrolment.confirmed) == (
        row, "walk-in", False,
    )  # fmt: skip
    assert "walk-in-unconfirmed" in before.verdict.reasons
    assert "walk-in-unconfirmed" not in after.verdict.reasons
    assert after.enrolment.source == "walk-in"


def test_a_walk_in_needs_a_name(desk: Desk, of: Class) -> None:
    with pytest.raises(Refused, match="name_missing"):
        roster.add_walk_in(desk, of, Person(first=" \u200b "))


def test_a_closed_class_takes_nobody(desk: Desk, of: Class) -> None:
    classes.close_class(desk, of)
    closed = classes.find_class(desk, "T12")

    with pytest.raises(Refused, match="class-closed"):
        roster.enrol(desk, closed, [Person(first="ก")])
    with pytest.raises(Refused, match="class-closed"):
        roster.add_walk_in(desk, closed, Person(first="ก"))


def test_a_corrected_name_changes_name_order_and_search_and_nothing_else(
    desk: Desk, of: Class, people: list[str]
) -> None:
    before = enrolled(desk, of)[0]

    roster.change_person(desk, before, Person("นาย", "สมชัย", "ใจดี", agency=before.person.agency))

    after = enrolled(desk, of)[0]
    assert (after.name, after.seat, after.badge) == ("นายสมชัย ใจดี", 1, before.badge)
    assert after.sort != before.sort
    assert people[0] == after.id


def test_a_field_can_be_emptied_and_brought_back(desk: Desk, of: Class, people: list[str]) -> None:
    before = enrolled(desk, of)[0]

    roster.change_person(desk, before, Person("นาย", "สมชาย", "ใจดี"))
    emptied = enrolled(desk, of)[0].person.agency
    desk.undo()

    assert (emptied, enrolled(desk, of)[0]) == ("", before)
    assert people


def test_saying_the_same_again_is_no_step_and_no_name_is_refused(
    desk: Desk, of: Class, people: list[str]
) -> None:
    before, steps = enrolled(desk, of)[0], len(desk.undoable)

    roster.change_person(desk, before, before.person)
    with pytest.raises(Refused, match="name_missing"):
        roster.change_person(desk, before, Person(last="ใจดี"))

    assert len(desk.undoable) == steps
    assert people


def test_who_withdraws_stays_in_the_list_and_out_of_the_reckoning(
    desk: Desk, of: Class, people: list[str]
) -> None:
    roster.withdraw(desk, enrolled(desk, of)[0])
    withdrawn = judge_class(desk, of)[0]

    roster.readmit(desk, enrolled(desk, of)[0])

    assert withdrawn.verdict.reasons[0] == "withdrawn"
    assert judge_class(desk, of)[0].enrolment.status == "enrolled"
    assert people


@pytest.mark.parametrize("given", ["2", " 2 ", "๒", "02"])
def test_a_person_is_found_by_seat(desk: Desk, of: Class, people: list[str], given: str) -> None:
    assert roster.find_person(enrolled(desk, of), given).id == people[1]


def test_a_person_is_found_by_badge(desk: Desk, of: Class, people: list[str]) -> None:
    badge = enrolled(desk, of)[2].badge

    assert roster.find_person(enrolled(desk, of), badge).id == people[2]


@pytest.mark.parametrize("given", ["", "0", "5", "-1", "x", "1.5", "9" * 5000, "²"])
def test_nobody_else_is_found(desk: Desk, of: Class, people: list[str], given: str) -> None:
    with pytest.raises(Refused, match="no-such-person"):
        roster.find_person(enrolled(desk, of), given)
    assert people


def test_a_name_of_three_hundred_letters_is_kept_whole(desk: Desk, of: Class) -> None:
    long = "ก" * 300

    roster.enrol(desk, of, [Person(first=long, last="ข")])

    assert enrolled(desk, of)[0].name == f"{long} ข"


def test_people_are_asked_for_one_by_one_and_by_name(
    desk: Desk, of: Class, people: list[str]
) -> None:
    wanted = [people[2], "nobody", people[0]]

    found = shelf.enrolments_among(desk.store, wanted)

    assert [e.id for e in found] == [people[2], people[0]]
    assert shelf.enrolment(desk.store, "nobody") is None
