"""The page of a class in words: tables of texts that screen, paper and terminal set alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop.models.class_summary import (
    FEWEST,
    ClassSummary,
    Dimension,
    Exercise,
    Figure,
    Gain,
    Mean,
    ProjectLine,
    Saving,
)
from desktop.models.decimals import cut
from desktop.models.money import show_baht
from desktop.models.scoring import printed
from desktop.models.wording import Words

STATES = ("blank", "draft", "submitted", "returned", "accepted", "published")


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the page: heading, the names of its columns, and its rows.

    Columns are numbers, but for those whose places are in ``texts``. ``note`` says what the table
    cannot, or why it is empty. With ``total`` the last row adds up the others.
    """

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    total: bool = False
    texts: tuple[int, ...] = (0,)


def blocks(words: Words, summary: ClassSummary) -> list[Block]:
    """Put a summary into words, part by part; parts with nothing to say are left out."""
    parts = [
        _attending(words, summary),
        _dimensions(words, summary.dimensions),
        _exercises(words, summary.exercises),
        _savings(words, summary.savings, summary.total),
        _projects(words, summary.projects),
        _evaluation(words, summary.evaluated, summary.evaluation),
        _gains(words, summary.gains),
    ]
    return [part for part in parts if part.rows or part.note]


def share(done: int, of: int) -> str:
    """Write a share as per cent with two decimals, cut: ``80.00``."""
    return cut(Fraction(100 * done, of)) if of else "–"


def _head(words: Words, code: str, columns: Sequence[str]) -> tuple[str, ...]:
    return (words(f"course.{code}"), *(words(f"course.column.{c}") for c in columns))


def _attending(words: Words, summary: ClassSummary) -> Block:
    at = summary.attending
    counted = {"met": at.met, "eligible": at.eligible, "certificates": at.certificates}
    rows = [(words("course.people"), words.number(at.people), "")]
    rows += [
        (words(f"course.{c}"), words.number(n), words.number(share(n, at.people)))
        for c, n in counted.items()
    ]
    if at.withdrawn:
        rows.append((words("course.withdrawn"), words.number(at.withdrawn), ""))
    columns = _head(words, "attendance", ("people", "percent"))
    return Block("attendance", columns[0], columns, tuple(rows))


def _exercises(words: Words, exercises: Sequence[Exercise]) -> Block:
    rows = tuple(
        (
            e.title.text(words.language),
            *(words.number(e.states[state]) for state in STATES),
            words.number(e.late),
        )
        for e in exercises
    )
    head = (words("course.exercises"), *(words(f"course.state.{s}") for s in STATES))
    return Block("exercises", head[0], (*head, words("course.late")), rows)


def _savings(words: Words, savings: Sequence[Saving], total: Saving) -> Block:
    rows = [_saved(words, s.agency or words("course.no-agency"), s) for s in savings]
    if len(rows) > 1:
        rows.append(_saved(words, words("course.total"), total))
    note = words("course.uncounted", n=total.uncounted) if total.uncounted else ""
    head = ("works", "minutes", "sheets", "baht")
    columns = _head(words, "savings", head)
    return Block("savings", columns[0], columns, tuple(rows), note, total=len(rows) > 1)


def _saved(words: Words, name: str, saved: Saving) -> tuple[str, ...]:
    figures = (saved.works, saved.minutes, saved.sheets)
    said = [words.number(f"{n:,}") for n in figures]
    return (name, *said, words.number(show_baht(saved.satang)))


def _projects(words: Words, projects: Sequence[ProjectLine]) -> Block:
    ranked = sorted(projects, key=lambda p: (p.rank is None, p.rank or 0, p.group))
    rows = tuple(
        (
            f"{p.code} {p.title}".strip(),
            words("course.presented" if p.presented else "course.not-presented"),
            words.number(p.sheets),
            "–" if p.exact is None else words.number(printed(p.exact)),
            p.band.text(words.language) if p.band else "–",
            "–" if p.rank is None else words.number(p.rank),
        )
        for p in ranked
    )
    columns = _head(words, "projects", ("state", "sheets_scored", "score", "band", "rank"))
    return Block("projects", columns[0], columns, rows, texts=(0, 1, 4))


def _evaluation(words: Words, answers: int, means: Sequence[Mean]) -> Block:
    rows = tuple(
        (
            m.label.text(words.language),
            words.number(m.answers),
            words.number(f"{cut(m.mean)}/{m.most}"),
        )
        for m in means
    )
    few = words("course.few-answers", n=answers, least=FEWEST) if answers and not rows else ""
    columns = _head(words, "evaluation", ("answers", "mean"))
    return Block("evaluation", columns[0], columns, rows, few)


def _gains(words: Words, gains: Sequence[Gain]) -> Block:
    rows = tuple(
        (
            g.label.text(words.language) or g.objective or words("course.all-questions"),
            words.number(cut(g.before)),
            words.number(cut(g.after)),
            words.number(cut(g.gained)),
        )
        for g in gains
    )
    note = words("course.tested", n=gains[0].people) if gains else ""
    columns = _head(words, "gains", ("before", "after", "gained"))
    return Block("gains", columns[0], columns, rows, note)


def _dimensions(words: Words, dimensions: Sequence[Dimension]) -> Block:
    rows = [
        (
            "" if at else words(f"course.{d.code}"),
            words(f"course.figure.{f.code}"),
            _figure(words, f),
        )
        for d in dimensions
        for at, f in enumerate(d.figures)
    ]
    columns = _head(words, "dimensions", ("figure", "result"))
    return Block("dimensions", columns[0], columns, tuple(rows), texts=(0, 1))


def _figure(words: Words, figure: Figure) -> str:
    if figure.of is not None:
        return words.number(f"{figure.done}/{figure.of}")
    return "–" if figure.value is None else words.number(cut(figure.value))
