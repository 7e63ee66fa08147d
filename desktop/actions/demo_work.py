"""What invented people handed in: exercises in every state, tests and evaluations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from desktop.actions.demo_answers import Filled, begun, exercise, remarks, survey, workflows
from desktop.actions.forms import form_of, giving
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.forms import Form
from desktop.models.ids import work_row
from desktop.models.submissions import digest_of, document, receipt
from desktop.store.work_tables import SECTION

FORMS = ("workflow", "pretest", "posttest", "evaluation")
DUE = "S11"
"""The session at whose end the exercise is due."""

_STATES = (
    "blank", "draft", "submitted", "returned", "resubmitted", "accepted", "published", "late",
    "keyed",
)  # fmt: skip
_OVER = ("accepted",) * 11 + ("published",) * 3 + ("resubmitted", "submitted", "submitted", "late")
_RUNNING = ("blank",) * 8 + ("draft",) * 7 + ("submitted",) * 3 + ("returned",)
_LATER = frozenset({"late", "keyed"})
"""States that nobody has before the exercise is due."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One version as it is to be written."""

    answers: Filled
    at: datetime
    number: int = 1
    late: bool = False
    keyed_by: str = ""
    verdict: str = ""
    published: bool = False


def hand_in(desk: Desk, of: Class, people: Sequence[Enrolment], chance: Random) -> list[Edit]:
    """Write what a class handed in, as one batch: every state is there, as far as people go."""
    over = of.last < desk.now().date()
    forms = {code: form_of(desk, of, code) for code in FORMS}
    edits = [giving(desk, of, code, DUE if code == "workflow" else "") for code in FORMS]
    for person, state in zip(people, _states(len(people), over, chance), strict=True):
        edits += _exercise(desk, of, forms["workflow"], person, state, chance)
    edits += _surveys(desk, of, forms, people, chance, over)
    return edits


def _states(count: int, over: bool, chance: Random) -> list[str]:
    """Deal states: each at least once, then as a class of that age has them."""
    usual = _OVER if over else _RUNNING
    dealt = [s for s in _STATES if over or s not in _LATER]
    dealt += [chance.choice(usual) for _ in range(count - len(dealt))]
    chance.shuffle(dealt)
    return dealt[:count]


def _exercise(
    desk: Desk, of: Class, form: Form, person: Enrolment, state: str, chance: Random
) -> Iterator[Edit]:
    answers = exercise(workflows()[person.seat % len(workflows())], of.last, chance)
    answers["review"]["library_ok"] |= state == "published"
    if state == "draft":
        yield _work(of, form, person, begun(answers, chance))
    if state in ("blank", "draft"):
        return
    yield _work(of, form, person, answers)
    for sent in _versions(desk, of, answers, state, chance):
        yield _version(desk, of, form, person, sent, chance)


def _versions(desk: Desk, of: Class, answers: Filled, state: str, chance: Random) -> Iterator[Sent]:
    at = _moment(desk, of, chance)
    match state:
        case "resubmitted":
            first = {**answers, "suggestion": {"suggestion": ""}}
            first["plan"] = {"items": first["plan"]["items"][:1]}
            first["process"] = {**answers["process"], "laws": ""}
            yield Sent(first, at - timedelta(hours=3), verdict="returned")
            yield Sent(answers, at, number=2)
        case "late":
            yield Sent(answers, at + timedelta(days=1), late=True)
        case "keyed":
            yield Sent(answers, at, keyed_by=desk.author)
        case "published":
            yield Sent(answers, at, verdict="accepted", published=True)
        case _:
            yield Sent(answers, at, verdict=state if state in ("returned", "accepted") else "")


def _moment(desk: Desk, of: Class, chance: Random) -> datetime:
    """Give a time before the exercise was due, and before now."""
    now = desk.now()
    due = datetime.combine(of.last, time(14, 30), now.tzinfo)
    return min(now, due) - timedelta(minutes=chance.randrange(5, 170))


def _work(of: Class, form: Form, person: Enrolment, answers: Filled) -> Edit:
    groups: dict[str, Any] = {"who": {"enrolment": person.id, "form": form.code}}
    groups |= {f"{SECTION}{section}": said for section, said in answers.items()}
    return Edit(of.scope, "work", work_row(person.id, form.code), groups, new=True)


def _version(
    desk: Desk, of: Class, form: Form, person: Enrolment, sent: Sent, chance: Random
) -> Edit:
    said = document(form.code, form.version, sent.answers)
    groups: dict[str, Any] = {
        "sent": {
            "work": work_row(person.id, form.code),
            "enrolment": person.id,
            "form": form.code,
            "number": sent.number,
            "receipt": receipt(form.letter, person.seat, sent.number),
            "document": said,
            "digest": digest_of(said),
            "at": sent.at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "late": sent.late,
            "keyed_by": sent.keyed_by,
            "confirmed": not sent.keyed_by,
        }
    }
    if sent.verdict:
        comment = chance.choice(remarks()[sent.verdict])
        groups["review"] = {"verdict": sent.verdict, "comment": comment, "checklist": {}}
    if sent.published:
        groups["library"] = {"published": True}
    return Edit(of.scope, "version", desk.new_id(), groups, new=True)


def _surveys(
    desk: Desk,
    of: Class,
    forms: Mapping[str, Form],
    people: Sequence[Enrolment],
    chance: Random,
    over: bool,
) -> Iterator[Edit]:
    """Answer the test before the course, and after it the other one and the evaluation."""
    skills = {"pretest": 0.45, "posttest": 0.8, "evaluation": 0.7}
    for code, skill in skills.items():
        for person in people:
            if (over or code == "pretest") and chance.random() < 0.93:
                answers = survey(forms[code], chance, skill)
                yield _work(of, forms[code], person, answers)
                sent = Sent(answers, _moment(desk, of, chance))
                yield _version(desk, of, forms[code], person, sent, chance)
