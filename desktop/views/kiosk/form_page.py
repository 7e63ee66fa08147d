"""Filling in a form: one question a page, the same three buttons always at the same place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.form_check import Finding
from desktop.models.form_words import finding_sentence
from desktop.models.refusal import Fault, Refused
from desktop.models.submissions import State
from desktop.views.form_fields.editor import written
from desktop.views.form_fields.section_editor import SectionEditor
from desktop.views.kiosk.draft import UNREAD, Draft
from desktop.views.kiosk.files_part import FilesPart
from desktop.views.kiosk.form_head import FormHead
from desktop.views.kiosk.page import Page
from desktop.views.kiosk.review_part import ReviewPart
from desktop.views.kiosk.samples_panel import SamplesPanel
from desktop.views.kiosk.steps_part import StepsPart
from desktop.views.kiosk.stops import Stop, find_stop, stops_of
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.wrap_label import WrapLabel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormPage(Page):
    """Goes back and forth through the stops of a form; every word is kept on the way."""

    def __init__(self, ui: Ui, draft: Draft) -> None:
        super().__init__(ui)
        self.draft = draft
        self.title = written(ui, draft.form.title)
        draft.setParent(self)
        self.stops = stops_of(draft.form)
        self.at = 0
        self.editor: SectionEditor | None = None
        self.part: QWidget | None = None
        words = ui.words
        self.head = FormHead(ui, draft.form, self.show_steps, self.toggle_samples)
        self.top.addWidget(self.head)
        self.samples = SamplesPanel(ui, draft.form)
        self.samples.hide()
        self.middle.addWidget(self.samples)
        self.back = Button(ui, words("kiosk.back"), "plain", "chevron-left", self.go_back).large()
        self.save = Button(ui, words("kiosk.later"), "plain", "save", self.save_for_later).large()
        self.next = Button(ui, words("kiosk.next"), "primary", run=self.go_on).large()
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.save)
        self.foot.addStretch(1)
        self.foot.addWidget(self.next)
        self.bar.show()
        for keys, run in (("Alt+Left", self.go_back), ("Alt+Right", self.go_on)):
            QShortcut(QKeySequence(keys), self, run)
        draft.saved.connect(self.head.saved)
        self.show_stop(0)

    def begin(self) -> None:
        """Put the cursor into the question of this page."""
        self._point()

    def leave(self) -> None:
        """Put away what was typed."""
        self.draft.put_by()

    def show_stop(self, at: int, field: str = "", row: int = 0, column: str = "") -> None:
        """Show one page, the cursor in a question or in a row of it."""
        leaving = self.stops[self.at].section
        if self.part is not None and leaving is not self.stops[at].section:
            self.draft.put_by()
        self.at = at
        self._show_part(self._make(self.stops[at]))
        self.head.show_stop(self.stops, at)
        words = self.ui.words
        last = at == len(self.stops) - 1
        self.next.set_text(words("kiosk.send" if last else "kiosk.next"))
        self._point(field, row, column)

    def go_on(self) -> None:
        """Go to the next page; from the last one, send."""
        if self.at == len(self.stops) - 1:
            self.send()
        else:
            self.show_stop(self.at + 1)

    def go_back(self) -> None:
        """Go to the page before; from the first one, home."""
        if self.at:
            self.show_stop(self.at - 1)
        else:
            self.save_for_later()

    def save_for_later(self) -> None:
        """Put everything by and go home."""
        from desktop.views.kiosk.my_page import MyPage

        self.draft.put_by()
        opened = self.draft.opened
        self.turn.emit(MyPage(self.ui, opened.of, opened.enrolment))

    def send(self) -> None:
        """Send it, or say what is still missing and lead there."""
        from desktop.views.kiosk.receipt_page import ReceiptPage

        self.draft.put_by()
        if isinstance(self.part, ReviewPart) and self.part.missing():
            self.part.insist()
            return
        try:
            version = self.draft.submit()
        except (Refused, Fault) as no:
            self.ui.refuse(no)
            if isinstance(self.part, ReviewPart):
                self.part.say(self.ui.wording.sentence(no))
            return
        self.turn.emit(ReceiptPage(self.ui, self.draft.opened, version, fresh=True))

    def go_to(self, finding: Finding) -> None:
        """Go where a finding leads, and say there what is missing."""
        at = find_stop(self.stops, finding.section, finding.field)
        self.show_stop(at, finding.field, finding.row, finding.column)
        if self.editor is not None:
            self.editor.complain(
                finding.field,
                sentence_of(self.ui, self.draft, finding),
                "danger" if finding.level == "hard" else "warning",
            )

    def show_steps(self) -> None:
        """List all steps, to jump to one."""
        self.draft.put_by()
        part = StepsPart(self.ui, self.draft, self.stops, self.at)
        part.chosen.connect(self.show_stop)
        self._show_part(part)
        part.begin()

    def toggle_samples(self) -> None:
        """Show the samples beside the question, or put them away."""
        shown = self.samples.isHidden()
        if shown:
            self.samples.show_stop(self.stops[self.at])
        self.samples.setVisible(shown)
        self.head.set_samples_shown(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter from a line, to the next question and then to the next page."""
        focus = self.focusWidget()
        if event.key() in _ENTER and isinstance(focus, QLineEdit):
            if self.editor is None or not self.editor.go_on():
                self.go_on()
            return
        super().keyPressEvent(event)

    def _point(self, field: str = "", row: int = 0, column: str = "") -> None:
        """Put the cursor into a question; where nothing is asked, on the way on."""
        asks = any(asked.kind != "picture" for asked in self.stops[self.at].fields)
        if self.editor is not None and asks:
            self.editor.begin(field, row, column)
        else:
            self.next.setFocus()

    def _make(self, stop: Stop) -> QWidget:
        """Make the part of the page that is different on each."""
        self.editor = None
        if stop.kind == "files":
            return FilesPart(self.ui, self.draft)
        if stop.kind == "review":
            part = ReviewPart(self.ui, self.draft, stop)
            part.go.connect(self.go_to)
            self.editor = part.editor
            return part
        form, answers = self.draft.form, self.draft.answers()
        self.editor = SectionEditor(self.ui, form, stop.section, answers, stop.fields, large=True)
        self.editor.changed.connect(self._typed)
        if not self.samples.isHidden():
            self.samples.show_stop(stop)
        return self.editor

    def _show_part(self, part: QWidget) -> None:
        while self.rows.count():
            item = self.rows.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        if isinstance(part, StepsPart):
            self.editor = None
        else:
            self._introduce()
        self.part = part
        self.rows.addWidget(part, 1)
        self.area.verticalScrollBar().setValue(0)
        follow_layout(self.window())

    def _introduce(self) -> None:
        """Say above the question what came back, and what a step is about where it begins."""
        stop = self.stops[self.at]
        if note := self._comment():
            self.rows.addWidget(note)
        if stop.kind == "ask" and stop.number == 1 and stop.section.help:
            self.rows.addWidget(WrapLabel(self.ui, written(self.ui, stop.section.help)))

    def _comment(self) -> QWidget | None:
        """Say on top what the facilitator wrote, for as long as the work is theirs to mend."""
        latest = self.draft.opened.latest
        if self.draft.opened.state is not State.RETURNED or latest is None:
            return None
        card = Card(self.ui, tone="warning")
        card.rows.addWidget(WrapLabel(self.ui, self.ui.words("kiosk.returned_because"), "strong"))
        card.rows.addWidget(WrapLabel(self.ui, latest.comment))
        return card

    def _typed(self) -> None:
        if self.editor is not None:
            self.draft.type_in(self.editor.section.code, self.editor.value())


def sentence_of(ui: Ui, draft: Draft, finding: Finding) -> str:
    """Say a finding in words."""
    if finding.code == UNREAD:
        form = draft.form
        section = form.section(finding.section)
        asked = section.field(finding.field) if section else None
        label = written(ui, asked.label) if asked else ""
        return ui.words("kiosk.unread", label=label)
    return finding_sentence(ui.words, draft.form, finding)
