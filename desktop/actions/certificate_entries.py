"""Entries of the register: who may give numbers, and what an entry holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Literal

from desktop.desk import Desk, Edit
from desktop.models.certificate_template import Facts, Printed, Template, compose
from desktop.models.certificates import check_code
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.refusal import Refused
from desktop.store import organisation, series
from desktop.store import timetable as plan
from desktop.store.membership import membership


def check_series(desk: Desk, prefix: str) -> None:
    """Refuse to give numbers of a series that is not this desk's.

    A desk that never joined a server is alone and free. One that joined gives numbers while the
    server's last word was that the series is its own: ``series-elsewhere`` says whose it is,
    ``series-unasked`` that nobody asked yet.
    """
    if membership(desk.store) is None:
        return
    held = series.holder(desk.store, prefix)
    if held is None or not (held.yours or held.person or held.label):
        raise Refused("series-unasked")
    if not held.yours:
        raise Refused("series-elsewhere", person=held.person, label=held.label)


@dataclass(frozen=True, slots=True)
class Batch:
    """Certificates of one kind and day that are issued together; the template is kept.

    ``printed`` gives what one says from whose it is, its number and its code; without it the
    template says the same of everybody.
    """

    issued_on: date
    template: Template
    kind: Literal["", "honour"] = ""
    printed: Callable[[Enrolment, str, str], Printed] | None = None


def entries(desk: Desk, of: Class, people: Sequence[Enrolment], batch: Batch) -> list[Edit]:
    """Write the entries that give people of a class the next numbers."""
    numbering = organisation.numbering(desk.store)
    year = numbering.year_of(batch.issued_on)
    running = series.last_given(desk.store, numbering.prefix, year)
    secret = bytes.fromhex(desk.store.key("certificate") or "")
    printed = batch.printed or printing(desk, of, batch.issued_on, lambda _: batch.template)
    kept = _keep_template(desk, batch.template)
    edits = []
    for row, person in zip(desk.new_ids(len(people)), people, strict=True):
        running += 1
        number = numbering.number(running, year)
        code = check_code(secret, number, person.name, person.id)
        entry = {
            "enrolment": person.id,
            "series": numbering.prefix,
            "year": year,
            "running": running,
            "number": number,
            "code": code,
            "issued_on": batch.issued_on.isoformat(),
            "template": kept,
            "printed": printed(person, number, code).to_json(),
        }
        if batch.kind:
            entry["kind"] = batch.kind
        edits.append(Edit(of.scope, "certificate", row, {"issue": entry}, new=True))
    return edits


def printing(
    desk: Desk, of: Class, issued_on: date, template_of: Callable[[Enrolment], Template]
) -> Callable[[Enrolment, str, str], Printed]:
    """Say how certificates of a class are put into words, each by its person's template."""
    common = facts(desk, of, issued_on)

    def printed(person: Enrolment, number: str, code: str) -> Printed:
        given = replace(common, name=person.name, number=number, code=code)
        return compose(template_of(person), given)

    return printed


def _keep_template(desk: Desk, words: Template) -> str:
    """Keep the template as it stands at issue, pictures and all; give its SHA-256."""
    data = json.dumps(words.to_json(), ensure_ascii=False, sort_keys=True).encode()
    name = sha256(data).hexdigest()
    desk.store.keep_blob(name, data)
    return name


def facts(desk: Desk, of: Class, issued_on: date) -> Facts:
    """Give what is true of every certificate of a class; name, number and code are empty."""
    held = [s for s in plan.sessions(desk.store, of.id) if s.counts]
    return Facts(
        name="",
        class_number=str(of.number),
        first_day=of.first,
        last_day=of.last,
        days=len({s.on for s in held}),
        hours=sum(s.minutes for s in held) // 60,
        venue=of.venue,
        issued_on=issued_on,
        number="",
        code="",
    )
