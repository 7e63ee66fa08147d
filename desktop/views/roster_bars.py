"""Above the list: how many there are, the ways in, and what to do with the chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.enrolment import Enrolment
from desktop.views.roster_columns import flag
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button, Kind
from desktop.views.widgets.label import Label

Run = Callable[[], object]


class WaysIn(QWidget):
    """The lesser buttons fold to their icons where there is little room."""

    def __init__(self, ui: Ui, export: Run, paste: Run, walk_in: Run, ask_file: Run) -> None:
        super().__init__()
        self._folding: list[tuple[Button, str]] = []
        self._folded = False
        self._unfolded = 0  # what the buttons take with all their words
        self.count = Label("", "section")
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(ui.theme.px(8))
        self._across.addWidget(self.count)
        self._across.addStretch(1)
        ways: tuple[tuple[str, Kind, str, str, Run], ...] = (
            ("people.command.export", "quiet", "download", "Ctrl+E", export),
            ("people.command.paste", "plain", "table-2", "Ctrl+V", paste),
            ("people.command.walk_in", "plain", "user-plus", "F4", walk_in),
        )
        for key, kind, icon, keys, run in ways:
            text = ui.words(key)
            button = Button(ui, text, kind, icon, run, tip=f"{text} ({keys})")
            self._folding.append((button, f"{text}  {keys}" if keys == "F4" else text))
            self._across.addWidget(button)
        self.add = Button(ui, ui.words("people.command.import"), "primary", "upload", ask_file)
        self._across.addWidget(self.add)
        self._say()

    def event(self, event: QEvent) -> bool:
        """Fold or unfold whenever the room or the words have changed."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            words = self.count.sizeHint().width()
            if not self._folded:
                self._unfolded = self._across.sizeHint().width() - words
            self._fold(self._unfolded + words > self.width())
        return done

    def minimumSizeHint(self) -> QSize:
        """The width when folded: else the page could never become narrow enough to fold."""
        return QSize(0, self._across.minimumSize().height())

    def _fold(self, folded: bool) -> None:
        if folded != self._folded:
            self._folded = folded
            self._say()

    def _say(self) -> None:
        for button, text in self._folding:
            button.set_text("" if self._folded else text)


class ChosenBar(QWidget):
    """Always there, so that the list never jumps; its buttons carry how many they touch."""

    def __init__(self, ui: Ui, edit: Run, confirm: Run, withdraw: Run, readmit: Run) -> None:
        super().__init__()
        self._ui = ui
        words = ui.words
        self.edit = Button(ui, words("common.edit"), "plain", "pencil", edit)
        self.confirm = Button(ui, "", "plain", "check", confirm)
        self.withdraw = Button(ui, "", "quiet", "user-x", withdraw)
        self.readmit = Button(ui, "", "quiet", "undo-2", readmit)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        for button in (self.withdraw, self.readmit, self.confirm, self.edit):
            across.addWidget(button)
        self.setMinimumHeight(ui.theme.target + ui.theme.px(4))
        self.offer([])

    def offer(self, people: Sequence[Enrolment]) -> None:
        """Offer what can be done with these people."""
        words = self._ui.words
        walk_ins = sum(flag(e) == "walk-in" for e in people)
        here = sum(e.status == "enrolled" for e in people)
        self.edit.setVisible(len(people) == 1)
        for button, key, number in (
            (self.confirm, "people.action.confirm", walk_ins),
            (self.withdraw, "people.action.withdraw", here),
            (self.readmit, "people.action.readmit", len(people) - here),
        ):
            button.set_text(words(key, n=number))
            button.setVisible(number > 0)
