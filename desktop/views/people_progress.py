"""How far somebody has come in a class, worked out only for the rows that are looked at."""

from __future__ import annotations

from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.eligibility import Standing, judge
from desktop.models.enrolment import Enrolment
from desktop.models.timetable import Session
from desktop.store import attendance as marks
from desktop.store import timetable as plan


class Progress:
    """Judges one person at a time: the rows of a search come from dozens of classes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sessions: dict[str, list[Session]] = {}
        self._known: dict[str, tuple[int, int]] = {}

    def of(self, of: Class, enrolment: Enrolment) -> tuple[int, int]:
        """Give what a person has done and what is planned for them."""
        if enrolment.id not in self._known:
            self._known[enrolment.id] = self._judge(of, enrolment)
        return self._known[enrolment.id]

    def forget(self) -> None:
        """Judge again when next asked."""
        self._sessions.clear()
        self._known.clear()

    def _judge(self, of: Class, enrolment: Enrolment) -> tuple[int, int]:
        if of.id not in self._sessions:
            self._sessions[of.id] = plan.sessions(self._desk.store, of.id)
        line = marks.line(self._desk.store, enrolment.id)
        found = judge(self._sessions[of.id], line.marks if line else {}, of.policy, Standing())
        return found.done, found.planned
