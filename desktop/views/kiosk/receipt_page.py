"""A version that was sent: its receipt number large, its paper, and what was in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from desktop.actions import papers
from desktop.actions.submissions import Opened
from desktop.models.submissions import Version
from desktop.views.form_fields.editor import written
from desktop.views.kiosk.page import Page
from desktop.views.kiosk.printing import PrintJob
from desktop.views.kiosk.sheet import show_changes, show_sheet
from desktop.views.reviewing.states import moment
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class ReceiptPage(Page):
    """``fresh`` thanks for what was sent a moment ago; an older version shows what changed."""

    def __init__(self, ui: Ui, opened: Opened, version: Version, fresh: bool = False) -> None:
        super().__init__(ui)
        self._opened, self._version = opened, version
        words = ui.words
        if fresh:
            self.rows.addWidget(Label(words("kiosk.thanks"), "title"))
        self.rows.addWidget(self._slip())
        if version.verdict == "returned":
            card = Card(ui, tone="warning")
            card.rows.addWidget(WrapLabel(ui, words("kiosk.returned_because"), "strong"))
            card.rows.addWidget(WrapLabel(ui, version.comment))
            self.rows.addWidget(card)
        if not fresh:
            self._show_content()
        self.rows.addStretch(1)
        self.home = Button(ui, words("kiosk.to_my_page"), "primary", run=self._home).large()
        self.lock = Button(ui, words("kiosk.lock"), "plain", "lock", self.locking.emit).large()
        self.foot.addWidget(self.home)
        self.foot.addStretch(1)
        self.foot.addWidget(self.lock)
        self.bar.show()

    def begin(self) -> None:
        """Put the cursor on the way home."""
        self.home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _slip(self) -> Card:
        ui, words, version = self.ui, self.ui.words, self._version
        card = Card(ui)
        title = written(ui, self._opened.form.title)
        card.rows.addWidget(WrapLabel(ui, title, "strong"))
        number = words("kiosk.receipt_number", receipt=words.number(version.receipt))
        card.rows.addWidget(WrapLabel(ui, number, "answer"))
        at = moment(words, version.at, ui.desk.now())
        late = words("kiosk.sent_late", at=at) if version.late else words("kiosk.sent", at=at)
        card.rows.addWidget(WrapLabel(ui, late))
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(12))
        self.save = Button(ui, words("kiosk.save_receipt"), "plain", "download", self._save)
        self.print = Button(ui, words("kiosk.print_receipt"), "plain", "printer", self._print)
        across.addWidget(self.print)
        across.addWidget(self.save)
        across.addStretch(1)
        card.rows.addLayout(across)
        return card

    def _show_content(self) -> None:
        """Show what changed since the version before, then all that was sent."""
        opened, version = self._opened, self._version
        older = [each for each in opened.versions if each.number < version.number]
        body = QVBoxLayout()
        body.setSpacing(self.ui.theme.px(12))
        self.rows.addLayout(body)
        if older:
            show_changes(self.ui, body, opened.form, older[-1], version)
        show_sheet(self.ui, body, opened.form, version.answers)

    def _save(self) -> None:
        ui = self.ui
        name = f"{ui.words('kiosk.receipt_file')} {self._version.receipt.replace('/', '-')}"
        # Not the static question: it would outlive the page when the screen is locked meanwhile.
        dialog = QFileDialog(self, ui.words("kiosk.save_receipt"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{name}.pdf")
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the receipt as a PDF."""
        with self.ui.trying():
            papers.write_receipt(self.ui.desk, self._opened.of, self._version, path)
            self.ui.say(self.ui.words("results.saved", file=path.name))

    def _print(self) -> None:
        """Send the receipt to the printer; nothing else opens."""
        ui = self.ui
        job = PrintJob(ui, self._printed)
        with ui.trying():
            papers.write_receipt(ui.desk, self._opened.of, self._version, job.path)
            job.send()

    def _printed(self, taken: bool) -> None:
        words = self.ui.words
        if taken:
            self.ui.say(words("kiosk.printed"))
        else:
            self.ui.say(words("kiosk.not_printed"), "warning")

    def _home(self) -> None:
        from desktop.views.kiosk.my_page import MyPage

        self.turn.emit(MyPage(self.ui, self._opened.of, self._opened.enrolment))
