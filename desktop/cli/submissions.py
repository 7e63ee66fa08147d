"""Commands about what participants send: list it, write it to a file, take it in from one."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

import msgspec

from desktop.actions import classes, reviews, submissions
from desktop.actions.forms import form_of
from desktop.actions.roster import find_person
from desktop.actions.submissions import Opened, Overview
from desktop.cli.answers import Answer, columns, in_one_line
from desktop.desk import Desk
from desktop.exporters.atomic import check_writable, write_bytes
from desktop.importers.json_file import read_json
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.refusal import Refused
from desktop.models.submissions import State, Version
from desktop.store import roster


def list_submissions(desk: Desk, given: Namespace) -> Answer:
    """Say of everybody in a class where they stand with a form."""
    of = classes.find_class(desk, given.code)
    form = form_of(desk, of, given.form)
    found = submissions.overview(desk, of, form.code)
    rows = [_row(desk, line) for line in found]
    return Answer([_line(line) for line in found], columns(rows) or [desk.words("cli.no-people")])


def _line(line: Overview) -> dict[str, Any]:
    sent = line.latest
    return {
        "seat": line.enrolment.seat,
        "name": line.enrolment.name,
        "form": line.form,
        "state": line.state.value,
        "version": sent.number if sent else None,
        "receipt": sent.receipt if sent else None,
        "late": sent.late if sent else False,
        "at": sent.at if sent else None,
        "verdict": (sent.verdict if sent else "") or None,
        "comment": sent.comment if sent else "",
        "draft": line.draft_newer or line.state is State.DRAFT,
    }


def _row(desk: Desk, line: Overview) -> tuple[str, ...]:
    words, sent = desk.words, line.latest
    marks = [
        words("submission.late") if sent and sent.late else "",
        words("submission.draft-newer") if line.draft_newer else "",
        in_one_line(sent.comment) if sent else "",
    ]
    return (
        words.number(line.enrolment.seat),
        line.enrolment.name,
        words(f"submission.state.{line.state.value}"),
        sent.receipt if sent else "",
        " · ".join(mark for mark in marks if mark),
    )


def export_submission(desk: Desk, given: Namespace) -> Answer:
    """Write a person's latest version, or their draft where none was sent, to a file."""
    if given.out.suffix.lower() not in (".json", ".pdf"):
        raise Refused("submission-file-kind")
    of, person = _whose(desk, given)
    opened = submissions.open_work(desk, of, person, given.form)
    shown = opened.latest or opened
    if opened.state is State.BLANK:
        raise Refused("submission-none", name=person.name)
    check_writable(given.out)
    write_bytes(given.out, _written(desk, opened, shown, given.out.suffix.lower()))
    sent = opened.latest
    value = {
        "path": str(given.out),
        "seat": person.seat,
        "form": opened.form.code,
        "version": sent.number if sent else None,
    }
    line = desk.words("cli.submission-exported", name=person.name, path=str(given.out))
    return Answer(value, [line])


def _written(desk: Desk, opened: Opened, shown: Opened | Version, suffix: str) -> bytes:
    if suffix == ".json":
        document = msgspec.json.encode(submissions.document_of(shown))
        return msgspec.json.format(document, indent=2) + b"\n"
    from desktop.actions.submission_pdf import full_pdf

    # On paper the digits are those the person chose, as everywhere but on a terminal.
    return full_pdf(desk, opened, opened.latest, replace(desk.words, digits=desk.settings.digits))


def import_submission(desk: Desk, given: Namespace) -> Answer:
    """Take a document in as a person's work: sent, or kept as a draft, or refused whole."""
    of, person = _whose(desk, given)
    data = read_json(given.file)
    sent = submissions.import_document(desk, of, person, data, form=given.form, draft=given.draft)
    value = {
        "seat": person.seat,
        "form": given.form,
        "version": sent.number if sent else None,
        "receipt": sent.receipt if sent else None,
        "late": sent.late if sent else False,
        "state": (State.SUBMITTED if sent else State.DRAFT).value,
    }
    if sent is None:
        return Answer(value, [desk.words("cli.submission-kept", name=person.name)])
    said = desk.words("cli.submission-imported", name=person.name, receipt=sent.receipt)
    return Answer(value, [said])


def review_submission(desk: Desk, given: Namespace) -> Answer:
    """Accept a person's latest version, or return it with a comment."""
    of, person = _whose(desk, given)
    sent = submissions.open_work(desk, of, person, given.form).latest
    if sent is None:
        raise Refused("submission-none", name=person.name)
    verdict: reviews.Verdict = "accepted" if given.verdict == "accept" else "returned"
    reviews.review(desk, of, sent, verdict, given.comment)
    value = {"seat": person.seat, "form": given.form, "receipt": sent.receipt, "verdict": verdict}
    line = desk.words(f"cli.submission-{verdict}", name=person.name, receipt=sent.receipt)
    return Answer(value, [line])


def _whose(desk: Desk, given: Namespace) -> tuple[Class, Enrolment]:
    of = classes.find_class(desk, given.code)
    return of, find_person(roster.enrolments(desk.store, of.id), given.seat)
