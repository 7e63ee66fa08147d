"""Looking at what was sent: the whole class at a glance, returning, accepting, publishing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from desktop.actions.classes import check_open
from desktop.actions.pins import try_pin
from desktop.actions.roles import check_manages
from desktop.actions.waivers import check_note
from desktop.desk import Desk, Edit
from desktop.models import submissions as rules
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.form_answers import blank
from desktop.models.forms import Answers
from desktop.models.refusal import Refused
from desktop.models.submissions import State, Version, Work
from desktop.store import roster
from desktop.store import submissions as shelf

Verdict = Literal["returned", "accepted"]


@dataclass(frozen=True, slots=True)
class Overview:
    """Where one person of a class stands with a form, named by its code.

    ``draft_newer`` says that more was written since the version that counts.
    """

    enrolment: Enrolment
    state: State
    latest: Version | None
    work: Work | None
    draft_newer: bool
    form: str = ""


def overview(desk: Desk, of: Class, code: str) -> list[Overview]:
    """Say of everybody who takes part where they stand with a form, in seat order."""
    works = {w.enrolment: w for w in shelf.works(desk.store, of.id, code)}
    sent: dict[str, list[Version]] = defaultdict(list)
    for version in shelf.versions(desk.store, of.id, code):
        sent[version.enrolment].append(version)
    people = [e for e in roster.enrolments(desk.store, of.id) if e.status == "enrolled"]
    return [_overview(e, code, works.get(e.id), sent.get(e.id, [])) for e in people]


def _overview(enrolment: Enrolment, code: str, work: Work | None, sent: list[Version]) -> Overview:
    last = rules.latest(sent)
    newer = work is not None and last is not None and _filled(work.answers) != _filled(last.answers)
    return Overview(enrolment, rules.state(work, sent), last, work, newer, code)


def _filled(answers: Answers) -> dict[str, Any]:
    """Leave out the sections in which nothing stands."""
    return {section: said for section, said in answers.items() if not blank(said)}


def remarks(desk: Desk, of: Class) -> list[str]:
    """Give the comments used before, most used first; those of all classes on this device."""
    del of  # what was said in one class is worth repeating in the next
    return shelf.comments(desk.store)


def review(
    desk: Desk,
    of: Class,
    version: Version,
    verdict: Verdict,
    comment: str = "",
    checklist: Mapping[str, bool] | None = None,
) -> None:
    """Return a version with a comment, or accept it, as one step.

    Raises :class:`Refused`: ``class-closed``, ``not-for-role``, ``note-long``,
    ``review-without-comment``, ``review-published``.
    """
    _check(desk, of)
    tidy = check_note(comment)
    rules.check_review(version, verdict, tidy)
    said = {"verdict": verdict, "comment": tidy, "checklist": dict(checklist or {})}
    _change(desk, of, version, f"step.review-{verdict}", {"review": said})


def reopen_review(desk: Desk, of: Class, version: Version) -> None:
    """Take a verdict back: the version waits to be looked at again."""
    _check(desk, of)
    if version.published:
        raise Refused("review-published")
    if version.verdict:
        _change(desk, of, version, "step.review-reopen", {"review": None})


def publish(desk: Desk, of: Class, version: Version) -> None:
    """Put an accepted version into the library of samples, if its owner consented to that.

    Raises :class:`Refused`: ``class-closed``, ``publish-unaccepted``, ``publish-no-consent``.
    """
    _check(desk, of)
    if version.verdict != "accepted":
        raise Refused("publish-unaccepted")
    if version.answers.get("review", {}).get("library_ok") is not True:
        raise Refused("publish-no-consent")
    _change(desk, of, version, "step.publish", {"library": {"published": True}})


def unpublish(desk: Desk, of: Class, version: Version) -> None:
    """Take a version out of the library of samples."""
    _check(desk, of)
    _change(desk, of, version, "step.unpublish", {"library": {"published": False}})


def confirm(desk: Desk, of: Class, version: Version, pin: str) -> None:
    """Let its owner confirm, by PIN, what was keyed in for them from paper.

    Raises :class:`Refused`: ``class-closed``, ``pin-wrong``, ``pin-locked``.
    """
    check_open(desk, of.id)
    owner = roster.enrolment(desk.store, version.enrolment)
    if owner is None:
        raise Refused("no-such-person", given=version.receipt)
    try_pin(desk, owner, pin)
    if version.confirmed:
        return
    history = desk.store.histories([(of.scope, version.id)])["version"][version.id]
    sent = next(c.set["sent"] for c in reversed(history) if "sent" in c.set)
    _change(desk, of, version, "step.confirm", {"sent": {**sent, "confirmed": True}})


def _check(desk: Desk, of: Class) -> None:
    check_open(desk, of.id)
    check_manages(desk)


def _change(desk: Desk, of: Class, version: Version, step: str, groups: Mapping[str, Any]) -> None:
    owner = roster.enrolment(desk.store, version.enrolment)
    name = owner.name if owner else ""
    edit = Edit(of.scope, "version", version.id, groups)
    desk.commit(step, [edit], name=name, receipt=version.receipt)
