"""Above a sheet: which project, how far the scorer is, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label

_ROOMY = 960


class SheetHead(QWidget):
    """Back to the list, who is scoring, before and after, and the next that is not locked."""

    left = Signal()
    stepped = Signal(int)
    next_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        words, px = ui.words, ui.theme.px
        self.tools = QHBoxLayout(self)
        self.tools.setContentsMargins(0, 0, 0, 0)
        self.tools.setSpacing(px(8))
        back = words("panel.to_list")
        self.back = Button(ui, "", "quiet", "chevron-left", self.left.emit, back)
        self.back.setAccessibleName(back)
        self.code = Label("", "section")
        self.title = ElidedLabel("", "section")
        lock = Label()
        lock.setPixmap(ui.icons.pixmap("lock", "muted", 18, self.devicePixelRatioF()))
        self.who = ElidedLabel("", "body")
        self.progress = Label("", "muted")
        before, after = words("panel.before"), words("panel.after")
        self.before = Button(ui, "", "quiet", "arrow-up", lambda: self.stepped.emit(-1), before)
        self.after = Button(ui, "", "quiet", "arrow-down", lambda: self.stepped.emit(1), after)
        self.next = Button(ui, "", "plain", "arrow-right", self.next_asked.emit)
        self.tools.addWidget(self.back)
        self.tools.addWidget(self.code)
        self.tools.addWidget(self.title, 1)
        for widget in (lock, self.who, self.progress, self.before, self.after, self.next):
            self.tools.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the count to the list where there is little room: names come first."""
        super().resizeEvent(event)
        self.progress.setVisible(self.width() >= self._ui.theme.px(_ROOMY))

    def show_scorer(self, name: str) -> None:
        """Say who is scoring: nobody else can, while this is open."""
        self.who.setText(name)
        self.who.setAccessibleName(self._ui.words("panel.scoring_as", name=name))

    def show_place(self, code: str, title: str, done: int, many: int, coming: str) -> None:
        """Say where the scorer is; ``coming`` is the code of the next to score, or empty."""
        words = self._ui.words
        self.code.setText(code)
        self.title.setText(title)
        self.progress.setText(words("panel.progress", done=done, n=many))
        said = words("panel.next", code=coming) if coming else words("panel.all_scored")
        self.next.set_text(said)
        self.next.setEnabled(bool(coming))
        for button in (self.before, self.after):
            button.setEnabled(many > 1)

    def focus_next(self) -> None:
        """Put the cursor on the way to the next one."""
        (self.next if self.next.isEnabled() else self.back).setFocus()
