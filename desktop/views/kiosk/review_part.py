"""The last page: what is missing and where, what to look at again, two consents, and send."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.form_check import Finding
from desktop.models.form_words import finding_place
from desktop.views.form_fields.measures import MeasuresCard
from desktop.views.form_fields.section_editor import SectionEditor
from desktop.views.kiosk.draft import Draft
from desktop.views.kiosk.stops import Stop
from desktop.views.ui import Tone, Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class ReviewPart(QWidget):
    """``go`` asks to be led to where a finding stands."""

    go = Signal(object)

    def __init__(self, ui: Ui, draft: Draft, stop: Stop) -> None:
        super().__init__()
        self._ui = ui
        self._draft = draft
        self._own = stop.section.code if stop.fields else ""
        words = ui.words
        self.editor: SectionEditor | None = None
        self.ways: list[Button] = []
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(16))
        rows.addWidget(Label(words("kiosk.review"), "title"))
        self.told = WrapLabel(ui, "", "strong", "danger")
        self.told.hide()
        rows.addWidget(self.told)
        self._found = QVBoxLayout()
        self._found.setSpacing(ui.theme.px(16))
        rows.addLayout(self._found)
        self._cards: list[QWidget] = []
        if stop.fields:
            self.editor = SectionEditor(
                ui, draft.form, stop.section, draft.answers(), stop.fields, large=True
            )
            self.editor.changed.connect(self._typed)
            rows.addWidget(self.editor)
        if draft.form.computes == "workflow":
            self._add_pictures(rows)
        rows.addStretch(1)
        self._list()

    def missing(self) -> list[Finding]:
        """Give what keeps it from being sent."""
        return [finding for finding in self._draft.findings() if finding.level == "hard"]

    def insist(self) -> None:
        """Say that something is missing, and put the cursor on the way to the first of it."""
        self._list()
        self.say(self._ui.words("kiosk.not_yet"))
        first = self.missing()[0]
        if first.section == self._own and self.editor is not None:
            self.editor.begin(first.field)
        elif self.ways:
            self.ways[0].setFocus()

    def say(self, text: str) -> None:
        """Say why it was not sent."""
        self.told.set_text(text)
        self.told.show()

    def _typed(self) -> None:
        if self.editor is not None:
            self._draft.type_in(self.editor.section.code, self.editor.value())
            self._list()

    def _list(self) -> None:
        """List what is missing and what is doubtful, each with the way there."""
        for card in self._cards:
            self._found.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards, self.ways = [], []
        words, found = self._ui.words, self._draft.findings()
        broken = [f for f in found if f.level == "hard"]
        doubtful = [f for f in found if f.level == "soft"]
        if broken:
            self._card(words("kiosk.missing", n=len(broken)), broken, "danger")
        else:
            self._card(words("kiosk.complete"), [], "ok")
            self.told.hide()
        if doubtful:
            self._card(words("kiosk.doubtful"), doubtful, "warning")

    def _card(self, title: str, findings: list[Finding], tone: Tone) -> None:
        card = Card(self._ui, title, tone)
        for finding in findings:
            card.rows.addWidget(self._line(finding))
        self._cards.append(card)
        self._found.addWidget(card)

    def _line(self, finding: Finding) -> QWidget:
        from desktop.views.kiosk.form_page import sentence_of

        ui, words = self._ui, self._ui.words
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(12))
        said = sentence_of(ui, self._draft, finding)
        place = finding_place(words, finding)
        text = WrapLabel(ui, words("kiosk.finding", text=said, place=place))
        across.addWidget(text, 1, Qt.AlignmentFlag.AlignVCenter)
        if finding.section != self._own:
            way = Button(ui, words("kiosk.go_there"), "plain", run=partial(self.go.emit, finding))
            way.setAccessibleName(words("kiosk.go_there_for", text=said))
            self.ways.append(way)
            across.addWidget(way)
        return line

    def _add_pictures(self, rows: QVBoxLayout) -> None:
        from desktop.views.lanes.lane_view import LaneView

        known = self._draft.known()
        self.measures = MeasuresCard(self._ui)
        rows.addWidget(self.measures)
        self.measures.show_answers(known)
        self.lanes = LaneView(self._ui)
        rows.addWidget(self.lanes)  # before it is filled: it shows itself, and would be a window
        self.lanes.show_answers(known)
