"""What leaves the program on paper besides lists and certificates, each gathered and written.

The exporters are imported where they are needed: loading them takes longer than opening a page,
and most days nothing is printed.
"""

from __future__ import annotations

from pathlib import Path

from desktop.actions.drafts import Opened
from desktop.actions.forms import form_of
from desktop.actions.paper_words import class_lines, moment
from desktop.actions.pins import pin
from desktop.desk import Desk
from desktop.exporters.atomic import write_bytes
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.refusal import Refused
from desktop.models.submissions import Version
from desktop.models.wording import Words
from desktop.store import roster


def write_submission(
    desk: Desk,
    opened: Opened,
    path: Path,
    words: Words | None = None,
    *,
    version: Version | None = None,
    whole: bool = True,
) -> None:
    """Write a work as PDF, whole or on one page."""
    from desktop.actions.submission_pdf import full_pdf, one_page_pdf

    render = full_pdf if whole else one_page_pdf
    write_bytes(path, render(desk, opened, version, words))


def write_blank(desk: Desk, of: Class, code: str, path: Path, words: Words | None = None) -> None:
    """Write a form to be filled in by hand. Raises :class:`Refused` ``no-such-form``."""
    from desktop.exporters.blank_form_pdf import render_blank

    spoken = words or desk.words
    course, held = class_lines(of, spoken)
    write_bytes(path, render_blank(form_of(desk, of, code), spoken, course, held))


def write_pin_cards(desk: Desk, of: Class, path: Path, words: Words | None = None) -> int:
    """Write the cards of everybody who takes part, in seat order; give how many.

    Raises :class:`Refused` ``nobody-enrolled``.
    """
    from desktop.exporters.pin_cards_pdf import PinCard, render_pin_cards

    spoken = words or desk.words
    people = [e for e in roster.enrolments(desk.store, of.id) if e.status == "enrolled"]
    if not people:
        raise Refused("nobody-enrolled", given=of.code)
    cards = [PinCard(e.seat, e.name, e.person.agency, pin(desk, e)) for e in people]
    course = of.name_th if spoken.language == "th" else of.name_en
    held = spoken("paper.class_named", number=of.number, course=course)
    write_bytes(path, render_pin_cards(cards, held, spoken))
    return len(cards)


def write_receipt(
    desk: Desk, of: Class, version: Version, path: Path, words: Words | None = None
) -> None:
    """Write the slip of a version that was sent."""
    from desktop.exporters.receipt_pdf import Receipt, render_receipt

    spoken = words or desk.words
    course, held = class_lines(of, spoken)
    person = _person(desk, of, version.enrolment)
    receipt = Receipt(
        number=version.receipt,
        form=form_of(desk, of, version.form).title.text(spoken.language),
        course=course,
        held=held,
        seat=person.seat,
        name=person.name,
        agency=person.person.agency,
        sent=moment(desk, version.at, spoken),
        version=version.number,
        late=version.late,
        keyed_by=version.keyed_by,
        digest=version.digest,
    )
    write_bytes(path, render_receipt(receipt, spoken))


def _person(desk: Desk, of: Class, enrolment: str) -> Enrolment:
    return next(e for e in roster.enrolments(desk.store, of.id) if e.id == enrolment)


def write_minutes(desk: Desk, of: Class, path: Path, words: Words | None = None) -> None:
    """Write the minutes of the class's panel."""
    from desktop.actions.minutes import minutes_of
    from desktop.exporters.minutes_pdf import render_minutes

    spoken = words or desk.words
    write_bytes(path, render_minutes(minutes_of(desk, of, spoken), spoken))


def write_class_summary(desk: Desk, of: Class, path: Path, words: Words | None = None) -> None:
    """Write the class on one page."""
    from desktop.actions.class_summary import summarise
    from desktop.exporters.class_summary_pdf import render_class_summary
    from desktop.models.summary_words import blocks

    spoken = words or desk.words
    told = blocks(spoken, summarise(desk, of))
    write_bytes(path, render_class_summary(told, *class_lines(of, spoken), spoken))
