"""A place to try the scanner, before there is a queue at the door."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop.models.badges import DIGITS
from desktop.models.scan import CITIZEN_DIGITS, Code, read_code
from desktop.models.thai import ascii_digits
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
        code = read_code(text)
        if code.kind == "unreadable":
            self.said.hide()
        else:
            self._say(code)

    def _scanned(self) -> None:
        """Judge, and be ready for the next one: a scanner ends with Enter."""
        if self.entry.text().strip():
            self._say(read_code(self.entry.text()))
            self.entry.selectAll()

    def _say(self, code: Code) -> None:
        words, digits = self._ui.words, code.digits
        tone: Tone = "warning" if code.kind == "unreadable" else "ok"
        if code.kind == "unreadable" and len(digits) in (DIGITS, CITIZEN_DIGITS):
            text = words("settings.scan.misread", digits=digits)
        elif code.kind == "badge":
            apart = " ".join(digits[at : at + 4] for at in range(0, DIGITS, 4))
            text = words("settings.scan.badge", digits=apart)
        else:
            text = words(f"settings.scan.{code.kind}", last=digits[-4:])
        if tone == "ok" and digits != _as_typed(self.entry.text()):
            text = f"{text}\n{words('settings.scan.repaired')}"
        self.said.set_text(text)
        self.said.set_tone(tone)
        self.said.show()


def _as_typed(text: str) -> str:
    return "".join(sign for sign in ascii_digits(text) if "0" <= sign <= "9")
