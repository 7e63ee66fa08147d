"""What somebody keyed in from a person's paper: read it through, and confirm it by PIN."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop.actions.submissions import confirm, open_work
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.submissions import Version
from desktop.views.kiosk.page import Page
from desktop.views.kiosk.pin_page import PinPad
from desktop.views.kiosk.sheet import show_sheet
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

PAD = 760


class ConfirmPage(Page):
    """The PIN is asked for again: it stands for a signature."""

    def __init__(self, ui: Ui, of: Class, person: Enrolment, version: Version) -> None:
        super().__init__(ui)
        self._of, self._person = of, person
        words = ui.words
        self.rows.addWidget(Label(words("kiosk.confirm_title"), "title"))
        said = words("kiosk.confirm_help", name=version.keyed_by)
        self.rows.addWidget(WrapLabel(ui, said))
        body = QVBoxLayout()
        self.rows.addLayout(body)
        form = open_work(ui.desk, of, person, version.form).form
        show_sheet(ui, body, form, version.answers)
        self.rows.addWidget(WrapLabel(ui, words("kiosk.confirm_pin"), "strong"))
        self.pad = PinPad(ui, partial(confirm, ui.desk, of, version))
        self.pad.setMaximumWidth(ui.theme.px(PAD))
        self.pad.right.connect(self._done)
        self.rows.addWidget(self.pad)
        self.rows.addStretch(1)
        self.home = Button(ui, words("kiosk.to_my_page"), "plain", run=self._home).large()
        self.foot.addWidget(self.home)
        self.foot.addStretch(1)
        self.bar.show()

    def begin(self) -> None:
        """Begin where one can go back or read on; the PIN is at the end."""
        self.home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, _: str) -> None:
        self.ui.say(self.ui.words("kiosk.confirmed"))
        self._home()

    def _home(self) -> None:
        from desktop.views.kiosk.my_page import MyPage

        self.turn.emit(MyPage(self.ui, self._of, self._person))
