"""Who passes, who cannot any more, and why: the completion policy applied to a person's marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from desktop.models.attendance import UNMARKED, Mark, Status
from desktop.models.refusal import Refused
from desktop.models.tasks import (
    ExerciseRule,
    Handed,
    Part,
    Task,
    check_least,
    exercise_tasks,
    project_tasks,
    read_exercise,
)
from desktop.models.timetable import Session

Basis = Literal["sessions", "minutes"]
Excused = Literal["counted", "left_out", "makeup"]
Credit = Literal["done", "missed", "open", "left_out", "cancelled"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What completing a course takes, as data with a version.

    ``percent`` of all activities (requirement: at least 80 %), measured in ``basis``. ``excused``
    says what a leave does: it counts as attended, leaves that person's denominator, or is to be
    made up (the default: leave is no participation, data model I8).

    ``exercises`` are asked where the class was given their forms, ``presented`` and ``least`` (the
    least score, 0 to 100; ``None`` asks for none) where it has groups.
    """

    version: int = 1
    percent: int = 80
    basis: Basis = "sessions"
    excused: Excused = "makeup"
    exercises: tuple[ExerciseRule, ...] = (ExerciseRule("workflow"),)
    presented: bool = True
    least: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the policy as the data a class keeps; ``rules`` has room for further kinds."""
        rules: list[dict[str, Any]] = [
            {"kind": "share", "percent": self.percent, "basis": self.basis}
        ]
        rules += [rule.to_json() for rule in self.exercises]
        if self.presented:
            rules.append({"kind": "presented"})
        if self.least is not None:
            rules.append({"kind": "score", "least": self.least})
        return {"version": self.version, "rules": rules, "excused": self.excused}


_KINDS = ("share", "exercise", "presented", "score")

DEFAULT_POLICY = Policy()


def read_policy(data: Mapping[str, Any]) -> Policy:
    """Read a policy, refusing a rule this version of the program does not know.

    One kept before there were exercises has a share alone, and asks for no more than that.
    """
    rules: dict[str, list[Mapping[str, Any]]] = {kind: [] for kind in _KINDS}
    for rule in data["rules"]:
        if rule["kind"] not in rules:
            raise Refused("policy-rule-unknown", kind=rule["kind"])
        rules[rule["kind"]].append(rule)
    if not rules["share"]:
        raise Refused("policy-without-share")
    share = rules["share"][-1]
    return check_policy(
        Policy(
            data["version"],
            share["percent"],
            share["basis"],
            data["excused"],
            tuple(map(read_exercise, rules["exercise"])),
            bool(rules["presented"]),
            max((rule["least"] for rule in rules["score"]), default=None),
        )
    )


def check_policy(policy: Policy) -> Policy:
    """Refuse a policy that cannot be meant."""
    if not 0 <= policy.percent <= 100:
        raise Refused("policy-percent-unfit", percent=policy.percent)
    check_least(policy.least)
    return policy


@dataclass(frozen=True, slots=True)
class Step:
    """One session in a person's account: the mark, what it is worth, and who is credited where.

    ``units`` is one in the basis ``sessions`` and the session's minutes in ``minutes``;
    ``made_up_in`` names the session whose make-up stands for this one.
    """

    session: Session
    mark: Mark
    credit: Credit
    units: int
    gained: int
    made_up_in: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person has done, what was planned for them, and what is still possible.

    ``done``, ``planned``, ``needed`` and ``best_possible`` are in the policy's basis;
    ``can_miss`` is how many more whole sessions may be missed (0 when none); ``reasons`` are
    codes in the order they matter, empty for who is eligible. ``tasks`` is what is asked besides
    attendance, done or not.
    """

    done: int
    planned: int
    needed: int
    best_possible: int
    can_miss: int
    reasons: tuple[str, ...]
    steps: tuple[Step, ...]
    tasks: tuple[Task, ...] = ()

    @property
    def eligible(self) -> bool:
        """Whether nothing stands against a certificate."""
        return not self.reasons

    @property
    def out_of_reach(self) -> bool:
        """Whether the person cannot pass any more without making something up."""
        return self.best_possible < self.needed

    @property
    def missed(self) -> tuple[Step, ...]:
        """The sessions that were missed, in order."""
        return tuple(s for s in self.steps if s.credit == "missed")


@dataclass(frozen=True, slots=True)
class Standing:
    """What else stands for or against a person, besides their marks.

    ``exercises`` has the forms their class was given, by code; ``part`` is their part in the
    projects, ``None`` where the class has no groups.
    """

    conflicts: int = 0
    withdrawn: bool = False
    unconfirmed: bool = False
    exercises: Mapping[str, Handed] = field(default_factory=dict)
    part: Part | None = None


def judge(
    sessions: Sequence[Session],
    marks: Mapping[str, Mark],
    policy: Policy,
    standing: Standing | None = None,
) -> Verdict:
    """Apply a policy to one person's marks (by session code) over the class's sessions.

    Integer arithmetic throughout: the share is met when ``done * 100 >= percent * planned``.
    """
    counted = [s for s in sessions if s.counted]
    made_up = _made_up(counted, marks)
    steps = tuple(_step(s, marks.get(s.code, UNMARKED), policy, made_up) for s in counted)
    planned = sum(s.units for s in steps if s.credit not in ("left_out", "cancelled"))
    done = sum(s.gained for s in steps)
    best = done + sum(s.units for s in steps if s.credit == "open")
    needed = -(-policy.percent * planned // 100)
    standing = standing or Standing()
    tasks = _tasks(policy, standing)
    reasons = _reasons(done, planned, best, policy, standing)
    reasons += tuple(task.reason for task in tasks if task.reason)
    spare = best - needed
    return Verdict(done, planned, needed, best, _can_miss(steps, spare), reasons, steps, tasks)


def _tasks(policy: Policy, standing: Standing) -> tuple[Task, ...]:
    return (
        *exercise_tasks(policy.exercises, standing.exercises),
        *project_tasks(policy.presented, policy.least, standing.part),
    )


def _made_up(sessions: Sequence[Session], marks: Mapping[str, Mark]) -> dict[str, str]:
    """Say for each missed session where it was made up; a cancelled place makes nothing up."""
    made: dict[str, str] = {}
    for session in sessions:
        mark = marks.get(session.code, UNMARKED)
        if mark.status is Status.MAKEUP and session.counts:
            made.setdefault(mark.of or session.code, session.code)
    return made


def _step(session: Session, mark: Mark, policy: Policy, made_up: Mapping[str, str]) -> Step:
    units = 1 if policy.basis == "sessions" else session.minutes
    if not session.counts:
        return Step(session, mark, "cancelled", units, 0)
    credit = _credit(mark, policy)
    place = made_up.get(session.code, "")
    if place and credit != "done":
        return Step(session, mark, "done", units, units, place)
    gained = _gained(mark, units, policy) if credit == "done" else 0
    return Step(session, mark, credit, units, gained)


def _credit(mark: Mark, policy: Policy) -> Credit:
    match mark.status:
        case Status.PRESENT | Status.LATE:
            return "done"
        case Status.UNMARKED:
            return "open"
        case Status.EXCUSED if policy.excused == "counted":
            return "done"
        case Status.EXCUSED if policy.excused == "left_out":
            return "left_out"
        case _:
            # A make-up is credited to the session it stands for, never to the place it was held.
            return "missed"


def _gained(mark: Mark, units: int, policy: Policy) -> int:
    if policy.basis == "minutes" and mark.status is Status.LATE:
        return max(0, units - (mark.minutes or 0))
    return units


def _reasons(
    done: int, planned: int, best: int, policy: Policy, standing: Standing
) -> tuple[str, ...]:
    reasons = []
    if standing.withdrawn:
        reasons.append("withdrawn")
    if planned == 0:
        reasons.append("nothing-planned")
    elif best * 100 < policy.percent * planned:
        reasons.append("out-of-reach")
    elif done * 100 < policy.percent * planned:
        reasons.append("share-short")
    if standing.conflicts:
        reasons.append("conflict-open")
    if standing.unconfirmed:
        reasons.append("walk-in-unconfirmed")
    return tuple(reasons)


def _can_miss(steps: Sequence[Step], spare: int) -> int:
    """Count the sessions that could still be lost without failing, the dearest ones first."""
    worth = [s.gained for s in steps if s.credit == "done"]
    worth += [s.units for s in steps if s.credit == "open"]
    count = 0
    for units in sorted(worth, reverse=True):
        spare -= units
        if spare < 0:
            break
        count += 1
    return count
