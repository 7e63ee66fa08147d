from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.attendance import Mark, Status
from desktop.models.eligibility import Policy, Standing, check_policy, judge, read_policy
from desktop.models.outlook import outlook
from desktop.models.refusal import Refused
from desktop.models.tasks import ExerciseRule, Handed, Part, Task, exercise_tasks, project_tasks
from desktop.models.timetable import Session

STATES = ("blank", "draft", "submitted", "returned", "accepted", "published")


def handed(state: str) -> dict[str, Handed]:
    return {"workflow": Handed(state, "แบบฝึก", "Exercise")}


def exercise_reason(wanted: str, state: str) -> str:
    rule = ExerciseRule("workflow", wanted)  # type: ignore[arg-type]
    (task,) = exercise_tasks((rule,), handed(state))
    return task.reason


def twelve() -> tuple[list[Session], dict[str, Mark]]:
    """Two sessions, both attended."""
    sessions = [
        Session(
            id=f"id-{code}", class_id="c", code=code, day=1, on=None, start="09:00",  # type: ignore[arg-type]
            end="10:30", counted=True, title_th="", title_en="",
        )
        for code in ("S01", "S02")
    ]  # fmt: skip
    return sessions, {s.code: Mark(Status.PRESENT) for s in sessions}


@pytest.mark.parametrize(
    ("wanted", "reasons"),
    [
        ("submitted", ["exercise-missing", "exercise-missing", "", "exercise-returned", "", ""]),
        (
            "accepted",
            ["exercise-missing", "exercise-missing", "exercise-not-accepted", "exercise-returned",
             "", ""],
        ),
    ],
)  # fmt: skip
def test_an_exercise_is_done_by_the_state_that_is_asked(wanted: str, reasons: list[str]) -> None:
    assert [exercise_reason(wanted, state) for state in STATES] == reasons


def test_a_form_the_class_was_not_given_is_asked_of_nobody() -> None:
    assert list(exercise_tasks((ExerciseRule("swot"),), handed("blank"))) == []


def test_a_class_without_groups_asks_for_no_project() -> None:
    assert list(project_tasks(True, 60, None)) == []


@pytest.mark.parametrize(
    ("part", "reasons"),
    [
        (Part(), ["in-no-group"]),
        (Part(in_team=True), ["not-presented", "score-missing"]),
        (Part(True, True), ["", "score-missing"]),
        (Part(True, True, Fraction(5999, 100)), ["", "score-short"]),
        (Part(True, True, Fraction(60)), ["", ""]),
        (Part(True, False, Fraction(100)), ["not-presented", ""]),
    ],
)
def test_a_project_is_asked_for_once_and_its_score_by_the_exact_value(
    part: Part, reasons: list[str]
) -> None:
    assert [task.reason for task in project_tasks(True, 60, part)] == reasons


def test_a_score_alone_says_too_that_somebody_is_in_no_group() -> None:
    assert [t.reason for t in project_tasks(False, 60, Part())] == ["in-no-group"]


def test_attendance_alone_is_not_enough_where_more_is_asked() -> None:
    standing = Standing(exercises=handed("draft"), part=Part(in_team=True))

    verdict = judge(*twelve(), Policy(), standing)

    assert verdict.reasons == ("exercise-missing", "not-presented")
    assert [task.done for task in verdict.tasks] == [False, False]
    assert outlook(verdict) == "open"


def test_who_has_done_everything_passes_and_the_tasks_stay_to_be_shown() -> None:
    standing = Standing(exercises=handed("accepted"), part=Part(True, True))

    verdict = judge(*twelve(), Policy(), standing)

    assert (verdict.eligible, [task.kind for task in verdict.tasks]) == (
        True,
        ["exercise", "presented"],
    )
    assert outlook(verdict) == "passed"


def test_who_waits_for_a_confirmation_alone_is_held_as_before() -> None:
    standing = Standing(unconfirmed=True, exercises=handed("submitted"))

    assert outlook(judge(*twelve(), Policy(), standing)) == "held"


def test_a_policy_of_the_first_version_asks_for_attendance_alone() -> None:
    kept = {
        "version": 3,
        "rules": [{"kind": "share", "percent": 80, "basis": "sessions"}],
        "excused": "makeup",
    }

    policy = read_policy(kept)

    assert (policy.exercises, policy.presented, policy.least) == ((), False, None)
    assert policy.to_json() == kept


POLICIES = st.builds(
    Policy,
    version=st.integers(1, 99),
    percent=st.integers(0, 100),
    basis=st.sampled_from(["sessions", "minutes"]),
    excused=st.sampled_from(["counted", "left_out", "makeup"]),
    exercises=st.lists(
        st.builds(
            ExerciseRule,
            st.sampled_from(["workflow", "swot", "own_form"]),
            st.sampled_from(["submitted", "accepted"]),
        ),
        max_size=3,
    ).map(tuple),
    presented=st.booleans(),
    least=st.none() | st.integers(0, 100),
)


@given(POLICIES)
def test_every_rule_reads_back_as_it_was_kept(policy: Policy) -> None:
    assert read_policy(policy.to_json()) == policy


@given(POLICIES, st.sampled_from(STATES), st.booleans(), st.booleans(), st.integers(0, 100))
def test_who_passes_lacks_nothing_and_who_lacks_nothing_passes(
    policy: Policy, state: str, in_team: bool, presented: bool, score: int
) -> None:
    part = Part(in_team, presented, Fraction(score))
    standing = Standing(exercises=handed(state), part=part)

    verdict = judge(*twelve(), policy, standing)

    asked = [r for r in policy.exercises if r.form == "workflow"]
    enough = {
        "submitted": state in ("submitted", "accepted", "published"),
        "accepted": state in ("accepted", "published"),
    }
    by_hand = all(enough[r.state] for r in asked)
    by_hand &= not policy.presented or (in_team and presented)
    by_hand &= policy.least is None or (in_team and score >= policy.least)
    assert verdict.eligible == by_hand


@pytest.mark.parametrize("least", [-1, 101])
def test_a_least_score_beyond_all_is_refused(least: int) -> None:
    with pytest.raises(Refused, match="policy-score-unfit"):
        check_policy(Policy(least=least))


def test_a_state_of_a_later_version_is_refused_and_not_passed_over() -> None:
    kept = Policy().to_json()
    kept["rules"][1]["state"] = "praised"

    with pytest.raises(Refused) as no:
        read_policy(kept)

    assert no.value.details == {"kind": "exercise/praised"}


def test_a_form_without_a_title_in_a_language_is_called_by_the_other() -> None:
    task = Task("exercise", title_th="แบบฝึก")

    assert (task.title("th"), task.title("en")) == ("แบบฝึก", "แบบฝึก")
