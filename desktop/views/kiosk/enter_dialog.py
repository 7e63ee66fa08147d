"""Before the screen is handed to participants: which class, and the code to come back."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.actions import kiosk
from desktop.models.classes import Class, stage
from desktop.models.refusal import Refused
from desktop.store import classes as shelf
from desktop.views.kiosk.code_field import CodeField
from desktop.views.kiosk.door import door
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field


class EnterDialog(Dialog):
    """Asks for a new code twice, for one that is set once: who cannot say it could not return."""

    def __init__(self, ui: Ui, parent: QWidget | None, class_id: str = "") -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("kiosk.enter.title"),
            words("kiosk.enter.text"),
            words("kiosk.enter.button"),
            check=self._go_in,
        )
        self._classes = _offered(ui)
        self.choice = QComboBox()
        for of in self._classes:
            self.choice.addItem(words("kiosk.enter.class", number=of.number, code=of.code), of.id)
        chosen = self.choice.findData(class_id)
        self.choice.setCurrentIndex(max(0, chosen))
        self._class_field = Field(ui, words("kiosk.enter.which"), self.choice)
        self.code = CodeField(ui, words("kiosk.enter.code"), words("kiosk.enter.code_help"))
        self.again = CodeField(ui, words("kiosk.enter.again"))
        self.anew = Button(ui, words("kiosk.enter.anew"), "link", run=self._set_anew)
        for widget in (self._class_field, self.code, self.again, self.anew):
            self.body.addWidget(widget)
        self._setting = not kiosk.has_code(ui.desk)
        self._show_fields()
        self.confirm.setEnabled(bool(self._classes))
        if not self._classes:
            self._class_field.complain(words("kiosk.enter.no_class"))
        self.setMinimumWidth(ui.theme.px(560))

    def _show_fields(self) -> None:
        self.again.setVisible(self._setting)
        self.anew.setVisible(not self._setting)

    def _set_anew(self) -> None:
        """Set another code: who sits at the open desk may."""
        self._setting = True
        self._show_fields()
        self.code.entry.setFocus()

    def _go_in(self) -> bool:
        of = self._chosen()
        if of is None or not self._code_stands():
            return False
        try:
            kiosk.enter(self._ui.desk, of)
        except Refused as no:
            self._class_field.complain(self._ui.wording.sentence(no))
            return False
        # The dialog goes with the window it stands over; participants' mode stays.
        self.accepted.connect(lambda: door(self._ui).go_in(of))
        return True

    def _chosen(self) -> Class | None:
        return next((of for of in self._classes if of.id == self.choice.currentData()), None)

    def _code_stands(self) -> bool:
        """Set the code, or try the one that is set; say what is wrong beside it."""
        ui, typed = self._ui, self.code.entry.text()
        if self._setting and typed != self.again.entry.text():
            self.again.complain(ui.words("kiosk.enter.differ"))
            return False
        try:
            (kiosk.set_code if self._setting else kiosk.try_code)(ui.desk, typed)
        except Refused as no:
            self.code.complain(ui.wording.sentence(no))
            self.code.entry.setFocus()
            return False
        return True


def _offered(ui: Ui) -> list[Class]:
    """Give the open classes: those that run now first, then the newest."""
    today = ui.desk.now().date()
    known = [of for of in shelf.classes(ui.desk.store) if of.status not in ("closed", "archived")]
    return sorted(known, key=lambda of: (stage(of, today) != "running", -of.number))


def open_kiosk(ui: Ui, class_id: str = "") -> None:
    """Ask how to go into participants' mode."""
    EnterDialog(ui, ui.commands.window, class_id).open()
