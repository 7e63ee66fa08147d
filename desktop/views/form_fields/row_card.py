"""One row of a table as a card: closed it is one line, open its few questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.models.forms import Field
from desktop.views.form_fields.editor import Answer, Editor
from desktop.views.form_fields.question import Question, go_on
from desktop.views.form_fields.row_words import details, headline
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.wrap_label import WrapLabel

Row = Mapping[str, Any]
MakeEditor = Callable[[Field], Editor]
Deed = str
"""``open``, ``done``, ``up``, ``down``, ``split``, ``merge`` or ``remove``."""


class RowCard(QFrame):
    """Says what was asked for by ``asked_for``; ``changed`` follows every change in its questions.

    The questions are made when it is opened: a table of three hundred rows opens at once.
    """

    changed = Signal()
    asked_for = Signal(str)

    def __init__(
        self,
        ui: Ui,
        table: Field,
        make: MakeEditor,
        deeds: tuple[Deed, ...],
        *,
        large: bool = False,
    ) -> None:
        super().__init__()
        self._ui = ui
        self._table = table
        self._make = make
        self._large = large
        self._row: dict[str, Any] = {}
        self._number = 0
        self.questions: dict[str, Question] = {}
        self._inside: QWidget | None = None
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        edge = ui.theme.px(16)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(edge, ui.theme.px(8), ui.theme.px(8), ui.theme.px(8))
        self._rows.setSpacing(ui.theme.px(4))
        self.deeds: dict[Deed, Button] = {}
        self._offered = deeds
        self._ends: frozenset[Deed] = frozenset()
        self._foot: QWidget | None = None
        self._lay_head()

    def _lay_head(self) -> None:
        ui = self._ui
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = WrapLabel(ui, "", "strong")
        self.under = WrapLabel(ui, "", "body" if self._large else "muted")
        words.addWidget(self.title)
        words.addWidget(self.under)
        across.addLayout(words, 1)
        across.addWidget(self._button("open", ui.words("fill.open_row"), "pencil"))
        self._rows.addLayout(across)

    def _lay_foot(self) -> None:
        """Make what can be done with the row: once it is opened, for closed rows are many."""
        if self._foot is None:
            self._foot = QWidget()
            foot = Flow(self._ui.theme.px(8))
            for deed in self._offered:
                text = self._ui.words(f"fill.deed.{deed}")
                foot.addWidget(self._button(deed, text, _ICONS[deed]))
            self._foot.setLayout(foot)
            self._rows.addWidget(self._foot)
            self._enable()
        self._foot.show()

    def _enable(self) -> None:
        for deed, button in self.deeds.items():
            button.setEnabled(deed not in self._ends)

    def _button(self, deed: Deed, text: str, icon: str) -> Button:
        button = Button(self._ui, text, "quiet", icon, run=lambda: self.asked_for.emit(deed))
        self.deeds[deed] = button
        return button

    def set_row(self, row: Row, number: int, count: int) -> None:
        """Show a row at its place, of so many."""
        self._row, self._number = dict(row), number
        first, last = number == 1, number == count
        self._ends = frozenset({"up"} if first else ()) | ({"down", "merge"} if last else set())
        self._enable()
        self._say()

    def row(self) -> dict[str, Any]:
        """Give the row with what was typed."""
        row = {code: value for code, value in self._row.items() if code not in self.questions}
        for code, question in self.questions.items():
            if (value := question.editor.value()) is not None:
                row[code] = value
        return row

    @property
    def is_open(self) -> bool:
        """Whether its questions are shown."""
        return self._inside is not None

    def troubled(self) -> bool:
        """Whether something typed is not understood yet."""
        return any(question.editor.troubled() for question in self.questions.values())

    def open(self) -> None:
        """Show the questions."""
        if self._inside is not None:
            return
        self._inside = QWidget()
        rows = QVBoxLayout(self._inside)
        rows.setContentsMargins(0, self._ui.theme.px(8), self._ui.theme.px(8), 0)
        rows.setSpacing(self._ui.theme.px(16))
        for column in self._table.columns:
            editor = self._make(column)
            editor.set_value(self._row.get(column.code))
            editor.changed.connect(self._typed)
            self.questions[column.code] = question = Question(
                self._ui, column, editor, roomy=self._large
            )
            rows.addWidget(question)
        self._rows.insertWidget(1, self._inside)
        self._lay_foot()
        self.deeds["open"].set_text(self._ui.words("fill.close_row"))
        self.deeds["open"].set_icon("check")
        self._say()

    def close_up(self) -> None:
        """Put the questions away; what was typed stays in the row."""
        if self._inside is None:
            return
        self._row = self.row()
        self.questions = {}
        self._rows.removeWidget(self._inside)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = None
        if self._foot is not None:
            self._foot.hide()
        self.deeds["open"].set_text(self._ui.words("fill.open_row"))
        self.deeds["open"].set_icon("pencil")
        self._say()

    def begin(self, code: str = "") -> None:
        """Put the cursor into a question, by default the first."""
        question = self.questions.get(code) or next(iter(self.questions.values()), None)
        if question is not None:
            question.editor.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter from line to line, and after the last one close."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or not isinstance(QApplication.focusWidget(), QLineEdit):
            super().keyPressEvent(event)
        elif not go_on(list(self.questions.values())):
            self.asked_for.emit("done")

    def put(self, code: str, value: Answer) -> None:
        """Answer one question of it from outside."""
        self._row[code] = value
        if code in self.questions:
            self.questions[code].editor.set_value(value)
        self._say()

    def _typed(self) -> None:
        self._row = self.row()
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        words = self._ui.words
        said = headline(words, self._table, self._row, self._number)
        more = details(words, self._table, self._row)
        self.title.set_text(said)
        self.under.set_text(more)
        self.under.setVisible(bool(more) and not self.is_open)
        self.setAccessibleName(f"{said} {more}".strip())
        for button in self.deeds.values():
            button.setAccessibleName(words("fill.deed_of", deed=button.text().strip(), row=said))


_ICONS = {
    "up": "arrow-up",
    "down": "arrow-down",
    "split": "minus",
    "merge": "layers",
    "remove": "trash-2",
}
