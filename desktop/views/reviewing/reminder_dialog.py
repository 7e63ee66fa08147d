"""Who still owes a form: large enough to be read out, copied for a group chat, or printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.actions import listing
from desktop.actions.submissions import Overview
from desktop.models.classes import Class
from desktop.models.forms import Form
from desktop.views.reviewing.lists import owing, reminder, states_list
from desktop.views.reviewing.printing import Printing
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.label import Label

HEIGHT = 380


class ReminderDialog(Dialog):
    """The text is the message as it will be copied; nothing about it is sent from here."""

    def __init__(
        self,
        ui: Ui,
        of: Class,
        form: Form,
        people: Sequence[Overview],
        due: str,
        parent: QWidget | None,
    ) -> None:
        words = ui.words
        count = len(owing(people))
        super().__init__(
            ui, parent, words("reviewing.reminder.title", n=count),
            words("reviewing.reminder.text"), words("common.close"), "plain",
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.hide()
        self.text = _Sheet(ui, reminder(words, of, form, people, due))
        self.text.setAccessibleName(words("reviewing.reminder.list"))
        self.body.addWidget(self.text)
        self.copied = Label("", "muted", "ok")
        sheet = states_list(ui, of, form, owing(people))
        name = f"{words('reviewing.reminder.list')} {of.code}"
        self.print = Button(
            ui, words("reviewing.reminder.print"), "plain", "printer",
            lambda: Printing(ui, self).save(name, partial(listing.write_list, sheet)),
        )  # fmt: skip
        self.copy = Button(ui, words("reviewing.reminder.copy"), "primary", "copy", self._copy)
        self.copy.setEnabled(bool(count))
        self.buttons.insertWidget(0, self.copy)
        self.buttons.insertWidget(1, self.print)
        self.buttons.insertWidget(2, self.copied)
        self.print.setEnabled(bool(count))
        self.setMinimumWidth(ui.theme.px(620))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.setText(self._ui.words("reviewing.reminder.copied"))


class _Sheet(QPlainTextEdit):
    """The message, high enough for a class to be read out from."""

    def __init__(self, ui: Ui, text: str) -> None:
        super().__init__(text, readOnly=True)
        self._ui = ui
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        """Room for a dozen names."""
        return QSize(self._ui.theme.px(520), self._ui.theme.px(HEIGHT))
