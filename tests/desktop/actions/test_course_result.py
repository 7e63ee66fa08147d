"""What exercises and projects do to passing: the rules over a real store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.actions import (
    attendance,
    certificates,
    classes,
    forms,
    panel,
    projects,
    roster,
    submissions,
    teams,
)
from desktop.actions.certificate_check import check
from desktop.actions.eligibility import judge_class, reasons
from desktop.actions.opening import words_for
from desktop.desk import Desk, Edit
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.eligibility import Policy
from desktop.models.refusal import Refused
from desktop.models.submissions import Version
from desktop.models.tasks import ExerciseRule
from desktop.models.wording import Words
from desktop.store import timetable
from tests.desktop.exercise import exchange, fill
from tests.desktop.panel_room import project, score

OpenDesk = Callable[..., Desk]
GOOD, POOR = (4, 4, 4, 4, 4, 4), (2, 2, 2, 2, 2, 2)


@pytest.fixture(autouse=True)
def attended(desk: Desk, of: Class, people: list[str]) -> None:
    """All four were there all the time."""
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))


def stands_against(desk: Desk, of: Class, seat: int = 1) -> tuple[str, ...]:
    fresh = classes.find_class(desk, of.code)
    return judge_class(desk, fresh)[seat - 1].verdict.reasons


def send(desk: Desk, of: Class, seat: int = 1, **sections: object) -> Version:
    return submissions.submit(desk, fill(desk, of, seat, **sections))


def group(desk: Desk, of: Class) -> None:
    """Two groups with a project each."""
    teams.accept(desk, of, teams.propose(desk, of, 2))
    for team in teams.teams(desk, of):
        projects.ensure(desk, of, team)


def ask(desk: Desk, of: Class, **rules: object) -> Class:
    classes.change_policy(desk, of, replace(of.policy, **rules))  # type: ignore[arg-type]
    return classes.find_class(desk, of.code)


def test_a_class_that_gave_nothing_out_and_made_no_groups_asks_for_attendance_alone(
    desk: Desk, of: Class
) -> None:
    assert of.policy == Policy()
    assert of.policy.exercises == (ExerciseRule("workflow"),)
    assert [stands_against(desk, of, seat) for seat in (1, 2, 3, 4)] == [()] * 4


def test_an_exercise_given_out_is_asked_until_it_is_sent(desk: Desk, of: Class) -> None:
    forms.give(desk, of, "workflow")
    before = stands_against(desk, of)
    submissions.put_by(desk, fill(desk, of))
    drafted = stands_against(desk, of)

    send(desk, of)

    assert (before, drafted, stands_against(desk, of)) == (
        ("exercise-missing",),
        ("exercise-missing",),
        (),
    )
    assert stands_against(desk, of, 2) == ("exercise-missing",)


def test_a_returned_exercise_is_asked_again_until_it_is_sent_once_more(
    desk: Desk, of: Class
) -> None:
    version = send(desk, of)
    submissions.review(desk, of, version, "returned", "ขอเวลารอด้วย")
    returned = stands_against(desk, of)

    send(desk, of, suggestion={"suggestion": "เปิดช่วงพักกลางวัน"})

    assert (returned, stands_against(desk, of)) == (("exercise-returned",), ())


def test_a_stricter_class_asks_for_acceptance(desk: Desk, of: Class) -> None:
    strict = ask(desk, of, exercises=(ExerciseRule("workflow", "accepted"),))
    version = send(desk, strict)
    waiting = stands_against(desk, strict)

    submissions.review(desk, strict, version, "accepted")
    accepted = stands_against(desk, strict)
    newest = submissions.overview(desk, strict, "workflow")[0].latest
    assert newest is not None
    submissions.publish(desk, strict, newest)

    assert (waiting, accepted, stands_against(desk, strict)) == (("exercise-not-accepted",), (), ())


def test_an_exercise_withdrawn_from_the_class_is_asked_of_nobody(desk: Desk, of: Class) -> None:
    forms.give(desk, of, "workflow")

    forms.withdraw(desk, of, "workflow")

    assert stands_against(desk, of) == ()


def test_a_form_no_rule_names_stands_in_nobodys_way(desk: Desk, of: Class) -> None:
    forms.give(desk, of, "swot")

    assert stands_against(desk, of) == ()


def test_in_a_class_with_groups_everybody_presents(desk: Desk, of: Class) -> None:
    group(desk, of)
    before = [stands_against(desk, of, seat) for seat in (1, 2, 3, 4)]
    members = {m.seat for m in teams.find_team(desk, of, "1").members}

    projects.present(desk, of, project(desk, of, "P01"), 600)

    after = {seat: stands_against(desk, of, seat) for seat in (1, 2, 3, 4)}
    assert before == [("not-presented",)] * 4
    assert {seat for seat, against in after.items() if not against} == members


def test_who_is_in_no_group_is_told_so(desk: Desk, of: Class, people: list[str]) -> None:
    group(desk, of)

    teams.place(desk, of, people[0], "")

    assert stands_against(desk, of) == ("in-no-group",)


def test_a_least_score_is_asked_of_the_persons_own_with_the_adjustment(
    desk: Desk, of: Class, people: list[str]
) -> None:
    strict = ask(desk, of, presented=False, least=60)
    group(desk, strict)
    seat_of = {m.enrolment: m.seat for t in teams.teams(desk, strict) for m in t.members}
    team = teams.find_team(desk, strict, "1")
    one, other = team.members[0], team.members[1]
    unscored = stands_against(desk, strict, one.seat)
    score(desk, strict, "judge-a", POOR)
    short = stands_against(desk, strict, one.seat)

    panel.adjust(desk, strict, one.enrolment, 10, "เป็นผู้ทำต้นแบบ")

    assert (unscored, short) == (("score-missing",), ("score-short",))
    assert stands_against(desk, strict, one.seat) == ()
    assert stands_against(desk, strict, other.seat) == ("score-short",)
    assert len(seat_of) == len(people)


def test_every_reason_is_said_in_both_languages_with_form_and_figures(
    desk: Desk, of: Class, people: list[str]
) -> None:
    strict = ask(desk, of, least=60)
    forms.give(desk, strict, "workflow")
    group(desk, strict)
    team = teams.find_team(desk, strict, "1")
    score(desk, strict, "judge-a", POOR)

    verdict = judge_class(desk, strict)[team.members[0].seat - 1].verdict
    english = reasons(desk.words, verdict)
    thai = reasons(thai_words(), verdict)

    assert english == [
        "“Workflow analysis and synthesis” has not been handed in",
        "The group has not presented its prototype project",
        "The prototype project scored 50.0; at least 60 is asked",
    ]
    assert thai == [
        "ยังไม่ได้ส่ง “แบบฝึกวิเคราะห์และสังเคราะห์กระบวนงาน”",
        "กลุ่มยังไม่ได้นำเสนอโครงการต้นแบบ",
        "ได้คะแนนโครงการต้นแบบ ๕๐.๐ ต้องได้อย่างน้อย ๖๐",
    ]


def thai_words() -> Words:
    return words_for("th", "thai")


def test_before_numbers_are_given_it_is_said_who_waits_for_what(desk: Desk, of: Class) -> None:
    group(desk, of)
    send(desk, of, 2)
    projects.present(desk, of, project(desk, of, "P01"))
    projects.present(desk, of, project(desk, of, "P02"))
    roster_names = [c.judged.enrolment.name for c in certificates.candidates(desk, of)]

    found = check(desk, of, certificates.candidates(desk, of))

    assert (found.ready, found.waiting) == (1, 3)
    assert found.exercises == (roster_names[0], *roster_names[2:])
    assert found.projects == ()


def test_certificates_go_to_those_alone_who_did_all_of_it(desk: Desk, of: Class) -> None:
    send(desk, of, 3)

    assert certificates.issue(desk, of) == 1
    assert [c.certificate is not None for c in certificates.candidates(desk, of)] == [
        False,
        False,
        True,
        False,
    ]


def test_two_verdicts_on_one_exercise_keep_the_certificate_back_until_settled(
    desk: Desk, of: Class, open_desk: OpenDesk
) -> None:
    version = send(desk, of)
    other = open_desk("second laptop")
    exchange(desk, other)
    there = classes.find_class(other, of.code)
    submissions.review(desk, of, version, "accepted")
    submissions.review(other, there, version, "returned", "ขอเวลารอด้วย")

    exchange(desk, other)

    assert "conflict-open" in stands_against(desk, of)
    assert stands_against(desk, of) == stands_against(other, there)


def test_a_dispute_about_the_group_concerns_its_person_alone(
    desk: Desk, of: Class, people: list[str], open_desk: OpenDesk
) -> None:
    group(desk, of)
    for code in ("P01", "P02"):
        projects.present(desk, of, project(desk, of, code))
    other = open_desk("second laptop")
    exchange(desk, other)
    there = classes.find_class(other, of.code)
    mine = teams.find_team(desk, of, "1")
    who = mine.members[0]
    teams.place(desk, of, who.enrolment, "")
    teams.place(other, there, who.enrolment, "2")

    exchange(desk, other)

    assert "conflict-open" in stands_against(desk, of, who.seat)
    others = [seat for seat in (1, 2, 3, 4) if seat != who.seat]
    assert [stands_against(desk, of, seat) for seat in others] == [()] * 3


def test_a_dispute_about_a_projects_title_keeps_nobody_back(
    desk: Desk, of: Class, open_desk: OpenDesk
) -> None:
    group(desk, of)
    projects.present(desk, of, project(desk, of, "P01"))
    projects.present(desk, of, project(desk, of, "P02"))
    other = open_desk("second laptop")
    exchange(desk, other)
    for where, title in ((desk, "ชื่อหนึ่ง"), (other, "ชื่อสอง")):
        row = project(where, of, "P01").id
        where.commit("step.x", [Edit(of.scope, "project", row, {"title": {"title": title}})])

    exchange(desk, other)

    assert [stands_against(desk, of, seat) for seat in (1, 2, 3, 4)] == [()] * 4


def test_the_withdrawn_are_told_that_first(desk: Desk, of: Class, people: list[str]) -> None:
    forms.give(desk, of, "workflow")

    roster.withdraw(desk, judge_class(desk, of)[0].enrolment)

    assert stands_against(desk, of) == ("withdrawn", "exercise-missing")


def test_a_policy_that_cannot_be_meant_changes_nothing(desk: Desk, of: Class) -> None:
    with pytest.raises(Refused, match="policy-score-unfit"):
        ask(desk, of, least=101)

    assert classes.find_class(desk, of.code).policy == Policy()
