"""What happened, what was kept, what to press; the rest is for the technician."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class ErrorPanel(Card):
    """A calm account of something that went wrong; ``details`` fold out."""

    def __init__(
        self,
        ui: Ui,
        happened: str,
        kept: str = "",
        button: str = "",
        run: Callable[[], object] | None = None,
        details: str = "",
    ) -> None:
        super().__init__(ui, tone="danger")
        heading = QHBoxLayout()
        heading.setSpacing(ui.theme.px(12))
        icon = Label()
        icon.setPixmap(ui.icons.pixmap("circle-alert", "danger", 24, self.devicePixelRatioF()))
        heading.addWidget(icon)
        heading.addWidget(WrapLabel(ui, happened, "strong"), 1)
        self.rows.addLayout(heading)
        if kept:
            self.rows.addWidget(WrapLabel(ui, kept))
        self._details = QPlainTextEdit(details, readOnly=True)
        self._details.setAccessibleName(ui.words("common.details"))
        self._details.setMinimumHeight(ui.theme.px(120))
        self._details.hide()
        actions = QHBoxLayout()
        if button:
            self.button = Button(ui, button, run=run)
            actions.addWidget(self.button)
        if details:
            self.fold = Button(ui, ui.words("common.details"), "quiet", "chevron-down", self._fold)
            actions.addWidget(self.fold)
        actions.addStretch(1)
        self.rows.addLayout(actions)
        self.rows.addWidget(self._details)

    def _fold(self) -> None:
        folded = self._details.isHidden()
        self._details.setVisible(folded)
        self.fold.set_icon("chevron-up" if folded else "chevron-down")
