"""The demo's second half: exercises in every state, and projects in every state of scoring."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from desktop.actions import demo, submissions
from desktop.actions.demo_answers import begun, exercise, survey, workflows
from desktop.actions.forms import forms_shipped
from desktop.actions.panel import progress, results
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.form_answers import read_answers
from desktop.models.form_check import check, hard
from desktop.models.forms import Field, Form, Said, Section
from desktop.models.personal import found_in
from desktop.store import certificates
from desktop.store import classes as class_shelf
from desktop.store import submissions as shelf
from desktop.store.doctor import examine


def form(code: str) -> Form:
    return next(f for f in forms_shipped() if f.code == code)


@pytest.fixture
def past(desk: Desk) -> Class:
    """The class of the demo that is over."""
    demo.fill(desk, 3, 45)
    return min(class_shelf.classes(desk.store), key=lambda c: c.first)


@pytest.fixture
def running(desk: Desk, past: Class) -> Class:
    today = desk.now().date()
    return next(c for c in class_shelf.classes(desk.store) if c.first <= today <= c.last)


@pytest.mark.parametrize("at", range(len(workflows())))
def test_every_invented_process_keeps_every_hard_rule(at: int) -> None:
    answers = exercise(workflows()[at], date(2026, 12, 3), Random(at))

    read = read_answers(form("workflow"), answers)

    assert read == answers
    assert hard(check(form("workflow"), read)) == []


def test_the_processes_differ_and_name_nobody() -> None:
    names = [w["process_name"] for w in workflows()]

    assert len(set(names)) == len(names) >= 8
    assert found_in(str(workflows())) == []


@pytest.mark.parametrize("code", ["pretest", "posttest", "evaluation", "mindset", "reflection"])
def test_invented_answers_fit_their_form(code: str) -> None:
    answers = survey(form(code), Random(1), 0.8)

    assert read_answers(form(code), answers) == answers


def test_a_question_the_demo_cannot_answer_stays_open() -> None:
    page = Section("page", 0, Said("หน้า"), fields=(
        Field("agree", "yes", Said("ตกลง")), Field("mark", "scale", Said("คะแนน")),
    ))  # fmt: skip

    answers = survey(replace(form("evaluation"), sections=(page,)), Random(1), 0.8)

    assert answers.keys() == {"page"}
    assert answers["page"].keys() == {"mark"}


def test_a_draft_has_some_of_the_first_pages() -> None:
    whole = exercise(workflows()[0], date(2026, 12, 3), Random(1))

    part = begun(whole, Random(1))

    assert 0 < len(part) < len(whole)
    assert list(part) == list(whole)[: len(part)]


def test_a_class_that_is_over_has_work_in_every_state(desk: Desk, past: Class) -> None:
    looked = submissions.overview(desk, past, "workflow")

    versions = shelf.versions(desk.store, past.id, "workflow")
    states = Counter(one.state.value for one in looked)
    assert set(states) == {"blank", "draft", "submitted", "returned", "accepted", "published"}
    assert any(v.number == 2 for v in versions)
    assert any(v.late for v in versions)
    assert any(v.keyed_by and not v.confirmed for v in versions)
    assert all(v.answers["review"]["library_ok"] for v in versions if v.published)
    assert all(v.comment for v in versions if v.verdict == "returned")


def test_its_projects_are_scored_half_scored_and_not_at_all(desk: Desk, past: Class) -> None:
    standings, stages = results(desk, past), progress(desk, past)

    sheets = Counter(len(s.result.sheets) for s in standings)
    assert set(sheets) == {0, 1, 3}
    assert any("open" in stages[s.project.id].values() for s in standings)
    assert any("total-gap" in s.result.flags and s.project.note for s in standings)
    assert {s.project.presented for s in standings} == {True, False}
    assert [s.project.code for s in standings] == [f"P{n:02d}" for n in range(1, 9)]


def test_the_class_that_runs_is_in_the_middle_of_it(desk: Desk, running: Class) -> None:
    states = {o.state.value for o in submissions.overview(desk, running, "workflow")}

    standings = results(desk, running)
    assert {"blank", "draft", "submitted", "returned"} <= states
    assert not any(s.result.sheets or s.project.presented for s in standings)
    assert not any(v.late for v in shelf.versions(desk.store, running.id))
    assert certificates.certificates(desk.store, running.id) == []


def test_everything_is_sound_and_nothing_can_be_undone(desk: Desk, past: Class) -> None:
    assert examine(desk.store) == []
    assert desk.undoable == []
    assert certificates.certificates(desk.store, past.id) != []


def test_the_same_numbers_hand_in_the_same(desk: Desk, past: Class) -> None:
    states = [o.state for o in submissions.overview(desk, past, "workflow")]

    dealt = demo.demo_work._states(45, True, Random(63))

    shown = {"resubmitted": "submitted", "late": "submitted", "keyed": "submitted"}
    assert [s.value for s in states] == [shown.get(s, s) for s in dealt]
