"""New numbers for certificates whose number another desk had given already."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import groupby

from desktop.actions.certificate_entries import Batch, check_series, entries
from desktop.actions.certificates import template
from desktop.desk import Desk, Edit
from desktop.models.certificate_template import Printed, Template, renumbered
from desktop.models.certificates import Certificate
from desktop.models.classes import scope_of
from desktop.models.enrolment import Enrolment
from desktop.store import certificates as shelf
from desktop.store import classes as class_shelf
from desktop.store import organisation, roster, series


def reissue_taken(desk: Desk) -> int:
    """Give what the server put aside for its number the next free one; say how many were new.

    All in one transaction: the old entry is ``replaced`` and its page void, the new one is printed
    like any that was never printed. A person who meanwhile has another certificate gets no second
    one. It cannot be undone, and doing it again does nothing. Raises :class:`Refused`
    ``series-elsewhere`` or ``series-unasked`` while this desk may give no numbers.
    """
    with desk.store.atomic():
        taken = shelf.certificates_among(desk.store, series.taken(desk.store))
        if not taken:
            series.settle_taken(desk.store)  # sent once more, it came back once more
            return 0
        check_series(desk, organisation.numbering(desk.store).prefix)
        # What is replaced stands for nobody, from here on.
        gone = [
            Edit(scope_of(c.class_id), "certificate", c.id, {"status": "replaced"}) for c in taken
        ]
        desk.commit_for_good(gone)
        series.settle_taken(desk.store)
        in_class = sorted(taken, key=lambda c: (*_alike(c), c.running))
        batches = groupby(in_class, key=_alike)
        return sum(_again(desk, list(batch)) for _, batch in batches)


def _alike(c: Certificate) -> tuple[str, str, date, str]:
    return c.class_id, c.kind, c.issued_on, c.template


def _again(desk: Desk, batch: list[Certificate]) -> int:
    """Issue certificates of one class, kind, day and template once more."""
    first = batch[0]
    of = class_shelf.class_by_id(desk.store, first.class_id)
    people = roster.enrolments_among(desk.store, list(dict.fromkeys(c.enrolment for c in batch)))
    kind = first.kind
    waiting = [p for p in people if shelf.standing_for(desk.store, p.id, kind) is None]
    if of is None or not waiting:
        return 0
    words = _template(desk, first)
    new = Batch(first.issued_on, words)
    if kind == "honour":  # which place a project took is settled by what was printed
        said = {c.enrolment: c.printed for c in batch}
        new = Batch(first.issued_on, words, "honour", partial(_again_said, said, words))
    desk.commit_for_good(entries(desk, of, waiting, new))
    return len(waiting)


def _again_said(
    said: Mapping[str, Printed], words: Template, person: Enrolment, number: str, code: str
) -> Printed:
    return renumbered(said[person.id], words, person.name, number, code)


def _template(desk: Desk, issued: Certificate) -> Template:
    """Give the template a certificate was issued with, or the one in use if that is not here."""
    data = desk.store.blob(issued.template)
    return template(desk) if data is None else Template.from_json(json.loads(data))
