"""A person's work gathered for paper: as it was sent last, else as it lies in the draft."""

from __future__ import annotations

from dataclasses import replace

from desktop.actions.attachments import attached
from desktop.actions.drafts import Opened
from desktop.actions.paper_words import class_lines, moment
from desktop.desk import Desk
from desktop.exporters.submission_pdf import Enclosed, Paper, render_full, render_one_page
from desktop.models.form_answers import blank
from desktop.models.form_words import section_title
from desktop.models.forms import Form
from desktop.models.submissions import State, Version, state
from desktop.models.wording import Words


def full_pdf(
    desk: Desk, opened: Opened, version: Version | None = None, words: Words | None = None
) -> bytes:
    """Print a work whole: ``version``, else the one that counts, else the draft."""
    return render_full(paper_of(desk, opened, version, words), words or desk.words)


def one_page_pdf(
    desk: Desk, opened: Opened, version: Version | None = None, words: Words | None = None
) -> bytes:
    """Print a work on exactly one page."""
    return render_one_page(paper_of(desk, opened, version, words), words or desk.words)


def paper_of(
    desk: Desk, opened: Opened, version: Version | None = None, words: Words | None = None
) -> Paper:
    """Gather what is printed of a work."""
    spoken = words or desk.words
    shown = version or opened.latest
    course, held = class_lines(opened.of, spoken)
    enrolment = opened.enrolment
    draft = Paper(
        form=opened.form,
        answers=opened.answers,
        course=course,
        held=held,
        seat=enrolment.seat,
        name=enrolment.name,
        agency=enrolment.person.agency,
        position=enrolment.person.position,
        state=State.BLANK if blank(opened.answers) else State.DRAFT,
        enclosed=tuple(Enclosed(a.name, a.size, a.here) for a in attached(desk, opened.work_id)),
    )
    return _sent(desk, opened.form, draft, shown, spoken) if shown else draft


def _sent(desk: Desk, form: Form, draft: Paper, version: Version, words: Words) -> Paper:
    """Put what was sent, and what was said of it, in the place of the draft."""
    points = [s for s in form.sections if s.code in version.checklist]
    return replace(
        draft,
        answers=version.answers,
        state=state(None, [version]),
        receipt=version.receipt,
        version=version.number,
        sent=moment(desk, version.at, words),
        late=version.late,
        digest=version.digest,
        keyed_by=version.keyed_by,
        confirmed=version.confirmed,
        comment=version.comment if version.verdict else "",
        reviewer=version.reviewer,
        reviewed=moment(desk, version.reviewed_at, words) if version.reviewed_at else "",
        checked=tuple((section_title(words, s), version.checklist[s.code]) for s in points),
    )
