"""Issuing, printing and verifying certificates."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Literal

from desktop import resources
from desktop.actions.certificate_entries import Batch, check_series, entries, facts
from desktop.actions.eligibility import Judged, judge_class
from desktop.desk import Desk, Edit
from desktop.models.certificate_template import Printed, Template, compose
from desktop.models.certificates import (
    Certificate,
    Numbering,
    check_numbering,
    number_and_code,
)
from desktop.models.classes import Class, scope_of
from desktop.models.refusal import Fault, Refused
from desktop.models.thai import ascii_digits
from desktop.store import certificates as shelf
from desktop.store import organisation


def template(desk: Desk) -> Template:
    """Give the organisation's certificate template, or the one that ships."""
    kept = organisation.groups(desk.store).get("template")
    return Template.from_json(kept) if kept else default_template()


def default_template() -> Template:
    """Give the template that ships with the program."""
    return Template.from_json(json.loads(resources.read("certificates", "default.json")))


def change_template(desk: Desk, wanted: Template) -> Template:
    """Keep an edited template as a new version; what was issued stays as it was."""
    new = replace(wanted, version=template(desk).version + 1)
    _keep(desk, "step.template", {"template": new.to_json()})
    return new


def change_numbering(desk: Desk, wanted: Numbering) -> None:
    """Change how certificates are numbered from now on."""
    numbering = check_numbering(wanted)
    value = {"prefix": numbering.prefix, "year": numbering.year, "width": numbering.width}
    _keep(desk, "step.numbering", {"numbering": value})


def _keep(desk: Desk, name: str, groups: dict[str, Any]) -> None:
    edit = Edit(organisation.SCOPE, "org", organisation.ROW, groups)
    desk.commit(name, [edit])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person before the certificate desk: the verdict, and the certificate if there is one."""

    judged: Judged
    certificate: Certificate | None

    @property
    def ready(self) -> bool:
        """Whether a certificate can be issued now."""
        return self.certificate is None and self.judged.verdict.eligible


def candidates(desk: Desk, of: Class) -> list[Candidate]:
    """Give everybody of a class with verdict and certificate, in seat order."""
    issued = {c.enrolment: c for c in shelf.certificates(desk.store, of.id)}
    return [Candidate(j, issued.get(j.enrolment.id)) for j in judge_class(desk, of)]


def issue(desk: Desk, of: Class, issued_on: date | None = None) -> int:
    """Give every eligible person without a certificate the next number, all in one transaction.

    Killed before it returns, none has a number; afterwards all have. ``issued_on`` is the last
    day of the class unless said otherwise. This cannot be undone. Gives how many were issued.
    Raises :class:`Refused` where this desk may give no numbers (see :func:`check_series`).
    """
    with desk.store.atomic():
        ready = [c.judged.enrolment for c in candidates(desk, of) if c.ready]
        if ready:
            check_series(desk, organisation.numbering(desk.store).prefix)
            batch = Batch(issued_on or of.last, template(desk))
            desk.commit_for_good(entries(desk, of, ready, batch))
    return len(ready)


def specimen(desk: Desk, of: Class, name: str, words: Template | None = None) -> Printed:
    """Compose a certificate for looking at only: no number is given, no code is good.

    ``words`` is a template still being edited; without it the one in use is taken.
    """
    said = replace(facts(desk, of, of.last), name=name, number="–", code="0" * 12)
    return compose(words or template(desk), said)


def unarchived(desk: Desk, of: Class) -> list[Certificate]:
    """Give the issued certificates whose page was not rendered yet: just issued, or cut short.

    Of every kind.
    """
    return [c for c in shelf.certificates(desk.store, of.id, None) if not c.archive]


def next_batch(desk: Desk, of: Class) -> tuple[Template, list[Certificate]] | None:
    """Give the pages to render next, with the template they were issued with; ``None`` at the end.

    Nearly always that is all of them; a template edited in the middle of a batch makes two.
    """
    waiting = unarchived(desk, of)
    if not waiting:
        return None
    first = waiting[0].template
    data = desk.store.blob(first)
    if data is None:
        raise Fault("page-not-here", number=waiting[0].number)
    return Template.from_json(json.loads(data)), [c for c in waiting if c.template == first]


def archive(desk: Desk, certificates: Sequence[Certificate], pdf: bytes) -> None:
    """Keep the rendered pages of certificates, in their order, for good."""
    name = sha256(pdf).hexdigest()
    with desk.store.atomic():
        desk.store.keep_blob(name, pdf)
        desk.commit_for_good(
            [
                Edit(
                    scope_of(c.class_id),
                    "certificate",
                    c.id,
                    {"page": {"archive": name, "page": page}},
                )
                for page, c in enumerate(certificates, 1)
            ]
        )


def kept_pages(desk: Desk, certificates: Sequence[Certificate]) -> list[tuple[bytes, int]]:
    """Give each certificate's kept PDF and the place of its page there, from 0."""
    files: dict[str, bytes] = {}
    pages = []
    for certificate in certificates:
        if certificate.archive not in files:
            data = desk.store.blob(certificate.archive)
            if data is None:
                raise Fault("page-not-here", number=certificate.number)
            files[certificate.archive] = data
        pages.append((files[certificate.archive], certificate.page - 1))
    return pages


def print_class(
    desk: Desk,
    of: Class,
    progress: Callable[[int], bool] | None = None,
    kind: Literal["", "honour"] = "",
) -> tuple[bytes, list[Certificate]]:
    """Give the class's certificates of a kind as one PDF, rendering only what never was.

    They come in list order. What was printed before comes from the archive, the same page. Refused
    when none is issued.
    """
    from desktop.exporters.archive_pdf import extract
    from desktop.exporters.certificate_pdf import render

    while batch := next_batch(desk, of):
        words, new = batch
        archive(desk, new, render([c.printed for c in new], words, progress=progress))
    kept = shelf.certificates(desk.store, of.id, kind)
    if not kept:
        raise Refused("nobody-honoured" if kind else "nobody-eligible", given=of.code)
    return extract(kept_pages(desk, kept)), kept


@dataclass(frozen=True, slots=True)
class Verified:
    """What the register says of a code; ``by`` stands for a person whose certificate is void."""

    status: Literal["valid", "unknown", "differs", "replaced"]
    certificate: Certificate | None = None
    by: Certificate | None = None


def verify(desk: Desk, given: str) -> Verified:
    """Look a scanned or typed code up in the register, offline.

    ``differs`` means the code is known but stands beside another number on what was scanned.
    """
    said, code = number_and_code(given)
    found = shelf.certificate_by_code(desk.store, code)
    if found is None:
        return Verified("unknown")
    if said and _bare(said) != _bare(found.number):
        return Verified("differs", found)
    if found.status == "replaced":
        by = shelf.standing_for(desk.store, found.enrolment, found.kind)
        return Verified("replaced", found, by)
    return Verified("valid", found)


def _bare(number: str) -> str:
    return "".join(ascii_digits(number).split())
