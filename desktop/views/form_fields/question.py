"""A question with its help, the place to answer it, and what is said about the answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.forms import Field
from desktop.views.form_fields.editor import Editor, next_line, written
from desktop.views.ui import Tone, Ui
from desktop.views.widgets.label import Label, Look
from desktop.views.widgets.wrap_label import WrapLabel

_ICONS: dict[Tone, str] = {
    "danger": "circle-alert",
    "warning": "triangle-alert",
    "info": "info",
    "ok": "circle-check",
}


def go_on(questions: Sequence[Question]) -> bool:
    """Put the cursor where one answers next; false where nothing follows."""
    here = next((at for at, question in enumerate(questions) if question.has_cursor()), None)
    if here is None:
        return False
    if (line := next_line(questions[here])) is not None:
        line.setFocus(Qt.FocusReason.TabFocusReason)
        return True
    if here + 1 == len(questions):
        return False
    questions[here + 1].editor.begin()
    return True


class Question(QWidget):
    """Wraps an editor; ``complain`` and ``forgive`` set and clear the message under it.

    ``roomy`` sets the help as large as the rest, for who reads no small print.
    """

    def __init__(self, ui: Ui, asked: Field, editor: Editor, *, roomy: bool = False) -> None:
        super().__init__()
        self._ui = ui
        self.asked = asked
        self.editor = editor
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(4))
        if asked.kind != "yes":  # there it stands on the button
            look: Look = "section" if editor.large else "strong"
            rows.addWidget(WrapLabel(ui, editor.label(), look))
        help_text = written(ui, asked.help)
        helping = WrapLabel(ui, help_text, "body" if roomy else "muted") if help_text else None
        if helping is not None and asked.kind != "yes":
            rows.addWidget(helping)
        if example := written(ui, asked.example):
            said = ui.words("fill.example", text=example)
            rows.addWidget(WrapLabel(ui, said, "body" if roomy else "muted"))
        rows.addSpacing(ui.theme.px(4))
        rows.addWidget(editor)
        if helping is not None and asked.kind == "yes":
            rows.addWidget(helping)
        self._help = help_text
        self._line = QWidget()
        across = QHBoxLayout(self._line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        self._icon = Label()
        self._said = WrapLabel(ui)
        across.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._said, 1)
        rows.addWidget(self._line)
        self.forgive()

    def complain(self, text: str, tone: Tone = "danger") -> None:
        """Say what is missing or doubtful, beside what it is about."""
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._ui.icons.pixmap(_ICONS[tone], tone, 20, ratio))
        self._said.set_text(text)
        self._said.set_tone(tone)
        self._line.show()
        self.editor.describe(text)

    def forgive(self) -> None:
        """Say nothing about the answer."""
        self._said.set_text("")
        self._line.hide()
        self.editor.describe(self._help)

    def has_cursor(self) -> bool:
        """Whether somebody answers it now."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    @property
    def complaint(self) -> str:
        """What is said about the answer now."""
        return self._said.plain()
