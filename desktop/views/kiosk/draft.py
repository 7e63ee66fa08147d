"""A work as it is being filled in: kept at every pause, put by when a section is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.actions import submissions
from desktop.actions.submissions import Opened
from desktop.models.classes import Class
from desktop.models.dates import show_time
from desktop.models.enrolment import Enrolment
from desktop.models.form_check import Finding, check
from desktop.models.form_understood import not_understood, understood
from desktop.models.forms import Answers, Form
from desktop.models.refusal import Fault, Refused
from desktop.models.submissions import Version
from desktop.views.ui import Ui

PAUSE = 300
"""Milliseconds from a key to the moment it is durable, at most: no pause has to come first."""
UNFIT = "answer-unfit"
UNREAD = "unread"
"""The code of a finding that no rule made: something typed is not understood."""


class Draft(QObject):
    """``saved`` says when the last word was made durable, in words."""

    saved = Signal(str)

    def __init__(self, ui: Ui, of: Class, person: Enrolment, code: str) -> None:
        super().__init__()
        self.ui = ui
        self.opened: Opened = submissions.open_work(ui.desk, of, person, code)
        self._pending: dict[str, dict[str, Any]] = {}
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(self.keep)

    @property
    def form(self) -> Form:
        """The form as this class runs it."""
        return self.opened.form

    def answers(self) -> Answers:
        """Give all answers with what was typed a moment ago."""
        return {**self.opened.answers, **self._pending}

    def known(self) -> Answers:
        """Give the answers that are understood, to reckon with."""
        return understood(self.form, self.answers())

    def type_in(self, section: str, said: Mapping[str, Any]) -> None:
        """Take what stands on a page; durable within ``PAUSE``."""
        before = self.answers().get(section, {})
        merged = {**before, **said}
        self._pending[section] = {code: a for code, a in merged.items() if a is not None}
        if not self._clock.isActive():
            self._clock.start()

    def keep(self) -> None:
        """Make what was typed durable now."""
        self._clock.stop()
        if not self._pending:
            return
        try:
            for section, said in list(self._pending.items()):
                self.opened = submissions.type_in(self.ui.desk, self.opened, section, said)
                del self._pending[section]
        except (Refused, Fault) as no:
            self.ui.refuse(no)  # what is on the screen stays there, and is tried again
            return
        words = self.ui.words
        time = show_time(self.ui.desk.now().time(), words.language, words.digits)
        self.saved.emit(time)

    def put_by(self) -> None:
        """Make one change of what was typed; what is not understood yet stays as typed."""
        self.keep()
        try:
            submissions.put_by(self.ui.desk, self.opened)
        except Refused as no:
            if no.code != UNFIT:
                self.ui.refuse(no)
        except Fault as fault:
            self.ui.refuse(fault)
        self._open_again()

    def findings(self) -> list[Finding]:
        """Give what is missing or odd, in the order of the pages.

        What is not understood comes first: it has no rule of its own, but cannot be sent.
        """
        form, answers = self.form, self.answers()
        unread = [_as_finding(no) for no in not_understood(form, answers)]
        return [*unread, *check(form, understood(form, answers))]

    def submit(self) -> Version:
        """Send it. Raises :class:`Refused` and :class:`Fault` as the action does."""
        self.keep()
        version = submissions.submit(self.ui.desk, self.opened)
        self._open_again()
        return version

    def _open_again(self) -> None:
        before = self.opened
        self.opened = submissions.open_work(
            self.ui.desk, before.of, before.enrolment, before.form.code
        )


def _as_finding(no: Refused) -> Finding:
    """Give a refused answer the shape of a finding, so that it leads to its place like any."""
    place = no.details
    return Finding(
        UNREAD,
        "hard",
        int(str(place["step"])),
        str(place["section"]),
        str(place["field"]),
        int(str(place["row"])),
        {},
        str(place["column"]),
    )
