"""Deciding on the work that lies open, each deed named and undone by one click."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.actions import submissions
from desktop.actions.reviews import Verdict
from desktop.models.refusal import Fault, Refused
from desktop.models.submissions import State, Version
from desktop.views.reviewing.review_draft import drop_draft
from desktop.views.ui import Ui
from desktop.views.undoing import undo

if TYPE_CHECKING:
    from desktop.views.reviewing.review_desk import ReviewDesk


class Verdicts:
    """After a verdict the next unread work comes up; with none left the page stays."""

    def __init__(self, desk: ReviewDesk, ui: Ui) -> None:
        self._desk = desk
        self._ui = ui

    def accept(self) -> None:
        """Accept the work; a comment may go with it."""
        self._decide("accepted")

    def send_back(self) -> None:
        """Return the work; without a comment the cursor goes there and nothing else happens."""
        if self._waiting() is not None and not self._desk.panel.draft().comment:
            no = Refused("review-without-comment")
            self._desk.show_panel()
            self._desk.panel.complain(self._ui.wording.sentence(no))
            return
        self._decide("returned")

    def reopen(self) -> None:
        """Take the verdict back."""
        self._act(submissions.reopen_review, "reviewing.said.reopened")

    def publish(self) -> None:
        """Put the work into the library of samples."""
        self._act(submissions.publish, "reviewing.said.published")

    def unpublish(self) -> None:
        """Take it out again."""
        self._act(submissions.unpublish, "reviewing.said.unpublished")

    def _waiting(self) -> Version | None:
        """Give the version that counts while nothing was decided on it."""
        row, version = self._desk.person, self._desk.version
        if (
            not self._desk.reviewed
            or row is None
            or version is None
            or row.latest is None
            or row.latest.id != version.id
        ):
            return None
        return None if version.verdict else version

    def _decide(self, verdict: Verdict) -> None:
        of, version, row = self._desk.of, self._waiting(), self._desk.person
        if of is None or version is None or row is None:
            return
        ui, draft = self._ui, self._desk.panel.draft()
        unread = any(
            r.state is State.SUBMITTED for r in self._desk.people if r.enrolment != row.enrolment
        )
        try:
            submissions.review(ui.desk, of, version, verdict, draft.comment, draft.checklist)
        except (Refused, Fault) as no:
            ui.refuse(no)
            return
        drop_draft(ui.desk, version)
        said = ui.words(f"reviewing.said.{verdict}", name=row.enrolment.name)
        ui.say(said, undo=partial(undo, ui))
        if unread:
            self._desk.next_unread()

    def _act(self, do: Callable[..., None], key: str) -> None:
        of, version, row = self._desk.of, self._desk.version, self._desk.person
        if of is None or version is None or row is None:
            return
        with self._ui.trying():
            do(self._ui.desk, of, version)
            said = self._ui.words(key, name=row.enrolment.name)
            self._ui.say(said, undo=partial(undo, self._ui))
