"""Whose turn is it: a few letters of a name, and one press."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.typeahead import find_people
from desktop.store import roster
from desktop.views.kiosk.page import Page
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

MOST = 6
WIDE = 640


class NamePage(Page):
    """``chosen`` says who somebody says they are. Nothing shows before a letter is typed."""

    chosen = Signal(object)

    def __init__(self, ui: Ui, of: Class) -> None:
        super().__init__(ui, WIDE)
        words = ui.words
        everybody = roster.enrolments(ui.desk.store, of.id)
        self._people = [each for each in everybody if each.status == "enrolled"]
        self.rows.addStretch(1)
        self.rows.addWidget(Label(words("kiosk.who"), "title"))
        self.rows.addWidget(WrapLabel(ui, words("kiosk.who_help")))
        self.entry = QLineEdit(maxLength=60, placeholderText=words("kiosk.who_hint"))
        self.entry.setAccessibleName(words("kiosk.who"))
        self.entry.setMinimumHeight(ui.theme.px(56))
        self.entry.setFont(ui.theme.font("section"))
        self.rows.addWidget(self.entry)
        self.told = WrapLabel(ui, "")
        self.rows.addWidget(self.told)
        self._list = QVBoxLayout()
        self._list.setSpacing(ui.theme.px(8))
        self.rows.addLayout(self._list)
        self.rows.addStretch(3)
        self.found: list[Button] = []
        self.area.installEventFilter(self)
        self.entry.textEdited.connect(self._search)
        if not self._people:
            self.told.set_text(words("kiosk.nobody_enrolled"))

    def begin(self) -> None:
        """Begin to type."""
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the only one found with Enter in the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(self.found) == 1:
            self.found[0].click()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go through the names with the arrows; what scrolls would take them first."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = (event.key() == Qt.Key.Key_Down) - (event.key() == Qt.Key.Key_Up)
            if by:
                self._step(by)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        stops = [self.entry, *self.found]
        focus = self.focusWidget()
        at = stops.index(focus) if focus in stops else 0
        stops[min(max(at + by, 0), len(stops) - 1)].setFocus()

    def _search(self, typed: str) -> None:
        for button in self.found:
            self._list.removeWidget(button)
            button.hide()
            button.deleteLater()
        people = find_people(self._people, typed, MOST)
        self.found = [self._offer(person) for person in people]
        follow_layout(self.window())
        nobody = bool(typed.strip()) and not people
        self.told.set_text(self.ui.words("kiosk.nobody") if nobody else "")

    def _offer(self, person: Enrolment) -> Button:
        words = self.ui.words
        text = words("kiosk.person", seat=person.seat, name=person.name)
        button = Button(self.ui, text, "plain", "user", partial(self.chosen.emit, person)).large()
        self._list.addWidget(button)
        return button
