"""Below a sheet: what it comes to once it is whole, that it is kept, and the lock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.scoring import Sheet, printed, sheet_score
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label


class SheetFoot(QWidget):
    """The total is not shown before every criterion has its level: nobody should score by it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        words = ui.words
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(16))
        self.total = Label("", "section")
        self.saved = ElidedLabel("", "muted")
        self.correct = Button(ui, words("panel.correct_ask"), "plain", "square-pen")
        self.lock = Button(ui, words("panel.lock"), "primary", "lock")
        across.addWidget(self.total)
        across.addWidget(self.saved, 1)
        across.addWidget(self.correct)
        across.addWidget(self.lock)

    def show_sheet(self, sheet: Sheet | None, now: datetime | None) -> None:
        """Say how far a sheet is, and that what was given is kept."""
        words = self._ui.words
        locked = sheet is not None and bool(sheet.locked_at)
        exact = None if sheet is None else sheet_score(sheet)
        left = 0 if sheet is None else sum(level is None for level in sheet.levels)
        if exact is not None:
            self.total.setText(words("panel.total", total=words.number(printed(exact))))
        elif sheet is not None:
            self.total.setText(words("panel.left", n=left))
        else:
            self.total.setText("")
        self.saved.setText(self._said(sheet, now, locked))
        self.lock.setVisible(not locked)
        self.lock.setEnabled(exact is not None)
        self.correct.setVisible(locked)

    def focus_lock(self) -> None:
        """Put the cursor on the lock: all is given."""
        if self.lock.isVisible() and self.lock.isEnabled():
            self.lock.setFocus(Qt.FocusReason.TabFocusReason)

    def _said(self, sheet: Sheet | None, now: datetime | None, locked: bool) -> str:
        words = self._ui.words
        if sheet is None or now is None:
            return words.number(words("panel.keys"))
        if locked:
            return words("panel.is_locked")
        said = words("panel.saved", time=words.number(f"{now:%H.%M}"))
        if sheet.number > 1:
            return f"{words('panel.correction', n=sheet.number, reason=sheet.reason)} · {said}"
        return said
