"""The look over everything before numbers are given that cannot be taken back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.actions.certificates import Candidate
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.timetable import Session, minute_of_day
from desktop.store import organisation, series
from desktop.store import timetable as plan


@dataclass(frozen=True, slots=True)
class Check:
    """What somebody should know before issuing; names are as they would be printed.

    ``exercises`` and ``projects`` name who attended enough and waits for that alone.
    """

    ready: int
    issued: int
    waiting: int
    longest: tuple[str, ...]
    untitled: tuple[str, ...]
    walk_ins: tuple[str, ...]
    disputed: tuple[str, ...]
    unfinished: bool
    exercises: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


def check(desk: Desk, of: Class, people: Sequence[Candidate], most: int = 3) -> Check:
    """Look a class over: who is ready, whose name is long or lacks a title, what is unsettled."""
    ready = [c.judged.enrolment for c in people if c.ready]
    named = ready or [c.judged.enrolment for c in people if c.certificate is not None]
    named = named or [c.judged.enrolment for c in people]
    longest = sorted((e.name for e in named), key=letters, reverse=True)
    return Check(
        ready=len(ready),
        issued=sum(c.certificate is not None for c in people),
        waiting=sum(c.certificate is None and not c.ready for c in people),
        longest=tuple(longest[:most]),
        untitled=tuple(e.name for e in ready if not e.person.title),
        walk_ins=_kept_by(people, "walk-in-unconfirmed"),
        disputed=_kept_by(people, "conflict-open"),
        unfinished=_unfinished(desk, plan.sessions(desk.store, of.id)),
        exercises=_waiting_for(people, "exercise"),
        projects=_waiting_for(people, "presented", "score"),
    )


def letters(name: str) -> int:
    """Count the letters that take room on a line: marks above and below take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in name)


def _kept_by(people: Sequence[Candidate], reason: str) -> tuple[str, ...]:
    return tuple(c.judged.enrolment.name for c in people if reason in c.judged.verdict.reasons)


def _waiting_for(people: Sequence[Candidate], *kinds: str) -> tuple[str, ...]:
    return tuple(
        c.judged.enrolment.name
        for c in people
        if c.certificate is None
        and c.judged.verdict.done >= c.judged.verdict.needed
        and any(task.reason and task.kind in kinds for task in c.judged.verdict.tasks)
    )


def _unfinished(desk: Desk, sessions: Sequence[Session]) -> bool:
    now = desk.now()
    minute = now.hour * 60 + now.minute
    return any(s.counts and (s.on, minute_of_day(s.end)) > (now.date(), minute) for s in sessions)


def span(desk: Desk, count: int, issued_on: date) -> str:
    """Say which numbers the next ``count`` certificates of a day get: ``กทม. 0001–0040/2569``."""
    numbering = organisation.numbering(desk.store)
    year = numbering.year_of(issued_on)
    last = series.last_given(desk.store, numbering.prefix, year)
    first = numbering.number(last + 1, year)
    if count < 2:
        return first
    head, _, tail = first.rpartition("/")
    return f"{head}–{last + count:0{numbering.width}d}/{tail}"
