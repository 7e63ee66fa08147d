"""The PIN from the card: by keys on the screen or on the keyboard, and a wait after wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.pins import try_pin
from desktop.models.enrolment import Enrolment
from desktop.models.refusal import Refused
from desktop.views.kiosk.page import Page
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.wrap_label import WrapLabel

DIGITS = 4
WIDE = 760
LOCKED = "pin-locked"


class PinPad(QWidget):
    """Takes four digits and tries them; ``right`` says with which it worked.

    ``attempt`` raises :class:`Refused`; locked, the keys wait and the seconds count down. Words
    for above the entry go into ``above``.
    """

    right = Signal(str)

    def __init__(self, ui: Ui, attempt: Callable[[str], object]) -> None:
        super().__init__()
        self._ui = ui
        self._attempt = attempt
        self.wait = 0
        self.entry = QLineEdit(maxLength=DIGITS, echoMode=QLineEdit.EchoMode.Password)
        self.entry.setAccessibleName(ui.words("kiosk.pin"))
        self.entry.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.entry.setFont(ui.theme.font("title"))
        self.entry.setMinimumHeight(ui.theme.px(64))
        self.told = WrapLabel(ui, "", "strong", "danger")
        grid = self._lay_out()
        self.keys: dict[str, Button] = {}
        for at, digit in enumerate("1234567890"):
            place = (at // 3, at % 3) if digit != "0" else (3, 1)
            key = self._key(ui.words.number(digit), partial(self._press, digit))
            self.keys[digit] = key
            grid.addWidget(key, *place)
        self.erase = self._key(ui.words("kiosk.erase"), self.entry.backspace)
        grid.addWidget(self.erase, 3, 2)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self.entry.textChanged.connect(self._typed)

    def _lay_out(self) -> QGridLayout:
        """Put what is typed on the left, the keys on the right: a low screen holds both."""
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(self._ui.theme.px(24))
        left = QVBoxLayout()
        left.setSpacing(self._ui.theme.px(8))
        self.above = QVBoxLayout()
        left.addLayout(self.above)
        left.addWidget(self.entry)
        left.addWidget(self.told)
        left.addStretch(1)
        self.told.hide()
        across.addLayout(left, 1)
        grid = QGridLayout()
        grid.setSpacing(self._ui.theme.px(8))
        across.addLayout(grid, 1)
        return grid

    def _key(self, text: str, run: Callable[[], object]) -> Button:
        key = Button(self._ui, text, "plain", run=run).large()
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return key

    def _press(self, digit: str) -> None:
        self.entry.insert(digit)

    def _typed(self, text: str) -> None:
        if text:
            self._say("")
        if len(text) < DIGITS:
            return
        try:
            self._attempt(text)
        except Refused as no:
            self.entry.clear()
            self._refused(no)
        else:
            self.right.emit(text)

    def _refused(self, no: Refused) -> None:
        seconds = no.details.get("seconds")
        if no.code == LOCKED and isinstance(seconds, int):
            self.wait = seconds
            self._clock.start()
            self._count()
        else:
            self._say(self._ui.wording.sentence(no))

    def _say(self, text: str) -> None:
        self.told.set_text(text)
        self.told.setVisible(bool(text))

    def _tick(self) -> None:
        self.wait -= 1
        self._count()

    def _count(self) -> None:
        waiting = self.wait > 0
        words = self._ui.words
        self._say(words("kiosk.wait", n=self.wait) if waiting else words("kiosk.again"))
        for widget in (self.entry, self.erase, *self.keys.values()):
            widget.setEnabled(not waiting)
        if not waiting:
            self._clock.stop()
            self.entry.setFocus()


class PinPage(Page):
    """``opened`` says that the PIN of the person who claims to be here was right."""

    opened = Signal(object)

    def __init__(self, ui: Ui, person: Enrolment) -> None:
        super().__init__(ui, WIDE)
        words = ui.words
        self.rows.addStretch(1)
        self.pad = PinPad(ui, partial(try_pin, ui.desk, person))
        self.pad.above.addWidget(WrapLabel(ui, person.name, "title", breaks="spaces"))
        self.pad.above.addWidget(WrapLabel(ui, words("kiosk.pin_help")))
        self.pad.right.connect(lambda _: self.opened.emit(person))
        self.rows.addWidget(self.pad)
        self.not_me = Button(ui, words("kiosk.not_me"), "plain", "chevron-left", self.locking.emit)
        self.foot.addWidget(self.not_me)
        self.foot.addStretch(1)
        self.bar.show()
        self.rows.addStretch(2)

    def begin(self) -> None:
        """Begin to type."""
        self.pad.entry.setFocus(Qt.FocusReason.OtherFocusReason)
