"""A place to try the scanner, before there is a queue at the door."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop.models.scanned import Scanned, read_scan
from desktop.views.ui import Tone, Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.field import Field
from desktop.views.widgets.wrap_label import WrapLabel


class ScannerCard(Card):
    """Says what was understood; nothing that is scanned here is kept."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.words("settings.scanner"))
        self._ui = ui
        self.entry = QLineEdit(maxLength=60)
        self.entry.setObjectName("settings-scanner")
        self.entry.setPlaceholderText(ui.words("settings.scanner_hint"))
        self.rows.addWidget(
            Field(
                ui,
                ui.words("settings.scanner_label"),
                self.entry,
                ui.words("settings.scanner_help"),
            )
        )
        self.said = WrapLabel(ui, "", "strong")
        self.said.hide()
        self.rows.addWidget(self.said)
        self.entry.textChanged.connect(self._typed)
        self.entry.returnPressed.connect(self._scanned)

    def _typed(self, text: str) -> None:
        scanned = read_scan(text)
        if scanned.kind in ("badge", "citizen"):
            self._say(scanned)
        else:
            self.said.hide()

    def _scanned(self) -> None:
        """A scanner ends with Enter: judge, and be ready for the next one."""
        if self.entry.text().strip():
            self._say(read_scan(self.entry.text()))
            self.entry.selectAll()

    def _say(self, scanned: Scanned) -> None:
        words = self._ui.words
        tone: Tone = "ok" if scanned.kind in ("badge", "citizen") else "warning"
        shown = scanned.digits
        if scanned.kind == "badge":
            shown = " ".join(shown[at : at + 4] for at in range(0, len(shown), 4))
        text = words(f"settings.scan.{scanned.kind}", digits=shown, last=scanned.digits[-4:])
        if scanned.repaired:
            text = f"{text}\n{words('settings.scan.repaired')}"
        self.said.set_text(text)
        self.said.set_tone(tone)
        self.said.show()
