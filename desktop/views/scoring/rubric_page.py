"""The rubric of the organisation: edited as a draft, published as a new version."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from desktop.actions import rubrics
from desktop.models.forms import Said
from desktop.models.rubric import Criterion, Rubric
from desktop.store.membership import membership
from desktop.views.scoring import rubric_draft as drafting
from desktop.views.scoring.bands_card import BandsCard, LevelsCard, LimitsCard
from desktop.views.scoring.criterion_editor import Asks, CriterionEditor
from desktop.views.scoring.said_fields import SaidLines
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card, Section
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

PAUSE = 600
"""Milliseconds without a key after which the draft is kept."""


class RubricPage(View):
    """Published versions are looked at; the draft lies over the newest and is kept as typed."""

    shows: ClassVar[frozenset[str]] = frozenset({"rubric"})
    scrolls: ClassVar[bool] = True

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._known: list[Rubric] = []
        self._seen = 0  # the version looked at; 0 is the draft
        self._draft: Rubric | None = None
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.keep)

    def build(self, page: QVBoxLayout) -> None:
        """Make the head; the cards follow with what they show."""
        ui, words = self.ui, self.ui.words
        self.head = Section(ui, words("panel.rubric"), " ", page=True)
        self.versions = QComboBox()
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.versions.setAccessibleName(words("panel.version_which"))
        self.versions.activated.connect(self._choose)
        self.begin = Button(ui, words("panel.begin_here"), "plain", "square-pen", self._begin)
        self.discard = Button(ui, words("panel.discard"), "quiet", "undo-2", self._discard)
        self.publish = Button(ui, words("panel.publish"), "primary", "check", self._publish)
        for widget in (self.versions, self.begin, self.discard, self.publish):
            self.head.buttons.addWidget(widget)
        page.addWidget(self.head)
        self.told = WrapLabel(ui, words("panel.rubric_help"), "muted")
        page.addWidget(self.told)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(ui.theme.px(16))
        page.addLayout(self._cards)
        page.addStretch(1)

    def refresh(self) -> None:
        """Ask which versions there are; what is being edited stays."""
        desk = self.ui.desk
        self._known = rubrics.versions(desk)
        if self._draft is None:
            self._draft = drafting.kept_draft(desk)
        if self._seen not in [r.version for r in self._known]:
            self._seen = 0
        self._fill()

    @property
    def may_edit(self) -> bool:
        """Whether this is an administrator's device, or one of nobody's server."""
        joined = membership(self.ui.desk.store)
        return joined is None or joined.role == "admin"

    @property
    def shown(self) -> Rubric:
        """Give the rubric on the page: the draft, or a version looked at."""
        if self._seen:
            return next(r for r in self._known if r.version == self._seen)
        return self._draft or self._newest()

    def keep(self) -> None:
        """Keep the draft now."""
        self._pause.stop()
        if self._draft is not None:
            drafting.keep_draft(self.ui.desk, self._draft)

    def hideEvent(self, event: QHideEvent) -> None:
        """Lose nothing to whoever turns the page."""
        if self._pause.isActive():
            self.keep()
        super().hideEvent(event)

    def _newest(self) -> Rubric:
        return max(self._known, key=lambda r: r.version)

    def _fill(self) -> None:
        """Make the cards anew: after a move, a removal, or another version."""
        while (item := self._cards.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        fixed = bool(self._seen) or not self.may_edit
        self._cards.addWidget(self._criteria(fixed))
        now, change, ui = (lambda: self.shown), self._change, self.ui
        self._cards.addWidget(BandsCard(ui, now, change, fixed))
        self._cards.addWidget(LevelsCard(ui, now, change, fixed))
        self._cards.addWidget(LimitsCard(ui, now, change, fixed))
        self._list_versions()
        self._say_total()
        follow_layout(self)

    def _criteria(self, fixed: bool) -> Card:
        ui, words, shown = self.ui, self.ui.words, self.shown
        card = Card(ui, words("panel.criteria"))
        self.name = SaidLines(ui, shown.name, words("panel.rubric_name"), self._named, fixed)
        card.rows.addWidget(Field(ui, words("panel.rubric_name"), self.name))
        card.rows.addSpacing(ui.theme.px(8))
        asks = Asks(self._set_criterion, self._describe, self._move, self._remove)
        self.criteria = [
            CriterionEditor(ui, shown, at, asks, fixed) for at in range(len(shown.criteria))
        ]
        for editor in self.criteria:
            card.rows.addWidget(editor)
        foot = QHBoxLayout()
        self.add = Button(ui, words("panel.add_criterion"), "plain", "plus", self._add)
        self.total = Label("", "strong")
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.total)
        card.rows.addLayout(foot)
        self.add.setVisible(not fixed and len(shown.criteria) < drafting.MOST)
        return card

    def _list_versions(self) -> None:
        words, editing = self.ui.words, self.may_edit
        self.versions.clear()
        if editing:
            self.versions.addItem(words("panel.draft"), 0)
        for known in sorted(self._known, key=lambda r: r.version, reverse=True):
            self.versions.addItem(words("panel.version", n=known.version), known.version)
        self.versions.setCurrentIndex(max(0, self.versions.findData(self._seen)))
        self.begin.setVisible(editing and bool(self._seen))
        self.discard.setVisible(editing and not self._seen and self._draft is not None)
        self.publish.setVisible(editing and not self._seen)
        self.head.set_under(words("panel.version_now", n=self._newest().version))
        self.told.set_text(words("panel.rubric_help" if editing else "panel.rubric_readonly"))

    def _say_total(self) -> None:
        """Say what the weights sum to, as they are typed."""
        words, sum_ = self.ui.words, drafting.total(self.shown)
        if sum_ == 100:
            self.total.setText(f"✓ {words.number(words('panel.weights_whole'))}")
        elif sum_ < 100:
            self.total.setText(f"▲ {words('panel.weights_short', total=sum_, n=100 - sum_)}")
        else:
            self.total.setText(f"▲ {words('panel.weights_over', total=sum_, n=sum_ - 100)}")
        self.total.set_tone("ok" if sum_ == 100 else "danger")
        self.publish.setEnabled(sum_ == 100 and self.shown != self._newest())

    def _change(self, draft: Rubric) -> None:
        self._draft = draft
        self._pause.start()
        self.discard.setVisible(True)
        self._say_total()

    def _rebuild(self, draft: Rubric) -> None:
        self._change(draft)
        self._fill()

    def _named(self, said: Said) -> None:
        self._change(replace(self.shown, name=said))

    def _set_criterion(self, at: int, criterion: Criterion) -> None:
        kept = replace(criterion, levels=self.shown.criteria[at].levels)
        self._change(drafting.with_criterion(self.shown, at, kept))

    def _describe(self, at: int, level: int, said: Said) -> None:
        self._change(drafting.with_looks(self.shown, at, level, said))

    def _move(self, at: int, by: int) -> None:
        self._rebuild(drafting.move_criterion(self.shown, at, by))
        editor = self.criteria[min(max(at + by, 0), len(self.criteria) - 1)]
        (editor.up if by < 0 and editor.up.isEnabled() else editor.down).setFocus()

    def _remove(self, at: int) -> None:
        before = self.shown
        self._rebuild(drafting.remove_criterion(before, at))
        said = self.ui.words("panel.removed", what=before.criteria[at].code)
        self.ui.say(said, "info", undo=lambda: self._rebuild(before))
        self.criteria[min(at, len(self.criteria) - 1)].name.th.setFocus()

    def _add(self) -> None:
        self._rebuild(drafting.add_criterion(self.shown))
        self.criteria[-1].name.th.setFocus()

    def _choose(self, at: int) -> None:
        self._seen = int(self.versions.itemData(at))
        self._fill()

    def _begin(self) -> None:
        """Edit on from the version looked at."""
        chosen = self.shown
        self._seen = 0
        self._rebuild(chosen)

    def _discard(self) -> None:
        """Go back to what was published last; the draft can be had again."""
        before = self._draft
        self._pause.stop()
        drafting.drop_draft(self.ui.desk)
        self._draft = None
        self._fill()
        if before is not None:
            said = self.ui.words("panel.discarded")
            self.ui.say(said, "info", undo=lambda: self._rebuild(before))

    def _publish(self) -> None:
        ui, words = self.ui, self.ui.words
        with ui.trying():
            made = rubrics.publish(ui.desk, self.shown)
            self._pause.stop()
            drafting.drop_draft(ui.desk)
            self._draft = None
            self._seen = 0
            self.outdated()
            version = made.version
            ui.say(words("panel.published", n=version), undo=lambda: undo(ui))
