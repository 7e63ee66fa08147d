"""The staff code, asked for wherever somebody wants out of participants' mode."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.actions import kiosk
from desktop.models.refusal import Refused
from desktop.views.kiosk.code_field import CodeField
from desktop.views.ui import Ui
from desktop.views.widgets.dialog import Dialog


class LeaveDialog(Dialog):
    """Closes with the right code, or by going back to the participants."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("kiosk.leave.title"),
            words("kiosk.leave.text"),
            words("kiosk.leave.button"),
            check=self._right,
        )
        self.code = CodeField(ui, words("kiosk.enter.code"))
        self.body.addWidget(self.code)
        self.cancel.set_text(words("kiosk.leave.stay"))

    def _right(self) -> bool:
        try:
            kiosk.try_code(self._ui.desk, self.code.entry.text())
        except Refused as no:
            self.code.entry.clear()
            self.code.complain(self._ui.wording.sentence(no))
            self.code.entry.setFocus()
            return False
        return True
