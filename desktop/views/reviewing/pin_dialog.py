"""The owner of a work keyed in from paper confirms it with the PIN of their card."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.actions.submissions import confirm
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.models.submissions import Version
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field


class PinDialog(Dialog):
    """A wrong PIN is said below it; the dialog stays open."""

    def __init__(
        self, ui: Ui, of: Class, version: Version, name: str, parent: QWidget | None
    ) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("reviewing.pin.title"),
            words("reviewing.pin.text", name=name, receipt=words.number(version.receipt)),
            words("reviewing.pin.confirm"),
            check=self._confirm,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._of, self._version = of, version
        self.pin = QLineEdit(maxLength=8, echoMode=QLineEdit.EchoMode.Password)
        self.field = Field(
            ui, words("reviewing.pin.label"), self.pin, words("reviewing.pin.help", n=4)
        )
        self.body.addWidget(self.field)

    def _confirm(self) -> bool:
        ui = self._ui
        try:
            confirm(ui.desk, self._of, self._version, self.pin.text())
        except (Refused, Fault) as no:
            self.field.complain(ui.wording.sentence(no))
            self.pin.selectAll()
            self.pin.setFocus()
            return False
        ui.say(ui.words("reviewing.pin.done"), undo=partial(undo, ui))
        return True
