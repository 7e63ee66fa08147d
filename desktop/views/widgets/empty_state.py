"""An empty place says what it is for and offers the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class EmptyState(QWidget):
    """An icon, a heading, a sentence and one button."""

    def __init__(
        self,
        ui: Ui,
        icon: str,
        title: str,
        sentence: str = "",
        button: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[ui.theme.px(32)] * 4)
        rows.setSpacing(ui.theme.px(8))
        rows.addStretch(2)
        picture = Label()
        picture.setPixmap(ui.icons.pixmap(icon, "muted", 40, self.devicePixelRatioF()))
        heading = Label(title, "section")
        rows.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(heading, 0, Qt.AlignmentFlag.AlignHCenter)
        if sentence:
            words = WrapLabel(ui, sentence)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            width = _balanced(words, ui.theme.px(460), ui.theme.px(12))
            words.setFixedSize(width, words.heightForWidth(width))
            rows.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        if button:
            self.button = Button(ui, button, "primary", run=run)
            rows.addSpacing(ui.theme.px(8))
            rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(3)


def _balanced(words: WrapLabel, width: int, step: int) -> int:
    """Give the least width that takes no more lines: no last word stands alone."""
    height = words.heightForWidth(width)
    while width > 20 * step and words.heightForWidth(width - step) == height:
        width -= step
    return width
