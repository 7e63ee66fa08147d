"""Text as it is typed: a line, or as many as it takes."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from desktop.models.forms import Field
from desktop.views.form_fields.editor import Answer, Editor
from desktop.views.ui import Ui

LONGEST_LINE, LONGEST_TEXT = 300, 10_000  # letters
LEAST_LINES, MOST_LINES = 3, 12
ROOMY_LINES = 6


class LineEditor(Editor):
    """One line."""

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self.entry = QLineEdit(maxLength=LONGEST_LINE)
        self.entry.setAccessibleName(self.label())
        self.start = self.entry
        self.rows.addWidget(self.entry)
        self.entry.textEdited.connect(lambda: self.changed.emit())

    def value(self) -> Answer:
        """Give the text, ``None`` where nothing but spaces stands."""
        return self.entry.text().strip() or None

    def set_value(self, value: Answer) -> None:
        """Show a text."""
        self.entry.setText(str(value or ""))

    def describe(self, text: str) -> None:
        """Tell a screen reader what stands below the question."""
        self.entry.setAccessibleDescription(text)


class TextEditor(Editor):
    """Many lines; it grows as they are typed, and Tab leaves it."""

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self.entry = _Growing(ui, ROOMY_LINES if large else LEAST_LINES)
        self.entry.setAccessibleName(self.label())
        self.start = self.entry
        self.rows.addWidget(self.entry)
        self._quiet = False
        self.entry.textChanged.connect(self._typed)

    def value(self) -> Answer:
        """Give the text, ``None`` where nothing but spaces stands."""
        return self.entry.toPlainText().strip() or None

    def set_value(self, value: Answer) -> None:
        """Show a text."""
        self._quiet = True
        self.entry.setPlainText(str(value or ""))
        self.entry.moveCursor(QTextCursor.MoveOperation.End)  # one goes on where one stopped
        self._quiet = False

    def describe(self, text: str) -> None:
        """Tell a screen reader what stands below the question."""
        self.entry.setAccessibleDescription(text)

    def _typed(self) -> None:
        if self._quiet:
            return
        text = self.entry.toPlainText()
        if len(text) > LONGEST_TEXT:  # what is kept is what is seen
            self.set_value(text[:LONGEST_TEXT])
        self.changed.emit()


class _Growing(QPlainTextEdit):
    """As high as what is in it, between two bounds."""

    def __init__(self, ui: Ui, least: int) -> None:
        super().__init__()
        self._ui = ui
        self._least = least
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _: self.updateGeometry()
        )

    def sizeHint(self) -> QSize:
        """Room for the lines there are."""
        lines = round(self.document().size().height())  # in lines, for plain text
        shown = min(max(lines, self._least), MOST_LINES)
        one = QFontMetricsF(self.font()).lineSpacing()
        return QSize(self._ui.theme.px(320), round(shown * one) + self._ui.theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """As the size asked for: the page scrolls, not the text in it."""
        return QSize(self._ui.theme.px(160), self.sizeHint().height())
