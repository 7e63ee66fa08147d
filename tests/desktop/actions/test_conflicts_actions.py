from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.actions import attendance, certificates, classes
from desktop.actions.certificates import candidates, change_numbering, default_template
from desktop.actions.conflicts import conflicts, open_conflict, resolve
from desktop.actions.eligibility import judge_class, reasons
from desktop.actions.today import todos
from desktop.desk import Desk, Edit
from desktop.models.attendance import Mark, Status
from desktop.models.certificates import Numbering
from desktop.models.classes import Class
from desktop.models.conflict_words import say_field
from desktop.models.conflicts import Conflict
from desktop.models.eligibility import Policy
from desktop.models.refusal import Refused
from desktop.store import attendance as marks
from desktop.store import classes as class_shelf
from desktop.store import conflicts as shelf
from desktop.store import timetable
from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.doctor import examine
from tests.desktop.conftest import DAYS, Clock

Opener = Callable[..., Desk]
PRESENT, LATE, ABSENT = Mark(Status.PRESENT), Mark(Status.LATE, 15), Mark(Status.ABSENT)


def carry(source: Desk, target: Desk) -> None:
    """Bring everything one desk knows to another, as server, bundle and folder do."""
    rows = source.store.rows(f"SELECT {CHANGE_COLUMNS} FROM changes ORDER BY seq")
    target.store.commit([change_from(r) for r in rows])


def meet(*desks: Desk) -> None:
    """Let all desks know everything."""
    for source in (*desks, *desks):
        for target in desks:
            if source is not target:
                carry(source, target)


def mark(desk: Desk, of: Class, who: str, wanted: Mark, code: str = "S01") -> None:
    attendance.mark(desk, classes.find_session(desk, of, code), who, wanted)


def standing(desk: Desk, of: Class, who: str, code: str = "S01") -> Mark:
    line = marks.line(desk.store, who)
    assert line is not None
    return line.mark_in(code)


def said(conflict: Conflict) -> list[tuple[str, str]]:
    return [(choice.shown, choice.author) for choice in conflict.choices]


@pytest.fixture
def other(open_desk: Opener, desk: Desk, of: Class, people: list[str]) -> Desk:
    """A second desk that holds the same class and has not met the first since."""
    found = open_desk("other")
    carry(desk, found)
    return found


@pytest.fixture
def disputed(desk: Desk, other: Desk, of: Class, people: list[str]) -> Conflict:
    """The first person is present for one desk and late for the other; both know both by now."""
    mark(desk, of, people[0], PRESENT)
    mark(other, of, people[0], LATE)
    meet(desk, other)
    (conflict,) = conflicts(desk, of)
    return conflict


def test_two_marks_that_differ_are_one_conflict_the_same_on_both_devices(
    desk: Desk, other: Desk, of: Class, disputed: Conflict
) -> None:
    (there,) = conflicts(other, of)

    assert there.id == disputed.id
    assert [replace(c, label="") for c in there.choices] == [
        replace(c, label="") for c in disputed.choices
    ]
    assert (disputed.entity, disputed.seat, disputed.session) == ("attendance", 1, "S01")
    assert disputed.name == "นายสมชาย ใจดี"
    assert sorted(said(disputed)) == [
        ("Late 15", "author of other"),
        ("Present", "author of desk"),
    ]
    assert {c.device for c in disputed.choices} == {desk.device, other.device}
    assert "This device" in {c.label for c in disputed.choices}
    assert shelf.count(desk.store, of.id) == shelf.count(desk.store) == 1


def test_the_same_mark_by_two_people_is_no_conflict(
    desk: Desk, other: Desk, of: Class, people: list[str]
) -> None:
    mark(desk, of, people[0], PRESENT)
    mark(other, of, people[0], PRESENT)

    meet(desk, other)

    assert conflicts(desk, of) == conflicts(other, of) == []


def test_three_people_of_whom_two_agree_give_two_choices_the_earliest_word_of_each(
    open_desk: Opener, desk: Desk, other: Desk, of: Class, people: list[str]
) -> None:
    third = open_desk("third")
    carry(desk, third)
    for at, wanted in ((desk, PRESENT), (other, ABSENT), (third, PRESENT)):
        mark(at, of, people[0], wanted)

    meet(desk, other, third)

    (conflict,) = conflicts(desk, of)
    heads = shelf.disputes(desk.store)[0].history
    first = min((h.n, h.id) for h in heads if h.set["mark"] == {"status": "present"})
    assert len(conflict.choices) == 2
    assert first[1] in {c.id for c in conflict.choices}


@pytest.mark.parametrize("at", [0, 1])
def test_what_one_person_chooses_stands_on_both_devices(
    desk: Desk, other: Desk, of: Class, people: list[str], disputed: Conflict, at: int
) -> None:
    chosen = resolve(desk, disputed.id, disputed.choices[at].id)

    meet(desk, other)

    assert chosen == disputed.choices[at]
    assert conflicts(desk, of) == conflicts(other, of) == []
    for seen in (desk, other):
        assert standing(seen, of, people[0]).to_json() == chosen.value
        assert examine(seen.store) == []


def test_choosing_differently_while_apart_is_a_conflict_again_and_alike_is_none(
    desk: Desk, other: Desk, of: Class, people: list[str], disputed: Conflict
) -> None:
    first, second = disputed.choices

    resolve(desk, disputed.id, first.id)
    resolve(other, disputed.id, second.id)
    meet(desk, other)
    (again,) = conflicts(desk, of)
    for at in (desk, other):
        resolve(at, again.id, "late")
    meet(desk, other)

    assert again.id == disputed.id
    assert {c.shown for c in again.choices} == {first.shown, second.shown}
    assert conflicts(desk, of) == conflicts(other, of) == []
    assert standing(desk, of, people[0]) == standing(other, of, people[0]) == LATE


def test_undoing_a_choice_puts_the_question_again_with_whose_word_it_was(
    desk: Desk, other: Desk, of: Class, people: list[str], disputed: Conflict
) -> None:
    shown = standing(desk, of, people[0])
    resolve(desk, disputed.id, disputed.choices[0].id)

    desk.undo()
    (again,) = conflicts(desk, of)
    meet(desk, other)
    (there,) = conflicts(other, of)

    assert again.id == there.id == disputed.id
    assert [(c.shown, c.author, c.device, c.at) for c in again.choices] == [
        (c.shown, c.author, c.device, c.at) for c in disputed.choices
    ]
    assert said(there) == said(disputed)
    assert standing(desk, of, people[0]) == shown


def test_a_choice_can_be_undone_and_done_again_any_number_of_times(
    desk: Desk, other: Desk, of: Class, people: list[str], disputed: Conflict
) -> None:
    resolve(desk, disputed.id, "present")

    for _ in range(3):
        desk.undo()
        assert said(conflicts(desk, of)[0]) == said(disputed)
        desk.redo()
        assert conflicts(desk, of) == []
        assert standing(desk, of, people[0]) == PRESENT
    meet(desk, other)

    assert conflicts(other, of) == []
    assert examine(desk.store) == examine(other.store) == []


def test_undoing_a_choice_never_hides_what_somebody_said_meanwhile(
    desk: Desk, other: Desk, of: Class, people: list[str], disputed: Conflict
) -> None:
    resolve(desk, disputed.id, "present")
    mark(other, of, people[0], ABSENT)
    meet(desk, other)

    desk.undo()

    (again,) = conflicts(desk, of)
    assert "Absent" in {c.shown for c in again.choices}


def test_a_mark_made_while_people_disagree_settles_only_what_was_on_the_screen(
    desk: Desk, of: Class, people: list[str], disputed: Conflict
) -> None:
    mark(desk, of, people[0], ABSENT)

    (again,) = conflicts(desk, of)

    assert "Absent" in {c.shown for c in again.choices}
    assert len(again.choices) == 2


@pytest.mark.parametrize(
    ("given", "shown"),
    [("late", "Late 15"), ("LATE 15", "Late 15"), ("present", "Present")],
)
def test_a_choice_is_named_by_its_word(
    desk: Desk, disputed: Conflict, given: str, shown: str
) -> None:
    assert resolve(desk, disputed.id, given).shown == shown


def test_a_choice_is_named_by_its_number_or_the_beginning_of_its_id(
    desk: Desk, of: Class, disputed: Conflict
) -> None:
    by_number = resolve(desk, disputed.id[:5].upper(), "2")
    desk.undo()
    (again,) = conflicts(desk, of)
    first, second = again.choices
    length = next(n for n in count(4) if first.id[:n] != second.id[:n])
    by_id = resolve(desk, again.id, first.id[:length])

    assert by_number == disputed.choices[1]
    assert by_id == first


@pytest.mark.parametrize("given", ["0", "3", "", "abs", "excused", "ffffffff"])
def test_a_choice_that_is_none_is_refused_and_nothing_changes(
    desk: Desk, of: Class, disputed: Conflict, given: str
) -> None:
    with pytest.raises(Refused) as no:
        resolve(desk, disputed.id, given)

    assert (no.value.code, no.value.details["n"]) == ("no-such-choice", 2)
    assert conflicts(desk, of) == [disputed]


@pytest.mark.parametrize("given", ["", "zzz", "0123456789ab"])
def test_a_conflict_that_never_was_is_refused(desk: Desk, disputed: Conflict, given: str) -> None:
    with pytest.raises(Refused) as no:
        resolve(desk, given, "1")

    assert no.value.code == "no-such-conflict"


def test_a_conflict_somebody_settled_meanwhile_says_how_and_who(
    desk: Desk, other: Desk, disputed: Conflict
) -> None:
    resolve(other, disputed.id, "present")
    meet(desk, other)

    with pytest.raises(Refused) as no:
        resolve(desk, disputed.id, "late")

    assert no.value.code == "conflict-settled"
    assert no.value.details == {"shown": "Present", "author": "author of other"}
    assert "Present, by author of other" in desk.words.sentence(no.value)


def test_a_closed_class_is_not_touched_until_somebody_opens_it(
    desk: Desk, other: Desk, of: Class, people: list[str]
) -> None:
    mark(desk, of, people[0], PRESENT)
    classes.close_class(desk, of)
    mark(other, of, people[0], LATE)
    meet(desk, other)
    (conflict,) = conflicts(desk, of)

    with pytest.raises(Refused) as no:
        resolve(desk, conflict.id, "1")
    classes.reopen_class(desk, of)
    resolve(desk, conflict.id, "present")

    assert no.value.code == "class-closed"
    assert conflicts(desk, of) == []


def test_whether_a_class_is_closed_can_be_settled_while_it_is_shown_closed(
    desk: Desk, other: Desk, of: Class
) -> None:
    classes.close_class(desk, of)
    classes.reopen_class(desk, of)
    meet(desk, other)
    classes.change_place(other, of, venue="ก", capacity=30, facilitators="")
    other.commit("step.x", [Edit(of.scope, "class", of.id, {"status": "archived"})])
    desk.commit("step.x", [Edit(of.scope, "class", of.id, {"status": "closed"})])
    meet(desk, other)
    (conflict,) = conflicts(desk, of)

    resolve(desk, conflict.id, "closed")

    found = class_shelf.class_by_id(desk.store, of.id)
    assert found is not None
    assert (found.status, conflict.name) == ("closed", "T12")


def differ(desk: Desk, other: Desk, entity: str, row: str, scope: str, **groups: Any) -> None:
    """Let each desk say something else of one group; both are given as pairs."""
    for at, seen in enumerate((desk, other)):
        edits = {name: values[at] for name, values in groups.items()}
        seen.commit("step.x", [Edit(scope, entity, row, edits)])


def test_every_kind_of_field_is_said_in_words_and_in_a_human_order(
    desk: Desk, other: Desk, of: Class, people: list[str]
) -> None:
    names = [{"title": "นาย", "first": "สมชาย", "last": last} for last in ("ใจดี", "ใจดียิ่ง")]
    place = [{"seat": 1, "source": "roster", "confirmed": sure} for sure in (True, False)]
    citizen = [{"hash": "secret", "last4": four, "employee_no": ""} for four in ("1234", "9876")]
    differ(
        desk, other, "enrolment", people[0], of.scope,
        name=names, place=place, citizen=citizen, status=("withdrawn", "no_show"),
        contact=({"phone": "02", "email": "", "note": ""}, None),
    )  # fmt: skip
    first = classes.find_session(desk, of, "S01")
    classes.cancel_session(desk, of, first)
    classes.move_session(other, of, first, DAYS[1], "16:30", "17:30")
    mark(desk, of, people[1], ABSENT, "S03")
    mark(other, of, people[1], PRESENT, "S03")
    mark(desk, of, people[1], ABSENT, "S02")
    mark(other, of, people[1], LATE, "S02")
    classes.change_place(desk, of, venue="ห้อง ก", capacity=30, facilitators="")
    classes.change_place(other, of, venue="ห้อง ข", capacity=30, facilitators="")
    classes.change_policy(desk, of, Policy(1, 70, of.policy.basis, of.policy.excused))
    classes.change_policy(other, of, Policy(1, 75, of.policy.basis, of.policy.excused))
    days = [{"first": "2026-12-01", "last": last} for last in ("2026-12-03", "2026-12-04")]
    differ(desk, other, "class", of.id, of.scope, days=days)
    for at, prefix in ((desk, "กทม."), (other, "สนข.")):
        change_numbering(at, Numbering(prefix, "fiscal"))
        certificates.change_template(at, replace(default_template(), heading=prefix))
    meet(desk, other)

    found = conflicts(desk, None)

    def field(c: Conflict) -> str:
        return say_field(desk.words, c.entity, c.group)

    told = [(c.entity, c.group, c.session, {choice.shown for choice in c.choices}) for c in found]
    assert [t[0] for t in told] == [
        *["org"] * 2, *["class"] * 3, "session", *["enrolment"] * 5, *["attendance"] * 2,
    ]  # fmt: skip
    assert {t[1]: t[3] for t in told if t[0] != "attendance"} == {
        "numbering": {"กทม. 0001 · fiscal year", "สนข. 0001 · fiscal year"},
        "template": {"Version 2"},
        "place": {"Number 1", "Number 1 (not confirmed)"},
        "policy": {"Passes with 70 per cent (version 2)", "Passes with 75 per cent (version 2)"},
        "days": {"1 – 3 Dec 2026", "1 – 4 Dec 2026"},
        "slot": {"1 Dec 2026 · 09:00–10:30 · cancelled", "2 Dec 2026 · 16:30–17:30 · moved"},
        "name": {"นายสมชาย ใจดี", "นายสมชาย ใจดียิ่ง"},
        "citizen": {"…1234", "…9876"},
        "contact": {"02", "(empty)"},
        "status": {"Withdrawn", "Did not come"},
    }
    assert [t[2] for t in told if t[0] == "attendance"] == ["S02", "S03"]
    assert "Other details" not in {field(c) for c in found}
    assert [c.id for c in found] == [c.id for c in conflicts(other, None)]
    assert [c for c in found if c.entity != "org"] == conflicts(desk, of)
    assert shelf.count(desk.store) == len(found)
    assert shelf.count(desk.store, of.id) == len(found) - 2


def test_a_row_taken_off_the_list_is_not_asked_about(
    desk: Desk, other: Desk, of: Class, people: list[str], disputed: Conflict
) -> None:
    row = disputed.row
    desk.commit("step.x", [Edit(of.scope, "attendance", row, {"life": "removed"})])

    assert conflicts(desk, of) == []
    assert shelf.count(desk.store, of.id) == 0


def test_a_mark_taken_back_here_is_not_in_dispute_over_whose_cell_it_is(
    desk: Desk, other: Desk, of: Class, people: list[str]
) -> None:
    mark(desk, of, people[0], PRESENT)
    desk.undo()
    mark(other, of, people[0], PRESENT)

    meet(desk, other)

    assert [c.group for c in conflicts(desk, of)] == ["mark"]
    assert {(c.seat, c.session) for c in conflicts(other, of)} == {(1, "S01")}


def test_a_clock_that_was_off_makes_the_time_an_about(
    desk: Desk, other: Desk, clock: Clock, of: Class, people: list[str]
) -> None:
    mark(desk, of, people[0], PRESENT)
    right = clock.now
    clock.now = right + timedelta(days=400)
    mark(other, of, people[0], LATE)
    mark(other, of, people[1], LATE)
    clock.now = right + timedelta(minutes=5)
    mark(other, of, people[2], LATE)
    meet(desk, other)

    (conflict,) = conflicts(desk, of)

    assert {c.author: c.about for c in conflict.choices} == {
        "author of desk": False,
        "author of other": True,
    }


def test_a_device_that_thought_it_was_the_year_2000_is_about_too(
    desk: Desk, other: Desk, clock: Clock, of: Class, people: list[str]
) -> None:
    mark(desk, of, people[0], PRESENT)
    right = clock.now
    clock.now = right.replace(year=2000)
    mark(other, of, people[0], LATE)
    clock.now = right
    meet(desk, other)

    (conflict,) = conflicts(desk, of)

    assert {c.author for c in conflict.choices if c.about} == {"author of other"}


def attend(desk: Desk, of: Class) -> None:
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark_remaining(desk, session, PRESENT)


def ready(desk: Desk, of: Class) -> list[bool]:
    return [c.ready for c in candidates(desk, of)]


def test_a_name_in_dispute_keeps_that_person_alone_from_a_certificate_and_says_why(
    desk: Desk, other: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)
    names = [{"title": "นาย", "first": "สมชาย", "last": last} for last in ("ใจดี", "ใจดียิ่ง")]
    differ(desk, other, "enrolment", people[0], of.scope, name=names)
    meet(desk, other)

    kept = ready(desk, of)
    said = reasons(desk.words, judge_class(desk, of)[0].verdict)
    resolve(desk, conflicts(desk, of)[0].id, "2")

    assert kept == [False, True, True, True]
    assert said == ["Two devices disagree about an entry; choose first."]
    assert ready(desk, of) == [True] * 4


@pytest.mark.parametrize("entity", ["class", "session", "certificate"])
def test_what_is_disputed_of_the_class_or_its_timetable_keeps_everybody_waiting(
    desk: Desk, other: Desk, of: Class, people: list[str], entity: str
) -> None:
    attend(desk, of)
    certificates.issue(desk, of)
    meet(desk, other)
    row, group = {
        "class": (of.id, "place"),
        "session": (classes.find_session(desk, of, "S01").id, "slot"),
        "certificate": (certificates.unarchived(desk, of)[0].id, "page"),
    }[entity]
    values = [{"on": "2026-12-01", "start": "09:00", "end": end} for end in ("10:30", "10:15")]
    differ(desk, other, entity, row, of.scope, **{group: values})
    meet(desk, other)

    judged = ["conflict-open" in j.verdict.reasons for j in judge_class(desk, of)]

    assert judged == [True, *[entity != "certificate"] * 3]


@pytest.mark.parametrize("entity", ["class", "enrolment", "attendance"])
def test_a_class_does_not_close_while_anything_in_it_is_disputed(
    desk: Desk, other: Desk, of: Class, people: list[str], entity: str
) -> None:
    if entity == "attendance":
        mark(desk, of, people[0], PRESENT)
        mark(other, of, people[0], LATE)
    else:
        row = of.id if entity == "class" else people[0]
        values = [{"title": "", "first": first, "last": "ข"} for first in "กค"]
        group = "place" if entity == "class" else "name"
        differ(desk, other, entity, row, of.scope, **{group: values})
    meet(desk, other)

    with pytest.raises(Refused) as no:
        classes.close_class(desk, of)

    assert (no.value.code, no.value.details) == ("class-has-conflicts", {"n": 1})


_names = count()
STATUS = st.sampled_from(["present", "late", "absent"])
DEED = st.one_of(
    st.tuples(st.just("mark"), st.integers(0, 2), STATUS),
    st.tuples(st.just("resolve"), st.integers(0, 2), STATUS),
    st.tuples(st.just("undo"), st.integers(0, 2), STATUS),
    st.tuples(st.just("carry"), st.integers(0, 2), st.integers(0, 2)),
)


def do(desks: list[Desk], of: Class, deed: str, at: int, what: Any) -> None:
    """Let one of three desks do something, or bring what it knows to another."""
    here = desks[at]
    match deed:
        case "mark":
            who = {"session": "s", "enrolment": "e"}
            groups = {"mark": {"status": what}, "who": who}
            here.commit("step.mark", [Edit(of.scope, "attendance", "row", groups)])
        case "resolve":
            for conflict in conflicts(here, None):
                if what in {c.value["status"] for c in conflict.choices if c.value}:
                    resolve(here, conflict.id, what)
        case "undo" if [step.name for step in here.undoable[-1:]] != ["step.class-new"]:
            here.undo()
        case "carry" if at != what:
            carry(here, desks[what])


def settle_first(desk: Desk) -> None:
    for conflict in conflicts(desk, None):
        resolve(desk, conflict.id, conflict.choices[0].id)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=st.lists(DEED, min_size=4, max_size=24))
def test_whatever_three_desks_do_apart_they_end_equal_and_a_common_choice_ends_it(
    open_desk: Opener, deeds: list[tuple[str, int, Any]]
) -> None:
    desks = [open_desk(f"desk {next(_names)}") for _ in range(3)]
    of = classes.create_class(desks[0], classes.NewClass("T1", 1, DAYS))
    for deed in deeds:
        do(desks, of, *deed)
    meet(*desks)

    seen = [[(c.id, [x.id for x in c.choices]) for c in conflicts(d, None)] for d in desks]
    for here in desks:
        settle_first(here)
    meet(*desks)

    assert seen[0] == seen[1] == seen[2]
    assert [conflicts(d, None) for d in desks] == [[], [], []]
    assert [examine(d.store) for d in desks] == [[], [], []]
    for here in desks:
        here.store.close()


def test_one_conflict_can_be_asked_for_by_its_id(desk: Desk, disputed: Conflict) -> None:
    assert open_conflict(desk, disputed.id) == disputed


def test_what_is_left_to_do_today_names_disputes_of_the_class_and_where_to_settle_them(
    desk: Desk, other: Desk, of: Class
) -> None:
    classes.change_place(desk, of, venue="ห้อง ก", capacity=30, facilitators="")
    classes.change_place(other, of, venue="ห้อง ข", capacity=30, facilitators="")
    meet(desk, other)

    found = [t for t in todos(desk, of) if t.code == "class-conflicts"]

    assert [(t.tab, t.details) for t in found] == [("conflicts", {"n": 1})]
