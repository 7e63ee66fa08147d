"""Why somebody passes or not, in sentences: for the panel, for LINE and for an appeal."""

from __future__ import annotations

from dataclasses import replace

from desktop.actions.eligibility import Judged, reasons, say_task, share, shortest_way
from desktop.models.eligibility import Policy, Step, Verdict
from desktop.models.mark_words import mark_text
from desktop.models.outlook import outlook
from desktop.models.wording import Words

_OF_SHARE = ("share-short", "out-of-reach")


def rule_sentence(words: Words, policy: Policy, verdict: Verdict) -> str:
    """Say the rule this person is judged by, and which version of it."""
    return words(
        f"why.rule_{policy.basis}",
        percent=policy.percent,
        needed=verdict.needed,
        planned=verdict.planned,
        version=policy.version,
    )


def result_sentence(words: Words, verdict: Verdict) -> str:
    """Say what was reached under the rule."""
    reached = words.number(share(verdict.done, verdict.planned))
    return words("why.reached", done=verdict.done, planned=verdict.planned, share=reached)


def done_sentences(words: Words, verdict: Verdict) -> list[str]:
    """Say which exercises and projects are done; what is missing stands with what is missing."""
    said = []
    for task in (task for task in verdict.tasks if task.done):
        kind = "exercise_accepted" if task.wanted == "accepted" else task.kind
        said.append(say_task(words, f"why.task.{kind}", task))
    return said


def mark_said(words: Words, step: Step) -> str:
    """Say the mark of a session; not checked is said too."""
    return words.number(mark_text(words, step.mark)) or words("state.unmarked")


def credit_said(words: Words, step: Step, policy: Policy) -> str:
    """Say what a session is worth to this person."""
    if step.made_up_in:
        return words("why.made_up_in", session=step.made_up_in)
    if policy.basis == "minutes" and step.credit == "done":
        return words("why.minutes", gained=step.gained, units=step.units)
    return words(f"why.credit.{step.credit}")


def missing_sentences(words: Words, verdict: Verdict) -> list[str]:
    """Say what is missing: how much, which sessions were missed, and what else is in the way."""
    said = []
    if short := max(0, verdict.needed - verdict.done):
        said.append(words("why.missing", short=short, best=verdict.best_possible))
    if verdict.missed:
        missed = ", ".join(step.session.code for step in verdict.missed)
        said.append(words("why.missed", sessions=missed))
    others = tuple(code for code in verdict.reasons if code not in _OF_SHARE)
    return said + reasons(words, replace(verdict, reasons=others))


def way_sentences(words: Words, verdict: Verdict) -> list[str]:
    """Say the shortest way to pass, a step to a line; nothing where enough has been done."""
    attend, make_up = shortest_way(verdict)
    said = []
    if attend:
        codes = ", ".join(session.code for session in attend)
        said.append(words("why.attend", n=len(attend), sessions=codes))
    if make_up:
        codes = ", ".join(step.session.code for step in make_up)
        said.append(words("why.make_up", n=len(make_up), sessions=codes))
    said += [say_task(words, f"why.way.{t.reason}", t) for t in verdict.tasks if t.reason]
    if "walk-in-unconfirmed" in verdict.reasons:
        said.append(words("why.confirm"))
    if "conflict-open" in verdict.reasons:
        said.append(words("why.settle"))
    return said


def why_text(words: Words, judged: Judged, policy: Policy) -> str:
    """Write the whole account as plain text, to be pasted anywhere."""
    enrolment, verdict = judged.enrolment, judged.verdict
    said = [
        f"{enrolment.name} · {words('why.seat', seat=enrolment.seat)}",
        enrolment.person.agency,
        words("why.result", result=words(f"results.outlook.{outlook(verdict)}")),
        rule_sentence(words, policy, verdict),
        result_sentence(words, verdict),
        *done_sentences(words, verdict),
        *missing_sentences(words, verdict),
    ]
    if way := way_sentences(words, verdict):
        said += ["", words("why.way"), *(f"- {step}" for step in way)]
    said += ["", words("why.sessions")]
    said += [
        f"{step.session.code} {mark_said(words, step)} · {credit_said(words, step, policy)}"
        for step in verdict.steps
    ]
    return "\n".join(said)
