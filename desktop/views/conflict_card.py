"""One question: what two devices wrote about one field of one person, side by side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.attendance import Status
from desktop.models.conflict_words import say_field
from desktop.models.conflicts import Choice, Conflict
from desktop.models.wording import Words
from desktop.views.attendance_words import moment_words
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label
from desktop.views.widgets.marks import paint_mark
from desktop.views.widgets.press import Press
from desktop.views.widgets.wrap_label import WrapLabel

MOST_KEYS = 9
# What the keys 1 to 9 give on the Thai layout, plain and with its digits.
_THAI = dict(zip("ๅ/-ภถุึคต๑๒๓๔๕๖๗๘๙", [*range(9), *range(9)], strict=True))
_STATES = frozenset(status.value for status in Status)


class ConflictCard(Card):
    """The keys 1, 2, 3 choose; nothing is chosen for anybody, and Enter alone does nothing."""

    def __init__(self, ui: Ui, choose: Callable[[Conflict, Choice], object]) -> None:
        super().__init__(ui)
        self._ui = ui
        self._choose = choose
        self._of: Conflict | None = None
        self.choices: list[ChoiceButton] = []
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.rows.setSpacing(ui.theme.px(4))
        self.about = Label("", "muted")
        self.who = WrapLabel(ui, "", "section", breaks="spaces")
        self._list = QVBoxLayout()
        self._list.setSpacing(ui.theme.px(8))
        for widget in (self.about, self.who):
            self.rows.addWidget(widget)
        self.rows.addSpacing(ui.theme.px(4))
        self.rows.addLayout(self._list)

    def ask(self, conflict: Conflict) -> None:
        """Put a question; the cursor stands on the card and on none of the answers."""
        words = self._ui.words
        self._of = conflict
        self.about.setText(subject_words(words, conflict))
        self.who.set_text(person_words(words, conflict))
        self._clear()
        for at, choice in enumerate(conflict.choices):
            button = ChoiceButton(self._ui, at, choice, shape_of(conflict, choice))
            button.clicked.connect(lambda _=False, c=choice: self._choose(conflict, c))
            self.choices.append(button)
            self._list.addWidget(button)
        said = [self.who.plain(), self.about.text(), *(c.accessibleName() for c in self.choices)]
        self.setAccessibleName(". ".join(filter(None, said)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number, whatever keyboard layout is on."""
        at = number_of(event)
        if at is not None and at < len(self.choices):
            self.choices[at].click()
        else:
            super().keyPressEvent(event)

    def _clear(self) -> None:
        self.choices.clear()
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()


class ChoiceButton(Press):
    """One value, large; below it who wrote it, on which device, and when."""

    def __init__(self, ui: Ui, at: int, choice: Choice, state: str) -> None:
        super().__init__()
        words = ui.words
        self.setObjectName("choice")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        across = QHBoxLayout(self)
        across.setContentsMargins(*[ui.theme.px(16), ui.theme.px(6)] * 2)
        across.setSpacing(ui.theme.px(16))
        key = words.number(at + 1) if at < MOST_KEYS else ""
        self._key = Label(key, "section")
        self._key.setObjectName("key")
        self._key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._key.setFixedSize(ui.theme.px(40), ui.theme.px(40))
        across.addWidget(self._key)
        if state:
            across.addWidget(_Shape(ui, state))
        told = QVBoxLayout()
        told.setSpacing(0)
        source = source_words(ui, choice)
        told.addWidget(WrapLabel(ui, words.number(choice.shown), "section"))
        told.addWidget(WrapLabel(ui, source, "muted"))
        across.addLayout(told, 1)
        for inner in self.findChildren(QWidget):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{key} {words.number(choice.shown)}, {source}".strip())

    def hasHeightForWidth(self) -> bool:
        """Long values take another line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for what is inside."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:
        """Room for what is inside."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Room for what is inside, broken into lines."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else super().minimumSizeHint()


class _Shape(QWidget):
    """The shape of an attendance state: said before its word and its colour."""

    def __init__(self, ui: Ui, state: str) -> None:
        super().__init__()
        self._ui = ui
        self._state = state
        side = ui.theme.px(28)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._state, self._ui.theme.token(self._state))
        painter.end()


def number_of(event: QKeyEvent) -> int | None:
    """Give which choice a key means, from 0 on."""
    if event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    ):
        return None
    text = event.text()
    if len(text) == 1 and text in "123456789":
        return int(text) - 1
    return _THAI.get(text)


def shape_of(conflict: Conflict, choice: Choice) -> str:
    """Give the attendance state a choice stands for; empty for anything else."""
    if conflict.entity != "attendance":
        return ""
    status = choice.value.get("status") if isinstance(choice.value, dict) else None
    return str(status) if status in _STATES else Status.UNMARKED.value


def subject_words(words: Words, conflict: Conflict) -> str:
    """Say which field it is about: การเข้าเรียน S06, ชื่อและนามสกุล."""
    key = f"meeting.field.{conflict.entity}.{conflict.group}"
    if words.has(key):
        said = words(key)
    else:
        said = say_field(words, conflict.entity, conflict.group, conflict.step)
    return f"{said} {conflict.session}".strip()


def person_words(words: Words, conflict: Conflict) -> str:
    """Say whom or what it is about: ๓ นางเพ็ญศรี ณ อยุธยา."""
    if conflict.seat is None:
        return conflict.name
    return words("meeting.conflict.person", seat=conflict.seat, name=conflict.name)


def source_words(ui: Ui, choice: Choice) -> str:
    """Say who wrote it, on which device and when; about, where that clock was off."""
    words = ui.words
    time = moment_words(words, choice.at, ui.desk.now()) if choice.at else ""
    if choice.about and time:
        time = words("meeting.conflict.about", time=time)
    device = words("meeting.device.here") if choice.device == ui.desk.device else choice.label
    return " · ".join(filter(None, [choice.author, device, time]))
