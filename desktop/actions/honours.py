"""Honour certificates (เกียรติบัตร) for the people of the best projects."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from desktop import resources
from desktop.actions.certificate_entries import Batch, check_series, entries, printing
from desktop.actions.certificates import template
from desktop.actions.panel import results
from desktop.desk import Desk
from desktop.models.certificate_template import Printed, Template, in_digits
from desktop.models.certificates import Certificate
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.panel import Standing
from desktop.models.projects import Project
from desktop.models.refusal import Refused
from desktop.store import certificates as shelf
from desktop.store import organisation, roster

KIND: Literal["honour"] = "honour"
TOP = 3
"""How many ranks are honoured unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Honoured:
    """A person of one of the best projects, with their honour certificate if there is one."""

    enrolment: Enrolment
    project: Project
    rank: int
    certificate: Certificate | None


def honoured(desk: Desk, of: Class, top: int = TOP) -> list[Honoured]:
    """Give the people of the projects ranked 1 to ``top``, ties included, best first.

    Whether they pass the course is not asked; the withdrawn are left out. Raises
    :class:`Refused` ``honour-count-unfit``.
    """
    if top < 1:
        raise Refused("honour-count-unfit", given=top)
    issued = {c.enrolment: c for c in shelf.certificates(desk.store, of.id, KIND)}
    people = {e.id: e for e in roster.enrolments(desk.store, of.id) if e.status == "enrolled"}
    best = [s for s in results(desk, of) if s.rank is not None and s.rank <= top]
    return [
        Honoured(people[who], standing.project, standing.rank or 0, issued.get(who))
        for standing in sorted(best, key=_place)
        for who in _members(standing)
        if who in people
    ]


def _place(standing: Standing) -> tuple[int, int]:
    return standing.rank or 0, standing.project.number


def _members(standing: Standing) -> list[str]:
    return [m.member.enrolment for m in standing.members]


def issue_honours(
    desk: Desk, of: Class, top: int = TOP, issued_on: date | None = None
) -> list[Honoured]:
    """Give everybody honoured without an honour certificate the next number, all or nobody.

    Same series and register as the others; it cannot be undone. Gives who got one. Raises
    :class:`Refused` as issuing does.
    """
    on = issued_on or of.last
    with desk.store.atomic():
        new = [h for h in honoured(desk, of, top) if h.certificate is None]
        if new:
            check_series(desk, organisation.numbering(desk.store).prefix)
            words = honour_template(desk)
            said = {h.enrolment.id: worded(words, h.project, h.rank) for h in new}
            printed = printing(desk, of, on, lambda person: said[person.id])
            batch = Batch(on, words, KIND, printed)
            desk.commit_for_good(entries(desk, of, [h.enrolment for h in new], batch))
    return new


@cache
def _shipped() -> Template:
    return Template.from_json(json.loads(resources.read("certificates", "honour.json")))


def honour_template(desk: Desk) -> Template:
    """Give the honour's own words, with the emblem and signatories of the certificate in use."""
    used, own = template(desk), _shipped()
    course = used.course_name.replace("{", "{{").replace("}", "}}")  # the line is filled later
    return replace(
        own,
        version=used.version,
        organisation=used.organisation,
        held=own.held.replace("{course}", course),
        held_one_day=own.held_one_day.replace("{course}", course),
        digits=used.digits,
        signatories=used.signatories,
        emblem=used.emblem,
    )


def worded(words: Template, project: Project, rank: int) -> Template:
    """Put a project and its rank into the honour's words."""
    completed = words.completed.replace("{rank}", in_digits(str(rank), words.digits))
    title = project.title or project.code
    return replace(
        words, completed=completed, course_name=words.course_name.replace("{project}", title)
    )


def specimen(desk: Desk, of: Class, honour: Honoured, issued_on: date | None = None) -> Printed:
    """Compose an honour certificate for looking at only: no number, no code."""
    words = worded(honour_template(desk), honour.project, honour.rank)
    printed = printing(desk, of, issued_on or of.last, lambda _: words)
    return printed(honour.enrolment, "–", "0" * 12)


def waiting(people: Sequence[Honoured]) -> int:
    """Count who is to get an honour certificate still."""
    return sum(h.certificate is None for h in people)
