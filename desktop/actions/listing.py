"""Lists for paper: the same numbers the screens show, in the form an office files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from desktop.actions.certificates import Candidate, candidates
from desktop.actions.eligibility import share
from desktop.desk import Desk
from desktop.exporters.atomic import write_bytes
from desktop.exporters.list_pdf import ListColumn, OfficialList, render_list
from desktop.models.classes import Class
from desktop.models.dates import show_date, show_range, show_time
from desktop.models.eligibility import Verdict
from desktop.models.wording import Words
from desktop.store import attendance as marks
from desktop.store import timetable as plan


def summary_list(desk: Desk, of: Class, words: Words) -> OfficialList:
    """The result of a class: everybody, how much they attended, whether they pass."""
    everybody = candidates(desk, of)
    eligible = sum(c.judged.verdict.eligible for c in everybody)
    counted = words("list.result_counts", n=len(everybody), eligible=eligible)
    return OfficialList(
        title=words("list.summary_title"),
        facts=(*_facts(of, words), counted),
        columns=(
            ListColumn(words("column.seat"), 0.9, "centre"),
            ListColumn(words("results.name"), 3.4),
            ListColumn(words("column.agency"), 2.9),
            ListColumn(words("column.done"), 1.15, "centre"),
            ListColumn(words("column.share"), 1.2, "centre"),
            ListColumn(words("column.result"), 1.2, "centre"),
            ListColumn(words("column.certificate"), 2.75, "centre"),
        ),
        rows=[_summary_row(c, words) for c in everybody],
        footer=_footer(words),
        signatures=(words("list.sign_facilitator"), words("list.sign_head")),
    )


def _summary_row(candidate: Candidate, words: Words) -> list[str]:
    enrolment, verdict = candidate.judged.enrolment, candidate.judged.verdict
    number = candidate.certificate.number if candidate.certificate else ""
    return [
        words.number(enrolment.seat),
        enrolment.name,
        enrolment.person.agency,
        words("results.of", done=verdict.done, planned=verdict.planned),
        words.number(share(verdict.done, verdict.planned)),
        words(_result(verdict)),
        words.number(number),
    ]


def sign_in_list(desk: Desk, of: Class, day: date, words: Words) -> OfficialList:
    """The sheet people sign on one day: a blank for each of the day's sessions."""
    held = [s for s in plan.sessions(desk.store, of.id) if s.counts and s.on == day]
    lines = {line.enrolment for line in marks.attending(desk.store, of.id)}
    people = [c.judged.enrolment for c in candidates(desk, of) if c.judged.enrolment.id in lines]
    dated = show_date(day, words.language, words.digits, "weekday")
    times = tuple(
        ListColumn(f"{s.code} {_clock(s.start, words)}–{_clock(s.end, words)}", 1.9, "centre")
        for s in held
    )
    return OfficialList(
        title=words("list.sign_in_title"),
        facts=(*_facts(of, words), dated),
        columns=(
            ListColumn(words("column.seat"), 0.9, "centre"),
            ListColumn(words("results.name"), 3.2),
            ListColumn(words("column.agency"), 2.6),
            *times,
        ),
        rows=[[words.number(e.seat), e.name, e.person.agency, *([""] * len(held))] for e in people],
        footer=_footer(words),
        signatures=(words("list.sign_facilitator"),),
        landscape=True,
        row_height=26,
    )


def _result(verdict: Verdict) -> str:
    if verdict.eligible:
        return "result.pass"
    return "result.fail" if verdict.out_of_reach else "result.not-yet"


def _clock(clock: str, words: Words) -> str:
    shown = show_time(time.fromisoformat(clock), words.language, words.digits)
    return shown.removesuffix(" น.")


def write_list(sheet: OfficialList, path: Path) -> None:
    """Print a list into a file; touches no store, so it may run beside the work."""
    write_bytes(path, render_list(sheet))


def _facts(of: Class, words: Words) -> tuple[str, ...]:
    days = show_range(of.first, of.last, words.language, words.digits)
    name = of.name_th if words.language == "th" else of.name_en
    held = words("list.class_days", number=of.number, days=days)
    return (name, f"{held} · {of.venue}" if of.venue else held)


def _footer(words: Words) -> Callable[[int, int], str]:
    return lambda page, pages: words("list.page", page=page, pages=pages)
