"""Joining a server: one code, scanned or typed, and it says as whom."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.refusal import Fault, Refused
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.wrap_label import WrapLabel

_OF_THE_CODE = frozenset({"bad-code", "code-spent", "key-mismatch", "too-many"})


class EnrolDialog(Dialog):
    """Takes "ADDRESS CODE" as scanned in the first field, or each in its own.

    What was typed stays until it worked; closed while it waits, the answer is said by the window.
    """

    def __init__(self, ui: Ui, parent: QWidget | None) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("meeting.enrol.title"),
            words("meeting.enrol.text"),
            words("meeting.enrol.button"),
            check=self._may_close,
        )
        self.joined = False
        self._waiting = False
        self.address = QLineEdit(maxLength=400, placeholderText="https://…")
        self.code = QLineEdit(maxLength=40, placeholderText="XXXXX-XXXXX-XX")
        self._address = Field(
            ui, words("meeting.enrol.address"), self.address, words("meeting.enrol.address_help")
        )
        self._code = Field(
            ui, words("meeting.enrol.code"), self.code, words("meeting.enrol.code_help", minutes=15)
        )
        self.body.addWidget(self._address)
        self.body.addWidget(self._code)
        self._card = Card(ui, tone="ok")
        self._said = WrapLabel(ui, "", "strong")
        self._next = WrapLabel(ui)
        self._card.rows.addWidget(self._said)
        self._card.rows.addWidget(self._next)
        self.body.addWidget(self._card)
        self._card.hide()
        self.address.textChanged.connect(lambda: self._address.forgive())
        self.address.editingFinished.connect(self._take_apart)
        self.code.textChanged.connect(lambda: self._code.forgive())
        self.setMinimumWidth(ui.theme.px(560))

    def _take_apart(self) -> None:
        """Put the code of a scanned line into its own field, once all of it has been typed."""
        address, _, code = self.address.text().strip().partition(" ")
        if code.strip():
            self.code.setText(code.strip())
            self.address.setText(address)

    def _may_close(self) -> bool:
        if self.joined:
            return True
        self._take_apart()
        if not self._waiting and self._complete():
            self._ask()
        return False

    def _complete(self) -> bool:
        """Say beside each field what is missing in it."""
        words, address = self._ui.words, self.address.text().strip()
        if not address:
            self._address.complain(words("meeting.enrol.no_address"))
        elif not address.isascii():
            self._address.complain(words("meeting.enrol.thai_keys"))
        elif not self.code.text().strip():
            self._code.complain(words("meeting.enrol.no_code"))
            self.code.setFocus()
        else:
            return True
        return False

    def _ask(self) -> None:
        network = self._ui.network
        if network is None:
            return
        self._wait(True)
        network.enrol(
            self.address.text().strip(), self.code.text().strip(), self._done, self._failed
        )

    def _wait(self, waiting: bool) -> None:
        self._waiting = waiting
        words = self._ui.words
        self.confirm.setEnabled(not waiting)
        self.confirm.set_text(words("meeting.enrol.asking" if waiting else "meeting.enrol.button"))
        for entry in (self.address, self.code):
            entry.setReadOnly(waiting)

    def _done(self) -> None:
        """Say as whom this device joined, and what happens next without anybody's help."""
        self.joined, self._waiting = True, False
        said = joined_as(self._ui)
        if not self.isVisible():
            self._ui.say(said)
            return
        words = self._ui.words
        self._said.set_text(said)
        self._next.set_text(words("meeting.enrol.next"))
        self._card.setAccessibleName(said)
        self._address.hide()
        self._code.hide()
        self._card.show()
        self.cancel.hide()
        self.confirm.setEnabled(True)
        self.confirm.set_text(words("common.close"))
        self.confirm.setFocus()

    def _failed(self, error: Exception) -> None:
        """Say it beside the field it is about; everything typed is still there."""
        self._wait(False)
        if not isinstance(error, Refused | Fault):
            raise error
        if not self.isVisible():
            self._ui.refuse(error)
            return
        field = self._code if error.code in _OF_THE_CODE else self._address
        field.complain(self._ui.wording.sentence(error))
        field.control.setFocus()


def joined_as(ui: Ui) -> str:
    """Say as whom this device belongs to its server, if it does."""
    member = ui.network.state().membership if ui.network is not None else None
    if member is None:
        return ui.words("meeting.enrol.joined")
    role = ui.words(f"meeting.role.{member.role}")
    return ui.words("meeting.enrol.as", person=member.person, role=role)
