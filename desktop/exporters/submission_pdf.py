"""A submission on paper: whole, or cut to exactly one page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.exporters.answer_pages import AnswerWords, section_pages
from desktop.exporters.brief_page import Brief, brief_sections, briefly
from desktop.exporters.flow_grid import Cell, Column, Grid, Row, facts, table
from desktop.exporters.flow_page import BODY, SMALL, Flow
from desktop.exporters.lanes_pages import lanes_pages
from desktop.exporters.measures_pdf import measures_table
from desktop.exporters.page import MUTED, About
from desktop.models.forms import Answers, Form
from desktop.models.submissions import State
from desktop.models.wording import Words
from desktop.models.workflow import measure

LINES = 12
"""How many lines a section may take on the single page, where there is room."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with a submission; ``size`` in bytes, ``here`` if this device has it."""

    name: str
    size: int
    here: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """A submission as it is printed. Dates and times are written out already.

    ``course`` and ``held`` name the class; ``sent`` is empty for a draft; ``checked`` are the
    points a reviewer looked at, with yes or no.
    """

    form: Form
    answers: Answers
    course: str
    held: str
    seat: int
    name: str
    agency: str = ""
    position: str = ""
    state: State = State.DRAFT
    receipt: str = ""
    version: int = 0
    sent: str = ""
    late: bool = False
    digest: str = ""
    keyed_by: str = ""
    confirmed: bool = True
    comment: str = ""
    reviewer: str = ""
    reviewed: str = ""
    checked: tuple[tuple[str, bool], ...] = ()
    enclosed: tuple[Enclosed, ...] = ()


def render_full(paper: Paper, words: Words) -> bytes:
    """Print everything: all steps, tables, both diagrams, figures, files, verdict, receipt."""
    flow = _begin(paper, words)
    _verdict(flow, paper, words)
    for section in paper.form.sections:
        section_pages(flow, paper.form, section, paper.answers, words)
        if paper.form.computes == "workflow" and section.code == "to_be":
            lanes_pages(flow, paper.answers, words)
    _enclosed(flow, paper, words)
    _end(flow, paper, words)
    return flow.save()


def render_one_page(paper: Paper, words: Words) -> bytes:
    """Print one page, whatever was written: what has no room is counted, "…และอีก n"."""
    brief = briefly(AnswerWords(paper.form, paper.answers, words))

    def too_long(lines: int) -> bool:
        return _brief(paper, brief, lines).pages > 1

    most = max(LINES * len(brief.told), 1)
    if not too_long(most):
        return _brief(paper, brief, most).save()
    fitting = bisect_left(range(1, most), True, key=too_long)
    return _brief(paper, brief, fitting).save()


def _brief(paper: Paper, brief: Brief, lines: int) -> Flow:
    flow = _begin(paper, brief.words, most=2)
    _verdict(flow, paper, brief.words, most=4)
    brief_sections(flow, brief, lines)
    if paper.form.computes == "workflow":
        measures_table(flow, measure(paper.answers), brief.words, size=10)
    _end(flow, paper, brief.words)
    return flow


def _begin(paper: Paper, words: Words, most: int = 0) -> Flow:
    title = paper.form.title.text(words.language)
    flow = Flow(About(title, paper.name, paper.course), _foot(paper, words))
    flow.title(title, paper.course, paper.held, most=most)
    _who(flow, paper, words, most)
    return flow


def _foot(paper: Paper, words: Words) -> Callable[[int, int], tuple[str, str]]:
    whose = " · ".join(filter(None, (paper.receipt, paper.name)))
    return lambda page, pages: (whose, words("list.page", page=page, pages=pages))


def _who(flow: Flow, paper: Paper, words: Words, most: int) -> None:
    """Say whose it is and where it stands: names and what they are, twice a line."""
    told = list(_told(paper, words))
    if len(told) % 2:
        told.append(("", ""))
    rows = []
    for (name, said), (other, more) in zip(told[::2], told[1::2], strict=True):
        rows.append(Row((Cell(name, colour=MUTED), said, Cell(other, colour=MUTED), more)))
    columns = (Column("", 0.15), Column("", 0.4), Column("", 0.15), Column("", 0.3))
    table(flow, Grid(columns, rows, "none", size=BODY, least=17, most=most))


def _told(paper: Paper, words: Words) -> Iterator[tuple[str, str]]:
    yield words("paper.name"), paper.name
    yield words("paper.receipt"), paper.receipt or words("paper.no_receipt")
    yield words("paper.agency"), paper.agency
    yield words("paper.seat"), words.number(paper.seat)
    yield words("paper.position"), paper.position
    yield words("paper.state"), words(f"submission.state.{paper.state}")
    if paper.sent:
        late = words("paper.late", at=paper.sent) if paper.late else paper.sent
        yield words("paper.sent"), late
        yield words("paper.version"), words.number(paper.version)
    if paper.keyed_by:
        key = "paper.keyed_confirmed" if paper.confirmed else "paper.keyed_open"
        yield words("paper.keyed"), words(key, name=paper.keyed_by)


def _verdict(flow: Flow, paper: Paper, words: Words, most: int = 0) -> None:
    """Say what the facilitator found, where one has looked."""
    if not (paper.comment or paper.reviewed):
        return
    flow.heading(words("paper.verdict"))
    flow.paragraph(paper.comment, most=most)
    if paper.reviewed:
        by = words("paper.reviewed_by", name=paper.reviewer, at=paper.reviewed)
        flow.paragraph(by, size=SMALL, colour=MUTED, most=min(most, 1))
    if not most and paper.checked:
        said = {True: words("paper.yes"), False: words("paper.not_yet")}
        facts(flow, [(label, said[there]) for label, there in paper.checked], share=0.7)


def _enclosed(flow: Flow, paper: Paper, words: Words) -> None:
    if not paper.enclosed:
        return
    flow.heading(words("paper.enclosed", n=len(paper.enclosed)))
    columns = (
        Column(words("paper.row"), 0.4, "centre"),
        Column(words("paper.file"), 6),
        Column(words("paper.size"), 1.4, "right"),
        Column(words("paper.there"), 2.2),
    )
    rows = [
        Row(
            (
                words.number(n),
                file.name,
                _size(words, file.size),
                words("paper.here" if file.here else "paper.elsewhere"),
            )
        )
        for n, file in enumerate(paper.enclosed, 1)
    ]
    table(flow, Grid(columns, rows))


def _size(words: Words, size: int) -> str:
    """Write a size in kilobytes, or in megabytes with one decimal, rounded up."""
    if size < 1_000_000:
        return words("paper.kilobytes", size=words.number(-(-size // 1000)))
    tenths = -(-size // 100_000)
    return words("paper.megabytes", size=words.number(f"{tenths // 10}.{tenths % 10}"))


def _end(flow: Flow, paper: Paper, words: Words) -> None:
    """Say by what the document is known."""
    flow.space(4)
    if paper.digest:
        said = words("paper.digest", digest=paper.digest)
        flow.paragraph(said, size=9, colour=MUTED)
