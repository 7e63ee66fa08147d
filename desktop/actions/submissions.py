"""Sending what was filled in: versions that never change, checked by the form's own rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from desktop.actions.classes import check_open
from desktop.actions.drafts import Opened, open_work, put_by, title, type_in, writing
from desktop.actions.forms import given_out, giving
from desktop.actions.reviews import (
    Overview,
    confirm,
    overview,
    publish,
    remarks,
    reopen_review,
    review,
    unpublish,
)
from desktop.actions.roles import check_manages
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.form_answers import read_answers
from desktop.models.form_check import Finding, check, hard
from desktop.models.form_words import finding_sentence
from desktop.models.forms import Answers, Form
from desktop.models.refusal import Refused
from desktop.models.submissions import Version, digest_of, document, receipt
from desktop.models.timetable import Session
from desktop.store import submissions as shelf

__all__ = [
    "Opened",
    "Overview",
    "confirm",
    "document_of",
    "findings",
    "import_document",
    "open_work",
    "overview",
    "publish",
    "put_by",
    "remarks",
    "reopen_review",
    "review",
    "submit",
    "type_in",
    "unpublish",
]


def findings(opened: Opened) -> list[Finding]:
    """Give what is missing or odd in a work as it lies open, in the order of the pages.

    Raises :class:`Refused` ``answer-unfit`` where something cannot be an answer at all.
    """
    return check(opened.form, read_answers(opened.form, opened.answers))


def submit(desk: Desk, opened: Opened, *, keyed_by: str = "") -> Version:
    """Send a work as its next version, as one step; what was typed is put by before.

    ``keyed_by`` names who keyed in a paper form for its owner, who is yet to confirm it. Raises
    :class:`Refused`: ``class-closed``, ``not-for-role``, ``already-accepted``, ``nothing-new``,
    ``answer-unfit``, or ``form-broken`` with the first hard rule that is not kept.
    """
    check_open(desk, opened.of.id)
    check_manages(desk)
    put_by(desk, opened)
    opened = open_work(desk, opened.of, opened.enrolment, opened.form.code)
    answers = read_answers(opened.form, opened.answers)
    _check(desk, opened, answers)
    return _send(desk, opened, answers, [], keyed_by=keyed_by)


def _check(desk: Desk, opened: Opened, answers: Answers) -> None:
    """Refuse what cannot be sent."""
    last = opened.latest
    if last is not None and last.verdict == "accepted":
        raise Refused("already-accepted", receipt=last.receipt)
    if last is not None and last.answers == answers:
        raise Refused("nothing-new", receipt=last.receipt)
    if broken := hard(check(opened.form, answers)):
        raise form_broken(desk, opened.form, broken[0])


def form_broken(desk: Desk, form: Form, finding: Finding) -> Refused:
    """Give the refusal that names a rule which is not kept, where, and in words."""
    return Refused(
        "form-broken",
        rule=finding.code,
        step=finding.step,
        section=finding.section,
        field=finding.field,
        row=finding.row,
        sentence=finding_sentence(desk.words, form, finding),
    )


def _send(
    desk: Desk, opened: Opened, answers: Answers, also: list[Edit], *, keyed_by: str = ""
) -> Version:
    row, form = desk.new_id(), opened.form
    sent = document(form.code, form.version, answers)
    last = opened.latest
    number = last.number + 1 if last else 1
    groups: dict[str, Any] = {
        "work": opened.work_id,
        "enrolment": opened.enrolment.id,
        "form": form.code,
        "number": number,
        "receipt": receipt(form.letter, opened.enrolment.seat, number),
        "document": sent,
        "digest": digest_of(sent),
        "at": desk.stamp(),
        "late": _is_late(desk, opened.due_session),
        "keyed_by": keyed_by,
        "confirmed": not keyed_by,
    }
    edits = [*also, *_given(desk, opened)]
    edits.append(Edit(opened.of.scope, "version", row, {"sent": groups}, new=True))
    desk.commit("step.submit", edits, name=opened.enrolment.name, receipt=groups["receipt"])
    found = shelf.version(desk.store, row)
    assert found is not None
    return found


def _given(desk: Desk, opened: Opened) -> list[Edit]:
    """Give the form out where the class did not use it yet: it keeps this version of it."""
    if given_out(desk, opened.of, opened.form.code) is not None:
        return []
    return [giving(desk, opened.of, opened.form.code)]


def _is_late(desk: Desk, due: Session | None) -> bool:
    """Whether the session at whose end a work was due is over; one that was cancelled never is."""
    if due is None or due.state == "cancelled":
        return False
    end = datetime.combine(due.on, time.fromisoformat(due.end.zfill(5)))
    return desk.now().replace(tzinfo=None) > end


def document_of(given: Opened | Version) -> dict[str, Any]:
    """Give a version, or a work as it lies open, as the document that is exported."""
    if isinstance(given, Version):
        return dict(given.document)
    return document(given.form.code, given.form.version, given.answers)


def import_document(
    desk: Desk,
    of: Class,
    enrolment: Enrolment,
    data: object,
    *,
    form: str = "",
    draft: bool = False,
) -> Version | None:
    """Take a document in as a person's work and send it, all as one step, or refuse all of it.

    ``form`` is the form it must be of. With ``draft`` it is stored and not sent, the hard rules
    unasked; ``None`` then. What was there before is replaced and stands in the history.
    """
    check_open(desk, of.id)
    check_manages(desk)
    opened, answers = read_document(desk, of, enrolment, data, form=form)
    if not draft:
        _check(desk, opened, answers)
    put_by(desk, opened)
    stored = shelf.work(desk.store, opened.work_id)
    gone: dict[str, None] = dict.fromkeys((stored.answers if stored else {}).keys() - answers)
    edits = writing(desk, opened, {**answers, **gone})
    if not draft:
        return _send(desk, opened, answers, edits)
    if edits := [*edits, *_given(desk, opened)]:
        desk.commit("step.work-keep", edits, name=enrolment.name, form=title(desk, opened))
    return None


def read_document(
    desk: Desk, of: Class, enrolment: Enrolment, data: object, *, form: str = ""
) -> tuple[Opened, dict[str, dict[str, Any]]]:
    """Read a document of a person of a class: the work it belongs to, and its answers.

    Raises :class:`Refused`: ``document-unfit``, ``no-such-form``, ``document-other-form``,
    ``document-other-version``, ``answer-unfit``.
    """
    if not isinstance(data, Mapping):
        raise Refused("document-unfit", where="{}")
    parts = {"form": str, "form_version": int, "answers": Mapping}
    for name, kind in parts.items():
        if not isinstance(data.get(name), kind) or isinstance(data[name], bool):
            raise Refused("document-unfit", where=name)
    if more := sorted(data.keys() - parts):
        raise Refused("document-unfit", where=str(more[0])[:40])
    if form and data["form"] != form:
        raise Refused("document-other-form", given=data["form"][:40], wanted=form)
    opened = open_work(desk, of, enrolment, data["form"])
    if data["form_version"] != opened.form.version:
        raise Refused(
            "document-other-version", given=data["form_version"], wanted=opened.form.version
        )
    return opened, read_answers(opened.form, data["answers"])
