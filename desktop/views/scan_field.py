"""One field that is always ready: a few letters of a name, a seat number, or a scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidgetItem, QWidget

from desktop.models.attendance import UNMARKED, Mark
from desktop.models.enrolment import Enrolment
from desktop.models.typeahead import find_people
from desktop.views.found_list import FoundList
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
        self._marks: Mapping[str, Mark] = {}
        self._found: list[Enrolment] = []
        self.setPlaceholderText(ui.words("attendance.seek"))
        self.setAccessibleName(ui.words("attendance.seek"))
        self.setClearButtonEnabled(False)
        self.setMinimumHeight(ui.theme.px(44))
        self.setTextMargins(ui.theme.px(30), 0, 0, 0)
        self._icon = QLabel(self)
        self._icon.setPixmap(ui.icons.pixmap("scan-line", "muted", 20, self.devicePixelRatioF()))
        self.popup = FoundList(ui, screen)
        self.popup.list.itemClicked.connect(self._clicked)
        self.textEdited.connect(self._search)
        screen.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the icon in the middle."""
        super().resizeEvent(event)
        side = self._ui.theme.px(28)  # the icon and the padding every label has
        self._icon.setGeometry(self._ui.theme.px(12), (self.height() - side) // 2, side, side)

    def set_people(self, people: Sequence[Enrolment], marks: Mapping[str, Mark]) -> None:
        """Search among these from now on; ``marks`` say how each stands in the session."""
        self._people, self._marks = people, marks

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
        if event.type() == QEvent.Type.Resize and not self.popup.isHidden():
            self.popup.place_under(self)
        return super().eventFilter(watched, event)

    def _search(self, typed: str) -> None:
        self._found = find_people(self._people, typed)
        if not typed.strip():
            self.popup.hide()
            return
        self.popup.fill([(e, self._marks.get(e.id, UNMARKED)) for e in self._found])
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
