"""Numbers of a class for charts and reports: counted once, so that every screen says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.actions.attendance import counts
from desktop.desk import Desk
from desktop.models.attendance import Status
from desktop.models.classes import Class
from desktop.models.outlook import Outlook, outlook
from desktop.models.timetable import Session
from desktop.store import attendance as marks
from desktop.store import timetable as plan


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """How many are in each state in one session; every state is named."""

    session: Session
    counts: Mapping[Status, int]

    @property
    def here(self) -> int:
        """How many came, late or not."""
        return self.counts[Status.PRESENT] + self.counts[Status.LATE]


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """A class in numbers: ``cells`` are people times sessions, ``marked`` those with a mark."""

    of: Class
    people: int
    cells: int
    marked: int
    outlooks: Mapping[Outlook, int]
    certificates: int


def session_figures(desk: Desk, of: Class) -> list[SessionFigures]:
    """Count the states in every session that counts, in the order they happen."""
    lines = marks.attending(desk.store, of.id)
    return [
        SessionFigures(session, counts(lines, session))
        for session in plan.sessions(desk.store, of.id)
        if session.counts
    ]


def class_figures(desk: Desk, of: Class) -> ClassFigures:
    """Count people, marks, prospects and certificates; the withdrawn are not counted as people."""
    from desktop.actions.certificates import candidates  # sessions are counted without it

    held = session_figures(desk, of)
    everybody = candidates(desk, of)
    stand: Counter[Outlook] = Counter(outlook(c.judged.verdict) for c in everybody)
    cells = sum(sum(figures.counts.values()) for figures in held)
    return ClassFigures(
        of=of,
        people=len(everybody) - stand["withdrawn"],
        cells=cells,
        marked=cells - sum(figures.counts[Status.UNMARKED] for figures in held),
        outlooks=stand,
        certificates=sum(c.certificate is not None for c in everybody),
    )
