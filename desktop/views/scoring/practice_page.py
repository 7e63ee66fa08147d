"""Scoring rehearsed: samples scored by all before the panel, and how far they lay apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.actions import panel, projects
from desktop.actions.roles import role
from desktop.models.classes import Class
from desktop.models.panel import Calibration
from desktop.models.projects import TEXTS, Project
from desktop.models.refusal import Refused
from desktop.views.scoring.scorer import Scorer
from desktop.views.scoring.scorer_page import ScorerPage
from desktop.views.scoring.spread_page import SpreadPage
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.field import Field
from desktop.views.widgets.wrap_label import WrapLabel


class PracticePage(ScorerPage):
    """Marked as practice wherever one stands in it; nothing here counts in any result."""

    table = "scoring_practice"

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        words = ui.words
        self.spread: SpreadPage | None = None
        self.see = Button(ui, words("panel.see_spread"), "plain", "chart-column", self._to_spread)
        self.add = Button(ui, words("panel.add_sample"), "plain", "plus", self._ask_sample)
        at = self.list.tools.count() - 1
        self.list.tools.insertWidget(at, self.see)
        self.list.tools.insertWidget(at, self.add)

    def above(self, rows: QVBoxLayout) -> None:
        """Say that this is practice."""
        card = Card(self.ui, tone="info")
        edges = card.layout()
        if edges is not None:
            edges.setContentsMargins(*[self.ui.theme.px(16), self.ui.theme.px(4)] * 2)
        card.rows.addWidget(WrapLabel(self.ui, self.ui.words("panel.practice"), "strong"))
        rows.addWidget(card)

    def empty(self) -> EmptyState:
        """Say what samples are for, and offer the first."""
        ui, words = self.ui, self.ui.words
        if role(ui.desk) in ("scorer", "viewer"):
            return EmptyState(ui, "star", words("panel.no_samples"), words("panel.no_samples_yet"))
        return EmptyState(
            ui, "star", words("panel.no_samples"), words("panel.no_samples_more"),
            words("panel.add_sample"), self._ask_sample,
        )  # fmt: skip

    def projects(self, of: Class) -> Sequence[Project]:
        """Give the samples."""
        return projects.samples(self.ui.desk, of)

    def show_class(self, of: Class, scorer: Scorer) -> None:
        """Ask which samples there are; the spread is for those who lead the panel."""
        super().show_class(of, scorer)
        leads = role(self.ui.desk) not in ("scorer", "viewer")
        found = panel.calibration(self.ui.desk, of) if leads else []
        self.add.setVisible(leads and bool(self.list.mine))
        self.see.setVisible(any(len(c.result.sheets) > 1 for c in found))
        if self.spread is not None and self.pages.currentWidget() is self.spread:
            self._tell(self.spread, of, found)

    def _to_spread(self) -> None:
        if self._of is None:
            return
        if self.spread is None:
            self.spread = SpreadPage(self.ui)
            self.spread.left.connect(self._to_list)
            self.pages.addWidget(self.spread)
        self._tell(self.spread, self._of, panel.calibration(self.ui.desk, self._of))
        self.pages.setCurrentWidget(self.spread)
        self.spread.back.setFocus()

    def _tell(self, page: SpreadPage, of: Class, found: Sequence[Calibration]) -> None:
        shown = [(c.project, c.result) for c in found if len(c.result.sheets) > 1]
        page.show_results(of, shown)

    def _to_list(self) -> None:
        self.pages.setCurrentWidget(self.list)
        self.see.setFocus()

    def _ask_sample(self) -> None:
        if self._of is not None:
            SampleDialog(self.ui, self._of, self._added, self.window()).open()

    def _added(self) -> None:
        if self._of is not None and self._scorer is not None:
            self.show_class(self._of, self._scorer)


class SampleDialog(Dialog):
    """A title is enough to practise on paper; what belongs to it may be written below it."""

    def __init__(
        self, ui: Ui, of: Class, done: Callable[[], object], parent: QWidget | None
    ) -> None:
        words = ui.words
        super().__init__(
            ui, parent, words("panel.sample_title"), words("panel.sample_text"),
            words("panel.add_sample"), check=self._add,
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._of = of
        self._done = done
        self.title = QLineEdit(maxLength=200)
        self._named = Field(ui, words("panel.column.title"), self.title)
        self.title.textEdited.connect(lambda _: self._named.forgive())
        self.body.addWidget(self._named)
        self.story: dict[str, QPlainTextEdit] = {}
        for code in TEXTS["story"]:
            page = self.story[code] = QPlainTextEdit()
            page.setTabChangesFocus(True)
            page.setFixedHeight(ui.theme.px(76))
            self.body.addWidget(Field(ui, words(f"panel.part.{code}"), page))
        self.setMinimumWidth(ui.theme.px(620))

    def _add(self) -> bool:
        ui = self._ui
        title = self.title.text().strip()
        if not title:
            self._named.complain(ui.words("panel.title_missing"))
            return False
        try:
            made = projects.new_sample(ui.desk, self._of, title)
            story = {code: page.toPlainText() for code, page in self.story.items()}
            if any(story.values()):
                projects.change(ui.desk, self._of, made, "story", story)
        except Refused as no:
            self._named.complain(ui.wording.sentence(no))
            return False
        ui.say(ui.words("panel.sample_added", code=made.code), undo=lambda: undo(ui))
        self._done()
        return True
