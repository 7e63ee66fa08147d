from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import resources
from desktop.models.classes import (
    Class,
    check_code,
    check_facts,
    plan,
    scope_of,
    stage,
    told_apart,
)
from desktop.models.courses import Named, read_course
from desktop.models.refusal import Refused

DAYS = [date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)]


def made(status: str = "open") -> Class:
    return Class("c", "T12", 12, 2570, "k", "ไทย", "en", DAYS[0], DAYS[-1], status=status)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "kept"), [("T12", "T12"), (" รุ่น ๓๔ ", "รุ่น ๓๔"), ("x" * 40, "x" * 40)]
)
def test_a_class_code_is_kept_as_typed_but_for_blanks_around_it(typed: str, kept: str) -> None:
    assert check_code(typed, ["T11"]) == kept


@pytest.mark.parametrize("typed", ["", "   ", "a/b", "a\\b", 'a"b', "a'b", "a\nb", "x" * 41])
def test_a_code_that_cannot_be_typed_again_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="class-code-unfit"):
        check_code(typed, [])


def test_a_code_is_taken_whatever_its_capitals() -> None:
    with pytest.raises(Refused, match="class-code-taken"):
        check_code("t12", ["T12"])


def test_facts_that_fit_pass() -> None:
    check_facts(1, 1, DAYS, 3)
    check_facts(99_999, 10_000, DAYS, 3)


@pytest.mark.parametrize(
    ("number", "capacity", "days", "code"),
    [
        (0, 45, DAYS, "class-number-unfit"),
        (10**30, 45, DAYS, "class-number-unfit"),
        (1, 0, DAYS, "class-capacity-unfit"),
        (1, 10_001, DAYS, "class-capacity-unfit"),
        (1, 45, DAYS[:2], "class-days-differ"),
        (1, 45, [DAYS[0], DAYS[0], DAYS[1]], "class-days-repeat"),
    ],
)
def test_facts_that_cannot_be_are_refused(
    number: int, capacity: int, days: list[date], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        check_facts(number, capacity, days, 3)


@given(st.permutations(DAYS))
def test_the_plan_lies_in_order_on_the_days_however_they_were_chosen(days: list[date]) -> None:
    key = "digital-government-18h"
    course = read_course(key, json.loads(resources.read("courses", f"{key}.json")))

    sessions = plan("c", course, days, [str(n) for n in range(len(course.blocks))])

    assert [s.on for s in sessions] == [DAYS[b.day - 1] for b in course.blocks]
    assert [s.code for s in sessions if s.counted] == [f"S{n:02d}" for n in range(1, 13)]
    assert sum(s.minutes for s in sessions if s.counted) == 1080


@pytest.mark.parametrize(
    ("status", "day", "shown"),
    [
        ("open", DAYS[0] - timedelta(1), "open"),
        ("open", DAYS[0], "running"),
        ("open", DAYS[2], "running"),
        ("open", DAYS[2] + timedelta(1), "ended"),
        ("draft", DAYS[0], "draft"),
        ("closed", DAYS[0], "closed"),
        ("archived", DAYS[0], "archived"),
    ],
)
def test_the_stage_of_a_class_is_what_people_would_say_today(
    status: str, day: date, shown: str
) -> None:
    assert stage(made(status), day) == shown


def test_everything_of_a_class_lives_in_its_scope() -> None:
    assert made().scope == scope_of("c") == "class:c"


def test_the_shipped_course_is_complete_in_both_languages() -> None:
    key = "digital-government-18h"

    course = read_course(key, json.loads(resources.read("courses", f"{key}.json")))

    sizes = [len(part) for part in (course.modules, course.topics, course.activities)]
    assert (course.days, course.hours, sizes, len(course.methods)) == (3, 18, [4, 11, 6], 2)
    assert len(course.sessions) == 12
    assert all(b.title.th and b.title.en for b in course.blocks)
    assert all(n.th and n.en for n in (*course.modules, *course.topics, *course.activities))


def test_a_name_is_given_in_the_language_asked_for() -> None:
    name = Named("M1", "หมวด", "Module")

    assert (name.name("th"), name.name("en")) == ("หมวด", "Module")


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([], "T1"),
        (["0193abce-0000"], "T1@0193abcd"),
        (["0193abcd-1111"], "T1@0193abcd-7"),
        (["0193abcd-7a2f"], "T1@0193abcd-7a1"),
    ],
)
def test_classes_of_one_code_are_told_apart_by_as_much_of_the_id_as_is_needed(
    others: list[str], told: str
) -> None:
    days = date(2026, 12, 1), date(2026, 12, 3)
    of = Class("0193abcd-7a1f", "T1", 1, 2570, "c", "th", "en", *days)

    assert told_apart(of, [of, *(replace(of, id=i) for i in others)]) == told
