"""Scoring a class's projects: the scorer's own sheets, the rehearsal, and the chair's overview."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.roles import role
from desktop.models.classes import Class
from desktop.store import classes as shelf
from desktop.views.commands import Command
from desktop.views.place import Place
from desktop.views.scoring.chair_page import ChairPage
from desktop.views.scoring.practice_page import PracticePage
from desktop.views.scoring.scorer import proposed, remember, scorer_here
from desktop.views.scoring.scorer_bar import ScorerBar
from desktop.views.scoring.scorer_dialog import ScorerDialog
from desktop.views.scoring.scorer_page import ScorerPage
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.part_chips import PartChips

Part = ScorerPage | ChairPage
PARTS = ("score", "practice", "chair")
REMEMBERED = "scoring.part"


class ScoringView(View):
    """Who scores stands at the top of everything; a scorer's device has no chair's overview."""

    deepened = Signal(bool)
    """Whether one project is open: whoever holds this view may put its own lines away."""
    shows: ClassVar[frozenset[str]] = frozenset(
        {"class", "project", "score", "waiver", "team", "member", "rubric", "enrolment", "version"}
    )

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._of: Class | None = None
        self._made: dict[str, Part] = {}
        self._opened: dict[str, str] = {}
        self._part = str(ui.settings.get(REMEMBERED, PARTS[0]))
        for command in (
            Command("scoring.next", "panel.command.next", self._next, "Ctrl+Return", "arrow-right"),
            Command("scoring.lock", "panel.command.lock", self._lock, "Ctrl+L", "lock"),
            Command("scoring.before", "panel.before", partial(self._step, -1), "Ctrl+PgUp"),
            Command("scoring.after", "panel.after", partial(self._step, 1), "Ctrl+PgDown"),
            Command("scoring.who", "panel.who_title", self.ask_who, "", "user"),
        ):
            ui.commands.add(command, self)

    def build(self, page: QVBoxLayout) -> None:
        """Make the line of parts and the pages below it."""
        ui, words = self.ui, self.ui.words
        self.top = PartChips(ui, {part: words(f"panel.tab.{part}") for part in PARTS})
        self.top.chosen.connect(self._turn)
        self.chips = self.top.chips
        self.bar = ScorerBar(ui)
        self.bar.asked.connect(self.ask_who)
        self.top.across.addWidget(self.bar)
        page.setSpacing(ui.theme.px(8))
        page.addWidget(self.top)
        self.pages = QStackedWidget()
        self.who = EmptyState(
            ui, "lock", words("panel.who_none"), words("panel.who_text"),
            words("panel.who_ask"), self.ask_who,
        )  # fmt: skip
        self.pages.addWidget(self.who)
        page.addWidget(self.pages, 1)
        self._opened = {part: made.opened for part, made in self._made.items()}
        self._made = {}

    def open(self, place: Place) -> None:
        """Go to a class; another one begins at its list again."""
        if place.class_id != self.place.class_id:
            self._close_all()
        super().open(place)

    def refresh(self) -> None:
        """Ask again for the part on screen."""
        self._of = shelf.class_by_id(self.ui.desk.store, self.place.class_id)
        chairs = role(self.ui.desk) not in ("scorer", "viewer")
        self.chips["chair"].setVisible(chairs)
        part = self._part if self._part in PARTS and (chairs or self._part != "chair") else "score"
        for name, chip in self.chips.items():
            chip.setChecked(name == part)
        scorer = scorer_here(self.ui)
        self.bar.setVisible(scorer is not None and part != "chair")
        if scorer is not None:
            self.bar.show_scorer(scorer.name, scorer.agency)
        if self._of is None:
            return
        if part == "chair":
            self.pages.setCurrentWidget(self.chair)
            self.chair.show_class(self._of)
            self._deepen(bool(self.chair.opened))
        elif scorer is None:
            self.pages.setCurrentWidget(self.who)
            self._deepen(False)
        else:
            page = self.score if part == "score" else self.practice
            self.pages.setCurrentWidget(page)
            page.show_class(self._of, scorer)
            self._deepen(bool(page.opened))

    @property
    def score(self) -> ScorerPage:
        """The scorer's own projects."""
        page = self._page("score", ScorerPage)
        assert isinstance(page, ScorerPage)
        return page

    @property
    def practice(self) -> PracticePage:
        """The samples."""
        page = self._page("practice", PracticePage)
        assert isinstance(page, PracticePage)
        return page

    @property
    def chair(self) -> ChairPage:
        """The chair's overview."""
        page = self._page("chair", ChairPage)
        assert isinstance(page, ChairPage)
        return page

    def _page(self, part: str, kind: Callable[[Ui], Part]) -> Part:
        """Give a page, made at its first visit; what was open in it before a new dress stays so."""
        if part not in self._made:
            page = self._made[part] = kind(self.ui)
            page.opened = self._opened.pop(part, "")
            self.pages.addWidget(page)
            page.deepened.connect(self._deepen)
        return self._made[part]

    def _close_all(self) -> None:
        self._opened.clear()
        for page in self._made.values():
            page.close_project()

    def _here(self) -> Part | None:
        return self._made.get(self._part)

    def _next(self) -> None:
        if isinstance(page := self._here(), ScorerPage):
            page.open_next()

    def _lock(self) -> None:
        if isinstance(page := self._here(), ScorerPage) and page.opened:
            page.sheet.ask_lock()

    def _step(self, by: int) -> None:
        if (page := self._here()) is not None:
            page.step(by)

    def _deepen(self, deep: bool) -> None:
        """Give what is open all the room: its own line says where one is and who is scoring."""
        self.top.setHidden(deep)
        self.deepened.emit(deep)

    def ask_who(self) -> None:
        """Ask who scores at this device."""
        known = proposed(self.ui)
        ScorerDialog(
            self.ui, known.name, known.agency, known.fixed, self._remember, self.window()
        ).open()

    def _remember(self, name: str, agency: str) -> None:
        self._close_all()
        remember(self.ui, name, agency)
        self.outdated()

    def _turn(self, part: str) -> None:
        self._part = part
        self.ui.settings[REMEMBERED] = part
        self.outdated()
        page = self.pages.currentWidget()
        if isinstance(page, ScorerPage | ChairPage):
            page.take_focus()
