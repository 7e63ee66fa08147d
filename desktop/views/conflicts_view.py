"""What devices disagree about in a class, one field of one person at a time."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.conflicts import conflicts, resolve
from desktop.models.classes import Class
from desktop.models.conflicts import Choice, Conflict
from desktop.models.ids import attendance_row
from desktop.store import classes as shelf
from desktop.store import timetable
from desktop.views.conflict_card import ConflictCard, person_words, subject_words
from desktop.views.place import Place
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.label import Label

WIDEST = 760


class ConflictsPanel(QWidget):
    """Shows one open question; settling it leads to the next, the arrows to any other."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._of: Class | None = None
        self._at = 0
        self.open: list[Conflict] = []
        words, px = ui.words, ui.theme.px
        self.pages = QStackedWidget()
        question = QWidget()
        rows = QVBoxLayout(question)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(6))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        self.place = Label("", "strong")
        self.back = Button(
            ui, "", "quiet", "chevron-left", partial(self.step, -1), words("meeting.conflict.back")
        )
        self.skip = Button(
            ui, words("meeting.conflict.skip"), "quiet", "chevron-right", partial(self.step, 1)
        )
        hint = ElidedLabel(words("meeting.conflict.hint"))
        head.addWidget(self.place)
        head.addSpacing(px(8))
        head.addWidget(hint, 1)
        head.addWidget(self.back)
        head.addWidget(self.skip)
        self.card = ConflictCard(ui, self.choose)
        self.after = ElidedLabel()
        rows.addLayout(head)
        rows.addWidget(self.card)
        rows.addWidget(self.after)
        rows.addStretch(1)
        question.setMaximumWidth(px(WIDEST))
        self.pages.addWidget(question)
        self.pages.addWidget(
            EmptyState(
                ui, "circle-check", words("meeting.conflict.none"), words("meeting.conflict.calm")
            )
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.setFocusProxy(self.card)

    def show_for(self, of: Class | None) -> None:
        """Ask what is open in a class, or in what belongs to all classes."""
        before = self.open[self._at].id if self.open else ""
        self._of = of
        found = conflicts(self._ui.desk, of)
        self.open = [c for c in found if of is not None or c.scope == "org"]
        known = [c.id for c in self.open]
        self._at = known.index(before) if before in known else min(self._at, len(known) - 1)
        self._at = max(0, self._at)
        self._show()

    def go_to(self, rows: set[str]) -> None:
        """Ask about one of these rows first, if anything about them is open."""
        for at, conflict in enumerate(self.open):
            if conflict.row in rows:
                self._at = at
                self._show()
                return

    def step(self, steps: int) -> None:
        """Leave this question open and look at another."""
        if self.open:
            self._at = (self._at + steps) % len(self.open)
            self._show()
            self.card.setFocus()

    def choose(self, conflict: Conflict, choice: Choice) -> None:
        """Let a value stand; the commit makes the view ask again, and the next one comes up."""
        ui = self._ui
        with ui.trying():
            resolve(ui.desk, conflict.id, choice.id)
            said = ui.words(
                "meeting.conflict.chosen",
                who=person_words(ui.words, conflict) or subject_words(ui.words, conflict),
                value=ui.words.number(choice.shown),
            )
            ui.say(said, undo=partial(undo, ui))
        self.show_for(self._of)
        if self.open:
            self.card.setFocus()

    def _show(self) -> None:
        words = self._ui.words
        self.pages.setCurrentIndex(0 if self.open else 1)
        if not self.open:
            return
        self.card.ask(self.open[self._at])
        self.place.setText(words("meeting.conflict.place", at=self._at + 1, n=len(self.open)))
        many = len(self.open) > 1
        for widget in (self.back, self.skip, self.after):
            widget.setVisible(many)
        if many:
            coming = self.open[(self._at + 1) % len(self.open)]
            said = " · ".join([person_words(words, coming), subject_words(words, coming)])
            self.after.setText(words("meeting.conflict.after", what=said))


class ConflictsView(View):
    """The class's tab ต่างกัน; it is there while something is open, and when it was asked for."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"attendance", "enrolment", "session", "class", "certificate"}
    )
    scrolls: ClassVar[bool] = True

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._arrived = False

    def build(self, page: QVBoxLayout) -> None:
        """Make the panel."""
        self.panel = ConflictsPanel(self.ui)
        page.addWidget(self.panel, 1)

    def open(self, place: Place) -> None:
        """Go to a class, and to the questions about one person where one is named."""
        self._arrived = True
        super().open(place)

    def refresh(self) -> None:
        """Ask what is open now."""
        of = shelf.class_by_id(self.ui.desk.store, self.place.class_id)
        if of is None:
            return
        self.panel.show_for(of)
        if self._arrived:
            self._arrived = False
            self.panel.go_to(self._rows(of))
            self.panel.card.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number wherever on the page the cursor is."""
        if self._body is not None and self.panel.open and not event.isAutoRepeat():
            self.panel.card.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _rows(self, of: Class) -> set[str]:
        """Give the rows that are about the person named: theirs, and their marks."""
        who = self.place.person
        if not who:
            return set()
        sessions = timetable.sessions(self.ui.desk.store, of.id)
        return {who, *(attendance_row(session.id, who) for session in sessions)}


class SharedConflictsDialog(Dialog):
    """What is disputed outside every class: templates, lists, and the like."""

    def __init__(self, ui: Ui, parent: QWidget | None) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("meeting.conflict.shared"),
            confirm=words("common.close"),
            kind="plain",
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.hide()
        self.confirm.setDefault(False)
        self.panel = ConflictsPanel(ui)
        self.panel.show_for(None)
        self.body.addWidget(self.panel)
        self.setMinimumWidth(ui.theme.px(640))
