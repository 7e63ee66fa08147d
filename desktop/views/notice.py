"""A sentence over the register when something about it is unusual."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.models.timetable import Session
from desktop.views.attendance_sheet import Sheet
from desktop.views.place import Place
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class Notice(QFrame):
    """Closed class, cancelled session, cells in dispute: one sentence, the gravest."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setObjectName("card")
        self.setProperty("tone", "warning")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(self)
        across.setContentsMargins(ui.theme.px(16), ui.theme.px(8), ui.theme.px(16), ui.theme.px(8))
        across.setSpacing(ui.theme.px(10))
        icon = Label()
        icon.setPixmap(ui.icons.pixmap("triangle-alert", "warning", 20, self.devicePixelRatioF()))
        self.words = WrapLabel(ui)
        self.choose = Button(ui, ui.words("meeting.sheet.choose"), run=self._go)
        self._class_id = ""
        across.addWidget(icon)
        across.addWidget(self.words, 1)
        across.addWidget(self.choose)

    def show_for(self, sheet: Sheet, session: Session) -> None:
        """Say what is unusual now, or hide."""
        text = self._text(sheet, session)
        self.words.set_text(text)
        self.setAccessibleName(text)
        disputed = text and any(row.disputed for row in sheet.rows) and session.counts
        self._class_id = sheet.of.id
        self.choose.setVisible(bool(disputed) and not sheet.read_only)
        self.setVisible(bool(text))

    def _go(self) -> None:
        """Go where one chooses between what was written."""
        self._ui.go(Place("classes", class_id=self._class_id, tab="conflicts"))

    def _text(self, sheet: Sheet, session: Session) -> str:
        words = self._ui.words
        disputes = sum(len(row.disputed) for row in sheet.rows)
        if sheet.read_only:
            return words("attendance.closed")
        if not session.counts:
            return words("attendance.cancelled", session=session.code)
        return words("attendance.disputes", n=disputes) if disputes else ""
