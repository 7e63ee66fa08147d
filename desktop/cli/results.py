"""Commands about results: who passes, certificates, exports, history, health."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop.actions import (
    certificates,
    class_summary,
    classes,
    eligibility,
    exports,
    honours,
    papers,
    reissue,
    roster,
)
from desktop.cli.answers import Answer, columns
from desktop.desk import Desk
from desktop.exporters.atomic import check_writable, write_bytes
from desktop.models.attendance import read_mark
from desktop.models.certificates import Certificate
from desktop.models.classes import Class
from desktop.models.dates import read_date
from desktop.models.refusal import Refused
from desktop.models.summary_words import blocks
from desktop.store import history as past
from desktop.store import roster as people_shelf
from desktop.store.history import Event
from protocol.change import Json


def show_eligibility(desk: Desk, given: Namespace) -> Answer:
    """Say of everybody whether they pass, and why not."""
    judged = eligibility.judge_class(desk, classes.find_class(desk, given.code))
    value: list[dict[str, Any]] = [
        {
            "seat": j.enrolment.seat,
            "name": j.enrolment.name,
            "done": j.verdict.done,
            "planned": j.verdict.planned,
            "best_possible": j.verdict.best_possible,
            "can_miss": j.verdict.can_miss,
            "eligible": j.verdict.eligible,
            "reasons": eligibility.reasons(desk.words, j.verdict),
        }
        for j in judged
    ]
    rows = [
        (
            desk.words.number(v["seat"]),
            v["name"],
            desk.words.number(f"{v['done']}/{v['planned']}"),
            desk.words("result.pass" if v["eligible"] else "result.not-yet"),
            " ".join(v["reasons"]),
        )
        for v in value
    ]
    return Answer(value, columns(rows) or [desk.words("cli.no-people")])


def print_certificates(desk: Desk, given: Namespace) -> Answer:
    """Issue to all eligible and print; what was printed before is the same page again."""
    of = classes.find_class(desk, given.code)
    issued_on = read_date(given.issued_on) if given.issued_on else None
    check_writable(given.out)
    reissue.reissue_taken(desk)
    if given.honour is not None:
        return _print_honours(desk, of, given, issued_on)
    new = certificates.issue(desk, of, issued_on)
    pdf, printed = certificates.print_class(desk, of)
    write_bytes(given.out, pdf)
    value = _printed_all(desk, of, printed)
    line = desk.words("cli.certificates", n=len(printed), new=new, path=str(given.out))
    return Answer(value, [line])


def _print_honours(desk: Desk, of: Class, given: Namespace, issued_on: date | None) -> Answer:
    """Issue honour certificates to the best projects' people and print all there are."""
    new = honours.issue_honours(desk, of, given.honour, issued_on)
    pdf, printed = certificates.print_class(desk, of, kind=honours.KIND)
    write_bytes(given.out, pdf)
    value = _printed_all(desk, of, printed)
    line = desk.words("cli.honours", n=len(printed), new=len(new), path=str(given.out))
    return Answer(value, [line])


def _printed_all(desk: Desk, of: Class, printed: Sequence[Certificate]) -> list[dict[str, Any]]:
    seats = {e.id: e.seat for e in people_shelf.enrolments(desk.store, of.id)}
    return [_printed(c, seats.get(c.enrolment), page) for page, c in enumerate(printed, 1)]


def _printed(certificate: Certificate, seat: int | None, page: int) -> dict[str, Any]:
    return {
        "seat": seat,
        "name": certificate.printed.name,
        "number": certificate.number,
        "code": certificate.printed.verify_code,
        "page": page,
    }


def verify(desk: Desk, given: Namespace) -> Answer:
    """Look a code up; a code that cannot be ours is as unknown as one that is not there."""
    try:
        said = certificates.verify(desk, " ".join(given.code))
    except Refused as refused:
        if refused.code != "code-mistyped":
            raise
        said = certificates.Verified("unknown")
    if said.certificate is None:
        return Answer({"status": said.status}, status=1, complaint=desk.words("verify.unknown"))
    facts = {"number": said.certificate.number, "name": said.certificate.printed.name}
    value = {"status": said.status, **facts, "issued_on": said.certificate.issued_on.isoformat()}
    if said.status == "differs":
        return Answer(value, status=1, complaint=desk.words("verify.differs", **facts))
    if said.status == "replaced":
        by = said.by.number if said.by else "–"
        return Answer(value, status=1, complaint=desk.words("verify.replaced", by=by, **facts))
    return Answer(value, [desk.words("verify.valid", **facts)])


def show_summary(desk: Desk, given: Namespace) -> Answer:
    """Show a class on one page; with a path, print the page."""
    of = classes.find_class(desk, given.code)
    if given.out is not None:
        check_writable(given.out)
        papers.write_class_summary(desk, of, given.out)
        line = desk.words("cli.summary", path=str(given.out))
        return Answer({"path": str(given.out)}, [line])
    summary = class_summary.summarise(desk, of)
    lines: list[str] = []
    for block in blocks(desk.words, summary):
        lines += ["", *columns([block.columns, *block.rows])]
        lines += [block.note] if block.note else []
    return Answer(class_summary.as_json(summary, desk.words.language), lines[1:])


def export(desk: Desk, given: Namespace) -> Answer:
    """Write a class to a spreadsheet."""
    of = classes.find_class(desk, given.code)
    rows = exports.write_class(desk, of, given.out, given.what)
    value = {"path": str(given.out), "rows": rows}
    return Answer(value, [desk.words("cli.exported", n=rows, path=str(given.out))])


def show_history(desk: Desk, given: Namespace) -> Answer:
    """Show who changed what in a class."""
    of = classes.find_class(desk, given.code)
    who = ""
    if given.person:
        who = roster.find_person(people_shelf.enrolments(desk.store, of.id), given.person).id
    events = past.history(desk.store, of.id, who)
    value = [_event(event) for event in events]
    rows = [
        (v["at"], v["author"], v["entity"], str(v["seat"] or ""), v["session"] or "",
         f"{v['old']} → {v['new']}")
        for v in value
    ]  # fmt: skip
    return Answer(value, columns(rows) or [desk.words("cli.no-history")])


def open_part(value: Json) -> Json:
    """Leave out of a group what is kept for matching only: the keyed hash of a citizen number."""
    if isinstance(value, dict):
        return {key: part for key, part in value.items() if key != "hash"}
    return value


def _event(event: Event) -> dict[str, Any]:
    old, new = open_part(event.old), open_part(event.new)
    value = {
        "at": event.at,
        "author": event.author,
        "device": event.device,
        "entity": event.entity,
        "seat": event.seat,
        "session": event.session or None,
        "old": old,
        "new": new,
        "group": event.group,
    }
    if event.entity == "attendance":
        value |= {"old": read_mark(old).status.value, "new": read_mark(new).status.value}
        value |= {"detail": {"old": old, "new": new}}
    return value
