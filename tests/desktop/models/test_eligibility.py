from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.attendance import Mark, Status
from desktop.models.eligibility import (
    DEFAULT_POLICY,
    Policy,
    Standing,
    Verdict,
    check_policy,
    judge,
    read_policy,
)
from desktop.models.refusal import Refused
from desktop.models.timetable import Session

LENGTHS = {30: "09:30", 60: "10:00", 90: "10:30"}


def session(
    code: str, minutes: int = 90, state: str = "planned", *, counted: bool = True
) -> Session:
    return Session(
        id=f"id-{code}",
        class_id="c",
        code=code,
        day=1,
        on=date(2026, 12, 1),
        start="09:00",
        end=LENGTHS[minutes],
        counted=counted,
        title_th="",
        title_en="",
        state=state,  # type: ignore[arg-type]
    )


TWELVE = [session(f"S{n:02d}") for n in range(1, 13)]


def present(*numbers: int, status: Status = Status.PRESENT) -> dict[str, Mark]:
    return {f"S{n:02d}": Mark(status) for n in numbers}


class Oracle:
    """The same verdict, found slowly: fractions, no short cuts, every subset tried."""

    def __init__(
        self, sessions: Sequence[Session], marks: Mapping[str, Mark], policy: Policy
    ) -> None:
        self.policy = policy
        held = [s for s in sessions if s.counted and s.state != "cancelled"]
        self.got: dict[str, int] = {}
        self.open: dict[str, int] = {}
        self.planned = 0
        for s in held:
            mark = marks.get(s.code, Mark())
            made_up = any(
                m.status is Status.MAKEUP and (m.of == s.code or (not m.of and other is s))
                for other in held
                if (m := marks.get(other.code))
            )
            left_out = mark.status is Status.EXCUSED and policy.excused == "left_out"
            worth = 1 if policy.basis == "sessions" else s.minutes
            if left_out and not made_up:
                continue
            self.planned += worth
            there = mark.status in (Status.PRESENT, Status.LATE) or (
                mark.status is Status.EXCUSED and policy.excused == "counted"
            )
            if there:
                late = (mark.minutes or 0) if policy.basis == "minutes" else 0
                self.got[s.code] = max(0, worth - late)
            elif made_up:
                self.got[s.code] = worth
            elif mark.status is Status.UNMARKED:
                self.open[s.code] = worth

    @property
    def done(self) -> int:
        return sum(self.got.values())

    @property
    def best(self) -> int:
        return self.done + sum(self.open.values())

    def passes(self, units: int) -> bool:
        return units >= Fraction(self.policy.percent, 100) * self.planned

    @property
    def can_miss(self) -> int:
        worth = [*self.got.values(), *self.open.values()]
        count = 0
        while count < len(worth) and all(
            self.passes(self.best - sum(lost)) for lost in combinations(worth, count + 1)
        ):
            count += 1
        return count


def marks_for(codes: Sequence[str]) -> st.SearchStrategy[Mark]:
    return st.one_of(
        st.sampled_from([Mark(), Mark(Status.PRESENT), Mark(Status.ABSENT), Mark(Status.EXCUSED)]),
        st.integers(0, 90).map(lambda minutes: Mark(Status.LATE, minutes)),
        st.sampled_from(["", *codes]).map(lambda code: Mark(Status.MAKEUP, of=code)),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Session], dict[str, Mark], Policy]:
    codes = [f"S{n:02d}" for n in range(1, draw(st.integers(1, 8)))]
    sessions = [
        session(
            code,
            draw(st.sampled_from(sorted(LENGTHS))),
            draw(st.sampled_from(["planned", "planned", "moved", "cancelled"])),
            counted=draw(st.integers(0, 5)) > 0,
        )
        for code in codes
    ]
    marks = {}
    for one in sessions:
        mark = draw(marks_for(codes))
        if mark.minutes is None or mark.minutes <= one.minutes:
            marks[one.code] = mark
    policy = Policy(
        percent=draw(st.integers(0, 100)),
        basis=draw(st.sampled_from(["sessions", "minutes"])),
        excused=draw(st.sampled_from(["counted", "left_out", "makeup"])),
    )
    return sessions, marks, policy


@given(cases())
def test_the_verdict_is_what_counting_on_fingers_gives(
    case: tuple[list[Session], dict[str, Mark], Policy],
) -> None:
    oracle = Oracle(*case)

    verdict = judge(*case)

    assert (verdict.done, verdict.planned) == (oracle.done, oracle.planned)
    assert verdict.best_possible == oracle.best
    assert verdict.can_miss == oracle.can_miss
    assert verdict.eligible == (oracle.planned > 0 and oracle.passes(oracle.done))
    assert verdict.out_of_reach == (not oracle.passes(oracle.best))


@given(cases())
def test_needed_is_the_least_that_passes(
    case: tuple[list[Session], dict[str, Mark], Policy],
) -> None:
    oracle = Oracle(*case)

    needed = judge(*case).needed

    assert oracle.passes(needed)
    assert needed == 0 or not oracle.passes(needed - 1)


@given(cases(), st.data())
def test_one_more_session_attended_never_makes_it_worse(
    case: tuple[list[Session], dict[str, Mark], Policy], data: st.DataObject
) -> None:
    sessions, marks, policy = case
    before = judge(sessions, marks, policy)
    still_open = [s.session.code for s in before.steps if s.credit == "open"]
    if not still_open:
        return
    code = data.draw(st.sampled_from(still_open))

    after = judge(sessions, {**marks, code: Mark(Status.PRESENT)}, policy)

    assert after.done >= before.done
    assert after.best_possible == before.best_possible
    assert after.eligible or not before.eligible


@pytest.mark.parametrize(
    ("attended", "eligible"), [(12, True), (11, True), (10, True), (9, False), (0, False)]
)
def test_ten_of_twelve_pass_and_nine_do_not(attended: int, eligible: bool) -> None:
    missed = present(*range(attended + 1, 13), status=Status.ABSENT)

    verdict = judge(TWELVE, present(*range(1, attended + 1)) | missed, DEFAULT_POLICY)

    assert verdict.eligible is eligible
    assert verdict.needed == 10
    assert len(verdict.missed) == 12 - attended


def test_before_the_first_session_two_may_be_missed() -> None:
    verdict = judge(TWELVE, {}, DEFAULT_POLICY)

    assert (verdict.done, verdict.best_possible, verdict.can_miss) == (0, 12, 2)
    assert verdict.reasons == ("share-short",)


def test_after_three_absences_nothing_helps_but_a_make_up() -> None:
    marks = present(1, 2, 3, status=Status.ABSENT)

    verdict = judge(TWELVE, marks, DEFAULT_POLICY)
    mended = judge(TWELVE, marks | {"S04": Mark(Status.MAKEUP, of="S01")}, DEFAULT_POLICY)

    assert verdict.reasons == ("out-of-reach",)
    assert verdict.out_of_reach
    assert (mended.done, mended.steps[0].credit, mended.steps[0].made_up_in) == (1, "done", "S04")


def test_a_make_up_is_credited_once_however_often_it_is_written() -> None:
    marks = present(1, status=Status.ABSENT)
    marks |= {"S02": Mark(Status.MAKEUP, of="S01"), "S03": Mark(Status.MAKEUP, of="S01")}

    verdict = judge(TWELVE, marks, DEFAULT_POLICY)

    assert verdict.done == 1


def test_a_make_up_in_a_cancelled_session_makes_nothing_up() -> None:
    sessions = [session("S01"), session("S02", state="cancelled")]
    marks = {"S01": Mark(Status.ABSENT), "S02": Mark(Status.MAKEUP, of="S01")}

    verdict = judge(sessions, marks, DEFAULT_POLICY)

    assert (verdict.done, verdict.planned) == (0, 1)


def test_a_cancelled_session_leaves_numerator_and_denominator_and_a_moved_one_stays() -> None:
    sessions = [session("S01", state="cancelled"), session("S02", state="moved"), *TWELVE[2:]]

    verdict = judge(sessions, present(1, 2), DEFAULT_POLICY)

    assert (verdict.done, verdict.planned) == (1, 11)
    assert verdict.steps[0].credit == "cancelled"


@pytest.mark.parametrize(
    ("excused", "done", "planned"), [("counted", 12, 12), ("left_out", 10, 10), ("makeup", 10, 12)]
)
def test_leave_counts_as_the_class_policy_says(excused: str, done: int, planned: int) -> None:
    marks = present(*range(1, 11)) | present(11, 12, status=Status.EXCUSED)

    verdict = judge(TWELVE, marks, Policy(excused=excused))  # type: ignore[arg-type]

    assert (verdict.done, verdict.planned) == (done, planned)


def test_leave_left_out_for_all_sessions_leaves_nothing_to_pass() -> None:
    marks = present(*range(1, 13), status=Status.EXCUSED)

    verdict = judge(TWELVE, marks, Policy(excused="left_out"))

    assert verdict.reasons == ("nothing-planned",)


def test_lateness_costs_its_minutes_only_when_minutes_are_counted() -> None:
    marks = {"S01": Mark(Status.LATE, 30), "S02": Mark(Status.LATE)}

    by_minutes = judge(TWELVE, marks, Policy(basis="minutes"))
    by_sessions = judge(TWELVE, marks, Policy(basis="sessions"))

    assert (by_minutes.done, by_minutes.planned) == (150, 1080)
    assert by_sessions.done == 2


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (Standing(withdrawn=True), "withdrawn"),
        (Standing(conflicts=1), "conflict-open"),
        (Standing(unconfirmed=True), "walk-in-unconfirmed"),
    ],
)
def test_marks_alone_are_not_enough(standing: Standing, reason: str) -> None:
    verdict = judge(TWELVE, present(*range(1, 13)), DEFAULT_POLICY, standing)

    assert verdict.reasons == (reason,)
    assert not verdict.eligible


def test_no_session_at_all_is_no_pass() -> None:
    verdict = judge([], {}, DEFAULT_POLICY)

    assert verdict == Verdict(0, 0, 0, 0, 0, ("nothing-planned",), ())


@given(
    st.builds(
        Policy,
        version=st.integers(1, 99),
        percent=st.integers(0, 100),
        basis=st.sampled_from(["sessions", "minutes"]),
        excused=st.sampled_from(["counted", "left_out", "makeup"]),
    )
)
def test_a_policy_reads_back_as_it_was_kept(policy: Policy) -> None:
    assert read_policy(policy.to_json()) == policy


def test_a_rule_of_a_later_version_is_refused_and_not_passed_over() -> None:
    kept = DEFAULT_POLICY.to_json()
    kept["rules"].append({"kind": "project", "least": 3})

    with pytest.raises(Refused) as no:
        read_policy(kept)

    assert (no.value.code, no.value.details) == ("policy-rule-unknown", {"kind": "project"})


def test_a_policy_without_a_share_is_refused() -> None:
    with pytest.raises(Refused, match="policy-without-share"):
        read_policy({"version": 1, "rules": [], "excused": "makeup"})


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_share_beyond_all_is_refused(percent: int) -> None:
    with pytest.raises(Refused, match="policy-percent-unfit"):
        check_policy(Policy(percent=percent))
