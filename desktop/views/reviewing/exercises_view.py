"""The class's tab แบบฝึก: give forms out, see who has sent them, read what was sent."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import forms
from desktop.actions.submissions import Overview, overview
from desktop.models.classes import Class
from desktop.models.submissions import State
from desktop.models.timetable import Session
from desktop.store import classes as shelf
from desktop.store import roster
from desktop.store import timetable as plan
from desktop.store.forms import Given, running
from desktop.views.commands import Command
from desktop.views.place import Place
from desktop.views.reviewing.figures_panel import FiguresPanel
from desktop.views.reviewing.form_bar import FormBar, due_words
from desktop.views.reviewing.give_dialog import GiveDialog
from desktop.views.reviewing.key_in_page import KeyInPage
from desktop.views.reviewing.more_menu import Deeds, open_menu
from desktop.views.reviewing.people_list import PeopleList
from desktop.views.reviewing.reminder_dialog import ReminderDialog
from desktop.views.reviewing.review_desk import ReviewDesk
from desktop.views.side_panel import SidePanel
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.view import View
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.progress_strip import ProgressStrip

READABLE = frozenset({"exercise", "reflection", "test", "survey"})
"""What may be read one by one; of an evaluation only what all said together is shown."""
REVIEWED = frozenset({"exercise", "reflection"})
"""What is accepted or returned; the others are only read."""
FIGURED = frozenset({"survey", "test", "evaluation"})


class ExercisesView(View):
    """Nothing given out, the list of people, or one work lying open."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"form", "work", "version", "attachment", "enrolment", "session", "class"}
    )

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._code = ""
        self._reading = ""
        self._keying = ""
        self._people: list[Overview] = []
        for command in (
            Command("reviewing.give", "reviewing.command.give", self.give, "", "plus"),
            Command("reviewing.remind", "reviewing.command.remind", self.remind, "", "users"),
            Command("reviewing.next", "reviewing.command.next", self._on, "Alt+Down"),
            Command("reviewing.previous", "reviewing.command.previous", self._back, "Alt+Up"),
            Command("reviewing.unread", "reviewing.command.unread", self.read, "Alt+PgDown"),
            Command("reviewing.accept", "reviewing.command.accept", self._accept, "Ctrl+Return"),
            Command("reviewing.library", "reviewing.command.library", self._library, "", "star"),
            Command("reviewing.return", "reviewing.command.return", self._return, "Ctrl+Backspace"),
        ):
            ui.commands.add(command, self)

    def build(self, page: QVBoxLayout) -> None:
        """Make the three pages."""
        ui, words = self.ui, self.ui.words
        self.pages = QStackedWidget()
        self.empty = EmptyState(
            ui, "notebook-pen", words("reviewing.empty"), words("reviewing.empty_more"),
            words("reviewing.give_workflow"), self.give_workflow,
        )  # fmt: skip
        self.bar = FormBar(ui, self.give)
        self.bar.chosen.connect(self._choose)
        self.list = PeopleList(ui, self.read, self.remind, self._more, self._change_due)
        self.list.opened.connect(self._open_row)
        self.figures = FiguresPanel(ui)
        self.beside = SidePanel(
            ui, self.list, self.figures, "chart-column", words("reviewing.figures")
        )
        above = QWidget()
        rows = QVBoxLayout(above)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(10))
        self.bar.across.addWidget(self.beside.toggle)
        rows.addWidget(self.bar)
        rows.addWidget(self.beside, 1)
        self.desk = ReviewDesk(ui)
        self.desk.left.connect(self._leave)
        self.keying = KeyInPage(ui)
        self.keying.left.connect(self._keyed)
        self.progress = ProgressStrip(ui)
        self.deeds = Deeds(ui, self, self.progress, self.key_in, self.withdraw)
        for widget in (self.empty, above, self.desk, self.keying):
            self.pages.addWidget(widget)
        page.addWidget(self.progress)
        page.addWidget(self.pages, 1)

    def open(self, place: Place) -> None:
        """Show a class; a person named is put under the cursor."""
        if place.class_id != self.place.class_id:
            self._code, self._reading, self._keying = "", "", ""
        super().open(place)

    def refresh(self) -> None:
        """Ask who has sent what."""
        if self.keying.opened is not None:
            return  # nobody's page turns while they type
        if self._keying:
            self._go_on_keying()
            return
        of = self.of
        given = self._given(of) if of is not None else []
        if of is None or not given:
            self.pages.setCurrentWidget(self.empty)
            return
        self.bar.code = self._code or self.bar.code
        self.bar.set_forms(given)
        self._code = self.bar.code
        kept = next(g for g in given if g.form.code == self._code)
        self._people = overview(self.ui.desk, of, self._code)
        purpose = kept.form.purpose
        self.list.set_people(self._people, purpose in READABLE, purpose in REVIEWED)
        self.list.set_due(due_words(self.ui.words, kept, self._session(of, kept.due)))
        self.beside.want(purpose in FIGURED)
        if purpose in FIGURED:
            self.figures.show_form(of, kept.form, self._people)
        self._settle(of, kept)

    @property
    def of(self) -> Class | None:
        """The class shown."""
        return shelf.class_by_id(self.ui.desk.store, self.place.class_id)

    def give_workflow(self) -> None:
        """Give out the exercise of the course, the one button of an empty place."""
        if (of := self.of) is not None:
            with self.ui.trying():
                kept = forms.give(self.ui.desk, of, forms.WORKFLOW)
                title = kept.form.title.text(self.ui.words.language)
                said = self.ui.words("reviewing.give.done", title=title)
                self.ui.say(said, undo=partial(undo, self.ui))

    def give(self) -> None:
        """Choose a form to give out."""
        if (of := self.of) is not None:
            GiveDialog(self.ui, of, self).open()

    def remind(self) -> None:
        """List who still owes something, to be read out."""
        of, kept = self.of, self._kept()
        if of is not None and kept is not None:
            due = due_words(self.ui.words, kept, self._session(of, kept.due))
            ReminderDialog(self.ui, of, kept.form, self._people, due, self).open()

    def read(self) -> None:
        """Open the next work that waits; without one, the first that was sent."""
        if self._reading:
            self.desk.next_unread()
            return
        waiting = [row for row in self._people if row.state is State.SUBMITTED]
        sent = [row for row in self._people if row.latest is not None]
        for row in (waiting or sent)[:1]:
            self._open_row(row)

    def _given(self, of: Class) -> list[Given]:
        """Give the forms in use, and those withdrawn that somebody sent."""
        from desktop.store.submissions import versions

        known = running(self.ui.desk.store, of.id)
        if all(g.given for g in known):
            return known
        sent = {version.form for version in versions(self.ui.desk.store, of.id)}
        return [g for g in known if g.given or g.form.code in sent]

    def _kept(self) -> Given | None:
        of = self.of
        known = running(self.ui.desk.store, of.id) if of is not None else []
        return next((g for g in known if g.form.code == self._code), None)

    def _session(self, of: Class, code: str) -> Session | None:
        sessions = plan.sessions(self.ui.desk.store, of.id) if code else []
        return next((s for s in sessions if s.code == code), None)

    def _settle(self, of: Class, kept: Given) -> None:
        """Show the list, or go on reading."""
        ids = {row.enrolment.id for row in self._people}
        if self._reading not in ids or kept.form.purpose not in READABLE:
            self._reading = ""
        if self._reading:
            self.pages.setCurrentWidget(self.desk)
            self._lay_on_desk(of, kept)
        else:
            self.pages.setCurrentIndex(1)
            if self.place.person in ids:
                self.list.select(self.place.person)

    def _choose(self, code: str) -> None:
        self._code, self._reading = code, ""
        self.outdated()

    def _open_row(self, row: Overview) -> None:
        of, kept = self.of, self._kept()
        if of is None or kept is None or kept.form.purpose not in READABLE:
            return
        self._reading = row.enrolment.id
        self._lay_on_desk(of, kept)
        self.pages.setCurrentWidget(self.desk)
        self.desk.open_person(row.enrolment.id)

    def _lay_on_desk(self, of: Class, kept: Given) -> None:
        reviewed = kept.form.purpose in REVIEWED
        self.desk.set_people(of, kept.form, self._people, reviewed=reviewed)

    def _leave(self) -> None:
        """Go back to the list, with the cursor on whom one has read."""
        row = self.desk.person
        self._reading = ""
        self.desk.panel.keep()
        self.pages.setCurrentIndex(1)
        if row is not None:
            self.list.select(row.enrolment.id)
        self.list.table.setFocus()

    def _more(self) -> None:
        of, kept = self.of, self._kept()
        if of is not None and kept is not None:
            row = self.list.current()
            open_menu(self.deeds.of(of, kept, self._people, row), self.list.more)

    def key_in(self) -> None:
        """Key in the paper form of the person under the cursor."""
        kept, row = self._kept(), self.list.current()
        if kept is not None and row is not None and kept.form.purpose in READABLE:
            self._keying = row.enrolment.id
            self._go_on_keying()

    def _go_on_keying(self) -> None:
        """Open the page; after a change of language the same person's, every word still there."""
        of, person = self.of, roster.enrolment(self.ui.desk.store, self._keying)
        if of is not None and person is not None:
            with self.ui.trying():
                self.keying.begin(of, person, self._code)
                self.pages.setCurrentWidget(self.keying)

    def _keyed(self) -> None:
        self._keying = ""
        self.pages.setCurrentIndex(1)
        self.outdated()
        self.list.table.setFocus()

    def withdraw(self) -> None:
        """Ask for the form no longer; what was sent stays."""
        if (of := self.of) is not None:
            with self.ui.trying():
                forms.withdraw(self.ui.desk, of, self._code)
                self.ui.say(self.ui.words("reviewing.withdrawn_done"), undo=partial(undo, self.ui))

    def _change_due(self) -> None:
        if (of := self.of) is not None and self._code:
            GiveDialog(self.ui, of, self, self._code).open()

    def _on(self) -> None:
        if self._reading:
            self.desk.on()

    def _back(self) -> None:
        if self._reading:
            self.desk.back()

    def _library(self) -> None:
        from desktop.views.reviewing.library_dialog import LibraryDialog

        LibraryDialog(self.ui, self).open()

    def _accept(self) -> None:
        if self._reading:
            self.desk.verdicts.accept()

    def _return(self) -> None:
        if self._reading:
            self.desk.verdicts.send_back()
