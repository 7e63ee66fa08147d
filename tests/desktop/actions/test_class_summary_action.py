"""The page of a class, counted from a real store."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from desktop.actions import (
    attendance,
    class_summary,
    classes,
    demo,
    forms,
    projects,
    roster,
    submissions,
)
from desktop.actions.class_summary import as_json, summarise
from desktop.actions.eligibility import judge_class
from desktop.actions.opening import words_for
from desktop.actions.panel import results
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.class_summary import Gain
from desktop.models.classes import Class
from desktop.models.forms import Said
from desktop.models.summary_words import blocks
from desktop.store import classes as class_shelf
from desktop.store import roster as people_shelf
from tests.desktop.exercise import fill, opened
from tests.desktop.panel_room import EXAMPLE, project, score, set_up


@pytest.fixture
def worked(desk: Desk) -> Class:
    """Six people in two groups; two sent the exercise, one of them twice; one project scored."""
    of = set_up(desk)
    first = submissions.submit(desk, fill(desk, of, 1))
    submissions.review(desk, of, first, "returned", "ขอปริมาณงานด้วย")
    submissions.submit(desk, fill(desk, of, 1, suggestion={"suggestion": "เปิดพักกลางวัน"}))
    submissions.submit(desk, fill(desk, of, 2))
    submissions.put_by(desk, fill(desk, of, 3))
    score(desk, of, "judge-a", EXAMPLE, "P01")
    projects.present(desk, of, project(desk, of, "P01"), 600)
    return of


def rate(desk: Desk, of: Class, seat: int, level: int) -> None:
    """Fill in the evaluation: one level for everything."""
    work = opened(desk, of, seat, "evaluation")
    ratings = {f.code: level for _, f in work.form.fields() if f.kind == "scale"}
    submissions.submit(desk, submissions.type_in(desk, work, "ratings", ratings))


def test_what_was_sent_last_counts_once_of_each_person(desk: Desk, worked: Class) -> None:
    found = summarise(desk, worked)

    (exercise,) = found.exercises
    assert dict(exercise.states) == {
        "blank": 3, "draft": 1, "submitted": 2, "returned": 0, "accepted": 0, "published": 0,
    }  # fmt: skip
    assert (found.total.works, found.total.minutes, found.total.sheets) == (2, 48_000, 9_600)
    assert [s.works for s in found.savings] == [1, 1]


def test_the_projects_are_those_of_the_results(desk: Desk, worked: Class) -> None:
    first, second = summarise(desk, worked).projects

    assert (first.code, first.exact, first.rank, first.presented) == (
        "P01", Fraction(7875, 100), 1, True,
    )  # fmt: skip
    assert (second.exact, second.band, second.rank, second.presented) == (None, None, None, False)


def test_the_withdrawn_count_nowhere_but_among_the_withdrawn(desk: Desk, worked: Class) -> None:
    roster.withdraw(desk, people_shelf.enrolments(desk.store, worked.id)[0])

    found = summarise(desk, worked)

    assert (found.attending.people, found.attending.withdrawn) == (5, 1)
    assert blocks(desk.words, found)[0].rows[-1][:2] == ("Withdrawn (not counted)", "1")
    assert found.total.works == 1
    assert sum(found.exercises[0].states.values()) == 5


def test_an_evaluation_of_four_stays_unsaid_and_of_five_is_a_mean(
    desk: Desk, worked: Class
) -> None:
    forms.give(desk, worked, "evaluation")
    for seat, level in ((1, 5), (2, 4), (3, 4), (4, 4)):
        rate(desk, worked, seat, level)
    few = summarise(desk, worked)

    rate(desk, worked, 5, 3)
    enough = summarise(desk, worked)

    assert (few.evaluated, few.evaluation) == (4, ())
    assert {m.mean for m in enough.evaluation} == {Fraction(4)}
    assert "4 people answered" in str(blocks(desk.words, few))


def test_the_gate_counts_attendance_alone_and_eligible_all_of_it(desk: Desk, worked: Class) -> None:
    for session in classes.sessions_by_code(class_summary.plan.sessions(desk.store, worked.id)):
        found = classes.find_session(desk, worked, session)
        attendance.mark_remaining(desk, found, Mark(Status.PRESENT))

    attending = summarise(desk, worked).attending

    presented = {m.member.seat for m in results(desk, worked)[0].members}
    assert attending.met == 6
    assert attending.eligible == len({1, 2} & presented)
    assert attending.eligible == sum(j.verdict.eligible for j in judge_class(desk, worked))


def test_a_class_in_which_nothing_happened_has_a_page_too(desk: Desk, of: Class) -> None:
    found = summarise(desk, of)

    assert found.attending.people == 0
    assert (found.exercises, found.savings, found.projects, found.gains) == ((), (), (), ())
    assert [b.code for b in blocks(desk.words, found)] == ["attendance", "dimensions"]


def test_the_plain_data_has_exact_numbers_beside_what_is_printed(desk: Desk, worked: Class) -> None:
    value = as_json(summarise(desk, worked), "en")

    assert (value["projects"][0]["exact"], value["projects"][0]["printed"]) == (78.75, "78.7")
    assert value["projects"][0]["band"] == "Very good"
    assert value["total"]["minutes"] == 48_000
    assert [d["code"] for d in value["dimensions"]] == ["D1", "D2", "D3", "D4"]
    assert value["dimensions"][0]["figures"]["sent"] == {"done": 2, "of": 6}
    assert value["dimensions"][2]["figures"]["scored"] == 78.75


def test_every_part_of_the_demo_is_said_in_both_languages(desk: Desk) -> None:
    demo.fill(desk, 2, 45)
    past = min(class_shelf.classes(desk.store), key=lambda c: c.first)
    found = summarise(desk, past)

    english, thai = (blocks(words_for(*spoken), found) for spoken in SPOKEN)

    assert [b.code for b in english] == [
        "attendance", "dimensions", "exercises", "savings", "projects", "evaluation", "gains",
    ]  # fmt: skip
    assert [b.code for b in thai] == [b.code for b in english]
    assert [len(b.rows) for b in thai] == [len(b.rows) for b in english]
    assert all(len(row) == len(b.columns) for b in english for row in b.rows)
    assert all(row[-1] for b in thai if b.code == "savings" for row in b.rows)


def test_what_was_learned_is_plain_data_too(desk: Desk, of: Class) -> None:
    gain = Gain("law", Said("กฎหมาย", "Law"), 6, Fraction(50), Fraction(75))
    every = Gain("", Said(), 6, Fraction(1, 3), Fraction(2, 3))
    summary = replace(summarise(desk, of), gains=(every, gain))

    first, second = as_json(summary, "en")["gains"]

    assert (first["objective"], first["title"]) == (None, None)
    assert second == {
        "objective": "law", "title": "Law", "people": 6, "before": 50, "after": 75, "gained": 25,
    }  # fmt: skip


SPOKEN = (("en", "arabic"), ("th", "thai"))
