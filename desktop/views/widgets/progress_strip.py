"""Long work in one line: what is being done, how far, how long still, and stop."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from desktop.views.background import Task
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label


class ProgressStrip(QFrame):
    """Hidden until it watches a task, hidden again when the task has ended."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._task: Task | None = None
        self._what = ""
        self._clock = QElapsedTimer()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(self)
        across.setContentsMargins(ui.theme.px(20), ui.theme.px(8), ui.theme.px(12), ui.theme.px(8))
        across.setSpacing(ui.theme.px(16))
        rows = QVBoxLayout()
        self._words = Label()
        self._bar = QProgressBar(textVisible=False)
        rows.addWidget(self._words)
        rows.addWidget(self._bar)
        across.addLayout(rows, 1)
        self.stop = Button(ui, ui.words("common.cancel"), "quiet", run=self._cancel)
        across.addWidget(self.stop)
        self.hide()

    def watch(self, task: Task, what: str) -> None:
        """Follow a task; ``what`` says what is being done."""
        self._task = task
        self._what = what
        self._words.setText(what)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(what)
        self._clock.start()
        task.progressed.connect(self._moved)
        task.ended.connect(self._ended)
        self.show()

    def _moved(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        words = self._ui.words
        text = words("frame.progress", what=self._what, done=done, total=total)
        if done and (left := self._clock.elapsed() * (total - done) / done / 1000) >= 1:
            text += words("frame.progress_left", n=round(left))
        self._words.setText(text)

    def _ended(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.hide()
