"""What a file from another computer would bring, said before anything of it is stored."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QWidget

from desktop.models.refusal import Fault, Refused
from desktop.models.syncing import BundlePreview
from desktop.models.wording import Words
from desktop.views.files import BUNDLE
from desktop.views.settings_backups import show_moment
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

_NEEDED = "passphrase-needed"


class ImportBundleDialog(Dialog):
    """Reads the file at once; one button takes it in, and nothing is stored before."""

    def __init__(self, ui: Ui, file: Path, parent: QWidget | None) -> None:
        words = ui.words
        super().__init__(
            ui, parent, words("meeting.import.title"), file.name,
            words("meeting.import.button"), check=self._press,
        )  # fmt: skip
        self._file = file
        self._preview: BundlePreview | None = None
        self._after = False
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words("meeting.import.reading"))
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._field = Field(
            ui,
            words("meeting.import.passphrase"),
            self.passphrase,
            words("meeting.import.passphrase_help"),
        )
        self.passphrase.textChanged.connect(lambda: self._field.forgive())
        self.card = Card(ui)
        self.brings, self.detail = WrapLabel(ui, "", "section"), WrapLabel(ui)
        self.source, self.trust = WrapLabel(ui, "", breaks="spaces"), WrapLabel(ui, "", "muted")
        for label in (self.brings, self.detail, Label(), self.source, self.trust):
            self.card.rows.addWidget(label)
        self.said = WrapLabel(ui, "", "strong", "danger")
        self.kept = WrapLabel(ui, words("meeting.import.kept"), "muted")
        for widget in (self.bar, self._field, self.card, self.said, self.kept):
            self.body.addWidget(widget)
        self.setMinimumWidth(ui.theme.px(600))
        self._show()

    def open(self) -> None:
        """Show it, and read."""
        super().open()
        self.read()

    def read(self) -> None:
        """Ask what the file would bring."""
        network = self._ui.network
        if network is not None:
            self._show(self.bar)
            network.read_bundle(self._file, self.passphrase.text(), self._previewed, self._failed)

    def _press(self) -> bool:
        network = self._ui.network
        if network is None or self._after:
            return True
        if self._preview is None:
            self.read()
        else:
            self._show(self.bar)
            network.import_bundle(self._file, self.passphrase.text(), self._imported, self._failed)
        return False

    def _previewed(self, preview: BundlePreview) -> None:
        words = self._ui.words
        self._preview = preview
        self._describe(preview)
        self._show(self.card)
        self.confirm.set_text(words("meeting.import.button"))
        self.confirm.setVisible(preview.new > 0)
        if not preview.new:
            self.cancel.set_text(words("common.close"))
        (self.confirm if preview.new else self.cancel).setFocus()

    def _describe(self, preview: BundlePreview) -> None:
        words = self._ui.words
        self.brings.set_text(brings_words(words, preview))
        parts = [
            words("meeting.import.classes", codes=", ".join(preview.classes))
            if preview.classes
            else "",
            words("meeting.import.new", n=preview.new),
            words("meeting.import.known", n=preview.known) if preview.known else "",
            words("meeting.import.files", n=preview.files) if preview.files else "",
        ]
        self.detail.set_text(" · ".join(filter(None, parts)))
        made = show_moment(words, preview.made.astimezone())
        self.source.set_text(words("meeting.import.from", person=preview.sender, time=made))
        key = "trusted" if preview.trusted else "stranger"
        sealed = "" if preview.sealed else f" {words('meeting.import.unsealed')}"
        self.trust.set_text(
            words(f"meeting.import.{key}", fingerprint=preview.fingerprint) + sealed
        )
        self.trust.set_tone(None if preview.trusted else "warning")

    def _imported(self, preview: BundlePreview) -> None:
        """Say what came; differences are settled where all of them are listed."""
        words = self._ui.words
        said = words("meeting.import.done", n=preview.new)
        self._ui.say(said)
        if not self.isVisible():
            return
        self._after = True
        if not preview.differ:
            self.accept()
            return
        self._describe(preview)
        self.brings.set_text(said)
        self.detail.set_text(words("meeting.import.differ", n=preview.differ))
        self._show(self.card)
        self.kept.hide()
        self.cancel.set_text(words("common.close"))
        self.confirm.set_text(words("meeting.sheet.choose"))
        self.confirm.setFocus()

    def accept(self) -> None:
        """Lead on to the differences, if there are any."""
        super().accept()
        if self._after and not self.isVisible() and self._preview and self._preview.differ:
            _lead_on(self._ui, self.parentWidget())

    def _failed(self, error: Exception) -> None:
        """Ask for the passphrase, or say in one sentence why the file cannot be used."""
        if not isinstance(error, Refused | Fault):
            raise error
        if not self.isVisible():
            self._ui.refuse(error)
        elif "passphrase" in error.code:
            self._ask(error)
        else:
            self.said.set_text(self._ui.wording.sentence(error))
            self._show(self.said)
            self.confirm.hide()
            self.cancel.set_text(self._ui.words("common.close"))
            self.cancel.setFocus()

    def _ask(self, error: Refused | Fault) -> None:
        self._show(self._field)
        self.confirm.set_text(self._ui.words("meeting.import.unlock"))
        if error.code != _NEEDED:
            self._field.complain(self._ui.wording.sentence(error))
        self.passphrase.setFocus()
        self.passphrase.selectAll()

    def _show(self, shown: QWidget | None = None) -> None:
        for widget in (self.bar, self._field, self.card, self.said):
            widget.setVisible(widget is shown)
        self.kept.setVisible(shown is not self.bar)
        self.confirm.setEnabled(shown is not None and shown is not self.bar)


def _lead_on(ui: Ui, parent: QWidget | None) -> None:
    """Show where all differences are listed; it may be there already, below this dialog."""
    from desktop.views.sync_sheet import SyncSheet

    if not isinstance(parent, SyncSheet):
        SyncSheet(ui, parent).open()


def brings_words(words: Words, preview: BundlePreview) -> str:
    """Say the least one has to know: ``การเช็กชื่อใหม่ ๓๔ · ต่างกัน ๒``."""
    if not preview.new:
        return words("meeting.import.nothing")
    marks = "meeting.import.marks" if preview.marks else "meeting.import.new"
    said = [words(marks, n=preview.marks or preview.new)]
    if preview.differ:
        said.append(words("meeting.chip.conflicts", n=preview.differ))
    return " · ".join(said)


def ask_bundle(ui: Ui, parent: QWidget | None) -> None:
    """Ask for the file, then show what it would bring."""
    kinds = f"{ui.words(f'file.{BUNDLE}')} (*.{BUNDLE})"
    file, _ = QFileDialog.getOpenFileName(parent, ui.words("meeting.import.choose"), "", kinds)
    if file:
        ImportBundleDialog(ui, Path(file), parent).open()
