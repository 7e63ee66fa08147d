"""What is said to who comes in: green, yellow or red, large enough for the whole queue."""

from __future__ import annotations

from collections.abc import Callable

from desktop.actions import scanning
from desktop.actions.scanning import Arrival
from desktop.models.enrolment import Enrolment
from desktop.models.refusal import Fault, Refused
from desktop.models.scan import Reading
from desktop.models.timetable import Session
from desktop.views.attendance_words import mark_words, moment_words
from desktop.views.scan_list import KEPT
from desktop.views.ui import Tone, Ui
from desktop.views.widgets.answer_line import AnswerLine


class Door:
    """Takes scans and picked names to the register and says what came of them.

    Keeps the last arrivals of the class, newest first; ``line`` is replaced when the screen is
    built anew. ``clock`` gives seconds of a steady clock, ``session`` the one being taken.
    """

    def __init__(
        self, ui: Ui, clock: Callable[[], float], session: Callable[[], Session | None]
    ) -> None:
        self._ui = ui
        self._clock = clock
        self._session = session
        self._reading: Reading | None = None
        self.arrivals: list[Arrival] = []
        self.line: AnswerLine | None = None

    def scan(self, text: str) -> None:
        """Take a card; the same card held a moment longer is one reading."""
        now = self._clock()
        before, self._reading = self._reading, Reading(text, now)
        if before is None or not before.lingers(text, now):
            self._take(lambda session: scanning.scan(self._ui.desk, session, text))

    def pick(self, person: Enrolment) -> None:
        """Take somebody whose name was picked."""
        self._take(lambda session: scanning.arrive(self._ui.desk, session, person))

    def take_back(self, arrival: Arrival) -> None:
        """Undo one of the last arrivals."""
        with self._ui.trying():
            scanning.take_back(self._ui.desk, arrival)
            self.arrivals.remove(arrival)
            if arrival.person is not None:
                words = self._ui.words
                said = words("attendance.taken_back", name=arrival.person.name)
                self._say("info", said)

    def take_back_last(self) -> None:
        """Undo the last arrival."""
        if self.arrivals:
            self.take_back(self.arrivals[0])

    def forget(self) -> None:
        """Another class: nobody has come in yet."""
        self.arrivals.clear()
        if self.line is not None:
            self.line.clear()

    def _take(self, come_in: Callable[[Session], Arrival]) -> None:
        session = self._session()
        if session is None:
            return
        try:
            arrival = come_in(session)
        except (Refused, Fault) as no:
            self._say("danger", self._ui.wording.sentence(no))
            return
        if arrival.outcome == "marked":
            self.arrivals = [arrival, *self.arrivals][:KEPT]
        self._answer(arrival)

    def _answer(self, arrival: Arrival) -> None:
        words = self._ui.words
        name = arrival.person.name if arrival.person else ""
        time = moment_words(words, arrival.seen, self._ui.desk.now()) if arrival.seen else ""
        state = mark_words(words, arrival.after)
        match arrival.outcome:
            case "marked":
                text = " · ".join((name, state, time))
                self._say("ok", text, action=words("common.undo"))
            case "already":
                self._say("warning", words("attendance.already", name=name, state=state, time=time))
            case "withdrawn":
                said = words("attendance.withdrawn", name=name)
                self._say("danger", said, words("attendance.withdrawn_help"))
            case "stranger":
                said, more = words("attendance.stranger"), words("attendance.stranger_help")
                self._say("danger", said, more)
            case "unreadable":
                said, more = words("attendance.unreadable"), words("attendance.unreadable_help")
                self._say("danger", said, more)

    def _say(self, tone: Tone, text: str, more: str = "", action: str = "") -> None:
        if self.line is not None:
            self.line.answer(tone, text, more, action)
