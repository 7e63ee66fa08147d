"""Who passes, and why: the whole class judged at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.eligibility import Standing, Step, Verdict, judge
from desktop.models.enrolment import Enrolment
from desktop.models.timetable import Session
from desktop.models.wording import Words
from desktop.store import attendance as marks
from desktop.store import conflicts, roster
from desktop.store import timetable as plan


@dataclass(frozen=True, slots=True)
class Judged:
    """One person with the verdict over them."""

    enrolment: Enrolment
    verdict: Verdict


def judge_class(desk: Desk, of: Class) -> list[Judged]:
    """Judge everybody in a class, in seat order."""
    sessions = plan.sessions(desk.store, of.id)
    lines = {line.enrolment: line.marks for line in marks.register(desk.store, of.id)}
    disputed = Counter(marks.disputed(desk.store, of.id))
    disputed.update(conflicts.by_certificate(desk.store, of.id))
    common = conflicts.shared(desk.store, of.id)
    return [
        Judged(e, judge(sessions, lines.get(e.id, {}), of.policy, _standing(e, disputed, common)))
        for e in roster.enrolments(desk.store, of.id)
    ]


def _standing(enrolment: Enrolment, disputed: Mapping[str, int], common: int) -> Standing:
    """Count what is unsettled: the person's own, and what the class and its timetable are."""
    return Standing(
        conflicts=disputed.get(enrolment.id, 0) + len(enrolment.conflicts) + common,
        withdrawn=enrolment.status != "enrolled",
        unconfirmed=not enrolment.confirmed,
    )


def reasons(words: Words, verdict: Verdict) -> list[str]:
    """Say in sentences what stands against a certificate; nothing for who is eligible."""
    missed = ", ".join(step.session.code for step in verdict.missed) or "–"
    facts = {
        "done": verdict.done,
        "planned": verdict.planned,
        "needed": verdict.needed,
        "best": verdict.best_possible,
        "short": max(0, verdict.needed - verdict.done),
        "share": words.number(share(verdict.done, verdict.planned)),
        "missed": missed,
    }
    return [words(f"reason.{code}", **facts) for code in verdict.reasons]


def share(done: int, planned: int) -> str:
    """Write a share as per cent with two decimals, cut and never rounded up."""
    hundredths = done * 10_000 // planned if planned else 0
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def shortest_way(verdict: Verdict) -> tuple[list[Session], list[Step]]:
    """Name what would bring a person to pass soonest: sessions to come, then ones to make up."""
    short, attend, make_up = verdict.needed - verdict.done, [], []
    for step in verdict.steps:
        if step.credit == "open" and short > 0:
            attend.append(step.session)
            short -= step.units
    for step in verdict.missed:
        if short > 0:
            make_up.append(step)
            short -= step.units
    return attend, make_up
