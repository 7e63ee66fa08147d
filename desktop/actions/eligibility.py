"""Who passes, and why: the whole class judged at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.eligibility import Standing, Step, Verdict, judge
from desktop.models.enrolment import Enrolment
from desktop.models.tasks import Part, Task
from desktop.models.timetable import Session
from desktop.models.wording import Words
from desktop.store import attendance as marks
from desktop.store import conflicts, roster, summary
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
    standing = _standings(desk, of)
    return [
        Judged(e, judge(sessions, lines.get(e.id, {}), of.policy, standing(e)))
        for e in roster.enrolments(desk.store, of.id)
    ]


def _standings(desk: Desk, of: Class) -> Callable[[Enrolment], Standing]:
    """Ask once for the class what stands for or against its people besides their marks.

    Unsettled is what is the person's own, and what the class and its timetable are.
    """
    disputed = Counter(marks.disputed(desk.store, of.id))
    disputed.update(conflicts.by_certificate(desk.store, of.id))
    asked = [rule.form for rule in of.policy.exercises]
    disputed.update(summary.unsettled(desk.store, of.id, asked))
    common = conflicts.shared(desk.store, of.id)
    forms, parts = summary.given_forms(desk.store, of.id), _parts(desk, of)

    def standing(enrolment: Enrolment) -> Standing:
        return Standing(
            conflicts=disputed[enrolment.id] + len(enrolment.conflicts) + common,
            withdrawn=enrolment.status != "enrolled",
            unconfirmed=not enrolment.confirmed,
            exercises={form.code: form.handed(enrolment.id) for form in forms},
            part=None if parts is None else parts.get(enrolment.id, Part()),
        )

    return standing


def _parts(desk: Desk, of: Class) -> dict[str, Part] | None:
    """Say what everybody in a group has to do with a project; scores only where they are asked."""
    parts = summary.parts(desk.store, of.id)
    if not parts or of.policy.least is None:
        return parts
    from desktop.actions.panel import results  # most classes ask for no score

    scores = {m.member.enrolment: m.exact for s in results(desk, of) for m in s.members}
    return {who: replace(part, score=scores.get(who)) for who, part in parts.items()}


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
    of_tasks = {task.reason for task in verdict.tasks}
    said = [words(f"reason.{code}", **facts) for code in verdict.reasons if code not in of_tasks]
    return said + [say_task(words, f"reason.{t.reason}", t) for t in verdict.tasks if t.reason]


def say_task(words: Words, key: str, task: Task) -> str:
    """Say something of an exercise or a project; the sentence may name form, score and least."""
    score = ""
    if task.score is not None:
        from desktop.models.scoring import printed  # the window opens without it

        score = words.number(printed(task.score))
    form = task.title(words.language) or task.form
    return words(key, form=form, least=task.least, score=score)


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
