"""One class: who and when at the top, its parts as tabs below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.classes import Class, stage
from desktop.store import classes as shelf
from desktop.store.conflicts import count
from desktop.views.class_menu import open_class_menu
from desktop.views.class_words import class_days, class_title, course_name
from desktop.views.commands import Command
from desktop.views.place import Place
from desktop.views.stage_pill import StagePill
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label
from desktop.views.widgets.tabs import Tabs

REMEMBERED = "class.tab"
_FACTS = 120  # below this they would be mostly dots


def _timetable(ui: Ui) -> View:
    from desktop.views.timetable_view import TimetableView

    return TimetableView(ui)


def _roster(ui: Ui) -> View:
    from desktop.views.roster_view import RosterView

    return RosterView(ui)


def _attendance(ui: Ui) -> View:
    from desktop.views.attendance_view import AttendanceView

    return AttendanceView(ui)


def _exercises(ui: Ui) -> View:
    from desktop.views.reviewing.exercises_view import ExercisesView

    return ExercisesView(ui)


def _projects(ui: Ui) -> View:
    from desktop.views.teams.projects_view import ProjectsView

    return ProjectsView(ui)


def _certificates(ui: Ui) -> View:
    from desktop.views.class_certificates_view import ClassCertificatesView

    return ClassCertificatesView(ui)


def _summary(ui: Ui) -> View:
    from desktop.views.summary_view import SummaryView

    return SummaryView(ui)


def _conflicts(ui: Ui) -> View:
    from desktop.views.conflicts_view import ConflictsView

    return ConflictsView(ui)


TABS: dict[str, Callable[[Ui], View]] = {
    "timetable": _timetable,
    "roster": _roster,
    "attendance": _attendance,
    "exercises": _exercises,
    "projects": _projects,
    "certificates": _certificates,
    "summary": _summary,
    "conflicts": _conflicts,
}
SOMETIMES = "conflicts"
"""There while devices disagree about something in the class, or while it is open."""
DISPUTED = frozenset(
    {"attendance", "session", "certificate", "work", "version", "member", "project", "score"}
)


class ClassPage(View):
    """Makes each tab at its first visit and keeps it; remembers which one was open last."""

    shows: ClassVar[frozenset[str]] = frozenset({"class", "enrolment"})

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._views: dict[str, View] = {}
        self._of: Class | None = None
        self._asked: Place | None = None
        ui.live.changed.connect(self._marked)
        ui.commands.add(
            Command("class.next_tab", "classes.next_tab", partial(self._turn, 1), "Ctrl+Tab"), self
        )
        ui.commands.add(
            Command(
                "class.previous_tab",
                "classes.previous_tab",
                partial(self._turn, -1),
                "Ctrl+Shift+Tab",
            ),
            self,
        )

    def build(self, page: QVBoxLayout) -> None:
        """Make the head and the tabs; tabs that were visited move over."""
        self.tabs = Tabs(self.ui, self.ui.words("classes.tabs"))
        self._put_head(self.tabs.across)
        self._holders: dict[str, QVBoxLayout] = {}
        for name in TABS:
            holder = QWidget()
            rows = self._holders[name] = QVBoxLayout(holder)
            rows.setContentsMargins(0, 0, 0, 0)
            if name in self._views:
                rows.addWidget(self._views[name])
            self.tabs.add(name, self.ui.words(f"classes.tab.{name}"), holder)
        self._offer_conflicts(self.place.tab)
        self.tabs.open(self.place.tab)
        self.tabs.opened.connect(self._enter)
        page.addWidget(self.tabs, 1)

    def open(self, place: Place) -> None:
        """Go to a class, at a tab or at the one open last."""
        tab = place.tab if place.tab in TABS else self._remembered()
        self._asked = Place("classes", place.class_id, tab, place.person)
        super().open(self._asked)

    def refresh(self) -> None:
        """Ask for the class; one that is gone leads back to the list."""
        self._of = shelf.class_by_id(self.ui.desk.store, self.place.class_id)
        if self._of is None:
            self.ui.go(Place("classes"))
            return
        of, words = self._of, self.ui.words
        people = shelf.headcounts(self.ui.desk.store).get(of.id, 0)
        self.title.setText(class_title(words, of))
        self.pill.set_stage(stage(of, self.ui.desk.now().date()))
        facts = " · ".join(filter(None, self._facts(of, people)))
        self.about.setText(facts)
        self._make_room()
        self.title.setToolTip(course_name(words, of))
        self._offer_conflicts(self._asked.tab if self._asked else self.tabs.current())
        if self._asked is not None:
            asked, self._asked = self._asked, None
            self.tabs.open(asked.tab)
            self._take_focus()
            self._enter(asked.tab, asked.person)

    def _facts(self, of: Class, people: int) -> list[str]:
        words = self.ui.words
        count = words("classes.people_of", n=people, capacity=of.capacity)
        return [class_days(words, of), of.venue, count]

    def _put_head(self, across: QHBoxLayout) -> None:
        """Say which class beside the tabs: every row kept free here is a person more below."""
        words, px = self.ui.words, self.ui.theme.px
        across.setSpacing(px(8))
        self.back = Button(self.ui, "", "quiet", "chevron-left", self._leave, words("classes.back"))
        self.back.setAccessibleName(words("classes.back"))
        self.title = Label("", "section")
        self.pill = StagePill(self.ui)
        self.about = ElidedLabel()
        self.manage = Button(
            self.ui, "", "quiet", "settings", self._manage, words("classes.manage")
        )
        self.manage.setAccessibleName(words("classes.manage"))
        for at, widget in enumerate((self.back, self.title, self.pill)):
            across.insertWidget(at, widget)
        across.insertSpacing(3, px(12))
        across.addSpacing(px(12))
        across.addWidget(self.about, 1)
        across.addStretch(0)
        across.addWidget(self.manage)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be seen elsewhere where there is little room."""
        super().resizeEvent(event)
        if self._body is not None:
            self._make_room()

    def _make_room(self) -> None:
        """Keep what fits beside the tabs: first the pill goes, then the facts."""
        px = self.ui.theme.px
        buttons = self.back.sizeHint().width() + self.manage.sizeHint().width()
        tabs = self.tabs.bar.sizeHint().width() + px(12)  # another may be open, and its name bold
        spare = self.width() - buttons - self.title.sizeHint().width() - tabs - px(56)
        self.tabs.bar.setMinimumWidth(tabs if spare >= 0 else 0)
        pill = self.pill.sizeHint().width() + px(8)
        self.pill.setVisible(spare >= pill)
        self.about.setVisible(spare - pill >= px(_FACTS))

    def _take_focus(self) -> None:
        """Put the cursor on the tabs, from where a tab may take it."""
        if self._body is not None:
            self._body.show()
            self.tabs.bar.setFocus()

    def _leave(self) -> None:
        self.ui.go(Place("classes"))

    def _manage(self) -> None:
        if self._of is not None:
            open_class_menu(self.ui, self._of, self.manage)

    def _remembered(self) -> str:
        tab = str(self.ui.settings.get(REMEMBERED, ""))
        return tab if tab in TABS else "timetable"

    def _enter(self, tab: str, person: str = "") -> None:
        """Show a tab, made now if this is its first visit, and open at this class."""
        if tab != SOMETIMES:
            self.ui.settings[REMEMBERED] = tab
        self._offer_conflicts(tab)
        self.place = place = Place("classes", self.place.class_id, tab, person)
        self._make_room()
        if tab not in self._views:
            view = self._views[tab] = TABS[tab](self.ui)
            self._holders[tab].addWidget(view)
        view = self._views[tab]
        if view.place.class_id != place.class_id or person:
            view.open(place)

    def _offer_conflicts(self, tab: str) -> None:
        """Offer the tab while something is disputed, or while it is the one open."""
        store, words = self.ui.desk.store, self.ui.words
        n = count(store, self.place.class_id) if self.place.class_id else 0
        title = words("meeting.tab", n=n) if n else words("classes.tab.conflicts")
        self.tabs.offer(SOMETIMES, title, bool(n) or tab == SOMETIMES)

    def _marked(self, kinds: frozenset[str]) -> None:
        """Look at the tab alone: a mark must not ask for the whole page again."""
        if kinds & DISPUTED and self._body is not None and self.isVisible():
            self._offer_conflicts(self.tabs.current())
            self._make_room()

    def _turn(self, steps: int) -> None:
        names = self.tabs.offered()
        self.tabs.open(names[(names.index(self.tabs.current()) + steps) % len(names)])
