"""Where one is on a way of a few steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.label import Label


class StepStrip(QWidget):
    """Numbered steps from left to right; what is done has a tick, what is next stands out."""

    def __init__(self, ui: Ui, steps: Sequence[str]) -> None:
        super().__init__()
        self._ui = ui
        self._steps = steps
        self.at = 0
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        self._said: list[tuple[Label, Label]] = []
        for step in steps:
            if self._said:
                arrow = Label()
                ratio = self.devicePixelRatioF()
                arrow.setPixmap(ui.icons.pixmap("chevron-right", "muted", 18, ratio))
                across.addWidget(arrow)
            pair = (Label(), Label(step))
            self._said.append(pair)
            for label in pair:
                across.addWidget(label)
        across.addStretch(1)
        self.set_at(0)

    def set_at(self, at: int) -> None:
        """Stand at a step; one past the last means all is done."""
        self.at = at
        ratio = self.devicePixelRatioF()
        for place, (icon, label) in enumerate(self._said):
            name = "circle-check" if place < at else "circle"
            token = "accent" if place <= at else "muted"
            icon.setPixmap(self._ui.icons.pixmap(name, token, 20, ratio))
            label.setProperty("role", "strong" if place == at else "body")
            label.setProperty("tone", "muted" if place > at else None)
            label.style().unpolish(label)
            label.style().polish(label)
        done = ", ".join(self._steps[:at]) or "–"
        now = self._steps[at] if at < len(self._steps) else "–"
        self.setAccessibleName(self._ui.words("issue.steps_said", done=done, now=now))
