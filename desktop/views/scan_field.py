"""One field that is always ready: a few letters of a name, a seat number, or a scan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.models.enrolment import Enrolment
from desktop.models.typeahead import find_people
from desktop.views.ui import Ui

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ScanField(QLineEdit):
    """Lists who may be meant while somebody types; the list never takes the focus.

    ``chosen`` is Enter on a person, ``shown`` Ctrl+Enter (go to them, mark nothing), ``entered``
    Enter on what names nobody: perhaps a code.
    """

    chosen = Signal(object)
    shown = Signal(object)
    entered = Signal(str)
    left = Signal()

    def __init__(self, ui: Ui, screen: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._people: Sequence[Enrolment] = ()
        self._found: list[Enrolment] = []
        self.setPlaceholderText(ui.words("attendance.seek"))
        self.setAccessibleName(ui.words("attendance.seek"))
        self.setClearButtonEnabled(False)
        icon = ui.icons.icon("scan-line", "muted")
        self.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumHeight(ui.theme.px(48))
        self.popup = _Popup(ui, screen)
        self.popup.list.itemClicked.connect(self._clicked)
        self.textEdited.connect(self._search)
        screen.installEventFilter(self)

    def set_people(self, people: Sequence[Enrolment]) -> None:
        """Search among these from now on."""
        self._people = people

    def begin(self, letters: str) -> None:
        """Go on with what was typed elsewhere on the screen."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.insert(letters)
        self._search(self.text())

    def reset(self) -> None:
        """Be empty again, with nothing of its own to undo."""
        self.setText("")
        self._found = []
        self.popup.hide()

    def event(self, event: QEvent) -> bool:
        """While empty, leave Ctrl+Z and Ctrl+Y to the register: the last mark is meant."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if not self.text() and (event.matches(undo) or event.matches(redo)):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the person, arrows choose another, Esc clears and then leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.reset()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the list away."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the list under the field."""
        if event.type() == QEvent.Type.Resize and self.popup.isVisible():
            self.popup.place_under(self)
        return super().eventFilter(watched, event)

    def _search(self, typed: str) -> None:
        self._found = find_people(self._people, typed)
        if not typed.strip():
            self.popup.hide()
            return
        self.popup.fill([_line(self._ui, e) for e in self._found])
        self.popup.place_under(self)

    def _step(self, by: int) -> None:
        self.popup.list.setCurrentRow(
            min(max(self.popup.list.currentRow() + by, 0), len(self._found) - 1)
        )

    def _enter(self, only_show: bool) -> None:
        typed = self.text().strip()
        if not typed:
            self.left.emit()
            return
        if self._found:
            person = self._found[max(self.popup.list.currentRow(), 0)]
            self.reset()
            (self.shown if only_show else self.chosen).emit(person)
            return
        self.reset()
        self.entered.emit(typed)

    def _clicked(self, item: QListWidgetItem) -> None:
        person = self._found[self.popup.list.row(item)]
        self.reset()
        self.chosen.emit(person)


class _Popup(QFrame):
    """The people found, over the register."""

    def __init__(self, ui: Ui, screen: QWidget) -> None:
        super().__init__(screen)
        self._ui = ui
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(ui.words("attendance.found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[ui.theme.px(6)] * 4)
        rows.addWidget(self.list)
        self.hide()

    def fill(self, lines: Sequence[str]) -> None:
        """List the people, the first chosen; or say that nobody is found."""
        self.list.clear()
        for line in lines or [self._ui.words("attendance.nobody_found")]:
            item = QListWidgetItem(line)
            item.setSizeHint(QSize(0, self._ui.theme.px(42)))
            self.list.addItem(item)
        if lines:
            self.list.setCurrentRow(0)
        else:
            self.list.item(0).setFlags(Qt.ItemFlag.NoItemFlags)

    def place_under(self, field: QWidget) -> None:
        """Stand under the field, over everything else."""
        screen = self.parentWidget()
        if screen is None:
            return
        gap = self._ui.theme.px(4)
        corner = field.mapTo(screen, field.rect().bottomLeft())
        height = self.list.count() * self._ui.theme.px(42) + self._ui.theme.px(18)
        width = max(field.width(), self._ui.theme.px(480))
        self.setGeometry(corner.x(), corner.y() + gap, width, height)
        self.show()
        self.raise_()


def _line(ui: Ui, person: Enrolment) -> str:
    seat = ui.words.number(person.seat)
    return "   ".join(part for part in (seat, person.name, person.person.agency) if part)
