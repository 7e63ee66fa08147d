"""Below the register: what marks many at once, and who can no longer pass."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.timetable import Session
from desktop.views.attendance_sheet import Row
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_button import ElidedButton


class AttendanceFoot(QWidget):
    """The names of the lost on the left, the buttons on the right, the primary one last."""

    asked_lost = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        words = ui.words
        self.lost = ElidedButton(ui, "user-x")
        self.lost.clicked.connect(self.asked_lost)
        self.scans = Button(ui, words("attendance.last_scans"), "quiet", "scan-line")
        self.walk_in = Button(ui, words("attendance.add_walk_in"), icon="user-plus")
        self.copy = Button(ui, "", icon="copy")
        self.all_present = Button(ui, "", "primary", "check")
        self._folding = {self.scans: self.scans.text(), self.walk_in: self.walk_in.text()}
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        across.addWidget(self.lost)
        across.addStretch(1)
        for button in (self.scans, self.walk_in, self.copy, self.all_present):
            across.addWidget(button)

    def minimumSizeHint(self) -> QSize:
        """Any width will do: the lesser buttons fold to their icons."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold for the new width."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Leave the words of the lesser buttons out where all would not fit."""
        for button, text in self._folding.items():
            button.set_text(text)
            button.setToolTip(text)
        shown = [b for b in (*self._folding, self.copy, self.all_present) if not b.isHidden()]
        needed = sum(b.sizeHint().width() for b in shown) + self.lost.minimumSizeHint().width()
        if needed + len(shown) * self._ui.theme.px(8) > self.width():
            for button in self._folding:
                button.set_text("")

    def show_session(self, unmarked: int, previous: Session | None, may_write: bool) -> None:
        """Say how many the primary button would mark, and which session can be copied."""
        words = self._ui.words
        self.all_present.set_text(words("attendance.all_present", n=unmarked))
        self.all_present.setEnabled(may_write and unmarked > 0)
        self.copy.setVisible(previous is not None)
        if previous is not None:
            self.copy.set_text(words("attendance.copy", session=previous.code))
        self.copy.setEnabled(may_write and unmarked > 0)
        self.walk_in.setEnabled(may_write)
        self._fold()

    def show_lost(self, rows: Sequence[Row]) -> None:
        """Name who can no longer pass; nothing where there is nobody."""
        words = self._ui.words
        names = ", ".join(row.person.name for row in rows)
        self.lost.setVisible(bool(rows))
        self.lost.set_full(
            words("attendance.lost_list", n=len(rows), names=names),
            words("attendance.lost_count", n=len(rows)),
        )
        self._fold()
