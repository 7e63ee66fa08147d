"""Saving classes as one file for computers that do not meet over the network."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.refusal import Fault, Refused
from desktop.store import classes as shelf
from desktop.store.replica import Replica
from desktop.views.class_words import class_title
from desktop.views.files import BUNDLE, ask_save
from desktop.views.ui import Ui
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.row import Row
from desktop.views.widgets.wrap_label import WrapLabel

SHORTEST = 8
WAYS = ("devices", "passphrase", "open")


class ExportDialog(Dialog):
    """Asks what, and who shall be able to open it; then where the file goes."""

    def __init__(self, ui: Ui, parent: QWidget | None, class_id: str = "") -> None:
        words = ui.words
        super().__init__(
            ui, parent, words("meeting.export.title"), words("meeting.export.text"),
            words("meeting.export.button"), check=self._ask_file,
        )  # fmt: skip
        self._busy = False
        self._replica = Replica(ui.desk.store)
        self._what(class_id)
        self._how()
        self.said = WrapLabel(ui, "", "strong", "danger")
        self.said.hide()
        self.body.addWidget(self.said)
        self._turned()
        self.setMinimumWidth(ui.theme.px(600))

    @property
    def way(self) -> str:
        """Who can open the file: some devices, who knows the passphrase, or anybody."""
        return WAYS[self.ways.checkedId()]

    def scopes(self) -> list[str]:
        """Give what shall be in it."""
        chosen = str(self.what.currentData())
        return [chosen] if chosen else []

    def recipients(self) -> list[str]:
        """Give the devices it is for."""
        return [device for device, box in self.devices.items() if box.isChecked()]

    def _what(self, class_id: str) -> None:
        words, store = self._ui.words, self._ui.desk.store
        self.what = QComboBox()
        for of in sorted(shelf.classes(store), key=lambda c: -c.number):
            self.what.addItem(f"{class_title(words, of)} · {of.code}", of.scope)
            if of.id == class_id:
                self.what.setCurrentIndex(self.what.count() - 1)
        n = sum(self._replica.waiting().values())
        if n:
            self.what.addItem(words("meeting.export.unsent", n=n), "")
        self.body.addWidget(Field(self._ui, words("meeting.export.what"), self.what))

    def _how(self) -> None:
        """Offer the ways, the safest that can be used chosen."""
        words, px = self._ui.words, self._ui.theme.px
        self.ways = QButtonGroup(self)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(4))
        parts = (self._devices(), self._passphrase(), self._warning())
        for at, (way, part) in enumerate(zip(WAYS, parts, strict=True)):
            button = QRadioButton(words(f"meeting.export.way.{way}"))
            self.ways.addButton(button, at)
            rows.addWidget(button)
            part.setContentsMargins(px(28), 0, 0, px(4))
            rows.addWidget(part)
        self._parts = parts
        nobody = not self.devices
        self.ways.button(0).setVisible(not nobody)
        chosen = self.ways.button(1 if nobody else 0)
        chosen.setChecked(True)
        inside.setFocusProxy(chosen)
        self.ways.idToggled.connect(lambda *_: self._turned())
        self.body.addWidget(Field(self._ui, words("meeting.export.how"), inside))

    def _devices(self) -> QWidget:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        own = self._ui.desk.device
        known = self._replica.devices().values()
        self.devices = {
            d.id: QCheckBox(" · ".join(filter(None, [d.person, d.label])) or d.id[:8])
            for d in sorted(known, key=lambda d: (d.person, d.label))
            if d.id != own and d.box and not d.revoked
        }
        for box in self.devices.values():
            rows.addWidget(box)
        return inside

    def _passphrase(self) -> QWidget:
        words = self._ui.words
        self.first, self.second = (QLineEdit(echoMode=QLineEdit.EchoMode.Password) for _ in "12")
        help_text = words("meeting.export.passphrase_help", n=SHORTEST)
        self._first = Field(self._ui, words("meeting.export.passphrase"), self.first, help_text)
        self._second = Field(self._ui, words("meeting.export.again"), self.second)
        for entry, field in ((self.first, self._first), (self.second, self._second)):
            entry.textChanged.connect(partial(_forgive, field))
        inside = QWidget()
        QVBoxLayout(inside).addWidget(Row(self._ui, self._first, self._second))
        return inside

    def _warning(self) -> QWidget:
        inside = QWidget()
        text = self._ui.words("meeting.export.open_warning")
        QVBoxLayout(inside).addWidget(WrapLabel(self._ui, text, "body", "warning"))
        return inside

    def _turned(self) -> None:
        for at, part in enumerate(self._parts):
            part.setVisible(at == self.ways.checkedId())
        self.said.hide()

    def _ask_file(self) -> bool:
        if not self._busy and self._complete():
            ui = self._ui
            name = ui.words("meeting.export.file", code=self.what.currentText().split(" · ")[-1])
            file = ask_save(ui, self, ui.words("meeting.export.title"), name, BUNDLE)
            if file is not None:
                self._write(file)
        return False

    def _complete(self) -> bool:
        """Say what is still wrong, beside what it is about."""
        words = self._ui.words
        if not self.scopes() and not self._replica.waiting():
            return self._say(words("meeting.export.nothing"))
        if self.way == "devices" and not self.recipients():
            return self._say(words("meeting.export.nobody"))
        if self.way == "passphrase":
            return self._agreed()
        return True

    def _agreed(self) -> bool:
        words = self._ui.words
        if len(self.first.text()) < SHORTEST:
            self._first.complain(words("meeting.export.short", n=SHORTEST))
            self.first.setFocus()
            return False
        if self.first.text() != self.second.text():
            self._second.complain(words("meeting.export.unequal"))
            self.second.setFocus()
            return False
        return True

    def _say(self, text: str) -> bool:
        self.said.set_text(text)
        self.said.show()
        return False

    def _write(self, file: Path) -> None:
        network = self._ui.network
        if network is None:
            return
        self._wait(True)
        network.export_bundle(
            self.scopes(),
            file,
            to=self.recipients() if self.way == "devices" else (),
            passphrase=self.first.text() if self.way == "passphrase" else "",
            pending=not self.scopes(),
            done=partial(self._written, file),
            failed=self._failed,
        )

    def _wait(self, busy: bool) -> None:
        words = self._ui.words
        self._busy = busy
        self.confirm.setEnabled(not busy)
        self.confirm.set_text(words("meeting.export.busy" if busy else "meeting.export.button"))

    def _written(self, file: Path) -> None:
        self._ui.say(self._ui.words("meeting.export.done", file=file.name))
        if self.isVisible():
            self._wait(False)
            self.reject()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refused | Fault):
            raise error
        if self.isVisible():
            self._wait(False)
            self._say(self._ui.wording.sentence(error))
        else:
            self._ui.refuse(error)


def _forgive(field: Field, _: str) -> None:
    field.forgive()
