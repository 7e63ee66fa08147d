"""Participants' mode: the whole screen, one person at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.views.kiosk.idle import Idle
from desktop.views.kiosk.leave_dialog import LeaveDialog
from desktop.views.kiosk.name_page import NamePage
from desktop.views.kiosk.page import Page
from desktop.views.kiosk.pin_page import PinPage
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Message, Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label
from desktop.views.widgets.toast import Toast


class KioskWindow(QWidget):
    """Shows one page after another and keeps none: locking leaves nothing of a person behind.

    It does not close: closing asks for the staff code, and ``left`` says that it was right. It
    ``may_close`` once its owner says so.
    """

    left = Signal()

    def __init__(self, ui: Ui, of: Class) -> None:
        super().__init__()
        self.ui = ui
        self.of = of
        self.person: Enrolment | None = None
        self.page: Page | None = None
        self.may_close = False
        self._leaving: LeaveDialog | None = None
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(ui.words("kiosk.title"))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self._head())
        self.toast = Toast(ui, self)
        self.idle = Idle(self)
        self.idle.idle.connect(self.lock)
        ui.wording.changed.connect(self.lock)
        ui.live.changed.connect(self._changed)
        self.lock()

    def show_page(self, page: Page) -> None:
        """Show a page in place of the one before, which is put away for good."""
        self._put_away()
        self.page = page
        page.turn.connect(self.show_page)
        page.locking.connect(self.lock)
        self._rows.addWidget(page, 1)
        page.show()
        self._say()
        follow_layout(self)
        page.begin()

    def lock(self) -> None:
        """Put away what was typed, forget the person, and wait for the next."""
        page, self.person = self.page, None
        if page is not None:
            page.leave()
        self.idle.stop()
        self.toast.show_message(Message(""))  # it may have named somebody
        self.toast.hide()
        QGuiApplication.clipboard().clear()
        self.ui.desk.undoable.clear()
        self.ui.desk.redoable.clear()
        names = NamePage(self.ui, self.of)
        names.chosen.connect(self.ask_pin)
        self.show_page(names)

    def ask_pin(self, person: Enrolment) -> None:
        """Ask somebody who says who they are for the PIN on their card."""
        self.person = None
        page = PinPage(self.ui, person)
        page.opened.connect(self.unlock)
        self.show_page(page)
        self.idle.start()

    def unlock(self, person: Enrolment) -> None:
        """Show a person their own page."""
        from desktop.views.kiosk.my_page import MyPage

        self.person = person
        self.show_page(MyPage(self.ui, self.of, person))
        self.idle.start()

    def ask_to_leave(self) -> None:
        """Ask for the staff code; right, it leads back to the desk."""
        self._leaving = LeaveDialog(self.ui, self)
        self._leaving.accepted.connect(self._leave)
        self._leaving.open()

    def close_for_good(self) -> None:
        """Close without asking: the staff code was right."""
        self.may_close = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for the staff code instead of closing."""
        if self.may_close:
            self.idle.stop()
            event.accept()
            return
        event.ignore()
        self.ask_to_leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Escape and the rest from whatever stands behind."""
        event.accept()

    def _changed(self, kinds: frozenset[str]) -> None:
        """Show a person's page anew when another device said something that stands on it."""
        from desktop.views.kiosk.my_page import SHOWS, MyPage

        if isinstance(self.page, MyPage) and self.person is not None and kinds & SHOWS:
            self.show_page(MyPage(self.ui, self.of, self.person))

    def _leave(self) -> None:
        if self.page is not None:
            self.page.leave()
        self.left.emit()

    def _put_away(self) -> None:
        page, self.page = self.page, None
        if page is None:
            return
        page.turn.disconnect(self.show_page)
        page.locking.disconnect(self.lock)
        self._rows.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _head(self) -> QWidget:
        ui = self.ui
        head = QFrame()
        head.setObjectName("header")
        across = QHBoxLayout(head)
        edge = ui.theme.px(24)
        across.setContentsMargins(edge, ui.theme.px(8), edge, ui.theme.px(8))
        across.setSpacing(ui.theme.px(16))
        self.class_label = ElidedLabel("", "strong")
        self.name_label = Label("", "strong")
        self.lock_button = Button(ui, ui.words("kiosk.lock"), "plain", "lock", self.lock)
        self.staff_button = Button(ui, ui.words("kiosk.staff"), "quiet", run=self.ask_to_leave)
        across.addWidget(self.class_label, 1)
        across.addWidget(self.name_label)
        across.addWidget(self.lock_button)
        across.addWidget(self.staff_button)
        return head

    def _say(self) -> None:
        words, person = self.ui.words, self.person
        self.setWindowTitle(words("kiosk.title"))
        title = words("frame.class_title", number=self.of.number)
        about = self.page.title if self.page is not None else ""
        self.class_label.setText(f"{title} · {about}" if about else title)
        self.lock_button.set_text(words("kiosk.lock"))
        self.staff_button.set_text(words("kiosk.staff"))
        self.name_label.setText(person.name if person else "")
        self.lock_button.setVisible(person is not None)
        self.staff_button.setVisible(person is None)
