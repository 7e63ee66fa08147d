"""A text in both languages, side by side: Thai first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.models.forms import Said
from desktop.views.ui import Ui

LONGEST = 300


class SaidLines(QWidget):
    """Two lines to type into; ``name`` is what they are called by a screen reader."""

    def __init__(
        self, ui: Ui, said: Said, name: str, changed: Callable[[Said], object], fixed: bool
    ) -> None:
        super().__init__()
        words = ui.words
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        self.th, self.en = (QLineEdit(text, maxLength=LONGEST) for text in (said.th, said.en))
        hints = (words("panel.thai"), words("panel.english"))
        for line, hint in zip((self.th, self.en), hints, strict=True):
            line.setAccessibleName(words("panel.in_language", what=name, language=hint))
            line.setPlaceholderText(hint)
            line.setReadOnly(fixed)
            line.setCursorPosition(0)
            line.textEdited.connect(lambda _: changed(self.said()))
            across.addWidget(line, 1)

    def said(self) -> Said:
        """Give what stands in them."""
        return Said(self.th.text().strip(), self.en.text().strip())


class SaidTexts(QWidget):
    """Two small pages to type into, for what takes a sentence; Tab leads on."""

    def __init__(
        self, ui: Ui, said: Said, name: str, changed: Callable[[Said], object], fixed: bool
    ) -> None:
        super().__init__()
        words = ui.words
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        self.th, self.en = (QPlainTextEdit(text) for text in (said.th, said.en))
        hints = (words("panel.thai"), words("panel.english"))
        for page, hint in zip((self.th, self.en), hints, strict=True):
            page.setAccessibleName(words("panel.in_language", what=name, language=hint))
            page.setPlaceholderText(hint)
            page.setReadOnly(fixed)
            page.setTabChangesFocus(True)
            page.setFixedHeight(ui.theme.px(88))
            page.textChanged.connect(lambda: changed(self.said()))
            across.addWidget(page, 1)

    def said(self) -> Said:
        """Give what stands in them."""
        return Said(self.th.toPlainText().strip(), self.en.toPlainText().strip())
